#include "daemon/schedule.hpp"

#include <gmock/gmock.h>

namespace resso::daemon {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const Instant kNow{1'000'000s};

TEST(Schedule, GivesTheLongestWaitingFirstAndNoMoreThanThereIsRoomFor) {
  Schedule schedule;
  schedule.set("late", kNow - 1s);
  schedule.set("later", kNow - 10s);
  schedule.set("future", kNow + 1s);
  EXPECT_THAT(schedule.due(kNow, 10), ElementsAre("later", "late"));
  EXPECT_THAT(schedule.due(kNow, 1), ElementsAre("later"));
  EXPECT_EQ(schedule.next(), kNow - 10s);
}

TEST(Schedule, WhatRunsIsNotDueUntilItIsSetAgain) {
  Schedule schedule;
  schedule.set("a", kNow);
  schedule.started("a");
  EXPECT_THAT(schedule.due(kNow, 10), IsEmpty());
  EXPECT_TRUE(schedule.is_running("a"));
  schedule.set("a", kNow + 5s);
  EXPECT_FALSE(schedule.is_running("a"));
  EXPECT_THAT(schedule.due(kNow + 5s, 10), ElementsAre("a"));
}

TEST(Schedule, ASourceIsInTheQueueOnce) {
  Schedule schedule;
  schedule.set("a", kNow + 100s);
  schedule.set("a", kNow);
  EXPECT_EQ(schedule.waiting(), 1u);
  EXPECT_THAT(schedule.due(kNow + 200s, 10), ElementsAre("a"));
  schedule.remove("a");
  EXPECT_EQ(schedule.next(), std::nullopt);
}

TEST(Schedule, KeepsDistancesWhenTheClockIsSet) {
  Schedule schedule;
  const Instant now{1'795'000'000s};
  schedule.set("a", now + 1h);
  schedule.clock_was_set(2h);
  EXPECT_EQ(schedule.next(), now + 3h);
  schedule.set("a", now);
  EXPECT_EQ(schedule.due(now, 5).size(), 1u) << "it stands there once";
}

}  // namespace
}  // namespace resso::daemon
