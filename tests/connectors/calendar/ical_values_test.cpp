#include "connectors/calendar/ical_values.hpp"
#include "connectors/calendar/vcal_rule.hpp"
#include "connectors/calendar/zone_names.hpp"
#include "text/timestamp.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resso::connectors::calendar {
namespace {

using testing::ElementsAre;

std::string shown(std::string_view value) {
  const auto time = parse_time(value);
  if (!time) return "none";
  std::string text = text::format_local(time->local);
  if (time->date) text = text.substr(0, 10);
  if (time->utc) text += "Z";
  if (time->offset) text += text::Zone::fixed(*time->offset).name();
  return text;
}

TEST(IcalValues, TimesAsCalendarsWriteThem) {
  EXPECT_EQ(shown("20261105"), "2026-11-05");
  EXPECT_EQ(shown("20261105T190000"), "2026-11-05T19:00:00");
  EXPECT_EQ(shown(" 20261105T190000Z "), "2026-11-05T19:00:00Z");
  EXPECT_EQ(shown("20261105T1900"), "2026-11-05T19:00:00");
  EXPECT_EQ(shown("20261105T240000"), "2026-11-06T00:00:00");
  EXPECT_EQ(shown("20261105T235960"), "2026-11-05T23:59:59");
  EXPECT_EQ(shown("2026-11-05T19:00:00.000+02:00"), "2026-11-05T19:00:00+02:00");
  EXPECT_EQ(shown("2026-11-05 19:00"), "2026-11-05T19:00:00");
}

TEST(IcalValues, WhatIsNoTime) {
  for (const std::string_view value :
       {"", "T", "2026", "20261305", "20260230", "20261105T2500", "20261105T1960", "tomorrow", "20261105T190000X"})
    EXPECT_EQ(shown(value), "none") << value;
}

TEST(IcalValues, TextUnescaped) {
  EXPECT_EQ(unescape_text(R"(a\, b\; c\\ d\ne\Nf\")"), "a, b; c\\ d\ne\nf\"");
  EXPECT_EQ(unescape_text("end\\"), "end");
  EXPECT_THAT(text_list(R"(Música, Barri\, plaça,,  Sant  Joan )"), ElementsAre("Música", "Barri, plaça", "Sant Joan"));
}

TEST(IcalValues, Offsets) {
  EXPECT_EQ(parse_offset("+0100"), Seconds{3600});
  EXPECT_EQ(parse_offset("-033045"), Seconds{-12645});
  EXPECT_EQ(parse_offset("+01:00"), Seconds{3600});
  EXPECT_EQ(parse_offset("0100"), Seconds{3600});
  EXPECT_FALSE(parse_offset("abc"));
  EXPECT_FALSE(parse_offset("+9900"));
}

TEST(IcalValues, DurationsKnowDaysFromHours) {
  EXPECT_EQ(parse_ical_duration("P1W")->days.count(), 7);
  const auto both = parse_ical_duration("P1DT2H30M");
  EXPECT_EQ(both->days.count(), 1);
  EXPECT_EQ(both->time, Seconds{9000});
  EXPECT_EQ(parse_ical_duration("PT24H")->days.count(), 0);
  EXPECT_FALSE(parse_ical_duration("-PT1H"));
  EXPECT_FALSE(parse_ical_duration("1h"));
}

TEST(VcalRule, AsRfc5545WritesThem) {
  EXPECT_EQ(rule_of_vcalendar("D1 #10"), "FREQ=DAILY;INTERVAL=1;COUNT=10");
  EXPECT_EQ(rule_of_vcalendar("W2 TU TH 20261231T000000"), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20261231T000000");
  EXPECT_EQ(rule_of_vcalendar("MP1 1+ 2- FR #0"), "FREQ=MONTHLY;INTERVAL=1;BYDAY=1FR,-2FR");
  EXPECT_EQ(rule_of_vcalendar("MP1 1+ SU 2+ MO #0"), "FREQ=MONTHLY;INTERVAL=1;BYDAY=1SU,2MO");
  EXPECT_EQ(rule_of_vcalendar("MD1 1 15 1- #0"), "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1,15,-1");
  EXPECT_EQ(rule_of_vcalendar("YM1 6 7 #0"), "FREQ=YEARLY;INTERVAL=1;BYMONTH=6,7");
  EXPECT_EQ(rule_of_vcalendar("D1"), "FREQ=DAILY;INTERVAL=1;COUNT=2");
  EXPECT_FALSE(rule_of_vcalendar("FREQ=DAILY"));
  EXPECT_FALSE(rule_of_vcalendar("Dx"));
  EXPECT_FALSE(rule_of_vcalendar(""));
}

std::string zone(std::string_view name) {
  const auto found = zone_named(name);
  return found ? found->zone.name() : "none";
}

TEST(ZoneNames, OfTheDatabaseHoweverWrapped) {
  EXPECT_EQ(zone("Europe/Madrid"), "Europe/Madrid");
  EXPECT_EQ(zone(" \"Europe/Madrid\" "), "Europe/Madrid");
  EXPECT_EQ(zone("/freeassociation.sourceforge.net/Tzfile/Europe/Madrid"), "Europe/Madrid");
  EXPECT_EQ(zone("/mozilla.org/20070129_1/America/Argentina/Buenos_Aires"), "America/Argentina/Buenos_Aires");
  EXPECT_EQ(zone("europe/madrid"), "Europe/Madrid");
  EXPECT_EQ(zone("America/Los Angeles"), "America/Los_Angeles");
  EXPECT_EQ(zone_named("/Europe/Stockholm")->certainty, NamedZone::Certainty::name);
}

TEST(ZoneNames, OfWindowsAndItsPrograms) {
  EXPECT_EQ(zone("W. Europe Standard Time"), "Europe/Berlin");
  EXPECT_EQ(zone("(UTC+01:00) Brussels, Copenhagen, Madrid, Paris"), "Europe/Brussels");
  EXPECT_EQ(zone("(GMT-03:00) Brasília"), "-03:00");
  EXPECT_EQ(zone("tzone://Microsoft/Utc"), "UTC");
  EXPECT_EQ(zone("UTC+2"), "+02:00");
}

TEST(ZoneNames, AbbreviationsAreGuesses) {
  EXPECT_EQ(zone("CEST"), "CET");
  EXPECT_EQ(zone_named("CET")->certainty, NamedZone::Certainty::guess);
  EXPECT_EQ(zone("GMT"), "UTC");
}

TEST(ZoneNames, WhatSaysNothing) {
  EXPECT_EQ(zone("Hora de casa"), "none");
  EXPECT_EQ(zone(""), "none");
  EXPECT_EQ(zone("../../etc/passwd"), "none");
  EXPECT_EQ(zone(std::string(1000, '/')), "none");
}

}  // namespace
}  // namespace resso::connectors::calendar
