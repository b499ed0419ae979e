#include "agenda/occurrences.hpp"
#include "text/timestamp.hpp"
#include "text/zone.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <chrono>

namespace resso::agenda {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

LocalTime local(std::string_view text) { return *text::parse_local(text); }
Instant at(std::string_view text) { return *text::parse_rfc3339(text); }
Window window(std::string_view from, std::string_view to) {
  return {at(std::string(from) + "T00:00:00Z"), at(std::string(to) + "T00:00:00Z")};
}
const Window kAutumn = window("2026-10-01", "2026-12-01");

Event timed(std::string_view start, std::string_view end = {}, std::string zone = "Europe/Madrid") {
  Event event;
  event.id = "e";
  event.title = "Assaig";
  event.times.start = local(start);
  if (!end.empty()) event.times.end = local(end);
  event.times.zone = std::move(zone);
  return event;
}

Event all_day(std::string_view start, std::string_view end) {
  Event event = timed(std::string(start) + "T00:00", std::string(end) + "T00:00");
  event.times.all_day = true;
  return event;
}

std::vector<std::string> starts(const Event& event, const Window& when = kAutumn, std::size_t limit = 1000) {
  std::vector<std::string> found;
  for (const Occurrence& occurrence : expand(event, when, limit, "Europe/Madrid").occurrences)
    found.push_back(text::format_utc(occurrence.start).substr(0, 16));
  return found;
}

Override moved(std::string_view id, std::string_view start, std::string_view end, bool this_and_future = false) {
  Override change;
  change.recurrence_id = local(id);
  change.this_and_future = this_and_future;
  change.times = EventTimes{local(start), local(end), "Europe/Madrid", false};
  return change;
}

TEST(Occurrences, OfASingleEvent) {
  const auto expansion = expand(timed("2026-11-05T19:00", "2026-11-05T21:00"), kAutumn, 10, "Europe/Madrid");
  ASSERT_THAT(expansion.occurrences, SizeIs(1));
  const Occurrence& occurrence = expansion.occurrences[0];
  EXPECT_EQ(text::format_utc(occurrence.start), "2026-11-05T18:00:00Z");
  EXPECT_EQ(text::format_utc(occurrence.end), "2026-11-05T20:00:00Z");
  EXPECT_EQ(occurrence.local_start, local("2026-11-05T19:00"));
  EXPECT_EQ(occurrence.recurrence_id, local("2026-11-05T19:00"));
  EXPECT_EQ(occurrence.event_id, "e");
  EXPECT_EQ(occurrence.override_index, -1);
  EXPECT_FALSE(expansion.truncated);
}

TEST(Occurrences, WhatOverlapsTheWindowIsInIt) {
  EXPECT_THAT(starts(timed("2026-09-30T20:00", "2026-10-01T03:00")), SizeIs(1));
  EXPECT_THAT(starts(timed("2026-09-30T20:00", "2026-10-01T02:00")), IsEmpty());  // ends at 00:00Z
  EXPECT_THAT(starts(timed("2026-12-01T01:00", "2026-12-01T03:00")), IsEmpty());  // begins at 00:00Z
  EXPECT_THAT(starts(timed("2026-10-01T02:00")), SizeIs(1));                      // without an end
  EXPECT_THAT(starts(all_day("2026-08-01", "2027-03-01")), SizeIs(1));            // an exhibition
}

TEST(Occurrences, AWeeklySeriesKeepsItsHourOverTheNightOfTheChange) {
  Event event = timed("2026-10-13T19:00", "2026-10-13T21:00");
  event.recurrence.rrules = {"FREQ=WEEKLY;COUNT=3"};
  EXPECT_THAT(starts(event), ElementsAre("2026-10-13T17:00", "2026-10-20T17:00", "2026-10-27T18:00"));
}

TEST(Occurrences, InTheNightThatHasAnHourTwiceTheFirstIsMeant) {
  Event event = timed("2026-10-24T02:30", "2026-10-24T03:30");
  event.recurrence.rrules = {"FREQ=DAILY;COUNT=3"};
  EXPECT_THAT(starts(event), ElementsAre("2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"));
}

TEST(Occurrences, InTheNightThatLacksAnHourTheClockShowsTheNext) {
  Event event = timed("2027-03-27T02:30", "2027-03-27T03:30");
  event.recurrence.rrules = {"FREQ=DAILY;COUNT=3"};
  const auto expansion = expand(event, window("2027-03-01", "2027-04-01"), 10, "Europe/Madrid");
  ASSERT_THAT(expansion.occurrences, SizeIs(3));
  EXPECT_EQ(text::format_utc(expansion.occurrences[1].start), "2027-03-28T01:30:00Z");
  EXPECT_EQ(expansion.occurrences[1].local_start, local("2027-03-28T03:30"));
  EXPECT_EQ(expansion.occurrences[1].recurrence_id, local("2027-03-28T02:30"));
}

TEST(Occurrences, ALengthIsExactByTheClock) {
  Event event = timed("2026-10-17T22:00", "2026-10-18T05:00");
  event.recurrence.rrules = {"FREQ=WEEKLY;COUNT=2"};
  const auto expansion = expand(event, kAutumn, 10, "Europe/Madrid");
  ASSERT_THAT(expansion.occurrences, SizeIs(2));
  EXPECT_EQ(expansion.occurrences[1].end - expansion.occurrences[1].start, std::chrono::hours(7));
  EXPECT_EQ(expansion.occurrences[1].local_end, local("2026-10-25T04:00"));
}

TEST(Occurrences, DaysAreDaysOverAnyNight) {
  Event event = all_day("2026-10-24", "2026-10-26");
  event.recurrence.rrules = {"FREQ=WEEKLY;COUNT=2"};
  const auto expansion = expand(event, kAutumn, 10, "Europe/Madrid");
  ASSERT_THAT(expansion.occurrences, SizeIs(2));
  EXPECT_EQ(expansion.occurrences[0].end - expansion.occurrences[0].start, std::chrono::hours(49));
  EXPECT_EQ(expansion.occurrences[0].local_end, local("2026-10-26T00:00"));
  EXPECT_TRUE(expansion.occurrences[0].all_day);
}

TEST(Occurrences, LordHoweShiftsByHalfAnHour) {
  Event event = timed("2026-10-03T02:15", "2026-10-03T03:00", "Australia/Lord_Howe");
  event.recurrence.rrules = {"FREQ=DAILY;COUNT=3"};
  EXPECT_THAT(starts(event), ElementsAre("2026-10-02T15:45", "2026-10-03T15:45", "2026-10-04T15:15"));
}

TEST(Occurrences, AStartInAGapAndTheHourAfterItAreOneMoment) {
  Event event = timed("2027-03-28T01:00");
  event.recurrence.rrules = {"FREQ=HOURLY;COUNT=4"};
  EXPECT_THAT(starts(event, window("2027-03-27", "2027-03-30")), ElementsAre("2027-03-28T00:00", "2027-03-28T01:00", "2027-03-28T02:00"));
}

TEST(Occurrences, TheStartIsOneEvenIfTheRuleDoesNotGiveIt) {
  Event event = timed("2026-10-01T19:00");  // a Thursday
  event.recurrence.rrules = {"FREQ=WEEKLY;BYDAY=TU;COUNT=2"};
  EXPECT_THAT(starts(event), ElementsAre("2026-10-01T17:00", "2026-10-06T17:00", "2026-10-13T17:00"));
}

TEST(Occurrences, DatesAddedAndTakenAway) {
  Event event = timed("2026-11-02T19:00", "2026-11-02T20:00");
  event.recurrence.rrules = {"FREQ=DAILY;COUNT=6"};
  event.recurrence.exrules = {"FREQ=DAILY;INTERVAL=5"};  // the 2nd and the 7th
  event.recurrence.exdates = {local("2026-11-05T19:00"), local("2026-11-03T19:00")};
  event.recurrence.exdates_by_day = {local("2026-11-06T00:00")};
  event.recurrence.rdates = {{local("2026-11-20T10:00"), local("2026-11-20T14:00")}, {local("2026-11-04T19:00"), {}}};
  const auto expansion = expand(event, kAutumn, 10, "Europe/Madrid");
  ASSERT_THAT(expansion.occurrences, SizeIs(2));
  EXPECT_EQ(text::format_utc(expansion.occurrences[0].start), "2026-11-04T18:00:00Z");
  EXPECT_EQ(text::format_utc(expansion.occurrences[1].start), "2026-11-20T09:00:00Z");
  EXPECT_EQ(expansion.occurrences[1].end - expansion.occurrences[1].start, std::chrono::hours(4));
}

TEST(Occurrences, AnOverrideTakesThePlaceOfItsInstance) {
  Event event = timed("2026-11-03T19:00", "2026-11-03T21:00");
  event.recurrence.rrules = {"FREQ=WEEKLY;COUNT=3"};
  event.recurrence.overrides = {moved("2026-11-10T19:00", "2026-11-11T18:00", "2026-11-11T19:00")};
  const auto expansion = expand(event, kAutumn, 10, "Europe/Madrid");
  ASSERT_THAT(expansion.occurrences, SizeIs(3));
  EXPECT_EQ(text::format_utc(expansion.occurrences[1].start), "2026-11-11T17:00:00Z");
  EXPECT_EQ(expansion.occurrences[1].recurrence_id, local("2026-11-10T19:00"));
  EXPECT_EQ(expansion.occurrences[1].override_index, 0);
}

TEST(Occurrences, AnOverrideFromOutsideComesIntoTheWindowAndTheOtherWayRound) {
  Event event = timed("2026-09-01T19:00", "2026-09-01T21:00");
  event.recurrence.rrules = {"FREQ=MONTHLY;COUNT=4"};  // 1 September … 1 December
  event.recurrence.overrides = {moved("2026-09-01T19:00", "2026-10-10T19:00", "2026-10-10T21:00"),
                                moved("2026-11-01T19:00", "2027-01-10T19:00", "2027-01-10T21:00")};
  EXPECT_THAT(starts(event), ElementsAre("2026-10-01T17:00", "2026-10-10T17:00"));
}

TEST(Occurrences, ACancelledInstanceIsThereAndSaysSo) {
  Event event = timed("2026-11-03T19:00", "2026-11-03T21:00");
  event.recurrence.rrules = {"FREQ=WEEKLY;COUNT=2"};
  event.recurrence.overrides.emplace_back();
  event.recurrence.overrides[0].recurrence_id = local("2026-11-10T19:00");
  event.recurrence.overrides[0].status = EventStatus::cancelled;
  const auto expansion = expand(event, kAutumn, 10, "Europe/Madrid");
  ASSERT_THAT(expansion.occurrences, SizeIs(2));
  EXPECT_EQ(expansion.occurrences[0].status, EventStatus::confirmed);
  EXPECT_EQ(expansion.occurrences[1].status, EventStatus::cancelled);
  EXPECT_EQ(text::format_utc(expansion.occurrences[1].start), "2026-11-10T18:00:00Z");
}

TEST(Occurrences, ThisAndFutureMovesAllThatFollow) {
  Event event = timed("2026-10-06T19:00", "2026-10-06T21:00");
  event.recurrence.rrules = {"FREQ=WEEKLY;COUNT=6"};
  event.recurrence.overrides = {moved("2026-10-20T19:00", "2026-10-21T18:30", "2026-10-21T19:30", true),
                                moved("2026-11-03T19:00", "2026-11-05T12:00", "2026-11-05T13:00")};
  const auto expansion = expand(event, kAutumn, 10, "Europe/Madrid");
  std::vector<std::string> found;
  for (const Occurrence& one : expansion.occurrences)
    found.push_back(text::format_local(one.local_start).substr(5, 11) + " " + std::to_string(one.override_index));
  EXPECT_THAT(found, ElementsAre("10-06T19:00 -1", "10-13T19:00 -1", "10-21T18:30 0", "10-28T18:30 0", "11-05T12:00 1", "11-11T18:30 0"));
  EXPECT_EQ(expansion.occurrences[3].end - expansion.occurrences[3].start, std::chrono::hours(1));
}

TEST(Occurrences, ThisAndFutureFromLongAgoReachesIntoTheWindow) {
  Event event = timed("2026-01-01T19:00", "2026-01-01T21:00");
  event.recurrence.rrules = {"FREQ=DAILY;UNTIL=20260930"};
  event.recurrence.overrides = {moved("2026-02-01T19:00", "2026-02-11T19:00", "2026-02-11T21:00", true)};
  EXPECT_THAT(starts(event), SizeIs(10));  // the last ten days, ten days later
}

TEST(Occurrences, OfALongSeriesTheLimitIsTold) {
  Event event = timed("2000-01-01T19:00");
  event.recurrence.rrules = {"FREQ=DAILY"};
  const auto expansion = expand(event, kAutumn, 5, "Europe/Madrid");
  EXPECT_THAT(expansion.occurrences, SizeIs(5));
  EXPECT_TRUE(expansion.truncated);
  EXPECT_EQ(text::format_utc(expansion.occurrences[0].start), "2026-10-01T17:00:00Z");
  EXPECT_FALSE(expand(event, kAutumn, 61, "Europe/Madrid").truncated);
}

TEST(Occurrences, ABombCostsNothingAndSaysSo) {
  const auto begin = std::chrono::steady_clock::now();
  Event event = timed("2026-10-01T19:00");
  event.recurrence.rrules = {"FREQ=SECONDLY;COUNT=999999999", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY", "nonsense"};
  event.recurrence.exrules = {"FREQ=SECONDLY"};
  const auto expansion = expand(event, window("2036-10-01", "2036-12-01"), 1000, "Europe/Madrid");
  EXPECT_THAT(expansion.occurrences, IsEmpty());
  EXPECT_TRUE(expansion.truncated);
  EXPECT_THAT(expansion.problems, SizeIs(2));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(Occurrences, AnEventWithoutAKnownZoneIsTheCitys) {
  EXPECT_THAT(starts(timed("2026-11-05T19:00", {}, "")), ElementsAre("2026-11-05T18:00"));
  EXPECT_THAT(starts(timed("2026-11-05T19:00", {}, "Casa/Nostra")), ElementsAre("2026-11-05T18:00"));
}

TEST(Occurrences, ASeriesInUtcKeepsUtc) {
  Event event = timed("2026-10-20T17:00", {}, "UTC");
  event.recurrence.rrules = {"FREQ=WEEKLY;UNTIL=20261027T170000Z"};
  EXPECT_THAT(starts(event), ElementsAre("2026-10-20T17:00", "2026-10-27T17:00"));
}

TEST(Occurrences, UntilIsReadInTheEventsZone) {
  Event event = timed("2026-10-20T19:00");
  event.recurrence.rrules = {"FREQ=WEEKLY;UNTIL=20261027T180000Z"};  // 19:00 in winter
  EXPECT_THAT(starts(event), ElementsAre("2026-10-20T17:00", "2026-10-27T18:00"));
}

TEST(Occurrences, TimesFarAwayDoNotOverflow) {
  Event event = timed("2026-10-20T19:00");
  event.recurrence.rrules = {"FREQ=YEARLY"};
  event.times.end = LocalTime::max();
  EXPECT_LE(expand(event, {Instant::min(), Instant::max()}, 5, "Europe/Madrid").occurrences.size(), 5U);
}

}  // namespace
}  // namespace resso::agenda
