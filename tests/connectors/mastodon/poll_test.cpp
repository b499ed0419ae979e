#include "connectors/mastodon/poll.hpp"

#include "connectors/mastodon/cursor.hpp"
#include "tests/connectors/mastodon/fake_server.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::mastodon {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr Instant kNow{Seconds(1'795'000'000)};
constexpr Seconds kHour{3600};

/// `count` posts, one an hour, the newest with the highest id.
std::vector<FakePost> hourly(int count, int first_id = 1) {
  std::vector<FakePost> posts;
  for (int i = count; i > 0; --i) posts.push_back({first_id + i - 1, kNow - kHour * (count - i + 1), {}, "<p>Festa #Barri</p>", 0});
  return posts;
}

/// A source and what its last poll left, over a fake server.
struct Polling {
  FakeServer server;
  boost::asio::io_context context;
  Source source;
  SourceState state;
  Instant now = kNow;

  explicit Polling(SourceKind kind = SourceKind::mastodon_hashtag) {
    source.kind = kind;
    source.url = "https://m.example";
    source.name = kind == SourceKind::mastodon_account ? "casal" : "Barri";
  }

  PollReport poll() {
    server.fetcher.requests.clear();
    PollContext with;
    with.fetcher = &server.fetcher;
    with.now = now;
    auto work = source.kind == SourceKind::mastodon_account ? poll_account(with, source, state) : poll_hashtag(with, source, state);
    PollReport report = fakes::run(context, std::move(work));
    state.cursor = report.cursor;
    if (report.outcome.kind == FetchOutcome::Kind::changed) state.validators = report.outcome.validators;
    return report;
  }

  void give_token() {
    source.credentials.emplace();
    source.credentials->token = Secret("t0k3n");
  }

  void answer_with(int status, std::string body, net::Headers headers = {}) {
    server.override = [=](const net::FetchRequest& request) {
      return request.url.find("/instance") == std::string::npos ? fakes::reply(status, body, headers) : net::FetchReply{};
    };
  }
};

TEST(PollHashtag, FirstRunBackFillsPageByPageToItsDay) {
  Polling polling;
  polling.server.posts = hourly(1000);
  const PollReport report = polling.poll();
  ASSERT_EQ(report.outcome.kind, FetchOutcome::Kind::changed);
  EXPECT_THAT(report.harvest.posts, SizeIs(AllOf(testing::Ge(720u), testing::Le(760u)))) << "30 days of 24 posts, in whole pages";
  EXPECT_EQ(read_cursor(report.cursor).newest, "1000");
  EXPECT_EQ(read_cursor(report.cursor).before, "");
}

TEST(PollHashtag, ASettledSourceCostsOneRequest) {
  Polling polling;
  polling.server.posts = hourly(5);
  polling.poll();
  const PollReport report = polling.poll();
  EXPECT_THAT(polling.server.asked(), ElementsAre("/api/v1/timelines/tag/barri?limit=40"));
  EXPECT_THAT(report.harvest.posts, SizeIs(5)) << "recent posts are read again: their edits and counters show only so";
}

TEST(PollHashtag, AGapWiderThanAPageIsWalkedForwardWithoutHoles) {
  Polling polling;
  polling.server.posts = hourly(10);
  polling.poll();
  polling.server.posts = hourly(130);
  const PollReport report = polling.poll();
  EXPECT_THAT(report.harvest.posts, SizeIs(120)) << "11 to 130";
  EXPECT_EQ(read_cursor(report.cursor).newest, "130");
  EXPECT_THAT(polling.server.asked(), Contains("/api/v1/timelines/tag/barri?limit=40&min_id=10"));
}

