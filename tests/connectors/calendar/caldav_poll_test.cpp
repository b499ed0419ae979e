#include "connectors/calendar/caldav_cursor.hpp"
#include "connectors/calendar/caldav_parse.hpp"
#include "connectors/calendar/poll.hpp"
#include "tests/connectors/calendar/calendar_test_support.hpp"
#include "tests/fakes/scripted_fetcher.hpp"
#include "text/xml.hpp"

#include <gmock/gmock.h>
#include <map>

namespace resso::connectors::calendar {
namespace {

using fakes::reply;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kOpen =
    R"(<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/">)";

std::string multistatus(std::string_view content) { return std::string(kOpen) + std::string(content) + "</d:multistatus>"; }
std::string found(std::string_view href, std::string_view properties) {
  return "<d:response><d:href>" + std::string(href) + "</d:href><d:propstat><d:prop>" + std::string(properties) +
         "</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>";
}
std::string missing(std::string_view href) {
  return "<d:response><d:href>" + std::string(href) + "</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>";
}

/// A CalDAV server with one calendar at /cal/, in memory: what it can do is told by its flags.
class Server {
 public:
  std::map<std::string, std::string> events;  ///< name to the event's lines
  bool has_sync = true, has_query = true, has_marks = true;
  int version = 1;                        ///< of the collection
  int forgotten = 0;                      ///< tokens up to this are not known any more
  std::map<std::string, int> changed_at;  ///< of events and of those deleted
  std::vector<std::string> asked;         ///< "PROPFIND /cal/", …
  std::size_t bodies = 0;

  void put(const std::string& name, const std::string& lines) {
    events[name] = lines;
    changed_at[name] = ++version;
  }
  void remove(const std::string& name) {
    events.erase(name);
    changed_at[name] = ++version;
  }

  Result<net::FetchReply> answer(const net::FetchRequest& request) {
    const std::string path = request.url.substr(std::string_view("https://dav.example.org").size());
    const bool report = request.method == "REPORT";
    std::string kind = request.method;
    for (const std::string_view name : {"sync-collection", "calendar-query", "calendar-multiget"}) {
      if (report && request.body.find(name) != std::string::npos) kind = name;
    }
    asked.push_back(kind + " " + path);
    if (kind == "PROPFIND") return propfind(path, request.headers.get("Depth") == "1");
    if (path != "/cal/") return reply(404, "");
    if (kind == "sync-collection") return sync(request.body);
    if (kind == "calendar-query") return query();
    if (kind == "calendar-multiget") return multiget(request.body);
    if (kind == "GET") return whole();
    return reply(405, "");
  }

 private:
  std::string mark() const { return std::to_string(version); }
  std::string etag(const std::string& name) const {
    return "<d:getetag>\"" + name + std::to_string(changed_at.at(name)) + "\"</d:getetag>";
  }
  std::string body(const std::string& name) {
    ++bodies;
    return "<c:calendar-data>" + text::escape_xml(calendar_of(event_of(events.at(name)))) + "</c:calendar-data>";
  }

  net::FetchReply propfind(const std::string& path, bool deep) {
    const std::string calendar = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:displayname>Agenda</d:displayname>";
    const std::string sync_mark = has_sync ? "<d:sync-token>t" + mark() + "</d:sync-token>" : "";
    const std::string marks = has_marks ? "<s:getctag>" + mark() + "</s:getctag>" + sync_mark : "";
    if (path == "/cal/") return reply(207, multistatus(found("/cal/", calendar + marks)));
    if (path == "/.well-known/caldav")
      return reply(207, multistatus(found("/", "<d:current-user-principal><d:href>/me/</d:href></d:current-user-principal>")));
    if (path == "/me/") return reply(207, multistatus(found("/me/", "<c:calendar-home-set><d:href>/home/</d:href></c:calendar-home-set>")));
    if (path == "/home/" && deep)
      return reply(
          207, multistatus(
                   found("/home/", "<d:resourcetype><d:collection/></d:resourcetype>") + found("/cal/", calendar) +
                   found("/tasks/",
                         calendar + "<c:supported-calendar-component-set><c:comp name=\"VTODO\"/></c:supported-calendar-component-set>")));
    return reply(404, "");
  }

