#include "text/recurrence.hpp"
#include "text/recurrence_rule.hpp"
#include "text/timestamp.hpp"
#include "text/zone.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <chrono>

namespace resso::text {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

LocalTime local(std::string_view text) { return *parse_local(text); }

std::vector<std::string> take(RuleIterator& rule, int count) {
  std::vector<std::string> starts;
  for (int i = 0; i < count; ++i) {
    const auto start = rule.next();
    if (!start) break;
    starts.push_back(format_local(*start).substr(0, 16));
  }
  return starts;
}

std::vector<std::string> starts(std::string_view rrule, std::string_view dtstart, int count = 4) {
  auto rule = RuleIterator::parse(rrule, local(dtstart), false);
  if (!rule) return {"error: " + describe(rule.error())};
  return take(*rule, count);
}

std::vector<std::string> days(std::string_view rrule, std::string_view dtstart, int count = 4, ToInstant to_instant = {}) {
  auto rule = RuleIterator::parse(rrule, local(std::string(dtstart) + "T00:00"), true, std::move(to_instant));
  if (!rule) return {"error: " + describe(rule.error())};
  auto found = take(*rule, count);
  for (auto& day : found) day.resize(10);
  return found;
}

TEST(Recurrence, WeeklyOnTheWeekdayOfItsStart) {
  EXPECT_THAT(starts("FREQ=WEEKLY", "2026-10-06T19:00"),
              ElementsAre("2026-10-06T19:00", "2026-10-13T19:00", "2026-10-20T19:00", "2026-10-27T19:00"));
}

TEST(Recurrence, IntervalOfWeeksDependsOnTheirFirstDay) {  // RFC 5545 §3.8.5.3
  EXPECT_THAT(days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05"),
              ElementsAre("1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"));
  EXPECT_THAT(days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05"),
              ElementsAre("1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"));
}

TEST(Recurrence, LastWorkdayOfTheMonth) {
  EXPECT_THAT(days("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-10-30"),
              ElementsAre("2026-10-30", "2026-11-30", "2026-12-31", "2027-01-29"));
}

TEST(Recurrence, SetPositionsOfDaysAndWeeks) {
  EXPECT_THAT(starts("FREQ=DAILY;BYHOUR=10,12,18;BYSETPOS=2,-1", "2026-10-06T10:00", 4),
              ElementsAre("2026-10-06T12:00", "2026-10-06T18:00", "2026-10-07T12:00", "2026-10-07T18:00"));
  EXPECT_THAT(days("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1", "2026-10-05", 2), ElementsAre("2026-10-09", "2026-10-16"));
  EXPECT_THAT(starts("FREQ=HOURLY;BYMINUTE=0,20,40;BYSETPOS=3", "2026-10-06T10:00", 2),
              ElementsAre("2026-10-06T10:40", "2026-10-06T11:40"));
}

TEST(Recurrence, NthWeekdaysOfMonthAndYear) {
  EXPECT_THAT(days("FREQ=MONTHLY;BYDAY=2TU,-1SA", "2026-10-01"), ElementsAre("2026-10-13", "2026-10-31", "2026-11-10", "2026-11-28"));
  EXPECT_THAT(days("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", 3), ElementsAre("1997-05-19", "1998-05-18", "1999-05-17"));
  EXPECT_THAT(days("FREQ=YEARLY;BYMONTH=11;BYDAY=1TH", "2026-01-01", 2), ElementsAre("2026-11-05", "2027-11-04"));
}

TEST(Recurrence, PlainAndNthWeekdaysTogetherAreBothMeant) {
  EXPECT_THAT(days("FREQ=MONTHLY;BYDAY=MO,1TH", "2026-10-01", 5),
              ElementsAre("2026-10-01", "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26"));
}

TEST(Recurrence, DaysThatAMonthDoesNotHaveAreLeftOut) {
  EXPECT_THAT(days("FREQ=MONTHLY", "2026-10-31", 3), ElementsAre("2026-10-31", "2026-12-31", "2027-01-31"));
  EXPECT_THAT(days("FREQ=MONTHLY;BYMONTHDAY=-31", "2026-10-01", 2), ElementsAre("2026-10-01", "2026-12-01"));
}

TEST(Recurrence, LeapDaysAndTheirSkips) {
  EXPECT_THAT(days("FREQ=YEARLY", "2024-02-29", 2), ElementsAre("2024-02-29", "2028-02-29"));
  EXPECT_THAT(days("FREQ=YEARLY", "2096-02-29", 2), ElementsAre("2096-02-29", "2104-02-29"));
  EXPECT_THAT(days("RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD", "2024-02-29", 2), ElementsAre("2024-02-29", "2025-03-01"));
  EXPECT_THAT(days("RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;COUNT=3", "2026-01-31"),
              ElementsAre("2026-01-31", "2026-02-28", "2026-03-31"));
}

TEST(Recurrence, YearDaysFromBothEnds) {
  EXPECT_THAT(days("FREQ=YEARLY;BYYEARDAY=1,100,-1", "2024-01-01"), ElementsAre("2024-01-01", "2024-04-09", "2024-12-31", "2025-01-01"));
  EXPECT_THAT(days("FREQ=YEARLY;BYYEARDAY=366", "2023-01-01", 2), ElementsAre("2024-12-31", "2028-12-31"));
}

TEST(Recurrence, WeekNumbers) {
  EXPECT_THAT(days("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12", 3), ElementsAre("1997-05-12", "1998-05-11", "1999-05-17"));
  EXPECT_THAT(days("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "2026-01-01", 2), ElementsAre("2026-12-28", "2032-12-27"));
  EXPECT_THAT(days("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU", "2026-01-01", 2), ElementsAre("2027-01-03", "2028-01-02"));
  EXPECT_THAT(days("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "2024-12-01", 2), ElementsAre("2024-12-30", "2025-12-29"));
}

TEST(Recurrence, WhatAWeekNumberLeavesOpenIsAsInTheStart) {
  EXPECT_THAT(days("FREQ=YEARLY;BYWEEKNO=20", "1997-05-13", 2), ElementsAre("1997-05-13", "1998-05-12"));
}

TEST(Recurrence, FridayThe13th) {
  EXPECT_THAT(days("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02", 3), ElementsAre("1998-02-13", "1998-03-13", "1998-11-13"));
}

TEST(Recurrence, SubDailyRulesSkipWhatTheyExclude) {
  EXPECT_THAT(starts("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,16", "1997-09-02T09:00", 5),
              ElementsAre("1997-09-02T09:00", "1997-09-02T09:20", "1997-09-02T09:40", "1997-09-02T16:00", "1997-09-02T16:20"));
  EXPECT_THAT(starts("FREQ=SECONDLY;INTERVAL=1800;BYMONTH=1;BYMONTHDAY=1", "1997-09-02T09:00", 2),
              ElementsAre("1998-01-01T00:00", "1998-01-01T00:30"));
}

TEST(Recurrence, CountCountsFromTheStartWhateverIsSkipped) {
  auto rule = RuleIterator::parse("FREQ=DAILY;COUNT=10", local("2026-10-01T10:00"), false);
  ASSERT_TRUE(rule);
  rule->advance_to(local("2026-10-08T00:00"));
  EXPECT_THAT(take(*rule, 9), ElementsAre("2026-10-08T10:00", "2026-10-09T10:00", "2026-10-10T10:00"));
}

TEST(Recurrence, SkippingKeepsTheInterval) {
  auto rule = RuleIterator::parse("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", local("2000-01-04T10:00"), false);
  auto walked = RuleIterator::parse("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", local("2000-01-04T10:00"), false);
  ASSERT_TRUE(rule && walked);
  rule->advance_to(local("2026-10-01T00:00"));
  std::optional<LocalTime> expected;
  do expected = walked->next();
  while (*expected < local("2026-10-01T00:00"));
  EXPECT_EQ(rule->next(), expected);
  rule->advance_to(local("2000-01-01T00:00"));  // never backwards
  EXPECT_EQ(rule->next(), walked->next());
}

TEST(Recurrence, UntilInUtcIsAMomentInTheZone) {
  const auto madrid = *Zone::find("Europe/Madrid");
  const auto to_instant = [madrid](LocalTime at) { return madrid.to_instant(at); };
  // 19:00 in Madrid on 20 October is 17:00Z: still within.
  auto rule = RuleIterator::parse("FREQ=WEEKLY;UNTIL=20261020T170000Z", local("2026-10-06T19:00"), false, to_instant);
  ASSERT_TRUE(rule);
  EXPECT_THAT(take(*rule, 9), ElementsAre("2026-10-06T19:00", "2026-10-13T19:00", "2026-10-20T19:00"));
  auto short_of_it = RuleIterator::parse("FREQ=WEEKLY;UNTIL=20261020T165959Z", local("2026-10-06T19:00"), false, to_instant);
  EXPECT_THAT(take(*short_of_it, 9), ElementsAre("2026-10-06T19:00", "2026-10-13T19:00"));
  // Without a zone it is the same wall clock.
  EXPECT_THAT(starts("FREQ=WEEKLY;UNTIL=20261020T170000Z", "2026-10-06T19:00", 9), ElementsAre("2026-10-06T19:00", "2026-10-13T19:00"));
}

TEST(Recurrence, UntilThatIsADayTakesAllOfIt) {
  EXPECT_THAT(starts("FREQ=DAILY;UNTIL=20261002", "2026-10-01T19:00", 9), ElementsAre("2026-10-01T19:00", "2026-10-02T19:00"));
}

TEST(Recurrence, UntilOfAnAllDayRuleMayBeTheMomentThatTheDayBegins) {
  const auto madrid = *Zone::find("Europe/Madrid");
  EXPECT_THAT(days("FREQ=DAILY;UNTIL=20261230T230000Z", "2026-12-30", 9, [madrid](LocalTime at) { return madrid.to_instant(at); }),
              ElementsAre("2026-12-30", "2026-12-31"));
}

TEST(Recurrence, UntilBeforeTheStartGivesNothing) { EXPECT_THAT(starts("FREQ=DAILY;UNTIL=20200101", "2026-10-01T19:00"), IsEmpty()); }

TEST(Recurrence, RealWorldSpellingIsForgiven) {
  for (const std::string_view rule :
       {"RRULE:FREQ=DAILY;COUNT=2", "freq=daily;count=2", "COUNT=2;FREQ=DAILY;", ";FREQ = DAILY ; COUNT = 2", "FREQ=DAILY;COUNT=2;X-FOO=1",
        "FREQ=DAILY;COUNT=2;INTERVAL=1;WKST=", "FREQ=DAILY;COUNT=2;RSCALE=GREGORIAN", "FREQ=DAILY;UNTIL=2026-10-02T23:59:59",
        "FREQ=DAILY;COUNT=-1;UNTIL=20261002"}) {
    EXPECT_THAT(starts(rule, "2026-10-01T19:00", 9), ElementsAre("2026-10-01T19:00", "2026-10-02T19:00")) << rule;
  }
}

TEST(Recurrence, WhatIsNoRuleIsSaidByItsPart) {
  const auto problem = [](std::string_view rule) { return starts(rule, "2026-10-01T19:00").front(); };
  EXPECT_THAT(problem(""), HasSubstr("FREQ"));
  EXPECT_THAT(problem("FREQ=FORTNIGHTLY"), HasSubstr("FORTNIGHTLY"));
  EXPECT_THAT(problem("FREQ=DAILY;INTERVAL=0"), HasSubstr("INTERVAL"));
  EXPECT_THAT(problem("FREQ=DAILY;COUNT=0"), HasSubstr("COUNT"));
  EXPECT_THAT(problem("FREQ=WEEKLY;BYDAY=MONDAY"), HasSubstr("MONDAY"));
  EXPECT_THAT(problem("FREQ=MONTHLY;BYMONTHDAY=32"), HasSubstr("from 1 to 31"));
  EXPECT_THAT(problem("FREQ=YEARLY;BYMONTH=13"), HasSubstr("BYMONTH"));
  EXPECT_THAT(problem("FREQ=DAILY;UNTIL=mai"), HasSubstr("UNTIL"));
  EXPECT_THAT(problem("FREQ=YEARLY;RSCALE=HEBREW"), HasSubstr("Gregorian"));
  EXPECT_THAT(problem(std::string(5000, 'x')), HasSubstr("4,096"));
  EXPECT_THAT(days("FREQ=HOURLY", "2026-10-01").front(), HasSubstr("all day"));
}

TEST(Recurrence, ABombEndsAtOnce) {
  for (const std::string_view rule : {"FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
                                      "FREQ=YEARLY;BYDAY=6MO;BYMONTH=1", "FREQ=SECONDLY;INTERVAL=60;BYSECOND=7",
                                      "FREQ=DAILY;INTERVAL=999999999999", "FREQ=MINUTELY;INTERVAL=1000000000;BYHOUR=3;BYMINUTE=7"}) {
    const auto begin = std::chrono::steady_clock::now();
    auto found = RuleIterator::parse(rule, local("2026-10-01T19:00"), false);
    ASSERT_TRUE(found) << rule;
    take(*found, 50);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2)) << rule;
  }
  auto impossible = RuleIterator::parse("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", local("2026-10-01T19:00"), false);
  EXPECT_FALSE(impossible->next());
  EXPECT_TRUE(impossible->exhausted_by_limit());
}

TEST(Recurrence, ASearchEndsAtItsBound) {
  auto rule = RuleIterator::parse("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", local("2026-10-01T19:00"), false);
  rule->stop_after(local("2027-12-31T00:00"));
  EXPECT_FALSE(rule->next());
  EXPECT_FALSE(rule->exhausted_by_limit());
}

TEST(Recurrence, ManyCandidatesOfAPeriodAreNotWrittenOut) {
  std::string every = "FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=";
  for (int i = 1; i <= 31; ++i) every += std::to_string(i) + ",";
  for (const auto& [part, count] : {std::pair("BYHOUR", 24), std::pair("BYMINUTE", 60), std::pair("BYSECOND", 60)}) {
    every += std::string(";") + part + "=";
    for (int i = 0; i < count; ++i) every += std::to_string(i) + ",";
  }
  auto last = RuleIterator::parse(every + ";BYSETPOS=-1", local("2026-01-01T00:00"), false);
  ASSERT_TRUE(last) << describe(last.error());
  EXPECT_EQ(format_local(*last->next()), "2026-12-31T23:59:59");
}

TEST(Recurrence, TheCalendarEndsWithTheYear9999) {
  EXPECT_THAT(days("FREQ=YEARLY;INTERVAL=5000", "2026-10-01", 5), ElementsAre("2026-10-01", "7026-10-01"));
}

}  // namespace
}  // namespace resso::text
