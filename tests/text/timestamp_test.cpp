#include "text/timestamp.hpp"

#include <gtest/gtest.h>

namespace resso::text {
namespace {

std::string feed_date(std::string_view text) {
  const auto at = parse_feed_date(text);
  return at ? format_utc(*at) : "not a date";
}

struct DateCase {
  std::string_view name, text, utc;
};
void PrintTo(const DateCase& c, std::ostream* out) { *out << c.text; }

class FeedDate : public testing::TestWithParam<DateCase> {};

TEST_P(FeedDate, IsRead) { EXPECT_EQ(feed_date(GetParam().text), GetParam().utc) << GetParam().text; }

INSTANTIATE_TEST_SUITE_P(Dialects, FeedDate,
                         testing::Values(DateCase{"Rfc1123", "Mon, 23 Nov 2026 18:30:00 GMT", "2026-11-23T18:30:00Z"},
                                         DateCase{"NumericZone", "Mon, 23 Nov 2026 18:30:00 +0100", "2026-11-23T17:30:00Z"},
                                         DateCase{"NamedSummerZone", "Fri, 24 Jul 2026 18:30 CEST", "2026-07-24T16:30:00Z"},
                                         DateCase{"UsZone", "Mon, 23 Nov 2026 18:30:00 EST", "2026-11-23T23:30:00Z"},
                                         DateCase{"MilitaryZone", "Mon, 23 Nov 2026 18:30:00 A", "2026-11-23T19:30:00Z"},
                                         DateCase{"WrongWeekday", "Tue, 23 Nov 2026 18:30:00 GMT", "2026-11-23T18:30:00Z"},
                                         DateCase{"UnknownWeekday", "Zzz, 23 Nov 2026 18:30:00 GMT", "2026-11-23T18:30:00Z"},
                                         DateCase{"NoWeekday", "23 Nov 2026 18:30:00 GMT", "2026-11-23T18:30:00Z"},
                                         DateCase{"TwoDigitYear", "Mon, 23 Nov 26 18:30:00 GMT", "2026-11-23T18:30:00Z"},
                                         DateCase{"LastCenturyYear", "Mon, 23 Nov 98 18:30:00 GMT", "1998-11-23T18:30:00Z"},
                                         DateCase{"DateOnly", "Mon, 23 Nov 2026", "2026-11-23T00:00:00Z"},
                                         DateCase{"OneDigitDay", "Thu,  5 Nov 2026 8:05:09 GMT", "2026-11-05T08:05:09Z"},
                                         DateCase{"Rfc850", "Monday, 23-Nov-26 18:30:00 GMT", "2026-11-23T18:30:00Z"},
                                         DateCase{"Asctime", "Mon Nov 23 18:30:00 2026", "2026-11-23T18:30:00Z"},
                                         DateCase{"AsctimeOneDigit", "Mon Nov  2 18:30:00 2026", "2026-11-02T18:30:00Z"},
                                         DateCase{"UnixDate", "Mon Nov 23 18:30:00 CET 2026", "2026-11-23T17:30:00Z"},
                                         DateCase{"RubyDate", "Mon Nov 23 18:30:00 +0100 2026", "2026-11-23T17:30:00Z"},
                                         DateCase{"JavaScript", "Mon Nov 23 2026 18:30:00 GMT+0100 (Central European Standard Time)",
                                                  "2026-11-23T17:30:00Z"},
                                         DateCase{"MonthFirst", "November 23, 2026 18:30", "2026-11-23T18:30:00Z"},
                                         DateCase{"HalfDays", "Nov 23, 2026 6:30 PM", "2026-11-23T18:30:00Z"},
                                         DateCase{"Noon", "Nov 23, 2026 12:05 p.m.", "2026-11-23T12:05:00Z"},
                                         DateCase{"Midnight", "Nov 23, 2026 12:05 am", "2026-11-23T00:05:00Z"},
                                         DateCase{"DotNet", "11/23/2026 6:30:00 PM", "2026-11-23T18:30:00Z"},
                                         DateCase{"Ordinal", "23rd November 2026 at 18:30", "2026-11-23T18:30:00Z"},
                                         DateCase{"Apache", "23/Nov/2026:18:30:00 +0100", "2026-11-23T17:30:00Z"}));

INSTANTIATE_TEST_SUITE_P(
    Iso8601, FeedDate,
    testing::Values(DateCase{"Utc", "2026-11-23T18:30:00Z", "2026-11-23T18:30:00Z"},
                    DateCase{"Offset", "2026-11-23T18:30:00+01:00", "2026-11-23T17:30:00Z"},
                    DateCase{"Fraction", "2026-11-23T18:30:00.123456-08:00", "2026-11-24T02:30:00Z"},
                    DateCase{"NoSeconds", "2026-11-23T18:30+01:00", "2026-11-23T17:30:00Z"},
                    DateCase{"OffsetWithoutColon", "2026-11-23T18:30:00+0100", "2026-11-23T17:30:00Z"},
                    DateCase{"OffsetOfHours", "2026-11-23T18:30:00+01", "2026-11-23T17:30:00Z"},
                    DateCase{"SpaceForT", "2026-11-23 18:30:00", "2026-11-23T18:30:00Z"},
                    DateCase{"SpaceAndZone", "2026-11-23 18:30:00 CET", "2026-11-23T17:30:00Z"},
                    DateCase{"SpaceAndOffset", "2026-11-23 18:30:00 +0100", "2026-11-23T17:30:00Z"},
                    DateCase{"Day", "2026-11-23", "2026-11-23T00:00:00Z"}, DateCase{"Month", "2026-11", "2026-11-01T00:00:00Z"},
                    DateCase{"Year", "2026", "2026-01-01T00:00:00Z"}, DateCase{"Basic", "20261123T183000Z", "2026-11-23T18:30:00Z"},
                    DateCase{"BasicDay", "20261123", "2026-11-23T00:00:00Z"},
                    DateCase{"BasicMinutes", "202611231830", "2026-11-23T18:30:00Z"},
                    DateCase{"OrdinalDay", "2026-327", "2026-11-23T00:00:00Z"}, DateCase{"BasicOrdinal", "2026327", "2026-11-23T00:00:00Z"},
                    DateCase{"Week", "2026-W48-1", "2026-11-23T00:00:00Z"}, DateCase{"BasicWeek", "2026W481", "2026-11-23T00:00:00Z"},
                    DateCase{"TwoDigitYear", "26-11-23", "2026-11-23T00:00:00Z"},
                    DateCase{"BasicTwoDigit", "261123", "2026-11-23T00:00:00Z"},
                    DateCase{"Slashes", "2026/11/23 18:30", "2026-11-23T18:30:00Z"},
                    DateCase{"JavaZone", "2026-11-23T18:30:00+01:00[Europe/Madrid]", "2026-11-23T17:30:00Z"},
                    DateCase{"MsSql", "2026-11-23 18:30:00.0", "2026-11-23T18:30:00Z"},
                    DateCase{"EndOfDay", "2026-11-23T24:00:00Z", "2026-11-24T00:00:00Z"},
                    DateCase{"LeapSecond", "2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"},
                    DateCase{"UnixSeconds", "1795460400", "2026-11-23T19:00:00Z"},
                    DateCase{"Surrounded", "\n  2026-11-23T18:30:00Z \t", "2026-11-23T18:30:00Z"}));

INSTANTIATE_TEST_SUITE_P(Languages, FeedDate,
                         testing::Values(DateCase{"Catalan", "dilluns, 23 de novembre de 2026 a les 18:30 h", "2026-11-23T18:30:00Z"},
                                         DateCase{"CatalanElision", "dissabte 11 d'abril de 2026", "2026-04-11T00:00:00Z"},
                                         DateCase{"CatalanMarch", "Dg, 15 Març 2026 10:00:00 +0100", "2026-03-15T09:00:00Z"},
                                         DateCase{"CatalanNumeric", "23/11/2026 18:30", "2026-11-23T18:30:00Z"},
                                         DateCase{"CatalanHour", "23-11-2026 18h30", "2026-11-23T18:30:00Z"},
                                         DateCase{"Spanish", "Lun, 23 Nov 2026 18:30:00 +0100", "2026-11-23T17:30:00Z"},
                                         DateCase{"SpanishTuesday", "mar, 24 nov 2026 18:30:00 +0100", "2026-11-24T17:30:00Z"},
                                         DateCase{"SpanishMarch", "24 mar 2026 18:30:00 +0100", "2026-03-24T17:30:00Z"},
                                         DateCase{"SpanishLong", "miércoles, 25 de noviembre de 2026 - 18:30", "2026-11-25T18:30:00Z"},
                                         DateCase{"French", "jeu, 06 août 2026 18:30:00 +0200", "2026-08-06T16:30:00Z"},
                                         DateCase{"German", "Mo, 2. März 2026 18:30 Uhr", "2026-03-02T18:30:00Z"},
                                         DateCase{"GermanNumeric", "23.11.2026 18:30", "2026-11-23T18:30:00Z"},
                                         DateCase{"Italian", "lun, 23 nov 2026 18.30", "2026-11-23T18:30:00Z"},
                                         DateCase{"Portuguese", "seg, 23 fev 2026 18:30:00 -0300", "2026-02-23T21:30:00Z"},
                                         DateCase{"Greek", "Δευ, 23 Νοέ 2026 18:30:00 +0200", "2026-11-23T16:30:00Z"},
                                         DateCase{"Russian", "Пн, 23 ноя 2026 18:30:00 +0300", "2026-11-23T15:30:00Z"},
                                         DateCase{"Hungarian", "2026-november-23T9:15+01:00", "2026-11-23T08:15:00Z"},
                                         DateCase{"Korean", "2026년 11월 23일  오후 06:30:15", "2026-11-23T09:30:15Z"}));

INSTANTIATE_TEST_SUITE_P(NoDates, FeedDate,
                         testing::Values(DateCase{"Empty", "", "not a date"}, DateCase{"Words", "aviat", "not a date"},
                                         DateCase{"MonthThirteen", "2026-13-01", "not a date"},
                                         DateCase{"ThirtyOfFebruary", "Mon, 30 Feb 2026 10:00:00 GMT", "not a date"},
                                         DateCase{"HourTwentyFive", "2026-11-23T25:00:00Z", "not a date"},
                                         DateCase{"TwoMonths", "23 Nov Dec 2026", "not a date"},
                                         DateCase{"Sentence", "Reunió el 23 de novembre de 2026", "not a date"},
                                         DateCase{"OnlyTime", "18:30", "not a date"},
                                         DateCase{"Digits", "99999999999999999999", "not a date"}));

TEST(FeedDateLimits, LongTextIsNoDate) { EXPECT_EQ(parse_feed_date(std::string(1 << 20, '1')), std::nullopt); }

TEST(HttpDate, AllThreeFormsMeanTheSame) {
  const auto at = parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
  ASSERT_TRUE(at);
  EXPECT_EQ(at->time_since_epoch().count(), 784111777);
  EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT"), at);
  EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994"), at);
  EXPECT_EQ(format_http_date(*at), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(HttpDate, OtherShapesAreRefused) {
  EXPECT_FALSE(parse_http_date("1994-11-06T08:49:37Z"));
  EXPECT_FALSE(parse_http_date("Sun, 06 Nov 1994 08:49:37 +0100"));
  EXPECT_FALSE(parse_http_date("Sun, 31 Feb 1994 08:49:37 GMT"));
  EXPECT_FALSE(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT and more"));
  EXPECT_FALSE(parse_http_date(""));
}

TEST(Rfc3339, FractionIsDroppedAndOffsetApplied) {
  EXPECT_EQ(format_utc(*parse_rfc3339("2026-11-23T18:30:00.999Z")), "2026-11-23T18:30:00Z");
  EXPECT_EQ(format_utc(*parse_rfc3339("2026-11-23T18:30:00-05:30")), "2026-11-24T00:00:00Z");
  EXPECT_FALSE(parse_rfc3339("2026-11-23T18:30:00"));
  EXPECT_FALSE(parse_rfc3339("2026-11-23T18:30Z"));
  EXPECT_FALSE(parse_rfc3339("2026-11-23"));
  EXPECT_FALSE(parse_rfc3339("2026-11-23T18:30:00.Z"));
}

TEST(CalendarForms, ReadAndWritten) {
  EXPECT_EQ(format_date(*parse_date("2028-02-29")), "2028-02-29");
  EXPECT_FALSE(parse_date("2026-02-29"));
  EXPECT_FALSE(parse_date("2026-2-9"));
  EXPECT_FALSE(parse_date("2026-11-23T18:30"));
  EXPECT_EQ(format_local(*parse_local("2026-11-23T18:30")), "2026-11-23T18:30:00");
  EXPECT_EQ(format_local(*parse_local("2026-11-23T18:30:05")), "2026-11-23T18:30:05");
  EXPECT_FALSE(parse_local("2026-11-23T18:30Z"));
  EXPECT_EQ(format_utc(Instant{Seconds{-1}}), "1969-12-31T23:59:59Z");
}

TEST(Duration, OfIcalendarAndIso) {
  EXPECT_EQ(parse_duration("PT30M"), Seconds{1800});
  EXPECT_EQ(parse_duration("P1DT2H"), Seconds{93600});
  EXPECT_EQ(parse_duration("P1W"), Seconds{604800});
  EXPECT_EQ(parse_duration("-PT5M"), Seconds{-300});
  EXPECT_EQ(parse_duration("+P15DT5H0M20S"), Seconds{15 * 86400 + 5 * 3600 + 20});
  EXPECT_EQ(parse_duration("P1DT"), Seconds{86400});
  for (const auto* bad : {"", "P", "PT", "30M", "PT30", "P1Y", "P1M", "PT1D", "PT5M1H", "PT99999999999S", "1"})
    EXPECT_FALSE(parse_duration(bad)) << bad;
}

}  // namespace
}  // namespace resso::text
