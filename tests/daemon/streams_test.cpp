// Streams over scripted servers: what is heard is stored, what cannot be heard is told.
#include "daemon/streams.hpp"

#include "tests/agenda/agenda_settings.hpp"
#include "tests/daemon/store_fixture.hpp"
#include "tests/fakes/scripted_fetcher.hpp"
#include "tests/fakes/scripted_stream.hpp"

#include <gmock/gmock.h>

namespace resso::daemon {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kInstance =
    R"({"domain":"mastodont.example","version":"4.5.0","configuration":{"urls":{"streaming":"wss://mastodont.example"}}})";
constexpr const char* kStatus =
    R"({"id":"5","uri":"https://home.example/users/anna/statuses/5","created_at":"2026-11-18T12:00:00Z","visibility":"public","content":"<p>Hola</p>","account":{"id":"1","acct":"anna@home.example"}})";

class StreamsTest : public StoreFixture {
 protected:
  StreamsTest() {
    auto settings = agenda::small_city();
    Source source = agenda::hashtag_source(Trust::open);
    source.credentials.emplace();
    source.credentials->token = Secret("t0k3n");
    id_ = source.id;
    settings.sources = {source};
    configuration_ = std::make_shared<const Configuration>(std::move(settings));
    Poller::Parts polling;
    polling.executor = context_.get_executor();
    polling.heavy = threads_.heavy.get_executor();
    polling.writer = threads_.writer.get_executor();
    polling.store = store_.get();
    polling.fetcher = &fetcher_;
    polling.metrics = &metrics_;
    polling.now = [this] { return now_; };
    polling.on_stored = [](bool) {};
    poller_ = std::make_unique<Poller>(std::move(polling), configuration_);
    if (const auto loaded = poller_->load(); !loaded) throw std::runtime_error(describe(loaded.error()));
    Streams::Parts streaming;
    streaming.executor = context_.get_executor();
    streaming.threads = &threads_;
    streaming.store = store_.get();
    streaming.opener = &opener_;
    streaming.poller = poller_.get();
    streaming.now = [this] { return now_; };
    streaming.on_stored = [this](bool) { ++stored_; };
    streaming.look_soon = [this](std::vector<std::string> uris) { asked_for_ = std::move(uris); };
    streams_ = std::make_unique<Streams>(std::move(streaming), configuration_);
    group_.spawn("poller", poller_->run());
    run_until([this] { return !poller_->state(id_)->cursor.empty(); });
  }
  ~StreamsTest() override {
    group_.cancel();
    auto ending = end();
    fakes::run(context_, std::move(ending));
    threads_.join();
  }
  asio::awaitable<bool> end() {
    auto streams = streams_->stop(5s);
    co_await std::move(streams);
    auto polls = poller_->stop(5s);
    co_await std::move(polls);
    auto rest = group_.join(5s);
    const bool ended = co_await std::move(rest);
    co_return ended;
  }

  void run_until(const std::function<bool()>& done) {
    const auto until = std::chrono::steady_clock::now() + 20s;
    context_.restart();
    while (!done() && std::chrono::steady_clock::now() < until) context_.run_one_for(20ms);
    ASSERT_TRUE(done());
  }
  void listen() { group_.spawn("streams", streams_->run()); }

  std::optional<Post> stored_post() {
    std::optional<Post> post;
    (void)store_->read([&](store::Reader& reader) -> Result<void> {
      post = reader.post_by_uri("https://home.example/users/anna/statuses/5");
      return {};
    });
    return post;
  }

  Instant now_{1'795'000'000s};
  std::string id_;
  ConfigurationPtr configuration_;
  Threads threads_;
  Metrics metrics_;
  asio::io_context context_;
  fakes::ScriptedFetcher fetcher_{[](const net::FetchRequest& request) -> Result<net::FetchReply> {
    return fakes::reply(200, request.url.find("/instance") != std::string::npos ? kInstance : "[]");
  }};
  fakes::ScriptedOpener opener_;
  int stored_ = 0;
  std::vector<std::string> asked_for_;
  std::unique_ptr<Poller> poller_;
  std::unique_ptr<Streams> streams_;
  net::TaskGroup group_{context_.get_executor(), [](const std::string&, std::exception_ptr) {}};
};

TEST_F(StreamsTest, WhatIsHeardGoesTheWayOfWhatIsPolled) {
  opener_.scripts.push_back({200,
                             {{"Content-Type", "text/event-stream"}},
                             {std::string("event: update\ndata: ") + kStatus + "\n\n", std::string("event: delete\ndata: 5\n\n")}});
  listen();
  run_until([this] { return stored_ >= 2; });
  ASSERT_TRUE(stored_post());
  EXPECT_EQ(stored_post()->moderation.reason, "trust: open");
  EXPECT_THAT(stored_post()->seen_on, ElementsAre(id_));
  EXPECT_THAT(asked_for_, ElementsAre("https://home.example/users/anna/statuses/5")) << "its own server decides whether it is gone";
  EXPECT_EQ(opener_.requests.at(0).headers.get("Authorization"), "Bearer t0k3n");
}

TEST_F(StreamsTest, ARefusalIsToldInHealthAndPollingGoesOn) {
  opener_.scripts.push_back({401, {{"Content-Type", "application/json"}}, {}});
  listen();
  run_until([this] { return !opener_.requests.empty(); });
  SourceState state;
  state.source_id = id_;
  run_until([&] {
    poller_->stream_states().annotate(state);
    return !state.warnings.empty();
  });
  EXPECT_EQ(state.warnings.at(0).code, "not_streamed");
  EXPECT_THAT(state.warnings.at(0).what, HasSubstr("401"));
  poller_->stream_states().annotate(state);
  EXPECT_THAT(state.warnings, SizeIs(1)) << "told once";
  EXPECT_FALSE(poller_->stream_states().is_open(id_));
}

TEST(StreamStates, TellsWhatIsOpenAndWhatIsWrong) {
  StreamStates states;
  SourceState state;
  state.source_id = "hashtag:x";
  states.annotate(state);
  EXPECT_THAT(state.warnings, IsEmpty());
  states.closed("hashtag:x", "it cannot be listened to");
  states.annotate(state);
  EXPECT_THAT(state.warnings, SizeIs(1));
  states.opened("hashtag:x");
  EXPECT_TRUE(states.is_open("hashtag:x"));
  states.annotate(state);
  EXPECT_THAT(state.warnings, IsEmpty());
}

}  // namespace
}  // namespace resso::daemon
