#include "connectors/feed/poll.hpp"

#include <gtest/gtest.h>

#include "connectors/discover.hpp"
#include "connectors/feed/query.hpp"
#include "tests/fakes/fixtures.hpp"
#include "tests/fakes/scripted_fetcher.hpp"
#include "text/digest.hpp"

namespace resso::connectors::feed {
namespace {

using fakes::reply;
using fakes::ScriptedFetcher;
using Kind = FetchOutcome::Kind;

constexpr const char* kUrl = "https://esplai.example/";
constexpr const char* kRss =
    "<rss version='2.0'><channel><title>Esplai</title><item><guid>1</guid><title>Colònies</title>"
    "<pubDate>Mon, 16 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>";
const Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

std::string fixture(const std::string& name) { return fakes::fixture("feed/" + name); }

Source source() {
  Source made;
  made.id = "feed:https://esplai.example/";
  made.kind = SourceKind::feed;
  made.url = kUrl;
  return made;
}

PollReport poll(ScriptedFetcher& fetcher, SourceState state = {}, Source from = source()) {
  boost::asio::io_context context;
  PollContext poll_context;
  poll_context.fetcher = &fetcher;
  poll_context.now = kNow;
  return fakes::run(context, poll_feed(poll_context, std::move(from), std::move(state)));
}

TEST(FeedPoll, ANewFeedIsHarvested) {
  ScriptedFetcher fetcher([](const auto&) { return reply(200, kRss, {{"ETag", "\"a\""}, {"Content-Type", "application/rss+xml"}}); });
  const PollReport report = poll(fetcher);
  EXPECT_EQ(report.outcome.kind, Kind::changed);
  EXPECT_EQ(report.outcome.validators.etag, "\"a\"");
  EXPECT_EQ(report.outcome.content_digest, text::sha256_hex(kRss));
  EXPECT_EQ(report.harvest.format, "rss 2.0");
  ASSERT_EQ(report.harvest.posts.size(), 1u);
  EXPECT_EQ(report.harvest.posts[0].title, "Colònies");
  EXPECT_FALSE(fetcher.requests[0].headers.has("If-None-Match"));
  EXPECT_NE(fetcher.requests[0].headers.get("Accept").find("application/rss+xml"), std::string::npos);
}

TEST(FeedPoll, ValidatorsAreEchoedAndA304ChangesNothing) {
  ScriptedFetcher fetcher([](const auto&) { return reply(304, ""); });
  SourceState state;
  state.validators = {"W/\"x\"", "Mon, 02 Nov 2026 09:00:00 GMT"};
  const PollReport report = poll(fetcher, state);
  EXPECT_EQ(report.outcome.kind, Kind::unchanged);
  EXPECT_EQ(fetcher.requests[0].headers.get("If-None-Match"), "W/\"x\"");
  EXPECT_EQ(fetcher.requests[0].headers.get("If-Modified-Since"), "Mon, 02 Nov 2026 09:00:00 GMT");
}

TEST(FeedPoll, TheSameBytesChangeNothing) {
  ScriptedFetcher fetcher([](const auto&) { return reply(200, kRss); });
  SourceState state;
  state.content_digest = text::sha256_hex(kRss);
  const PollReport report = poll(fetcher, state);
  EXPECT_EQ(report.outcome.kind, Kind::unchanged);
  EXPECT_TRUE(report.harvest.posts.empty());
}

TEST(FeedPoll, AnAdoptedAddressIsAsked) {
  ScriptedFetcher fetcher([](const auto&) { return reply(200, kRss); });
  SourceState state;
  state.effective_url = "https://nou.example/rss";
  poll(fetcher, state);
  EXPECT_EQ(fetcher.requests[0].url, "https://nou.example/rss");
}

TEST(FeedPoll, APagesFeedIsFollowedOnceAndRemembered) {
  ScriptedFetcher fetcher([](const net::FetchRequest& request) {
    if (request.url == kUrl) return reply(200, fixture("page_offering_feeds.html"), {{"Content-Type", "text/html"}, {"ETag", "\"page\""}});
    return reply(200, kRss, {{"ETag", "\"feed\""}});
  });
  const PollReport first = poll(fetcher);
  ASSERT_EQ(fetcher.requests.size(), 2u);
  EXPECT_EQ(fetcher.requests[1].url, "https://esplai.example/feed/");
  EXPECT_EQ(first.outcome.kind, Kind::changed);
  EXPECT_EQ(first.outcome.validators.etag, "\"feed\"");
  EXPECT_EQ(first.harvest.posts.size(), 1u);

  SourceState state;
  state.cursor = first.cursor;
  state.validators = first.outcome.validators;
  poll(fetcher, state);
  ASSERT_EQ(fetcher.requests.size(), 3u);
  EXPECT_EQ(fetcher.requests[2].url, "https://esplai.example/feed/");
  EXPECT_EQ(fetcher.requests[2].headers.get("If-None-Match"), "\"feed\"");
}

TEST(FeedPoll, AFoundFeedThatIsGoneIsLookedForAgain) {
  bool gone = true;
  ScriptedFetcher fetcher([&](const net::FetchRequest& request) {
    if (request.url == kUrl) return reply(200, fixture("page_offering_feeds.html"), {{"Content-Type", "text/html"}});
    return gone ? reply(410, "") : reply(200, kRss);
  });
  SourceState state;
  state.cursor = write_cursor({Whereabouts::Kind::found, "https://esplai.example/vell"});
  state.validators.etag = "\"old\"";
  const PollReport report = poll(fetcher, state);
  EXPECT_EQ(report.outcome.kind, Kind::failed);
  EXPECT_EQ(report.outcome.problem->code, Errc::not_found);
  gone = false;
  state.cursor = report.cursor;
  const PollReport again = poll(fetcher, state);
  EXPECT_EQ(fetcher.requests[1].url, kUrl);
  EXPECT_FALSE(fetcher.requests[1].headers.has("If-None-Match"));
  EXPECT_EQ(again.outcome.kind, Kind::changed);
}

TEST(FeedPoll, ALoginPageIsAnAuthError) {
  ScriptedFetcher fetcher([](const auto&) {
    return reply(200,
                 "<!DOCTYPE html><html><head><title>Inicia sessió</title></head><body><form><input type=\"password\"></form></body></html>",
                 {{"Content-Type", "text/html"}});
  });
  const PollReport report = poll(fetcher);
  ASSERT_TRUE(report.outcome.problem);
  EXPECT_EQ(report.outcome.problem->code, Errc::auth);
}

TEST(FeedPoll, WhatIsNoFeedIsNamed) {
  ScriptedFetcher fetcher([](const auto&) { return reply(200, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"); });
  const PollReport report = poll(fetcher);
  EXPECT_EQ(report.outcome.kind, Kind::failed);
  ASSERT_TRUE(report.outcome.problem);
  EXPECT_EQ(report.outcome.problem->code, Errc::bad_input);
  EXPECT_EQ(report.outcome.problem->what, "this is an iCalendar calendar, not a feed");
  EXPECT_EQ(report.outcome.problem->remedy, "configure it as a calendar");
}

TEST(FeedPoll, APageWithoutFeedsIsAskedOnlyOnce) {
  ScriptedFetcher fetcher([](const auto&) { return reply(200, "<html><body>Hola</body></html>", {{"Content-Type", "text/html"}}); });
  const PollReport report = poll(fetcher);
  EXPECT_EQ(fetcher.requests.size(), 1u);
  EXPECT_EQ(report.outcome.problem->code, Errc::bad_input);
}

TEST(FeedPoll, APageThatOffersOnlyACalendarSaysWhere) {
  ScriptedFetcher fetcher([](const auto&) {
    return reply(200, "<html><link rel=alternate type='text/calendar' href='/a.ics'></html>", {{"Content-Type", "text/html"}});
  });
  const PollReport report = poll(fetcher);
  EXPECT_EQ(fetcher.requests.size(), 1u);
  ASSERT_TRUE(report.outcome.problem);
  EXPECT_NE(report.outcome.problem->remedy.find("https://esplai.example/a.ics"), std::string::npos) << report.outcome.problem->remedy;
}

TEST(FeedPoll, AFeedBrokenBeforeItsFirstEntryIsAFailure) {
  ScriptedFetcher fetcher([](const auto&) { return reply(200, "<rss version='2.0'><channel><title>Es"); });
  const PollReport report = poll(fetcher);
  EXPECT_EQ(report.outcome.kind, Kind::failed);
  EXPECT_EQ(report.outcome.problem->code, Errc::bad_input);
  ScriptedFetcher within([](const auto&) { return reply(200, "<rss version='2.0'><channel><title>Esplai</title><item><desc"); });
  const PollReport cut = poll(within);
  ASSERT_TRUE(cut.outcome.problem) << "half an entry is none";
  EXPECT_EQ(cut.outcome.problem->reason, "bad_input_broken");
  ScriptedFetcher empty([](const auto&) { return reply(200, "<rss version='2.0'><channel><title>Esplai</title></channel></rss>"); });
  EXPECT_FALSE(poll(empty).outcome.problem) << "a whole feed without entries is one";
}

TEST(FeedPoll, EachDocumentThatIsNoFeedHasItsReason) {
  const auto reason_of = [](std::string body, std::string type) {
    ScriptedFetcher fetcher([&](const auto&) { return reply(200, body, {{"Content-Type", type}}); });
    const PollReport report = poll(fetcher);
    return report.outcome.problem ? report.outcome.problem->reason : std::string();
  };
  EXPECT_EQ(reason_of("", "text/xml"), "bad_input_empty");
  EXPECT_EQ(reason_of("{\"a\":1}", "application/json"), "bad_input_no_feed");
  EXPECT_EQ(reason_of("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{", "application/json"), "bad_input_json");
  EXPECT_EQ(reason_of("<html><body>Hola</body></html>", "text/html"), "bad_input_page");
  EXPECT_EQ(reason_of("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar"), "bad_input_is_calendar");
  EXPECT_EQ(reason_of("<opml version='2.0'><body><outline text='a'/></body></opml>", "text/xml"), "bad_input_is_list");
}

TEST(FeedPoll, DatesFarAheadAreTheEvents) {
  ScriptedFetcher fetcher([](const auto&) {
    return reply(200, "<rss><channel><item><guid>1</guid><pubDate>Sat, 19 Dec 2026 20:00:00 GMT</pubDate></item></channel></rss>");
  });
  EXPECT_EQ(poll(fetcher).harvest.posts.at(0).published, Instant{});
}

TEST(FeedPoll, ErrorsOfTheNetworkAreTold) {
  ScriptedFetcher fetcher([](const auto&) -> Result<net::FetchReply> {
    return Error{Errc::timeout, "no answer within 20 s", kUrl, "", 0};
  });
  const PollReport report = poll(fetcher);
  EXPECT_EQ(report.outcome.kind, Kind::failed);
  EXPECT_EQ(report.outcome.problem->code, Errc::timeout);
}

TEST(FeedQuery, CredentialsStayWithTheirHost) {
  Source from = source();
  from.credentials.emplace();
  from.credentials->token = Secret("clau");
  EXPECT_EQ(unconditional_request(from, "https://esplai.example/feed/").headers.get("Authorization"), "Bearer clau");
  EXPECT_FALSE(unconditional_request(from, "https://elsewhere.example/feed/").headers.has("Authorization"));
}

TEST(FeedQuery, TheCursorSurvivesBeingWritten) {
  for (const Whereabouts& where :
       {Whereabouts{}, Whereabouts{Whereabouts::Kind::found, "https://a.example/x y"}, Whereabouts{Whereabouts::Kind::rediscover, {}}}) {
    EXPECT_EQ(read_cursor(write_cursor(where)), where);
    EXPECT_FALSE(write_cursor(where).empty());
  }
}

TEST(FeedDiscover, TheSitesOwnFeedComesBeforeItsComments) {
  const auto offers = offered_feeds(fixture("page_offering_feeds.html"), kUrl);
  ASSERT_EQ(offers.size(), 2u);
  EXPECT_EQ(offers[0].url, "https://esplai.example/feed/");
  EXPECT_EQ(offers[0].title, "Esplai El Pont");
  EXPECT_EQ(offers[1].url, "https://esplai.example/comments/feed/");
}

}  // namespace
}  // namespace resso::connectors::feed
