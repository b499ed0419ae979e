// What of a post is made again when a poll brings it again.
#include "daemon/derive.hpp"

#include "tests/agenda/agenda_settings.hpp"

#include <gmock/gmock.h>

namespace resso::daemon {
namespace {

using namespace std::chrono_literals;

class DerivePost : public testing::Test {
 protected:
  DerivePost() {
    source_.id = "feed:1";
    said_.uri = "entry:feed:1 a";
    said_.kind = PostKind::entry;
    said_.title = "Taller";
    said_.text = "Un text qualsevol.";
    said_.published = Instant(1'795'000'000s);
    held_ = said_;
    held_.id = "a";
    held_.seen_on = {"feed:1"};
    held_.topics = {{"eix-1", "by rules that were"}};
  }

  std::vector<TopicMark> topics(const Post& said, bool same_rules) {
    return derive_post(said, held_, source_, rules_, said_.published + 60s, same_rules).topics;
  }

  agenda::Rules rules_{agenda::small_city()};
  Source source_;
  Post said_, held_;
};

TEST_F(DerivePost, TheTopicsOfTheSameWordsStand) { EXPECT_EQ(topics(said_, true), held_.topics); }

TEST_F(DerivePost, OtherWordsAreJudgedAgain) {
  said_.text += " I més.";
  EXPECT_NE(topics(said_, true), held_.topics);
}

TEST_F(DerivePost, OtherRulesJudgeTheSameWordsAgain) { EXPECT_NE(topics(said_, false), held_.topics); }

TEST_F(DerivePost, ASourceThatShowsItForTheFirstTimeAddsItsTopics) {
  source_.id = "feed:2";
  EXPECT_NE(topics(said_, true), held_.topics);
}

}  // namespace
}  // namespace resso::daemon
