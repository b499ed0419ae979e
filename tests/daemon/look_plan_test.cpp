#include "daemon/look_plan.hpp"

#include <gmock/gmock.h>

namespace resso::daemon {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant kNow{Seconds(1'795'000'000)};

std::vector<Post> posts_of(const std::string& server, int count) {
  std::vector<Post> posts(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) posts[static_cast<std::size_t>(i)].uri = server + "/users/anna/statuses/" + std::to_string(i + 1);
  return posts;
}

std::vector<Post> operator+(std::vector<Post> a, const std::vector<Post>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST(LookPlan, AServerGetsAFewAtATimeThenAMinutesPause) {
  LookPlan plan;
  const auto due = posts_of("https://a.example", 20) + posts_of("https://b.example", 1);
  const auto first = plan.choose(due, kNow);
  ASSERT_THAT(first, SizeIs(2));
  EXPECT_EQ(first[0].server, "https://a.example");
  EXPECT_THAT(first[0].posts, SizeIs(6));
  EXPECT_EQ(first[0].posts[0].uri, "https://a.example/users/anna/statuses/1") << "the most urgent first";
  EXPECT_THAT(plan.choose(due, kNow + Seconds(600)), IsEmpty()) << "both are still at it";
  plan.ended("https://a.example", false, kNow);
  EXPECT_THAT(plan.choose(due, kNow + Seconds(59)), IsEmpty());
  EXPECT_THAT(plan.choose(due, kNow + Seconds(60)), SizeIs(1));
}

TEST(LookPlan, OnlySoManyServersAtOnce) {
  LookPlan plan;
  std::vector<Post> due;
  for (int i = 0; i < 30; ++i) due = due + posts_of("https://s" + std::to_string(i) + ".example", 1);
  EXPECT_THAT(plan.choose(due, kNow), SizeIs(16));
}

TEST(LookPlan, AServerThatCannotBeReachedIsLeftAloneLongerAndLonger) {
  LookPlan plan;
  const auto due = posts_of("https://a.example", 1);
  const auto quiet_for = [&](Instant from) {
    EXPECT_THAT(plan.choose(due, from), SizeIs(1));
    plan.ended("https://a.example", true, from);
    Seconds quiet{0};
    while (plan.choose(due, from + quiet).empty()) quiet += Seconds(60);
    plan.ended("https://a.example", true, from + quiet);
    return quiet;
  };
  EXPECT_EQ(quiet_for(kNow), Seconds(600));
  EXPECT_EQ(quiet_for(kNow + Seconds(86400)), Seconds(2400)) << "the third time in a row";
  EXPECT_EQ(quiet_for(kNow + Seconds(172800)), Seconds(9600));
  EXPECT_EQ(quiet_for(kNow + Seconds(259200)), Seconds(21600)) << "six hours at most";
}

TEST(LookPlan, AddressesWithoutAnIdAreOfTheirServerToo) {
  LookPlan plan;
  Post odd;
  odd.uri = "https://akkoma.example/objects/0d5e";
  const auto batches = plan.choose({odd, odd}, kNow);
  ASSERT_THAT(batches, SizeIs(1));
  EXPECT_EQ(batches[0].server, "https://akkoma.example");
}

TEST(LookPlan, AServerThatShowedAPostIsKnownToShowThem) {
  LookPlan plan;
  EXPECT_FALSE(plan.shows_posts("https://a.example"));
  plan.showed("https://a.example");
  EXPECT_TRUE(plan.shows_posts("https://a.example"));
}

TEST(LookPlan, WhoBoostedCostsAServerSoManyRequestsADay) {
  LookPlan plan;
  EXPECT_EQ(plan.booster_pages("https://a.example", kNow), 3);
  plan.asked_for_boosters("https://a.example", 299, kNow);
  EXPECT_EQ(plan.booster_pages("https://a.example", kNow), 1);
  plan.asked_for_boosters("https://a.example", 1, kNow);
  EXPECT_EQ(plan.booster_pages("https://a.example", kNow), 0);
  EXPECT_EQ(plan.booster_pages("https://b.example", kNow), 3);
  EXPECT_EQ(plan.booster_pages("https://a.example", kNow + std::chrono::days(1)), 3);
}

}  // namespace
}  // namespace resso::daemon
