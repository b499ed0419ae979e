#include "connectors/polite_fetcher.hpp"

#include "connectors/heavy_work.hpp"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <map>
#include <thread>

namespace resso::connectors {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr Instant kNow{std::chrono::sys_days{2026y / 11 / 23} + 10h};

/// Answers after a moment, and counts how many it answers at once for each host.
class FakeFetcher : public net::Fetcher {
 public:
  asio::awaitable<Result<net::FetchReply>> fetch(net::FetchRequest request) override {
    const std::string url = request.url;
    starts.push_back(std::chrono::steady_clock::now());
    most_at_once = std::max(most_at_once, ++at_once);
    asio::steady_timer timer(co_await asio::this_coro::executor, 20ms);
    co_await timer.async_wait(asio::use_awaitable);
    --at_once;
    ++answered;
    EXPECT_FALSE(request.follow_redirects) << "hops are the plan's business";
    requests.push_back(std::move(request));
    net::FetchReply reply;
    reply.final_url = url;
    if (const auto found = redirects.find(url); found != redirects.end()) {
      reply.status = 302;
      reply.headers = {{"Location", found->second}};
    } else {
      reply.status = status;
      reply.headers = headers;
    }
    co_return reply;
  }

  int status = 200;
  net::Headers headers;
  std::map<std::string, std::string> redirects;
  std::vector<net::FetchRequest> requests;
  std::vector<std::chrono::steady_clock::time_point> starts;
  int at_once = 0, most_at_once = 0, answered = 0;
};

struct World {
  explicit World(PoliteOptions options = {}) : polite(inner, with_clock(std::move(options))) {}

  static PoliteOptions with_clock(PoliteOptions options) {
    options.now = [] { return kNow; };
    return options;
  }

  void spawn(std::string url) {
    asio::co_spawn(io, polite.fetch(net::FetchRequest(std::move(url))), [this](std::exception_ptr failure, Result<net::FetchReply> reply) {
      ASSERT_FALSE(failure);
      results.push_back(std::move(reply));
    });
  }
  Result<net::FetchReply> fetch(const std::string& url) {
    spawn(url);
    io.restart();
    io.run();
    auto result = std::move(results.back());
    results.clear();
    return result;
  }

  asio::io_context io{1};
  FakeFetcher inner;
  PoliteFetcher polite;
  std::vector<Result<net::FetchReply>> results;
};

TEST(PoliteFetcher, KeepsTwoAtOnceAndTheGapForEachHost) {
  PoliteOptions options;
  options.gap = 10ms;
  World world(options);
  const auto before = std::chrono::steady_clock::now();
  for (int i = 0; i < 6; ++i) world.spawn("https://a.example/" + std::to_string(i));
  world.io.run();
  EXPECT_EQ(world.results.size(), 6u);
  EXPECT_EQ(world.inner.most_at_once, 2);
  EXPECT_GE(world.inner.starts.back() - before, 5 * options.gap);
}

TEST(PoliteFetcher, HostsDoNotWaitForOneAnother) {
  World world;
  for (int i = 0; i < 8; ++i) world.spawn("https://h" + std::to_string(i) + ".example/");
  world.io.run();
  EXPECT_EQ(world.inner.most_at_once, 8);
}

TEST(PoliteFetcher, OurOwnHostsHaveNoGap) {
  PoliteOptions options;
  options.local = {"127.0.0.1:18101"};
  options.gap = 10s;
  World world(options);
  const auto before = std::chrono::steady_clock::now();
  for (int i = 0; i < 4; ++i) world.spawn("http://127.0.0.1:18101/" + std::to_string(i));
  world.io.run();
  EXPECT_EQ(world.results.size(), 4u);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
}

TEST(PoliteFetcher, AfterA429TheHostIsNotAskedAndTheHoldIsToldForStoring) {
  World world;
  world.inner.status = 429;
  world.inner.headers = {{"Retry-After", "3600"}};
  EXPECT_EQ(world.fetch("https://a.example/x")->status, 429);
  const auto refused = world.fetch("https://a.example/y");
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code, Errc::rate_limited);
  EXPECT_NE(refused.error().remedy.find("2026-11-23T11:00:01Z"), std::string::npos) << refused.error().remedy;
  EXPECT_EQ(world.inner.answered, 1);
  EXPECT_EQ(world.polite.held_until("https://a.example/z"), kNow + 1h + 1s) << "counted from the end of the second";
  EXPECT_EQ(world.polite.held_until("https://b.example/z"), std::nullopt);
  const auto changed = world.polite.take_changed();
  ASSERT_EQ(changed.size(), 1u);
  EXPECT_EQ(changed[0], (HostState{"https://a.example", kNow + 1h + 1s, 0}));
  EXPECT_TRUE(world.polite.take_changed().empty());
}

