#include "tests/store/support.hpp"

namespace resso::store::testing {
namespace {

class Samples : public StoreTest {
 protected:
  void count(Instant at, Counters counters, bool origin = true) {
    write([&](Transaction& t) { t.add_counters({"https://example.org/a", at, counters, origin}); });
  }
  std::vector<std::string> due(Instant now) {
    std::vector<std::string> found;
    read([&](Reader& r) {
      for (const auto& one : r.posts_due_for_counters(now, 10)) found.push_back(one.id);
    });
    return found;
  }
  std::int64_t samples() {
    std::int64_t number = 0;
    read([&](Reader& r) { number = r.totals().samples; });
    return number;
  }
};

TEST_F(Samples, TheNewestCountIsThePostsValue) {
  save(post("a", day(1)));
  count(day(2), {1, 2, 3, 4});
  count(day(3), {2, 2, 3, 4});
  count(day(2), {9, 9, 9, 9});  // late to arrive
  EXPECT_EQ(stored("a")->counters, (Counters{2, 2, 3, 4}));
}

TEST_F(Samples, TheOriginsCountBeatsAnyOther) {
  save(post("a", day(1)));
  count(day(2), {0, 1, 0, 0}, false);
  EXPECT_EQ(stored("a")->counters.boosts, 1);
  count(day(1), {5, 5, 5, 5}, true);
  count(day(3), {1, 1, 1, 1}, false);
  EXPECT_EQ(stored("a")->counters.boosts, 5);
}

TEST_F(Samples, WhatIsNotToldStaysAndWhatIsNegativeIsNotTold) {
  save(post("a", day(1)));
  count(day(2), {1, 2, 3, {}});
  count(day(3), {-1, 4, {}, {}});
  EXPECT_EQ(stored("a")->counters, (Counters{1, 4, 3, {}}));
}

TEST_F(Samples, AnUnchangedCountIsNoNewSample) {
  save(post("a", day(1)));
  count(day(2), {1, 2, 3, {}});
  count(day(3), {1, 2, 3, {}});
  EXPECT_EQ(samples(), 1);
  count(day(4), {1, 2, 4, {}});
  EXPECT_EQ(samples(), 2);
}

TEST_F(Samples, CountsOfUnknownPostsAreNobodys) {
  count(day(2), {1, 2, 3, {}});
  EXPECT_EQ(samples(), 0);
}

TEST_F(Samples, CountersAreLookedAtOnADecayingSchedule) {
  save(post("a", day(1, 0)));
  EXPECT_TRUE(due(day(1, 0)).empty());
  EXPECT_EQ(due(day(1, 1)), std::vector<std::string>{"id-a"});
  for (const Instant step : {day(1, 1), day(1, 6), day(2, 0), day(4, 0), day(8, 0)}) {
    EXPECT_EQ(due(step), std::vector<std::string>{"id-a"});
    count(step, {1, 1, 1, {}});
    EXPECT_TRUE(due(step + hours(4)).empty());
  }
  count(day(31, 0), {1, 1, 1, {}});
  EXPECT_TRUE(due(day(5000)).empty());
}

TEST_F(Samples, StepsThatWereMissedAreOneLook) {
  save(post("a", day(1)));
  count(day(20), {1, 1, 1, {}});
  EXPECT_TRUE(due(day(30)).empty());
  EXPECT_EQ(due(day(31)), std::vector<std::string>{"id-a"});
}

TEST_F(Samples, FeedEntriesAndDeletedPostsAreNotCounted) {
  Post entry = post("a", day(1));
  entry.kind = PostKind::entry;
  save(entry);
  save(post("b", day(1)));
  write([](Transaction& t) { t.delete_post("https://example.org/b", day(1)); });
  EXPECT_TRUE(due(day(50)).empty());
}

TEST_F(Samples, AnAudienceThatStaysIsWrittenDownTwiceADay) {
  for (int hour = 0; hour < 24; ++hour) write([&](Transaction& t) { t.add_followers({"casal@example.org", day(1, hour), 10, 1, 1}); });
  EXPECT_EQ(samples(), 2);
  write([&](Transaction& t) { t.add_followers({"casal@example.org", day(1, 23), 11, 1, 1}); });
  EXPECT_EQ(samples(), 3);
}

}  // namespace
}  // namespace resso::store::testing