  net::FetchReply sync(const std::string& request) {
    if (!has_sync) return reply(403, "");
    const auto begin = request.find("sync-token>t");
    const int since = begin == std::string::npos ? 0 : std::stoi(request.substr(begin + 12));
    if (since > 0 && since <= forgotten) return reply(403, "<d:error xmlns:d=\"DAV:\"><d:valid-sync-token/></d:error>");
    std::string content = "<d:sync-token>t" + mark() + "</d:sync-token>";
    for (const auto& [name, at] : changed_at) {
      if (at <= since) continue;
      if (events.contains(name))
        content += found("/cal/" + name, etag(name));
      else if (since > 0)
        content += missing("/cal/" + name);
    }
    return reply(207, multistatus(content));
  }

  net::FetchReply query() {
    if (!has_query) return reply(501, "");
    std::string content;
    for (const auto& [name, lines] : events) {
      if (lines.find("DTSTART:2020") == std::string::npos) content += found("/cal/" + name, etag(name));
    }
    return reply(207, multistatus(content));
  }

  net::FetchReply multiget(const std::string& request) {
    std::string content;
    for (auto at = request.find("<d:href>"); at != std::string::npos; at = request.find("<d:href>", at + 1)) {
      const std::string href = request.substr(at + 8, request.find('<', at + 8) - at - 8);
      const std::string name = href.substr(5);
      const bool with_data = request.find("calendar-data") != std::string::npos;
      content += events.contains(name) ? found(href, etag(name) + (with_data ? body(name) : "")) : missing(href);
    }
    return reply(207, multistatus(content));
  }

  net::FetchReply whole() {
    std::string content;
    for (const auto& [name, lines] : events) content += event_of(lines);
    return reply(200, calendar_of(content), {{"Content-Type", "text/calendar"}});
  }
};

struct Poll {
  Poll() : fetcher([this](const net::FetchRequest& request) { return server.answer(request); }) {
    source.id = "caldav:https://dav.example.org/cal/";
    source.kind = SourceKind::caldav;
    source.url = "https://dav.example.org/cal/";
    context.fetcher = &fetcher;
    context.now = *text::parse_rfc3339("2026-11-01T10:00:00Z");
    server.put("a.ics", "UID:a\nSUMMARY:Assaig\nDTSTART:20261105T190000\n");
    server.put("b.ics", "UID:b\nSUMMARY:Ball\nDTSTART:20261106T190000\n");
  }

  PollReport run() {
    server.asked.clear();
    server.bodies = 0;
    PollReport report = fakes::run(io, poll_caldav(context, source, state));
    if (!report.cursor.empty()) state.cursor = report.cursor;
    context.now += Seconds{3600};
    return report;
  }

  boost::asio::io_context io;
  Server server;
  fakes::ScriptedFetcher fetcher;
  PollContext context;
  Source source;
  SourceState state;
};

std::vector<std::string> keys(const PollReport& report) {
  std::vector<std::string> all;
  for (const StatedEvent& event : report.harvest.events) all.push_back(event.key);
  return all;
}

TEST(CaldavPoll, FetchesEverythingOnce) {
  Poll poll;
  const PollReport report = poll.run();
  EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::changed);
  EXPECT_THAT(keys(report), ElementsAre("a", "b"));
  EXPECT_EQ(report.harvest.title, "Agenda");
  EXPECT_FALSE(report.harvest.events_are_all);
}

TEST(CaldavPoll, AnUnchangedCalendarMovesNoBodies) {
  for (const bool has_sync : {true, false}) {
    Poll poll;
    poll.server.has_sync = has_sync;
    poll.run();
    const PollReport report = poll.run();
    EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::unchanged);
    EXPECT_EQ(poll.server.bodies, 0U);
    EXPECT_THAT(poll.server.asked, ElementsAre("PROPFIND /cal/"));
  }
}

TEST(CaldavPoll, OnlyWhatChangedIsFetchedAndWhatIsGoneIsDeleted) {
  for (const bool has_sync : {true, false}) {
    Poll poll;
    poll.server.has_sync = has_sync;
    poll.run();
    poll.server.put("c.ics", "UID:c\nDTSTART:20261107T190000\n");
    poll.server.remove("a.ics");
    const PollReport report = poll.run();
    EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::changed);
    EXPECT_THAT(keys(report), ElementsAre("c"));
    EXPECT_THAT(report.harvest.deleted_keys, ElementsAre("a"));
    EXPECT_EQ(poll.server.bodies, 1U);
  }
}

