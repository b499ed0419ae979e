#include "connectors/poll_limits.hpp"

#include <gtest/gtest.h>

namespace resso::connectors {
namespace {

using namespace std::chrono_literals;

Source source(SourceKind kind, std::optional<Seconds> interval = {}, std::string url = "https://a.example") {
  Source out;
  out.kind = kind;
  out.url = std::move(url);
  out.name = "Diversa";
  out.interval = interval;
  return out;
}

TEST(PollLimits, AFeedAdaptsBetweenAQuarterOfAnHourAndADay) {
  const PollLimits limits = poll_limits(source(SourceKind::feed), {}, false, false);
  EXPECT_EQ(limits.default_interval, 1h);
  EXPECT_EQ(limits.min_interval, 15min);
  EXPECT_EQ(limits.max_interval, 24h);
}

TEST(PollLimits, ACampaignsHashtagIsAskedEveryFiveMinutesOthersEveryFifteen) {
  EXPECT_EQ(poll_limits(source(SourceKind::mastodon_hashtag), {}, true, false).max_interval, 5min);
  EXPECT_EQ(poll_limits(source(SourceKind::mastodon_hashtag), {}, false, false).default_interval, 15min);
}

TEST(PollLimits, AnIntervalOfItsOwnDoesNotAdapt) {
  const PollLimits limits = poll_limits(source(SourceKind::feed, 30min), {}, false, true);
  EXPECT_EQ(limits.min_interval, 30min);
  EXPECT_EQ(limits.max_interval, 30min);
}

TEST(PollLimits, NobodyElsesHostIsAskedOftenerThanTheManners) {
  config::Network network;
  network.allow_hosts = {"127.0.0.1:18101", "[::1]:8080"};
  network.feed_interval = 2s;
  network.min_interval = 1s;
  network.max_interval = 4s;
  EXPECT_EQ(poll_limits(source(SourceKind::feed, 2s), network, false, false).min_interval, 15min);
  EXPECT_EQ(poll_limits(source(SourceKind::feed), network, false, false).min_interval, 15min);
  const PollLimits own = poll_limits(source(SourceKind::feed, {}, "http://127.0.0.1:18101/f"), network, false, false);
  EXPECT_EQ(own.default_interval, 2s);
  EXPECT_EQ(own.max_interval, 4s);
  EXPECT_EQ(poll_limits(source(SourceKind::feed, 2s, "http://[::1]:8080/f"), network, false, false).default_interval, 2s);
  EXPECT_EQ(poll_limits(source(SourceKind::feed, 2s, "http://127.0.0.1:18102/f"), network, false, false).default_interval, 15min);
}

TEST(PollLimits, ACampaignRunsFromTheDayBeforeToTheDayAfter) {
  const auto day = [](unsigned d) { return LocalDate{std::chrono::local_days{2026y / 5 / d}}; };
  const std::vector<Campaign> campaigns{{"C", "diversa", day(10), day(20), {}}};
  const Source hashtag = source(SourceKind::mastodon_hashtag);
  EXPECT_FALSE(in_campaign(hashtag, campaigns, day(8)));
  EXPECT_TRUE(in_campaign(hashtag, campaigns, day(9)));
  EXPECT_TRUE(in_campaign(hashtag, campaigns, day(21)));
  EXPECT_FALSE(in_campaign(hashtag, campaigns, day(22)));
  EXPECT_FALSE(in_campaign(source(SourceKind::feed), campaigns, day(15)));
  EXPECT_TRUE(in_campaign(hashtag, {{"C", "DIVERSA", {}, {}, {}}}, day(1)));
}

TEST(PollLimits, WhatIsListenedToIsPolledCalmly) {
  PollLimits limits;
  limits.default_interval = limits.min_interval = limits.max_interval = Seconds{300};
  EXPECT_EQ(calmer(limits).default_interval, Seconds{900});
  EXPECT_EQ(calmer(limits).min_interval, Seconds{900});
  limits.default_interval = Seconds{3600};
  EXPECT_EQ(calmer(limits).default_interval, Seconds{3600}) << "never quicker than before";
}

TEST(PollLimits, ASourceWhoseHubTellsIsAskedAFewTimesADayAtMost) {
  PollLimits limits;
  limits.event_today = true;
  const PollLimits slow = told_by_hub(limits);
  EXPECT_EQ(slow.min_interval, Seconds(6 * 3600));
  EXPECT_EQ(slow.max_interval, limits.max_interval);
  EXPECT_FALSE(slow.event_today);
}

}  // namespace
}  // namespace resso::connectors
