#include "connectors/mastodon/stream.hpp"

#include "connectors/mastodon/cursor.hpp"
#include "tests/fakes/scripted_fetcher.hpp"
#include "tests/fakes/scripted_stream.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::mastodon {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Instant kNow{Seconds(1'795'000'000)};

Source tracked() {
  Source source;
  source.kind = SourceKind::mastodon_hashtag;
  source.url = "https://m.example";
  source.name = "Català";
  source.credentials.emplace();
  source.credentials->token = Secret("t0k3n");
  return source;
}

std::string cursor_with(std::string streaming) {
  Cursor cursor;
  cursor.streaming = std::move(streaming);
  return write_cursor(cursor);
}

std::string event(const std::string& name, const std::string& data) { return "event: " + name + "\ndata: " + data + "\n\n"; }

std::string status(const std::string& id, const std::string& server, const std::string& more = {}) {
  return R"({"id":")" + id + R"(","uri":")" + server + R"(/users/anna/statuses/)" + id +
         R"(","created_at":"2026-11-18T12:00:00.000Z","visibility":"public","content":"<p>Hola</p>","account":{"id":"1","acct":"anna@home.example"})" +
         more + "}";
}

TEST(StreamAddress, IsWhereTheServerSaysAndOnlyWithAToken) {
  EXPECT_EQ(stream_address(tracked(), cursor_with("wss://streaming.m.example")),
            "https://streaming.m.example/api/v1/streaming/hashtag?tag=catal%C3%A0");
  EXPECT_EQ(stream_address(tracked(), cursor_with("wss://m.example/api/v1/streaming/")),
            "https://m.example/api/v1/streaming/hashtag?tag=catal%C3%A0");
  EXPECT_EQ(stream_address(tracked(), cursor_with("")), "");
  EXPECT_EQ(stream_address(tracked(), cursor_with("ws://m.example")), "") << "a token does not go out in the clear";
  EXPECT_EQ(stream_address(tracked(), cursor_with("javascript:1")), "");
  Source without = tracked();
  without.credentials.reset();
  EXPECT_EQ(stream_address(without, cursor_with("wss://m.example")), "");
  Source account = tracked();
  account.kind = SourceKind::mastodon_account;
  EXPECT_EQ(stream_address(account, cursor_with("wss://m.example")), "");
}

TEST(StreamReader, UpdatesAndEditsArePostsWithTheirCounters) {
  StreamReader reader;
  const Vantage vantage = stream_vantage(tracked(), {}, kNow);
  const auto news = reader.read(event("update", status("1", "https://home.example")) + ":thump\n\n" +
                                    event("status.update", status("1", "https://home.example", R"(,"edited_at":"2026-11-18T13:00:00Z")")),
                                vantage);
  ASSERT_TRUE(news);
  ASSERT_THAT(news->harvest.posts, SizeIs(2));
  EXPECT_EQ(news->harvest.posts[0].uri, "https://home.example/users/anna/statuses/1");
  EXPECT_TRUE(news->harvest.posts[1].updated);
  EXPECT_THAT(news->harvest.counters, SizeIs(2));
}

TEST(StreamReader, ADeletionAtHomeIsBelievedOneElsewhereIsAskedFor) {
  StreamReader reader;
  const Vantage vantage = stream_vantage(tracked(), {}, kNow);
  (void)reader.read(event("update", status("1", "https://m.example")) + event("update", status("2", "https://home.example")), vantage);
  reader.restart();
  const auto news = reader.read(event("delete", "1") + event("delete", "2") + event("delete", "3"), vantage);
  EXPECT_THAT(news->harvest.deleted_uris, ElementsAre("https://m.example/users/anna/statuses/1"));
  EXPECT_THAT(news->said_gone, ElementsAre("https://home.example/users/anna/statuses/2"));
  EXPECT_EQ(news->unknown_deleted, 1);
}