TEST(CaldavPoll, AnEventThatMovedToAnotherResourceIsNotDeleted) {
  Poll poll;
  poll.run();
  poll.server.remove("a.ics");
  poll.server.put("z.ics", "UID:a\nSUMMARY:Assaig\nDTSTART:20261105T190000\n");
  const PollReport report = poll.run();
  EXPECT_THAT(keys(report), ElementsAre("a"));
  EXPECT_THAT(report.harvest.deleted_keys, IsEmpty());
}

TEST(CaldavPoll, AForgottenTokenStartsAnewWithoutFetchingWhatIsKnown) {
  Poll poll;
  poll.run();
  poll.server.forgotten = poll.server.version;
  poll.server.put("c.ics", "UID:c\nDTSTART:20261107T190000\n");
  poll.server.remove("b.ics");
  const PollReport report = poll.run();
  EXPECT_THAT(keys(report), ElementsAre("c"));
  EXPECT_THAT(report.harvest.deleted_keys, ElementsAre("b"));
}

TEST(CaldavPoll, WhatLeavesTheWindowIsForgottenNotDeleted) {
  Poll poll;
  poll.server.has_sync = false;
  poll.run();
  poll.server.put("a.ics", "UID:a\nDTSTART:20200105T190000\n");  // the fake's query leaves 2020 out
  const PollReport report = poll.run();
  EXPECT_THAT(report.harvest.deleted_keys, IsEmpty());
  EXPECT_THAT(read_cursor(poll.state.cursor).collections.at(0).resources, SizeIs(1));
}

TEST(CaldavPoll, TheWindowOfAQueryIsAskedForAgainAfterADay) {
  Poll poll;
  poll.server.has_sync = false;
  poll.run();
  poll.context.now += std::chrono::days(1);
  const PollReport report = poll.run();
  EXPECT_THAT(poll.server.asked, ElementsAre("PROPFIND /cal/", "calendar-query /cal/"));
  EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::unchanged);
}

TEST(CaldavPoll, AServerWithoutReportsIsReadWhole) {
  Poll poll;
  poll.server.has_sync = poll.server.has_query = poll.server.has_marks = false;
  EXPECT_THAT(keys(poll.run()), ElementsAre("a", "b"));
  EXPECT_EQ(poll.run().outcome.kind, FetchOutcome::Kind::unchanged);
  poll.server.remove("a.ics");
  EXPECT_THAT(poll.run().harvest.deleted_keys, ElementsAre("a"));
}

TEST(CaldavPoll, CalendarsAreFoundFromTheServersAddress) {
  Poll poll;
  poll.source.url = "https://dav.example.org/";
  const PollReport report = poll.run();
  EXPECT_THAT(keys(report), ElementsAre("a", "b"));
  EXPECT_THAT(poll.server.asked, testing::IsSupersetOf({"PROPFIND /.well-known/caldav", "PROPFIND /me/", "PROPFIND /home/"}));
  poll.run();
  EXPECT_THAT(poll.server.asked, ElementsAre("PROPFIND /cal/"));  // what was found is remembered
}

TEST(CaldavPoll, ACalendarThatIsGoneIsLookedForAgain) {
  Poll poll;
  poll.source.url = "https://dav.example.org/";
  poll.run();
  bool lost = true;
  fakes::ScriptedFetcher other([&](const net::FetchRequest& request) -> Result<net::FetchReply> {
    if (lost && request.url.ends_with("/cal/")) return reply(404, "");
    return poll.server.answer(request);
  });
  poll.context.fetcher = &other;
  EXPECT_EQ(poll.run().outcome.problem->code, Errc::not_found);
  lost = false;
  EXPECT_EQ(poll.run().outcome.kind, FetchOutcome::Kind::unchanged);
  EXPECT_THAT(poll.server.asked, testing::Contains("PROPFIND /.well-known/caldav"));
}

