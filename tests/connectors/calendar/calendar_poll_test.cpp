#include "connectors/calendar/poll.hpp"
#include "tests/connectors/calendar/calendar_test_support.hpp"
#include "tests/fakes/scripted_fetcher.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::calendar {
namespace {

using fakes::reply;
using testing::HasSubstr;
using testing::SizeIs;

const std::string kBody = calendar_of(event_of("UID:u\nDTSTAMP:20261101T000000Z\nSUMMARY:Fira\nDTSTART:20261105T190000\n"));

struct Poll {
  explicit Poll(fakes::ScriptedFetcher::Script script) : fetcher(std::move(script)) {
    source.id = "calendar:https://example.org/a.ics";
    source.kind = SourceKind::calendar;
    source.url = "https://example.org/a.ics";
    context.fetcher = &fetcher;
    context.now = *text::parse_rfc3339("2026-11-01T10:00:00Z");
  }
  PollReport run() { return fakes::run(io, poll_calendar(context, source, state)); }

  boost::asio::io_context io;
  fakes::ScriptedFetcher fetcher;
  PollContext context;
  Source source;
  SourceState state;
};

TEST(CalendarPoll, BringsTheEventsAndAllOfThem) {
  Poll poll([](const net::FetchRequest&) {
    return reply(200, kBody, {{"ETag", "\"a\""}, {"Content-Type", "text/calendar; charset=utf-8"}});
  });
  const PollReport report = poll.run();
  EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::changed);
  EXPECT_EQ(report.outcome.validators.etag, "\"a\"");
  EXPECT_THAT(report.harvest.events, SizeIs(1));
  EXPECT_TRUE(report.harvest.events_are_all);
  EXPECT_FALSE(report.outcome.content_digest.empty());
}

TEST(CalendarPoll, AsksConditionally) {
  Poll poll([](const net::FetchRequest&) { return reply(304, ""); });
  poll.state.validators = {"\"a\"", "Sun, 01 Nov 2026 00:00:00 GMT"};
  EXPECT_EQ(poll.run().outcome.kind, FetchOutcome::Kind::unchanged);
  EXPECT_EQ(poll.fetcher.requests.at(0).headers.get("If-None-Match"), "\"a\"");
  EXPECT_EQ(poll.fetcher.requests.at(0).headers.get("If-Modified-Since"), "Sun, 01 Nov 2026 00:00:00 GMT");
}

TEST(CalendarPoll, ANewDtstampAloneIsNoChange) {
  std::string body = kBody;
  Poll poll([&](const net::FetchRequest&) { return reply(200, body); });
  poll.state.content_digest = poll.run().outcome.content_digest;
  body.replace(body.find("20261101"), 8, "20261102");
  const PollReport report = poll.run();
  EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::unchanged);
  EXPECT_THAT(report.harvest.events, SizeIs(0));
}

TEST(CalendarPoll, ALoginPageNeedsAuthorisation) {
  Poll poll([](const net::FetchRequest&) {
    return reply(200, "<html><head><title>Inicia sessió</title></head><input type=\"password\"></html>", {{"Content-Type", "text/html"}});
  });
  const PollReport report = poll.run();
  ASSERT_TRUE(report.outcome.problem);
  EXPECT_EQ(report.outcome.problem->code, Errc::auth);
}

TEST(CalendarPoll, APageThatNamesItsCalendarSaysWhere) {
  Poll poll([](const net::FetchRequest&) {
    return reply(200, "<html><head><link rel=\"alternate\" type=\"text/calendar\" href=\"/agenda.ics\"></head></html>",
                 {{"Content-Type", "text/html"}});
  });
  const PollReport report = poll.run();
  EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::failed);
  ASSERT_TRUE(report.outcome.problem);
  EXPECT_THAT(report.outcome.problem->remedy, HasSubstr("https://example.org/agenda.ics"));
}

TEST(CalendarPoll, WebcalAndCredentialsInTheAddress) {
  Poll poll([](const net::FetchRequest&) { return reply(200, kBody); });
  poll.source.url = "webcal://anna:s%20ecret@example.org/a.ics";
  poll.run();
  EXPECT_EQ(poll.fetcher.requests.at(0).url, "https://example.org/a.ics");
  EXPECT_EQ(poll.fetcher.requests.at(0).digest_user, "anna");
  EXPECT_EQ(poll.fetcher.requests.at(0).digest_password, "s ecret");
}

TEST(CalendarPoll, WhatTheCalendarAsksForIsPassedOn) {
  Poll poll([](const net::FetchRequest&) { return reply(200, "BEGIN:VCALENDAR\nX-PUBLISHED-TTL:PT6H\nEND:VCALENDAR\n"); });
  EXPECT_EQ(poll.run().outcome.asked_interval, Seconds{6 * 3600});
}

TEST(CalendarPoll, FailuresAreValues) {
  Poll gone([](const net::FetchRequest&) { return reply(410, ""); });
  EXPECT_EQ(gone.run().outcome.problem->code, Errc::gone);
  Poll broken([](const net::FetchRequest& request) -> Result<net::FetchReply> {
    return Error{Errc::network, "connection reset", request.url, "", 0};
  });
  EXPECT_EQ(broken.run().outcome.problem->code, Errc::network);
}

}  // namespace
}  // namespace resso::connectors::calendar