TEST(PoliteFetcher, AnEmptyPagingBucketIsToldOfMastodonSourcesOnly) {
  World world;
  world.inner.headers = {{"X-RateLimit-Limit", "300"}, {"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "2026-11-23T10:15:00Z"}};
  EXPECT_EQ(world.fetch("https://a.example/api/v1/timelines/tag/x?min_id=1")->status, 200);
  Source hashtag;
  hashtag.kind = SourceKind::mastodon_hashtag;
  hashtag.url = "https://a.example";
  EXPECT_EQ(world.polite.held_until(hashtag), kNow + 15min);
  Source feed;
  feed.kind = SourceKind::feed;
  feed.url = "https://a.example/x.rss";
  EXPECT_EQ(world.polite.held_until(feed), std::nullopt);
}

TEST(PoliteFetcher, AHoldSurvivesARestart) {
  World world;
  world.polite.restore({{"https://a.example", kNow + 1h, 0}});
  EXPECT_TRUE(world.fetch("https://a.example/x").has_error());
  EXPECT_EQ(world.inner.answered, 0);
}

TEST(PoliteFetcher, A429AfterARedirectHoldsTheHostThatSaidIt) {
  World world;
  world.inner.status = 429;
  world.inner.redirects["https://a.example/x"] = "https://b.example/x";
  EXPECT_EQ(world.fetch("https://a.example/x")->status, 429);
  EXPECT_EQ(world.polite.held_until("https://a.example/x"), std::nullopt);
  EXPECT_EQ(world.polite.held_until("https://b.example/x"), kNow + 25min + 1s);
}

TEST(PoliteFetcher, TheHostARedirectLeadsToIsAskedWhenItsOwnPlanAllows) {
  World world;
  for (int i = 0; i < 4; ++i)
    world.inner.redirects["https://a" + std::to_string(i) + ".example/x"] = "https://b.example/" + std::to_string(i);
  for (int i = 0; i < 4; ++i) world.spawn("https://a" + std::to_string(i) + ".example/x");
  world.io.run();
  std::vector<std::chrono::steady_clock::time_point> at_b(world.inner.starts.end() - 4, world.inner.starts.end());
  for (std::size_t i = 1; i < at_b.size(); ++i) EXPECT_GE(at_b[i] - at_b[i - 1], 199ms) << i;
  for (const auto& reply : world.results) EXPECT_EQ(reply->redirects.size(), 1u);
}

TEST(PoliteFetcher, AHeldHostIsNotAskedByWayOfARedirect) {
  World world;
  world.polite.restore({{"https://b.example", kNow + 1h, 0}});
  world.inner.redirects["https://a.example/x"] = "https://b.example/x";
  const auto refused = world.fetch("https://a.example/x");
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code, Errc::rate_limited);
  EXPECT_EQ(refused.error().where, "https://b.example/x");
  EXPECT_EQ(world.inner.answered, 1);
}

TEST(PoliteFetcher, PlainAndSecureAreOneHost) {
  World world;
  world.inner.status = 429;
  world.fetch("http://a.example/x");
  EXPECT_TRUE(world.polite.held_until("https://a.example/y"));
  EXPECT_FALSE(world.polite.held_until("https://a.example:8443/y"));
}

TEST(PoliteFetcher, CirclesEnd) {
  World world;
  world.inner.redirects["https://a.example/x"] = "https://a.example/y";
  world.inner.redirects["https://a.example/y"] = "https://a.example/x";
  const auto reply = world.fetch("https://a.example/x");
  ASSERT_TRUE(reply.has_error());
  EXPECT_EQ(reply.error().code, Errc::limit);
  EXPECT_NE(reply.error().what.find("redirected more than 5 times, in circles"), std::string::npos) << reply.error().what;
}

net::FetchRequest conditional(std::string url, std::string of) {
  net::FetchRequest request(std::move(url));
  request.headers = {{"If-None-Match", "\"b\""}, {"Authorization", "Bearer s"}};
  request.conditional_for = std::move(of);
  return request;
}

TEST(PoliteFetcher, ValidatorsGoToTheAddressThatGaveThemOnly) {
  for (const bool remembered : {false, true}) {
    World world;
    world.inner.redirects["https://a.example/x"] = "https://b.example/x";
    auto fetching = world.polite.fetch(conditional("https://a.example/x", remembered ? "https://b.example/x" : ""));
    asio::co_spawn(world.io, std::move(fetching), [](std::exception_ptr, Result<net::FetchReply>) {});
    world.io.run();
    ASSERT_EQ(world.inner.requests.size(), 2u);
    EXPECT_EQ(world.inner.requests[0].headers.get("If-None-Match"), remembered ? "" : "\"b\"");
    EXPECT_EQ(world.inner.requests[1].headers.get("If-None-Match"), remembered ? "\"b\"" : "");
    EXPECT_FALSE(world.inner.requests[1].headers.has("Authorization")) << "secrets are for their own host";
  }
}

TEST(PoliteFetcher, AClockThatIsSetShortensNoHold) {
  Instant now = kNow;
  PoliteOptions options;
  FakeFetcher inner;
  options.now = [&] { return now; };
  PoliteFetcher polite(inner, options);
  polite.restore({{"https://a.example", kNow + 1h, 0}});
  now += 2h;
  polite.clock_was_set(2h);
  EXPECT_EQ(polite.held_until("https://a.example/x"), kNow + 3h);
  ASSERT_EQ(polite.take_changed().size(), 1u);
}

TEST(PoliteFetcher, ThoseWhoWaitAreRefusedWhenTheHostAsksForSilence) {
  World world;
  world.inner.status = 429;
  for (int i = 0; i < 20; ++i) world.spawn("https://a.example/" + std::to_string(i));
  world.io.run();
  EXPECT_EQ(world.results.size(), 20u);
  EXPECT_LE(world.inner.answered, 2);
}

TEST(PoliteFetcher, OneWhoIsCancelledWhileWaitingLeavesTheQueueToTheOthers) {
  PoliteOptions options;
  options.requests_per_host = 1;
  options.gap = 0ms;
  World world(options);
  world.spawn("https://a.example/1");
  asio::cancellation_signal stop;
  std::optional<Result<net::FetchReply>> stopped;
  asio::co_spawn(
      world.io, world.polite.fetch(net::FetchRequest("https://a.example/2")),
      asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr, Result<net::FetchReply> reply) { stopped = std::move(reply); }));
  world.spawn("https://a.example/3");
  asio::post(world.io, [&] { stop.emit(asio::cancellation_type::terminal); });
  world.io.run();
  ASSERT_TRUE(stopped);
  EXPECT_EQ(stopped->error().code, Errc::cancelled);
  EXPECT_EQ(world.results.size(), 2u);
  EXPECT_EQ(world.inner.answered, 2);
}

asio::awaitable<void> work_elsewhere(asio::thread_pool& pool, std::thread::id& worked_on, std::thread::id& came_back_to, int& result) {
  auto work = [&worked_on] {
    worked_on = std::this_thread::get_id();
    return 42;
  };
  result = co_await run_heavy(asio::any_io_executor(pool.get_executor()), std::move(work));
  came_back_to = std::this_thread::get_id();
}

TEST(HeavyWork, IsDoneOnThePoolAndTheCoroutineStaysAtHome) {
  asio::thread_pool pool(1);
  asio::io_context io(1);
  std::thread::id worked_on, came_back_to;
  int result = 0;
  asio::co_spawn(io, work_elsewhere(pool, worked_on, came_back_to, result), [](std::exception_ptr failure) { EXPECT_FALSE(failure); });
  io.run();
  EXPECT_EQ(result, 42);
  EXPECT_NE(worked_on, std::this_thread::get_id());
  EXPECT_EQ(came_back_to, std::this_thread::get_id());
}

}  // namespace
}  // namespace resso::connectors