TEST(StreamReader, WhatIsNoStatusOrNotPublicIsPassedOver) {
  StreamReader reader;
  std::string secret = status("1", "https://home.example");
  secret.replace(secret.find("\"public\""), 8, "\"private\"");
  const auto news = reader.read(event("update", "{}") + event("update", "junk") + event("update", secret) + event("filters_changed", "x"),
                                stream_vantage(tracked(), {}, kNow));
  ASSERT_TRUE(news);
  EXPECT_TRUE(news->empty());
}

/// One call of listen() against a scripted server.
struct Listening {
  fakes::ScriptedOpener opener;
  StreamReader reader;
  std::vector<StreamNews> heard;
  int opened = 0;
  boost::asio::io_context context;

  StreamEnd operator()() {
    StreamListener listener;
    listener.now = [] { return kNow; };
    listener.opened = [this] { ++opened; };
    listener.heard = [this](StreamNews news) { return take(std::move(news)); };
    const std::string cursor = cursor_with("wss://m.example");
    return fakes::run(context, listen(opener, tracked(), stream_address(tracked(), cursor), cursor, reader, std::move(listener)));
  }
  boost::asio::awaitable<void> take(StreamNews news) {
    heard.push_back(std::move(news));
    co_return;
  }
};

TEST(Listen, HearsWhatComesInPiecesUntilItBreaks) {
  Listening listening;
  const std::string text = event("update", status("1", "https://home.example"));
  listening.opener.scripts.push_back(
      {200,
       {{"Content-Type", "text/event-stream"}},
       {std::string(":)\n\n"), text.substr(0, 40), text.substr(40), Error{Errc::timeout, "no byte for 90 s", "https://m.example", "", 0}}});
  const StreamEnd end = listening();
  EXPECT_TRUE(end.opened);
  EXPECT_FALSE(end.refused);
  EXPECT_EQ(end.problem.code, Errc::timeout);
  EXPECT_EQ(listening.opened, 1) << "the gap is to be polled now";
  ASSERT_THAT(listening.heard, SizeIs(1));
  EXPECT_THAT(listening.heard[0].harvest.posts, SizeIs(1));
  const auto& request = listening.opener.requests.at(0);
  EXPECT_EQ(request.url, "https://m.example/api/v1/streaming/hashtag?tag=catal%C3%A0");
  EXPECT_EQ(request.headers.get("Authorization"), "Bearer t0k3n");
  EXPECT_EQ(request.headers.get("Accept"), "text/event-stream");
}

TEST(Listen, AServerThatEndsTheStreamIsComeBackTo) {
  Listening listening;
  listening.opener.scripts.push_back({});
  const StreamEnd end = listening();
  EXPECT_TRUE(end.opened);
  EXPECT_FALSE(end.refused);
  EXPECT_EQ(end.problem.code, Errc::network);
}

TEST(Listen, RefusalsAreToldFromTrouble) {
  const auto end_of = [](int status, std::string type) {
    Listening listening;
    listening.opener.scripts.push_back({status, {{"Content-Type", std::move(type)}}, {}});
    const StreamEnd end = listening();
    EXPECT_FALSE(end.opened);
    EXPECT_EQ(listening.opened, 0);
    return end;
  };
  for (const int status : {401, 403, 404, 410, 422}) EXPECT_TRUE(end_of(status, "application/json").refused) << status;
  for (const int status : {429, 500, 502, 503}) EXPECT_FALSE(end_of(status, "text/html").refused) << status;
  const StreamEnd page = end_of(200, "text/html; charset=utf-8");
  EXPECT_TRUE(page.refused);
  EXPECT_THAT(page.problem.what, HasSubstr("text/html"));
  Listening unreachable;
  EXPECT_FALSE(unreachable().refused);
}

TEST(ReconnectPause, GrowsToFiveMinutesAndIsSpread) {
  EXPECT_EQ(reconnect_pause(0, 0), std::chrono::seconds(1));
  EXPECT_EQ(reconnect_pause(3, 0), std::chrono::seconds(8));
  EXPECT_EQ(reconnect_pause(50, 0), std::chrono::minutes(5));
  EXPECT_EQ(reconnect_pause(3, 0.5), std::chrono::seconds(12));
}

}  // namespace
}  // namespace resso::connectors::mastodon
