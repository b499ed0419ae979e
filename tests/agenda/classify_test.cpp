#include "agenda/classify.hpp"

#include "tests/agenda/agenda_settings.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Instant on_day(int day) { return Instant(std::chrono::days(day)) + std::chrono::hours(12); }

TEST(Classify, HashtagsAndCategoriesAreComparedFolded) {
  const Rules rules(small_city());
  const auto marks = classify({{"orgull", "8m"}, {"LGTBI", "Acció Comunitària"}, "", {}, on_day(1)}, rules);
  EXPECT_THAT(marks, ElementsAre(TopicMark{"eix-71", "hashtag #orgull"}, TopicMark{"eix-75", "hashtag #8m"},
                                 TopicMark{"eix-81", "category Acció Comunitària"}));
}

TEST(Classify, EntityAndSourceGiveTheirTopicsLast) {
  const Rules rules(small_city());
  EXPECT_THAT(classify({{}, {}, "ateneu", {"eix-75"}, on_day(1)}, rules),
              ElementsAre(TopicMark{"eix-75", "source"}, TopicMark{"eix-81", "entity ateneu"}));
}

TEST(Classify, ACampaignCountsWithinItsDatesOnly) {
  const Rules rules(small_city());
  EXPECT_THAT(classify({{"orgullterrassa"}, {}, "", {}, on_day(20'610)}, rules), ElementsAre(TopicMark{"eix-71", "campaign Orgull"}));
  EXPECT_THAT(classify({{"orgullterrassa"}, {}, "", {}, on_day(20'640)}, rules), IsEmpty());
}

}  // namespace
}  // namespace resso::agenda
