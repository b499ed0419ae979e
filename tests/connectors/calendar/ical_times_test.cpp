#include "tests/connectors/calendar/calendar_test_support.hpp"
#include "text/zone.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::calendar {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

TEST(IcalTimes, FloatingTimesAreTheCitys) {
  const auto times = read_event("DTSTART:20261105T190000\nDTEND:20261105T203000\n").times;
  EXPECT_EQ(times.zone, "Europe/Madrid");
  EXPECT_EQ(shown(times.start), "2026-11-05T19:00");
  EXPECT_EQ(shown(times.end), "2026-11-05T20:30");
  EXPECT_FALSE(times.all_day);
}

TEST(IcalTimes, UtcStaysUtc) {
  const auto times = read_event("DTSTART:20261105T180000Z\nDURATION:PT90M\n").times;
  EXPECT_EQ(times.zone, "UTC");
  EXPECT_EQ(shown(times.end), "2026-11-05T19:30");
}

TEST(IcalTimes, AnAllDayEndIsExclusive) {
  const auto times = read_event("DTSTART;VALUE=DATE:20261105\nDTEND;VALUE=DATE:20261108\n").times;
  EXPECT_TRUE(times.all_day);
  EXPECT_EQ(shown(times.end), "2026-11-08T00:00");
}

TEST(IcalTimes, AnAllDayEventLastsADayAtLeast) {
  EXPECT_EQ(shown(read_event("DTSTART;VALUE=DATE:20261105\n").times.end), "2026-11-06T00:00");
  EXPECT_EQ(shown(read_event("DTSTART:20261105\nDTEND:20261105\n").times.end), "2026-11-06T00:00");
  EXPECT_EQ(shown(read_event("DTSTART;VALUE=DATE:20261105T000000\nDURATION:P2D\n").times.end), "2026-11-07T00:00");
}

TEST(IcalTimes, MixedKindsOfStartAndEnd) {
  EXPECT_EQ(shown(read_event("DTSTART:20261105T190000\nDTEND;VALUE=DATE:20261106\n").times.end), "none");
  EXPECT_EQ(shown(read_event("DTSTART;VALUE=DATE:20261105\nDTEND:20261106T200000\n").times.end), "2026-11-07T00:00");
}

TEST(IcalTimes, AnEndBeforeItsStartIsLeftOut) {
  const auto harvest = read(calendar_of(event_of("UID:1\nDTSTART:20261105T190000\nDTEND:20261105T180000\n")));
  EXPECT_EQ(shown(harvest.events.at(0).event.times.end), "none");
  EXPECT_TRUE(warned(harvest, "bad_end"));
}

TEST(IcalTimes, AnEndInAnotherZoneIsBroughtOntoTheStartsClock) {
  const auto times = read_event("DTSTART;TZID=Europe/Madrid:20261105T190000\nDTEND;TZID=Europe/London:20261105T193000\n").times;
  EXPECT_EQ(shown(times.end), "2026-11-05T20:30");
}

TEST(IcalTimes, DaysOfADurationAreNominalHoursExact) {  // RFC 5545 §3.3.6, over the night of 2026-10-25
  EXPECT_EQ(shown(read_event("DTSTART;TZID=Europe/Madrid:20261024T200000\nDURATION:P1D\n").times.end), "2026-10-25T20:00");
  EXPECT_EQ(shown(read_event("DTSTART;TZID=Europe/Madrid:20261024T200000\nDURATION:PT24H\n").times.end), "2026-10-25T19:00");
}

TEST(IcalTimes, ADateThatIsNoneCostsOnlyItsEvent) {
  const auto harvest =
      read(calendar_of(event_of("UID:1\nDTSTART:20261399\n") + event_of("UID:2\nDTSTART:20261105\n") + event_of("UID:3\n")));
  ASSERT_EQ(harvest.events.size(), 1U);
  EXPECT_EQ(harvest.events[0].key, "2");
  EXPECT_TRUE(warned(harvest, "bad_date"));
  EXPECT_TRUE(warned(harvest, "no_start"));
}

