#include "daemon/visibility_query.hpp"
#include "daemon/responses.hpp"

#include <gmock/gmock.h>

namespace resso::daemon {
namespace {

using std::chrono::days;
using testing::HasSubstr;

feeds::Snapshot small_snapshot() {
  feeds::Snapshot snapshot;
  snapshot.today = LocalDate(days(20'780));
  snapshot.city = {"Vila", "Europe/Madrid", {"ca", "es"}, "https://agenda.example", "agenda.example", "", ""};
  snapshot.build();
  return snapshot;
}

TEST(VisibilityQuery, IsTheLast28WholeDaysByEntityUnlessSaidOtherwise) {
  const auto query = parse_visibility_query("", small_snapshot());
  ASSERT_TRUE(query);
  EXPECT_EQ(query->period.to, LocalDate(days(20'779)));
  EXPECT_EQ(query->period.to - query->period.from, days(27));
  EXPECT_EQ(query->by, Cut::entity);
}

TEST(VisibilityQuery, AWrongCutIsNamed) {
  const auto query = parse_visibility_query("by=colour", small_snapshot());
  ASSERT_FALSE(query);
  EXPECT_THAT(describe(query.error()), HasSubstr("colour"));
}

TEST(VisibilityQuery, APeriodThatEndsBeforeItBeginsIsRefused) {
  EXPECT_FALSE(parse_visibility_query("from=2026-11-10&to=2026-11-01", small_snapshot()));
}

TEST(TakeParameter, TakesTheFirstValueAndLeavesTheRest) {
  std::string query = "lang=es&entity=a&lang=ca&q=dos%20mots";
  EXPECT_EQ(take_parameter(query, "lang"), "es");
  EXPECT_EQ(query, "entity=a&q=dos%20mots");
  EXPECT_EQ(take_parameter(query, "q"), "dos mots");
  EXPECT_EQ(take_parameter(query, "days"), "");
}

}  // namespace
}  // namespace resso::daemon