TEST(PollHashtag, ALostPageKeepsWhatCameAndTheNextPollResumes) {
  Polling polling;
  polling.server.posts = hourly(10);
  polling.poll();
  polling.server.posts = hourly(200);
  polling.server.override = [](const net::FetchRequest& request) {
    return request.url.find("min_id=50") != std::string::npos ? fakes::reply(502, "") : net::FetchReply{};
  };
  const PollReport broken = polling.poll();
  EXPECT_EQ(broken.outcome.kind, FetchOutcome::Kind::failed);
  EXPECT_THAT(broken.harvest.posts, SizeIs(80)) << "the newest page and the first of the gap";
  EXPECT_EQ(read_cursor(broken.cursor).newest, "50") << "what the harvest holds without a hole";

  polling.server.override = nullptr;
  const PollReport mended = polling.poll();
  EXPECT_THAT(mended.harvest.posts, SizeIs(150));
  EXPECT_EQ(read_cursor(mended.cursor).newest, "200");
}

TEST(PollHashtag, ABackFillCutShortGoesOnNextTime) {
  Polling polling;
  polling.server.posts = hourly(300);
  polling.server.override = [](const net::FetchRequest& request) {
    return request.url.find("max_id=221") != std::string::npos ? fakes::reply(503, "") : net::FetchReply{};
  };
  const PollReport broken = polling.poll();
  EXPECT_THAT(broken.harvest.posts, SizeIs(80));
  EXPECT_EQ(read_cursor(broken.cursor).before, "221");
  polling.server.override = nullptr;
  EXPECT_THAT(polling.poll().harvest.posts, SizeIs(40 + 220));
}

TEST(PollHashtag, AServerThatIgnoresPagingEndsTheWalk) {
  Polling polling;
  polling.server.knows_paging = polling.server.knows_limit = polling.server.sends_link = false;
  polling.server.posts = hourly(10);
  EXPECT_THAT(polling.poll().harvest.posts, SizeIs(3));
  EXPECT_THAT(polling.server.asked(), SizeIs(3)) << "the server itself, its newest page, and the proof that max_id changes nothing";
  polling.server.posts = hourly(20);
  const PollReport report = polling.poll();
  EXPECT_THAT(report.harvest.posts, SizeIs(3));
  EXPECT_THAT(polling.server.asked(), SizeIs(2));
  EXPECT_EQ(read_cursor(report.cursor).newest, "20");
}

TEST(PollHashtag, PagesAreFoundWithoutLinkHeaders) {
  Polling polling;
  polling.server.sends_link = false;
  polling.server.posts = hourly(100);
  EXPECT_THAT(polling.poll().harvest.posts, SizeIs(100));
}

TEST(PollHashtag, EditsAndCountersOfOldPostsAreNoticed) {
  Polling polling;
  polling.server.posts = hourly(3);
  const std::string digest = polling.poll().outcome.content_digest;
  EXPECT_EQ(polling.poll().outcome.content_digest, digest) << "nothing changed";
  polling.server.posts[2].edited = "2026-11-18T12:00:00.000Z";
  polling.server.posts[2].favourites = 5;
  const PollReport report = polling.poll();
  EXPECT_NE(report.outcome.content_digest, digest);
  ASSERT_THAT(report.harvest.posts, SizeIs(3));
  EXPECT_TRUE(report.harvest.posts[2].updated);
  EXPECT_EQ(report.harvest.counters[2].counters.favourites, 5);
}

TEST(PollHashtag, AnUnchangedNewestPageIsNotSentAgain) {
  Polling polling;
  polling.server.etag = "W/\"abc\"";
  polling.server.posts = hourly(3);
  polling.poll();
  const PollReport report = polling.poll();
  EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::unchanged);
  EXPECT_EQ(report.outcome.status, 304);
  EXPECT_EQ(report.cursor, polling.state.cursor);
}