TEST(IcalTimes, RecurrenceDatesOnTheClockOfTheSeries) {
  const auto recurrence = read_event(
                              "DTSTART;TZID=Europe/Madrid:20261105T190000\nRRULE:FREQ=WEEKLY\nRDATE;TZID=Europe/London:20261110T180000\n"
                              "RDATE;VALUE=PERIOD:20261120T180000Z/PT3H,20261121T180000Z/20261121T190000Z\nRDATE;VALUE=DATE:20261130\n"
                              "EXDATE:20261112T180000Z\nEXDATE;VALUE=DATE:20261119\n")
                              .recurrence;
  std::vector<std::string> rdates;
  for (const auto& date : recurrence.rdates) rdates.push_back(shown(date.start) + " " + shown(date.end));
  EXPECT_THAT(rdates, ElementsAre("2026-11-10T19:00 none", "2026-11-20T19:00 2026-11-20T22:00", "2026-11-21T19:00 2026-11-21T20:00",
                                  "2026-11-30T19:00 none"));
  EXPECT_THAT(recurrence.exdates, ElementsAre(*text::parse_local("2026-11-12T19:00")));
  EXPECT_THAT(recurrence.exdates_by_day, ElementsAre(*text::parse_local("2026-11-19T00:00")));
}

TEST(IcalTimes, AnEmptyRdateIsNothing) { EXPECT_THAT(read_event("RDATE:\nEXDATE:\nRRULE:\n").recurrence.rdates, IsEmpty()); }

TEST(IcalTimes, ARuleThatCannotBeUsedLeavesTheDate) {
  const auto harvest = read(calendar_of(event_of("UID:1\nDTSTART:20261105T190000\nRRULE:FREQ=SOMETIMES\n")));
  ASSERT_EQ(harvest.events.size(), 1U);
  EXPECT_THAT(harvest.events[0].event.recurrence.rrules, IsEmpty());
  ASSERT_TRUE(warned(harvest, "bad_rrule"));
  EXPECT_EQ(harvest.warnings[0].line, 6);
}

TEST(IcalTimes, RulesOfVCalendarAreTranslated) {
  EXPECT_THAT(read_event("DTSTART:20261105T190000\nRRULE:W1 TH #0\nEXDATE:20261112T190000;20261119T190000\n").recurrence.rrules,
              ElementsAre("FREQ=WEEKLY;INTERVAL=1;BYDAY=TH"));
  EXPECT_EQ(read_event("DTSTART:20261105T190000\nRRULE:W1 TH #0\nEXDATE:20261112T190000;20261119T190000\n").recurrence.exdates.size(), 2U);
}

// ------------------------------------------------------------ zones

std::string zone_of(std::string_view tzid, std::string_view definition, bool quoted = false) {
  const std::string quote = quoted ? "\"" : "";
  std::string block;
  if (!definition.empty()) block = "BEGIN:VTIMEZONE\nTZID:" + std::string(tzid) + "\n" + std::string(definition) + "END:VTIMEZONE\n";
  const auto harvest =
      read(calendar_of(event_of("UID:1\nDTSTART;TZID=" + quote + std::string(tzid) + quote + ":20261105T190000\n") + block));
  return harvest.events.empty() ? "none" : harvest.events[0].event.times.zone;
}

constexpr std::string_view kOutlookMadrid =
    "BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH="
    "10\nEND:STANDARD\n"
    "BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\nEND:"
    "DAYLIGHT\n";
constexpr std::string_view kFixed = "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nEND:STANDARD\n";

TEST(IcalZones, ADefinitionWithoutANameIsKnownByItsBehaviour) {
  EXPECT_EQ(zone_of("Zona horaria personalitzada", kOutlookMadrid), "Europe/Madrid");
  EXPECT_EQ(zone_of("0", kOutlookMadrid), "Europe/Madrid");
  EXPECT_EQ(zone_of("Mitteleuropäische Zeit ", kOutlookMadrid), "Europe/Madrid");
  EXPECT_EQ(zone_of("Casa", kFixed), "+05:30");
  EXPECT_EQ(zone_of("Londres",
                    "BEGIN:STANDARD\nDTSTART:19961027T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH="
                    "10\nEND:STANDARD\n"
                    "BEGIN:DAYLIGHT\nDTSTART:19810329T010000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH="
                    "3\nEND:DAYLIGHT\n"),
            "Europe/London");
}

