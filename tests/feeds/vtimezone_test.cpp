#include "feeds/vtimezone_write.hpp"

#include "text/zone_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace resso::feeds {
namespace {

using testing::HasSubstr;
using testing::Not;

Instant instant(int year, unsigned month, unsigned day) {
  return Instant{std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}}};
}

std::string vtimezone(std::string_view name, const Window& window) {
  IcalWriter out;
  write_vtimezone(out, name, *text::Zone::find(name), window);
  return out.take();
}

std::string without_carriage_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

/// What a reader makes of the component: the text form of ZoneRules, which has the same fields.
std::string text_form(const std::string& component) {
  std::istringstream lines(without_carriage_returns(component));
  std::string form, line, kind, from, to, start, name, rule;
  while (std::getline(lines, line)) {
    const auto value = line.substr(line.find(':') + 1);
    if (line == "BEGIN:STANDARD" || line == "BEGIN:DAYLIGHT") {
      kind = line == "BEGIN:DAYLIGHT" ? "DST" : "STD";
      rule.clear();
    }
    if (line.starts_with("DTSTART:")) start = value;
    if (line.starts_with("TZOFFSETFROM:")) from = value;
    if (line.starts_with("TZOFFSETTO:")) to = value;
    if (line.starts_with("TZNAME:")) name = value;
    if (line.starts_with("RRULE:")) rule = value;
    if (line == "END:STANDARD" || line == "END:DAYLIGHT") {
      form += (form.empty() ? "rules:" : "|") + kind + "," + from + "," + to + "," + start + "," + name + "," + rule;
    }
  }
  return form;
}

class EveryZone : public testing::TestWithParam<const char*> {};

TEST_P(EveryZone, ShowsTheSameHourAsTheZoneThroughoutTheWindow) {
  const Window window{instant(2026, 2, 10), instant(2028, 4, 16)};
  const auto zone = *text::Zone::find(GetParam());
  const auto read = text::ZoneRules::parse(text_form(vtimezone(GetParam(), window)));
  ASSERT_TRUE(read) << describe(read.error());
  for (auto at = window.from; at < window.to; at += std::chrono::hours{1}) {
    ASSERT_EQ(read->at(at).offset, zone.offset_at(at)) << GetParam() << " " << at.time_since_epoch().count();
    ASSERT_EQ(read->at(at).daylight, zone.daylight_at(at)) << GetParam() << " " << at.time_since_epoch().count();
  }
}

INSTANTIATE_TEST_SUITE_P(Zones, EveryZone,
                         testing::Values("Europe/Madrid", "Europe/London", "Europe/Istanbul", "America/New_York", "America/Sao_Paulo",
                                         "America/Argentina/Buenos_Aires", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata",
                                         "Asia/Jerusalem", "Pacific/Auckland", "Atlantic/Canary"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '/', '_');
                           return name;
                         });

TEST(Vtimezone, MadridIsTwoRulesWhateverTheDay) {
  const auto now = vtimezone("Europe/Madrid", {instant(2026, 2, 10), instant(2027, 4, 16)});
  EXPECT_EQ(without_carriage_returns(now),
            "BEGIN:VTIMEZONE\nTZID:Europe/Madrid\n"
            "BEGIN:DAYLIGHT\nDTSTART:19960331T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST\n"
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\n"
            "BEGIN:STANDARD\nDTSTART:19961027T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nTZNAME:CET\n"
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\n"
            "END:VTIMEZONE\n");
  EXPECT_EQ(now, vtimezone("Europe/Madrid", {instant(2031, 7, 1), instant(2032, 9, 1)}));
}

TEST(Vtimezone, TheSecondSundayIsCountedFromTheFirst) {
  const auto text = vtimezone("America/New_York", {instant(2026, 2, 10), instant(2027, 4, 16)});
  EXPECT_THAT(text, HasSubstr("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"));
  EXPECT_THAT(text, HasSubstr("RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"));
}

TEST(Vtimezone, AnEventOfBeforeTheRulesFindsItsChangesOneByOne) {
  const Window window{instant(1993, 6, 1), instant(1999, 1, 1)};
  const auto zone = *text::Zone::find("Europe/Madrid");
  const auto read = text::ZoneRules::parse(text_form(vtimezone("Europe/Madrid", window)));
  ASSERT_TRUE(read);
  for (auto at = window.from; at < window.to; at += std::chrono::hours{1}) ASSERT_EQ(read->at(at).offset, zone.offset_at(at));
}

TEST(Vtimezone, AZoneWithoutChangesIsOneObservance) {
  const auto text = vtimezone("Asia/Kolkata", {instant(2026, 2, 10), instant(2027, 4, 16)});
  EXPECT_THAT(text, Not(HasSubstr("RRULE")));
  EXPECT_EQ(text.find("BEGIN:STANDARD"), text.rfind("BEGIN:STANDARD"));
}

TEST(Vtimezone, AWindowOfManyCenturiesIsBounded) {
  const auto text = vtimezone("Africa/Casablanca", {instant(-4000, 1, 1), instant(20000, 1, 1)});
  EXPECT_LT(text.size(), 200'000u);
  EXPECT_THAT(text, HasSubstr("END:VTIMEZONE"));
}

}  // namespace
}  // namespace resso::feeds