TEST(PollHashtag, ClosedHashtagsAreToldFromEmptyOnes) {
  Polling polling;
  EXPECT_EQ(polling.poll().outcome.kind, FetchOutcome::Kind::changed) << "empty";

  polling.now += kHour * 25;  // the server is asked about itself once a day
  polling.server.instance =
      R"({"domain":"m.example","version":"4.5.0","configuration":{"timelines_access":{"hashtag_feeds":{"local":"authenticated","remote":"disabled"}}}})";
  const PollReport closed = polling.poll();
  ASSERT_EQ(closed.outcome.kind, FetchOutcome::Kind::failed);
  EXPECT_EQ(closed.outcome.problem->code, Errc::auth);
  EXPECT_THAT(closed.outcome.problem->remedy, HasSubstr("token_file"));
  EXPECT_THAT(closed.outcome.problem->remedy, HasSubstr("https://m.example"));

  polling.poll();
  EXPECT_THAT(polling.server.asked(), Not(Contains(HasSubstr("instance")))) << "remembered";
  polling.give_token();
  EXPECT_EQ(polling.poll().outcome.kind, FetchOutcome::Kind::changed);
  EXPECT_EQ(polling.server.fetcher.requests.back().headers.get("Authorization"), "Bearer t0k3n");
}

TEST(PollHashtag, OfAPartlyClosedServerTheOpenPartIsAskedFor) {
  const auto asked_of = [](const std::string& local, const std::string& remote, bool token) {
    Polling polling;
    polling.server.instance = R"({"domain":"m.example","version":"4.5.0","configuration":{"timelines_access":{"hashtag_feeds":{"local":")" +
                              local + R"(","remote":")" + remote + R"("}}}})";
    // As Mastodon does since 4.5: who asks for more than the open part must be somebody.
    polling.server.override = [&](const net::FetchRequest& request) {
      const auto has = [&](const std::string& part) { return request.url.find(part) != std::string::npos; };
      const bool is_open = has(local == "public" ? "&local=true" : "&remote=true");
      const bool refused = has("/timelines/tag/") && !is_open && !request.headers.has("Authorization");
      return refused ? fakes::reply(401, R"({"error":"This method requires an authenticated user"})") : net::FetchReply{};
    };
    if (token) polling.give_token();
    const PollReport report = polling.poll();
    EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::changed);
    const bool told = !report.harvest.warnings.empty() && report.harvest.warnings[0].code == "hashtag_partly_closed";
    EXPECT_EQ(told, !token);
    return polling.server.asked().back();
  };
  EXPECT_THAT(asked_of("public", "authenticated", false), HasSubstr("&local=true"));
  EXPECT_THAT(asked_of("disabled", "public", false), HasSubstr("&remote=true"));
  EXPECT_THAT(asked_of("public", "authenticated", true), Not(HasSubstr("=true")));
}

TEST(PollHashtag, OlderServersAreAskedByTheOldAddress) {
  Polling polling;
  polling.server.override = [](const net::FetchRequest& request) {
    if (request.url.ends_with("/api/v2/instance")) return fakes::reply(404, "<html>no</html>");
    if (request.url.ends_with("/api/v1/instance")) return fakes::reply(200, R"({"uri":"city.example","version":"2.7.2 Pleroma 2.5"})");
    return net::FetchReply{};
  };
  EXPECT_EQ(read_cursor(polling.poll().cursor).domain, "city.example");
}

TEST(PollHashtag, AnUnknownTagIsAnEmptyOne) {
  Polling polling;
  polling.answer_with(404, R"({"error":"Record not found"})");
  EXPECT_EQ(polling.poll().outcome.kind, FetchOutcome::Kind::changed);
}

TEST(PollHashtag, AServerWithoutTheApiIsNotAnEmptyTag) {
  Polling polling;
  polling.answer_with(404, "<!DOCTYPE html><title>Not found</title>");
  const PollReport report = polling.poll();
  ASSERT_TRUE(report.outcome.problem);
  EXPECT_EQ(report.outcome.problem->code, Errc::not_found);
  EXPECT_EQ(report.outcome.problem->what, "there is no Mastodon API at https://m.example");
  EXPECT_THAT(report.outcome.problem->remedy, HasSubstr("https://m.example/tags/Barri.rss"));
}