TEST(IcalZones, ADefinitionLikeNoOtherTravelsWithTheEvent) {
  const std::string zone =
      zone_of("Casa",
              "BEGIN:STANDARD\nDTSTART:20000901T000000\nTZOFFSETFROM:+0215\nTZOFFSETTO:+0115\nRRULE:FREQ=YEARLY;BYMONTH=9;BYMONTHDAY="
              "1\nTZNAME:C|T\nEND:STANDARD\n"
              "BEGIN:DAYLIGHT\nDTSTART:20000501T000000\nTZOFFSETFROM:+0115\nTZOFFSETTO:+0215\nRDATE:20260501T000000\nEND:DAYLIGHT\n");
  EXPECT_THAT(zone, StartsWith("rules:"));
  const auto found = text::Zone::find(zone);
  ASSERT_TRUE(found);
  EXPECT_EQ(text::format_utc(found->to_instant(*text::parse_local("2026-11-05T19:00"))), "2026-11-05T17:45:00Z");
  EXPECT_EQ(text::format_utc(found->to_instant(*text::parse_local("2026-06-05T19:00"))), "2026-06-05T16:45:00Z");
}

TEST(IcalZones, ANameOfTheDatabaseCountsBeforeADefinitionThatContradictsIt) {
  EXPECT_EQ(zone_of("Europe/Madrid", kFixed), "Europe/Madrid");
  const auto harvest = read(calendar_of("BEGIN:VTIMEZONE\nTZID:Europe/Madrid\n" + std::string(kFixed) + "END:VTIMEZONE\n" +
                                        event_of("UID:1\nDTSTART;TZID=Europe/Madrid:20261105T190000\n")));
  EXPECT_TRUE(warned(harvest, "zone_contradiction"));
}

TEST(IcalZones, ADefinitionCutShortIsNoContradiction) {
  const auto harvest = read(
      calendar_of("BEGIN:VTIMEZONE\nTZID:Europe/Madrid\nBEGIN:STANDARD\nDTSTART:20261025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
                  "END:STANDARD\nEND:VTIMEZONE\n" +
                  event_of("UID:1\nDTSTART;TZID=Europe/Madrid:20261105T190000\n")));
  EXPECT_EQ(harvest.events.at(0).event.times.zone, "Europe/Madrid");
  EXPECT_FALSE(warned(harvest, "zone_contradiction"));
}

TEST(IcalZones, WindowsNamesAreTranslatedUnlessTheirDefinitionContradicts) {
  EXPECT_EQ(zone_of("Tokyo Standard Time", "", true), "Asia/Tokyo");
  EXPECT_EQ(zone_of("Romance Standard Time", ""), "Europe/Madrid");  // behaves as the city does
  EXPECT_EQ(zone_of("Romance Standard Time", kOutlookMadrid), "Europe/Madrid");
  EXPECT_EQ(zone_of("Romance Standard Time", kFixed), "+05:30");
}

TEST(IcalZones, ANameInTheDefinitionHelps) {
  EXPECT_EQ(zone_of("tz1", "X-LIC-LOCATION:America/Havana\n" + std::string(kFixed)), "America/Havana");
}

TEST(IcalZones, TrailingBlanksDoNotMatter) {
  EXPECT_EQ(zone_of("Europe/London ", ""), "Europe/London");
  const auto harvest = read(calendar_of("BEGIN:VTIMEZONE\nTZID:Casa  \n" + std::string(kFixed) + "END:VTIMEZONE\n" +
                                        event_of("UID:1\nDTSTART;TZID=Casa:20261105T190000\n")));
  EXPECT_EQ(harvest.events.at(0).event.times.zone, "+05:30");
}

TEST(IcalZones, AnUnknownZoneIsTheCitysWithAWord) {
  const auto harvest = read(calendar_of(event_of("UID:1\nDTSTART;TZID=Casa Nostra:20261105T190000\n") +
                                        event_of("UID:2\nDTSTART;TZID=Casa Nostra:20261106T190000\n")));
  EXPECT_EQ(harvest.events.at(0).event.times.zone, "Europe/Madrid");
  EXPECT_EQ(std::count_if(harvest.warnings.begin(), harvest.warnings.end(), [](const Warning& w) { return w.code == "unknown_zone"; }), 1);
}

TEST(IcalZones, TheServersZoneIsNotTheCitys) {
  const auto harvest = read(calendar_of("X-WR-TIMEZONE:UTC\n" + event_of("UID:1\nDTSTART:20261105T190000\n")));
  EXPECT_EQ(harvest.events.at(0).event.times.zone, "Europe/Madrid");
}

}  // namespace
}  // namespace resso::connectors::calendar
