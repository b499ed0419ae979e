#include "connectors/host_plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

namespace resso::connectors {
namespace {

using namespace std::chrono_literals;
using Verdict = HostPlan::Verdict::Kind;

constexpr Instant kStart{std::chrono::sys_days{2026y / 11 / 23} + 10h};  // begins a 15-minute window

Moment at(Seconds since, std::chrono::milliseconds steady = 0ms) {
  return {kStart + since, std::chrono::steady_clock::time_point{} + since + steady};
}

FetchOutcome answered(int status = 200) {
  FetchOutcome outcome;
  outcome.status = status;
  return outcome;
}

net::RateLimit told(int limit, int remaining, Instant reset) { return {limit, remaining, reset}; }

HostPlan plan_for(HostRules rules = {}) { return HostPlan({"https://m.example", {}, 0}, rules); }

TEST(RequestClass, IsReadFromPathAndQuery) {
  EXPECT_EQ(class_of("https://a.example/feed?page=2"), RequestClass::plain);
  EXPECT_EQ(class_of("https://m.example/api/v2/instance"), RequestClass::api);
  EXPECT_EQ(class_of("https://m.example/api/v1/timelines/tag/a?limit=40"), RequestClass::api);
  EXPECT_EQ(class_of("https://m.example/api/v1/timelines/tag/a?limit=40&min_id=1"), RequestClass::paging);
  EXPECT_EQ(class_of("https://m.example/api/v1/x?pages=1&q=max_id"), RequestClass::api);
  for (const char* key : {"min_id", "max_id", "since_id", "page"}) {
    EXPECT_EQ(class_of("https://m.example/api/v1/x?" + std::string(key) + "=1"), RequestClass::paging) << key;
  }
}

TEST(HostPlan, AtMostTwoRequestsAtOnce) {
  HostPlan plan = plan_for();
  plan.started(RequestClass::plain, at(0s));
  EXPECT_EQ(plan.ask(RequestClass::plain, at(1s)).kind, Verdict::go);
  plan.started(RequestClass::plain, at(1s));
  EXPECT_EQ(plan.ask(RequestClass::plain, at(2s)).kind, Verdict::wait_for_slot);
  plan.ended(RequestClass::plain, answered(), {}, {}, kStart + 3s);
  EXPECT_EQ(plan.ask(RequestClass::plain, at(3s)).kind, Verdict::go);
}

TEST(HostPlan, StartsAreApartByTheGap) {
  HostPlan plan = plan_for();
  plan.started(RequestClass::plain, at(0s));
  const auto verdict = plan.ask(RequestClass::plain, at(0s, 150ms));
  EXPECT_EQ(verdict.kind, Verdict::wait);
  EXPECT_EQ(verdict.pause, 50ms);
  EXPECT_EQ(plan.ask(RequestClass::plain, at(0s, 200ms)).kind, Verdict::go);
  HostRules own;
  own.own = true;
  HostPlan ours = plan_for(own);
  ours.started(RequestClass::plain, at(0s));
  EXPECT_EQ(ours.ask(RequestClass::plain, at(0s)).kind, Verdict::go);
}

TEST(HostPlan, AHeldHostRefusesUntilTheHoldHasPassed) {
  HostPlan plan({"https://m.example", kStart + 1h, 0}, {});
  const auto verdict = plan.ask(RequestClass::plain, at(0s));
  EXPECT_EQ(verdict.kind, Verdict::refuse);
  EXPECT_EQ(verdict.until, kStart + 1h);
  EXPECT_EQ(plan.ask(RequestClass::plain, at(3600s)).kind, Verdict::go);
}

TEST(HostPlan, A429HoldsAllRequestsToTheHost) {
  HostPlan plan = plan_for();
  plan.started(RequestClass::paging, at(0s));
  FetchOutcome limited = answered(429);
  limited.rate_reset = kStart + 300s;
  plan.ended(RequestClass::paging, limited, told(300, 0, kStart + 300s), {}, kStart + 1s);
  EXPECT_EQ(plan.refused_until(RequestClass::plain, kStart + 2s), kStart + 300s);
  EXPECT_EQ(plan.refused_until(RequestClass::plain, kStart + 300s), std::nullopt);
}

/// Sends what the plan lets go for a while; a request takes no time. Returns the moments of the starts.
std::vector<Instant> run(HostPlan& plan, RequestClass request, Seconds duration, auto reply) {
  std::vector<Instant> starts;
  for (Seconds t = 0s; t < duration; t += 1s) {
    for (int burst = 0; burst < 5; ++burst) {
      const Moment now = at(t, std::chrono::milliseconds{burst * 200});
      if (plan.ask(request, now).kind != Verdict::go) break;
      plan.started(request, now);
      starts.push_back(now.wall);
      plan.ended(request, answered(), reply(now.wall, starts.size()), {}, now.wall);
    }
  }
  return starts;
}

int most_in_a_window(const std::vector<Instant>& starts, Seconds period) {
  std::map<std::int64_t, int> windows;
  int most = 0;
  for (const Instant start : starts) most = std::max(most, ++windows[start.time_since_epoch() / period]);
  return most;
}

TEST(HostPlan, OnOurOwnNetworkARefusalIsOfOneAddressOnly) {
  HostRules own;
  own.own = true;
  HostPlan plan = plan_for(own);
  for (const int status : {429, 503, 503, 503}) {
    plan.started(RequestClass::plain, at(0s));
    plan.ended(RequestClass::plain, answered(status), {}, {}, kStart + 1s);
  }
  EXPECT_EQ(plan.refused_until(RequestClass::plain, kStart + 2s), std::nullopt);
  plan.started(RequestClass::api, at(0s));
  plan.ended(RequestClass::api, answered(429), {}, {}, kStart + 1s);
  EXPECT_TRUE(plan.refused_until(RequestClass::plain, kStart + 2s)) << "an API speaks for its server";
}

TEST(HostPlan, PagingKeepsWithinThreeHundredInFifteenMinutes) {
  HostPlan plan = plan_for();
  const auto starts = run(plan, RequestClass::paging, 3600s, [](Instant now, std::size_t count) {
    const Instant end{now.time_since_epoch() - now.time_since_epoch() % 300s + 300s};
    return told(300, static_cast<int>(300 - count % 300), end);  // a server that speaks of its 5-minute bucket only
  });
  EXPECT_EQ(most_in_a_window(starts, 900s), 300);
  EXPECT_EQ(most_in_a_window(starts, 300s), 300);
}

TEST(HostPlan, OtherApiRequestsHaveTheirOwnBucket) {
  HostPlan plan = plan_for();
  const auto starts = run(plan, RequestClass::api, 900s, [](Instant, std::size_t) {
    return net::RateLimit{300, std::nullopt, std::nullopt};
  });
  EXPECT_EQ(most_in_a_window(starts, 300s), 300);
  EXPECT_EQ(starts.size(), 900u);
}

TEST(HostPlan, AServerThatSaysItsBucketIsNearlyEmptyIsBelieved) {
  HostPlan plan = plan_for();
  plan.started(RequestClass::api, at(0s));
  plan.ended(RequestClass::api, answered(), told(300, 1, kStart + 300s), {}, kStart);
  EXPECT_EQ(plan.ask(RequestClass::api, at(1s)).kind, Verdict::go);
  plan.started(RequestClass::api, at(1s));
  const auto verdict = plan.ask(RequestClass::api, at(2s));
  EXPECT_EQ(verdict.kind, Verdict::refuse);
  EXPECT_EQ(verdict.until, kStart + 300s);
  EXPECT_EQ(plan.ask(RequestClass::plain, at(2s)).kind, Verdict::go) << "a feed of the same host is no API request";
  EXPECT_EQ(plan.ask(RequestClass::api, at(300s)).kind, Verdict::go);
}

TEST(HostPlan, TheEndOfTheWindowTellsWhichBucketAServerSpeaksOf) {
  HostPlan plan = plan_for();
  plan.started(RequestClass::paging, at(0s));
  plan.ended(RequestClass::paging, answered(), told(300, 0, kStart + 900s), {}, kStart + 1s);
  EXPECT_EQ(plan.refused_until(RequestClass::paging, kStart + 2s), kStart + 900s);
  EXPECT_EQ(plan.refused_until(RequestClass::api, kStart + 2s), std::nullopt) << "the 15-minute bucket is for paging only";
}

TEST(HostPlan, AnEmptyBucketThatFillsSoonIsWaitedFor) {
  HostPlan plan = plan_for();
  plan.started(RequestClass::api, at(290s));
  plan.ended(RequestClass::api, answered(), told(300, 0, kStart + 300s), {}, kStart + 290s);
  const auto verdict = plan.ask(RequestClass::api, at(291s));
  EXPECT_EQ(verdict.kind, Verdict::wait);
  EXPECT_EQ(verdict.pause, 9s);
}

TEST(HostPlan, AServerThatSaysNothingIsAskedAtMostFifteenTimesInTenSeconds) {
  HostPlan plan = plan_for();
  const auto starts = run(plan, RequestClass::api, 60s, [](Instant, std::size_t) { return net::RateLimit{}; });
  EXPECT_EQ(most_in_a_window(starts, 10s), 15);
  EXPECT_GT(starts.size(), 80u);
}

TEST(HostPlan, AResetFarAwayIsNotBelieved) {
  HostPlan plan = plan_for();
  plan.started(RequestClass::api, at(0s));
  plan.ended(RequestClass::api, answered(), told(300, 0, kStart + 240h), {}, kStart);
  const auto until = plan.refused_until(RequestClass::api, kStart + 1s);
  EXPECT_LE(until.value_or(kStart), kStart + 300s);
}

TEST(HostPlan, ASilentPlanMayBeForgottenAHeldOneNot) {
  HostPlan plan = plan_for();
  plan.started(RequestClass::plain, at(0s));
  EXPECT_FALSE(plan.idle(kStart));
  plan.ended(RequestClass::plain, answered(), {}, {}, kStart);
  EXPECT_TRUE(plan.idle(kStart));
  EXPECT_FALSE(HostPlan({"h", kStart + 1h, 0}, {}).idle(kStart));
}

}  // namespace
}  // namespace resso::connectors