TEST(PollHashtag, TokensAreAskedForInEveryDialectOfRefusal) {
  for (const int status : {401, 403, 422}) {
    Polling polling;
    polling.answer_with(status, R"({"error":"This method requires an authenticated user"})");
    const PollReport report = polling.poll();
    ASSERT_TRUE(report.outcome.problem) << status;
    EXPECT_EQ(report.outcome.problem->code, Errc::auth) << status;
    EXPECT_THAT(report.outcome.problem->what, HasSubstr("This method requires an authenticated user"));
    EXPECT_THAT(report.outcome.problem->remedy, HasSubstr("token_file"));
  }
}

TEST(PollHashtag, ARefusedTokenIsNotAskedForAgainButAnother) {
  Polling polling;
  polling.give_token();
  polling.answer_with(401, R"({"error":"The access token is invalid"})");
  const PollReport report = polling.poll();
  EXPECT_THAT(report.outcome.problem->remedy, HasSubstr("not accepted"));
  EXPECT_THAT(describe(*report.outcome.problem), Not(HasSubstr("t0k3n")));
}

TEST(PollHashtag, ARedirectToALoginPageMeansAuth) {
  Polling polling;
  polling.server.override = [](const net::FetchRequest&) {
    net::FetchReply page = fakes::reply(200, "<!DOCTYPE html><html><title>Login</title>", {{"Content-Type", "text/html"}});
    page.final_url = "https://m.example/login";
    page.redirects = {{302, "https://m.example/api/v1/timelines/tag/barri", "https://m.example/login"}};
    return page;
  };
  const PollReport report = polling.poll();
  ASSERT_TRUE(report.outcome.problem);
  EXPECT_EQ(report.outcome.problem->code, Errc::auth);
  EXPECT_EQ(report.outcome.problem->what, "the server sends programs to a login page");
}

