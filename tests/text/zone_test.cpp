#include "text/zone.hpp"
#include "text/timestamp.hpp"
#include "text/zone_rules.hpp"

#include <gtest/gtest.h>

namespace resso::text {
namespace {

LocalTime local(std::string_view text) { return *parse_local(text); }
std::string utc(const std::optional<Zone>& zone, std::string_view text) { return format_utc(zone->to_instant(local(text))); }

constexpr std::string_view kMadridRules =
    "rules:STD,+0200,+0100,19701025T030000,CET,FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU|"
    "DST,+0100,+0200,19700329T020000,CEST,FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU";

TEST(Zone, MadridWinterAndSummer) {
  const auto madrid = Zone::find("Europe/Madrid");
  ASSERT_TRUE(madrid);
  EXPECT_EQ(utc(madrid, "2026-11-23T18:30"), "2026-11-23T17:30:00Z");
  EXPECT_EQ(utc(madrid, "2026-07-23T18:30"), "2026-07-23T16:30:00Z");
  EXPECT_EQ(madrid->abbreviation_at(*parse_rfc3339("2026-07-01T00:00:00Z")), "CEST");
  EXPECT_TRUE(madrid->daylight_at(*parse_rfc3339("2026-07-01T00:00:00Z")));
}

TEST(Zone, AGapIsReadWithTheOffsetBeforeIt) {
  EXPECT_EQ(utc(Zone::find("Europe/Madrid"), "2027-03-28T02:30"), "2027-03-28T01:30:00Z");
  EXPECT_EQ(utc(Zone::find(kMadridRules), "2027-03-28T02:30"), "2027-03-28T01:30:00Z");
}

TEST(Zone, OfAnOverlapTheFirstIsMeant) {
  EXPECT_EQ(utc(Zone::find("Europe/Madrid"), "2026-10-25T02:30"), "2026-10-25T00:30:00Z");
  EXPECT_EQ(utc(Zone::find(kMadridRules), "2026-10-25T02:30"), "2026-10-25T00:30:00Z");
  EXPECT_EQ(utc(Zone::find("Europe/Madrid"), "2026-10-25T03:00"), "2026-10-25T02:00:00Z");
}

TEST(Zone, LordHoweMovesByHalfAnHour) {
  const auto zone = Zone::find("Australia/Lord_Howe");
  EXPECT_EQ(utc(zone, "2026-10-04T02:15"), "2026-10-03T15:45:00Z");  // in the gap 02:00-02:30, read as +10:30
  EXPECT_EQ(utc(zone, "2027-04-04T01:45"), "2027-04-03T14:45:00Z");  // in the overlap 01:30-02:00, the first is +11
  const auto change = zone->next_transition(*parse_rfc3339("2026-09-01T00:00:00Z"));
  ASSERT_TRUE(change);
  EXPECT_EQ(change->offset_after - change->offset_before, Seconds{1800});
}

TEST(Zone, RulesHoldAfter2037) { EXPECT_EQ(utc(Zone::find("Europe/Madrid"), "2060-07-01T12:00"), "2060-07-01T10:00:00Z"); }

TEST(Zone, TransitionsAreThoseOfTheClockOnly) {
  const auto madrid = Zone::find("Europe/Madrid");
  const auto change = madrid->next_transition(*parse_rfc3339("2026-03-29T01:00:00Z"));  // itself a change: strictly after
  ASSERT_TRUE(change);
  EXPECT_EQ(format_utc(change->at), "2026-10-25T01:00:00Z");
  EXPECT_EQ(change->offset_before, Seconds{7200});
  EXPECT_EQ(change->offset_after, Seconds{3600});
  EXPECT_EQ(change->abbreviation, "CET");
  EXPECT_FALSE(change->daylight);
  EXPECT_FALSE(Zone::utc().next_transition(change->at));
}

TEST(Zone, FixedOffsets) {
  EXPECT_EQ(Zone::find("+02:00")->name(), "+02:00");
  EXPECT_EQ(Zone::find("-0330")->offset_at(Instant{}), Seconds{-12600});
  EXPECT_EQ(Zone::find("UTC+2")->name(), "+02:00");
  EXPECT_EQ(Zone::fixed(Seconds{5400}).name(), "+01:30");
  EXPECT_EQ(Zone::fixed(Seconds{0}).name(), "UTC");
}

TEST(Zone, NamesThatAreNoZones) {
  for (const std::string_view name : {"", "+", "+25:00", "Europe", "Foo/Bar", "../../etc/passwd", "/etc/passwd", "right/Europe/Madrid",
                                      "localtime", "zone.tab", "Europe/Madrid\n", "rules:", "rules:STD,+0100"}) {
    EXPECT_FALSE(Zone::find(name)) << name;
  }
}

TEST(Zone, TimesFarAwayDoNotOverflow) {
  const auto madrid = Zone::find("Europe/Madrid");
  EXPECT_LT(madrid->to_instant(LocalTime::min()), madrid->to_instant(LocalTime::max()));
  EXPECT_LT(Zone::find(kMadridRules)->to_instant(LocalTime::min()), Zone::find(kMadridRules)->to_instant(LocalTime::max()));
}

TEST(ZoneRules, TextFormIsReadBackTheSame) {
  const std::vector<Observance> observances{
      {false, Seconds{7200}, Seconds{3600}, local("1996-10-27T03:00"), "CET", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"},
      {true, Seconds{3600}, Seconds{7200}, local("1981-03-29T02:00"), "CEST", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"}};
  const std::string form = ZoneRules::text_form(observances);
  const auto zone = Zone::find(form);
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->name(), form);
  EXPECT_EQ(zone->abbreviation_at(*parse_rfc3339("2026-07-01T00:00:00Z")), "CEST");
  EXPECT_EQ(format_utc(zone->next_transition(*parse_rfc3339("2026-07-01T00:00:00Z"))->at), "2026-10-25T01:00:00Z");
}

TEST(ZoneRules, UntilOfAnObservanceIsUtc) {
  // Summer time until 2006 only: the onset of 2006-03-26 is at 01:00Z, which UNTIL still takes.
  const auto zone = Zone::find(
      "rules:STD,+0200,+0100,19961027T030000,,FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU|"
      "DST,+0100,+0200,19810329T020000,,FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20060326T010000Z");
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->offset_at(*parse_rfc3339("2006-07-01T00:00:00Z")), Seconds{7200});
  EXPECT_EQ(zone->offset_at(*parse_rfc3339("2007-07-01T00:00:00Z")), Seconds{3600});
}

TEST(ZoneRules, BeforeItsFirstChangeTheClockIsTheOneItChangesFrom) {
  const auto zone = Zone::find("rules:DST,+0100,+0200,20260329T020000,CEST,|STD,+0200,+0100,20261025T030000,CET,");
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->offset_at(*parse_rfc3339("2026-01-01T00:00:00Z")), Seconds{3600});
  EXPECT_EQ(zone->abbreviation_at(*parse_rfc3339("2026-01-01T00:00:00Z")), "CET");
  EXPECT_FALSE(zone->next_transition(*parse_rfc3339("2026-10-25T01:00:00Z")));
}

TEST(ZoneRules, DefinitionsThatAreNone) {
  EXPECT_FALSE(ZoneRules::make({}));
  EXPECT_FALSE(ZoneRules::make(std::vector<Observance>(101)));
  EXPECT_FALSE(ZoneRules::make({{false, Seconds{0}, Seconds{90000}, {}, "", ""}}));
  EXPECT_FALSE(ZoneRules::parse("rules:" + std::string(20000, 'x')));
}

TEST(ZoneRules, ABombOfARuleCostsNothing) {
  const auto zone = Zone::find("rules:STD,+0200,+0100,19700101T000000,CET,FREQ=SECONDLY");
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->offset_at(*parse_rfc3339("2026-01-01T00:00:00Z")), Seconds{3600});
}

TEST(WindowsZones, ByTerritoryAndByDefault) {
  EXPECT_EQ(windows_zone_to_iana("Romance Standard Time", "ES"), "Europe/Madrid");
  EXPECT_EQ(windows_zone_to_iana("Romance Standard Time", ""), "Europe/Paris");
  EXPECT_EQ(windows_zone_to_iana("Romance Standard Time", "001"), "Europe/Paris");
  EXPECT_EQ(windows_zone_to_iana("W. Europe Standard Time", "ZZ"), "Europe/Berlin");
  EXPECT_EQ(windows_zone_to_iana("Hora de Terrassa", ""), "");
  EXPECT_EQ(windows_zone_to_iana("", ""), "");
}

}  // namespace
}  // namespace resso::text