TEST(CaldavPoll, APublicFileThatOnlyItsOwnerMayAskAboutIsRead) {
  Poll poll;
  fakes::ScriptedFetcher locked([&](const net::FetchRequest& request) -> Result<net::FetchReply> {
    return request.method == "GET" ? poll.server.answer(request) : Result<net::FetchReply>(reply(401, ""));
  });
  poll.context.fetcher = &locked;
  EXPECT_THAT(keys(poll.run()), ElementsAre("a", "b"));
  poll.source.credentials = Credentials{};
  poll.source.credentials->user = "anna";
  EXPECT_EQ(poll.run().outcome.problem->code, Errc::auth);  // with a password the server's word counts
}

TEST(CaldavPoll, AFailureHalfWayKeepsTheCursor) {
  Poll poll;
  fakes::ScriptedFetcher failing([&](const net::FetchRequest& request) -> Result<net::FetchReply> {
    if (request.body.find("multiget") != std::string::npos) return Error{Errc::network, "connection reset", request.url, "", 0};
    return poll.server.answer(request);
  });
  poll.context.fetcher = &failing;
  const PollReport report = poll.run();
  EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::failed);
  EXPECT_EQ(report.outcome.problem->code, Errc::network);
  EXPECT_EQ(report.cursor, "");
}

TEST(CaldavPoll, AResourceThatCannotBeReadIsAWarning) {
  Poll poll;
  fakes::ScriptedFetcher odd([&](const net::FetchRequest& request) -> Result<net::FetchReply> {
    auto answer = poll.server.answer(request);
    if (const auto at = answer->body.find("BEGIN:VCALENDAR"); at != std::string::npos) answer->body.replace(at, 32, "not a calendar");
    return answer;
  });
  poll.context.fetcher = &odd;
  const PollReport report = poll.run();
  EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::changed);
  EXPECT_FALSE(report.harvest.warnings.empty());
}

TEST(CaldavCursor, IsReadBackTheSame) {
  CaldavCursor cursor;
  cursor.found = *text::parse_rfc3339("2026-11-01T10:00:00Z");
  cursor.collections.push_back(
      {"https://dav.example.org/cal/", "\"1 2\"", "", Instant{Seconds{5}}, {{"/cal/a b.ics", {"-", {"u 1", "%", "línia\n"}}}}});
  cursor.collections.push_back({"https://dav.example.org/two/", "", "http://t/2", Instant{}, {}});
  EXPECT_EQ(read_cursor(write_cursor(cursor)), cursor);
}

TEST(CaldavCursor, WhatIsNoCursorIsAnEmptyOne) {
  for (const std::string_view text : {"", "x", "caldav 1", "caldav 1 x", "caldav 1 5\nresource a b", "caldav 1 5\ncollection a"})
    EXPECT_EQ(read_cursor(text), CaldavCursor{}) << text;
}

TEST(CaldavParse, PropertiesThatWereNotFoundAreNot) {
  const auto status = parse_multistatus(
      multistatus(
          "<d:response><d:href>/c/</d:href><d:propstat><d:prop><s:getctag>1</s:getctag></d:prop><d:status>HTTP/1.1 404 Not "
          "Found</d:status></d:propstat>"
          "<d:propstat><d:prop><d:displayname>A</d:displayname></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"),
      "");
  ASSERT_TRUE(status);
  EXPECT_EQ(status->resources.at(0).ctag, "");
  EXPECT_EQ(status->resources.at(0).display_name, "A");
}

TEST(CaldavParse, AReportThatWasCutSaysSo) {
  const auto status = parse_multistatus(multistatus("<d:response><d:href>/c/</d:href><d:status>HTTP/1.1 507 Insufficient "
                                                    "Storage</d:status></d:response><d:sync-token>t9</d:sync-token>"),
                                        "");
  EXPECT_TRUE(status->more);
  EXPECT_EQ(status->sync_token, "t9");
  EXPECT_THAT(status->resources, IsEmpty());
}

TEST(CaldavParse, WhatIsNoMultistatusIsAnError) {
  EXPECT_THAT(parse_multistatus("<html></html>", "").error().what, HasSubstr("WebDAV"));
  EXPECT_FALSE(parse_multistatus("", ""));
}

}  // namespace
}  // namespace resso::connectors::calendar