TEST(PollHashtag, LimitsAreToldInBothDialectsOfTheReset) {
  const Instant reset = kNow + Seconds(120);
  for (const std::string& written : {text::format_utc(reset), std::to_string(reset.time_since_epoch().count())}) {
    Polling polling;
    polling.answer_with(429, R"({"error":"Too many requests"})", {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", written}});
    const PollReport report = polling.poll();
    EXPECT_EQ(report.outcome.problem->code, Errc::rate_limited) << written;
    EXPECT_EQ(report.outcome.rate_reset, reset) << written;
  }
}

TEST(PollHashtag, AnUnreachableServerIsAskedOnce) {
  Polling polling;
  fakes::ScriptedFetcher dead([](const net::FetchRequest& request) -> Result<net::FetchReply> {
    return Error{Errc::network, "connection refused", request.url, {}, 0};
  });
  PollContext with;
  with.fetcher = &dead;
  with.now = kNow;
  const PollReport report = fakes::run(polling.context, poll_hashtag(with, polling.source, polling.state));
  EXPECT_EQ(report.outcome.problem->code, Errc::network);
  EXPECT_THAT(dead.requests, SizeIs(1));
}

TEST(PollHashtag, JunkIsAnErrorWithAPlaceNotACrash) {
  for (const char* body : {"", "null", "42", "[1,{}]x", "{\"a\":", "\xFF\xFE"}) {
    Polling polling;
    polling.answer_with(200, body);
    const PollReport report = polling.poll();
    ASSERT_TRUE(report.outcome.problem) << body;
    EXPECT_EQ(report.outcome.problem->code, Errc::bad_input);
    EXPECT_THAT(report.outcome.problem->where, HasSubstr("/timelines/tag/barri"));
  }
}

TEST(PollHashtag, TheSamePostOnTwoServersHasOneUri) {
  Polling one, other;
  one.server.posts = other.server.posts = hourly(1);
  other.source.url = other.server.url = "https://n.example";
  const Post here = one.poll().harvest.posts.at(0), there = other.poll().harvest.posts.at(0);
  EXPECT_EQ(here.uri, there.uri);
  EXPECT_EQ(here.author.acct, there.author.acct);
}

TEST(PollAccount, IsLookedUpOnceADayAndItsIdIsKept) {
  Polling polling(SourceKind::mastodon_account);
  polling.server.posts = hourly(2);
  const PollReport first = polling.poll();
  EXPECT_THAT(polling.server.asked(), ElementsAre("/api/v2/instance", "/api/v1/accounts/lookup?acct=casal",
                                                  "/api/v1/accounts/7/statuses?limit=40", "/api/v1/accounts/7/statuses?limit=40&max_id=1"));
  EXPECT_EQ(first.harvest.account, "casal@m.example");
  EXPECT_EQ(first.harvest.title, "Casal");
  ASSERT_THAT(first.harvest.followers, SizeIs(1));
  EXPECT_EQ(first.harvest.followers[0].followers, 120);

  EXPECT_THAT(polling.poll().harvest.followers, IsEmpty());
  polling.now += kHour * 25;
  EXPECT_THAT(polling.poll().harvest.followers, SizeIs(1));
}

TEST(PollAccount, HiddenFollowersAreUnknown) {
  Polling polling(SourceKind::mastodon_account);
  polling.server.account = R"({"id":"7","acct":"casal","followers_count":-1,"following_count":3})";
  const PollReport report = polling.poll();
  EXPECT_FALSE(report.harvest.followers.at(0).followers);
  EXPECT_EQ(report.harvest.followers.at(0).following, 3);
}

TEST(PollAccount, SuspendedIsGone) {
  Polling suspended(SourceKind::mastodon_account);
  suspended.server.account = R"({"id":"7","acct":"casal","suspended":true})";
  EXPECT_EQ(suspended.poll().outcome.problem->code, Errc::gone);
}

TEST(PollAccount, AnUnknownNameIsNotFound) {
  Polling polling(SourceKind::mastodon_account);
  polling.answer_with(404, R"({"error":"Record not found"})");
  const PollReport report = polling.poll();
  EXPECT_EQ(report.outcome.problem->code, Errc::not_found);
  EXPECT_EQ(report.outcome.problem->what, "the server knows no @casal");
}

TEST(PollAccount, AServerWithoutLookupIsAskedByName) {
  Polling polling(SourceKind::mastodon_account);
  polling.server.posts = hourly(1);
  polling.server.override = [&](const net::FetchRequest& request) {
    if (request.url.find("lookup") != std::string::npos) return fakes::reply(404, R"({"error":"Not found"})");
    if (request.url.ends_with("/api/v1/accounts/casal")) return fakes::reply(200, polling.server.account);
    return net::FetchReply{};
  };
  EXPECT_THAT(polling.poll().harvest.posts, SizeIs(1));
}

TEST(PollAccount, AServerSetUpAnewGivesANewId) {
  Polling polling(SourceKind::mastodon_account);
  polling.server.posts = hourly(2);
  polling.poll();
  polling.server.account = R"({"id":"99","acct":"casal"})";
  polling.server.override = [](const net::FetchRequest& request) {
    return request.url.find("/accounts/7/") != std::string::npos ? fakes::reply(404, R"({"error":"Record not found"})") : net::FetchReply{};
  };
  const PollReport report = polling.poll();
  EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::changed);
  EXPECT_EQ(read_cursor(report.cursor).account_id, "99");
  EXPECT_THAT(report.harvest.posts, SizeIs(2));
}

TEST(PollAccount, CancellationIsToldAsSuch) {
  Polling polling(SourceKind::mastodon_account);
  fakes::ScriptedFetcher cancelled([](const net::FetchRequest&) -> Result<net::FetchReply> {
    return Error{Errc::cancelled, "stopped", {}, {}, 0};
  });
  PollContext with;
  with.fetcher = &cancelled;
  EXPECT_EQ(fakes::run(polling.context, poll_account(with, polling.source, polling.state)).outcome.problem->code, Errc::cancelled);
}

}  // namespace
}  // namespace resso::connectors::mastodon
