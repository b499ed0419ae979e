#include "feeds/dates.hpp"
#include "text/unicode.hpp"

#include <gtest/gtest.h>

namespace resso::feeds {
namespace {

using namespace std::chrono_literals;
using std::chrono::year;

constexpr LocalDate day(int y, unsigned m, unsigned d) { return LocalDate{year{y} / std::chrono::month{m} / std::chrono::day{d}}; }
constexpr LocalDate kToday = day(2026, 3, 12);
LocalTime at(int h, int m = 0) { return LocalTime{kToday} + std::chrono::hours{h} + std::chrono::minutes{m}; }

struct Three {
  std::string ca, es, en;
  bool operator==(const Three&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Three& words) { return out << words.ca << " | " << words.es << " | " << words.en; }

template <class Write>
Three in_all(Write write) {
  return {write("ca"), write("es"), write("en")};
}

TEST(Dates, LongDateAsInTheTableOfTheMockUps) {
  const auto date = [](LocalDate d) { return in_all([&](auto language) { return long_date(language, d); }); };
  EXPECT_EQ(date(day(2026, 3, 14)), (Three{"dissabte 14 de març", "sábado 14 de marzo", "Saturday 14 March"}));
  EXPECT_EQ(date(day(2026, 4, 6)), (Three{"dilluns 6 d’abril", "lunes 6 de abril", "Monday 6 April"}));
  EXPECT_EQ(date(day(2026, 8, 3)).ca, "dilluns 3 d’agost");
  EXPECT_EQ(date(day(2026, 10, 1)).ca, "dijous 1 d’octubre");
}

TEST(Dates, TheYearIsToldOnlyWhereItCouldBeTakenForAnother) {
  EXPECT_EQ(long_date("ca", day(2026, 12, 31), kToday), "dijous 31 de desembre");
  EXPECT_EQ(long_date("ca", day(2027, 1, 1), kToday), "divendres 1 de gener de 2027");
  EXPECT_EQ(long_date("en", day(2027, 4, 3), kToday), "Saturday 3 April 2027");
  EXPECT_EQ(long_date("es", day(2027, 1, 2), day(2026, 12, 30)), "sábado 2 de enero");
  EXPECT_EQ(numeric_date("ca", day(2027, 3, 29), kToday), "29/3/2027");
  EXPECT_EQ(numeric_date("en", day(2027, 3, 29), kToday), "29 Mar 2027");
}

TEST(Dates, ShortDateIsAWeekdayInTheWeeksAroundAndANumberFartherOff) {
  const auto date = [](LocalDate d) { return in_all([&](auto language) { return short_date(language, d, kToday); }); };
  EXPECT_EQ(date(day(2026, 3, 14)), (Three{"ds. 14", "sáb. 14", "Sat 14"}));
  EXPECT_EQ(date(day(2026, 3, 10)).ca, "dt. 10");
  EXPECT_EQ(date(day(2026, 4, 29)), (Three{"29/4", "29/4", "29 Apr"}));
  EXPECT_EQ(in_all([](auto language) { return numeric_date(language, day(2026, 3, 29)); }), (Three{"29/3", "29/3", "29 Mar"}));
  EXPECT_EQ(day_of_line("ca", kToday, kToday), "avui");
  EXPECT_EQ(day_of_line("ca", day(2026, 3, 13), kToday), "dv. 13");
}

TEST(Dates, HoursAsInTheTableOfTheMockUps) {
  const auto clock = [](LocalTime t) { return in_all([&](auto language) { return hour(language, t); }); };
  EXPECT_EQ(clock(at(18)), (Three{"18\u00a0h", "18\u00a0h", "6\u00a0pm"}));
  EXPECT_EQ(clock(at(17, 30)), (Three{"17.30\u00a0h", "17.30\u00a0h", "5.30\u00a0pm"}));
  EXPECT_EQ(clock(at(9, 5)), (Three{"9.05\u00a0h", "9.05\u00a0h", "9.05\u00a0am"}));
  EXPECT_EQ(clock(at(0)), (Three{"0\u00a0h", "0\u00a0h", "midnight"}));
  EXPECT_EQ(clock(at(0, 30)).en, "12.30\u00a0am");
  EXPECT_EQ(clock(at(12)).en, "noon");
  EXPECT_EQ(clock(at(12, 15)).en, "12.15\u00a0pm");
}

TEST(Dates, UntilAnHour) {
  const auto until = [](LocalTime t) { return in_all([&](auto language) { return until_hour(language, t); }); };
  EXPECT_EQ(until(at(20)), (Three{"fins a les 20\u00a0h", "hasta las 20\u00a0h", "until 8\u00a0pm"}));
  EXPECT_EQ(until(at(1)), (Three{"fins a la 1\u00a0h", "hasta la 1\u00a0h", "until 1\u00a0am"}));
  EXPECT_EQ(until(at(24)), (Three{"fins a mitjanit", "hasta medianoche", "until midnight"}));
}

TEST(Dates, RangesOfHours) {
  const auto range = [](LocalTime a, LocalTime b) { return in_all([&](auto language) { return hour_range(language, a, b); }); };
  EXPECT_EQ(range(at(18), at(20)), (Three{"de 18 a 20\u00a0h", "de 18 a 20\u00a0h", "6–8\u00a0pm"}));
  EXPECT_EQ(range(at(11), at(13, 30)), (Three{"d’11 a 13.30\u00a0h", "de 11 a 13.30\u00a0h", "11\u00a0am–1.30\u00a0pm"}));
  EXPECT_EQ(range(at(22), at(24)), (Three{"de 22 a 24\u00a0h", "de 22 a 24\u00a0h", "10\u00a0pm–midnight"}));
  EXPECT_EQ(range(at(12), at(14)).en, "noon–2\u00a0pm");
}

TEST(Dates, RangesOfDaysElideTheCatalanArticle) {
  const auto range = [](LocalDate a, LocalDate b) { return in_all([&](auto language) { return date_range(language, a, b); }); };
  EXPECT_EQ(range(day(2026, 3, 14), day(2026, 3, 15)), (Three{"del 14 al 15 de març", "del 14 al 15 de marzo", "14–15 March"}));
  EXPECT_EQ(range(day(2026, 3, 1), day(2026, 3, 28)), (Three{"de l’1 al 28 de març", "del 1 al 28 de marzo", "1–28 March"}));
  EXPECT_EQ(range(day(2026, 9, 9), day(2026, 9, 11)).ca, "del 9 a l’11 de setembre");
  EXPECT_EQ(range(day(2026, 3, 30), day(2026, 4, 2)),
            (Three{"del 30 de març al 2 d’abril", "del 30 de marzo al 2 de abril", "30 March – 2 April"}));
  EXPECT_EQ(range(day(2026, 12, 30), day(2027, 1, 1)),
            (Three{"del 30 de desembre de 2026 a l’1 de gener de 2027", "del 30 de diciembre de 2026 al 1 de enero de 2027",
                   "30 December 2026 – 1 January 2027"}));
  EXPECT_EQ(range(kToday, kToday).ca, "dijous 12 de març");
}

TEST(Dates, RelativeDays) {
  const auto relative = [](LocalDate d) { return in_all([&](auto language) { return relative_day(language, d, kToday); }); };
  EXPECT_EQ(relative(kToday), (Three{"avui", "hoy", "today"}));
  EXPECT_EQ(relative(day(2026, 3, 13)), (Three{"demà", "mañana", "tomorrow"}));
  EXPECT_EQ(relative(day(2026, 3, 14)), (Three{"d’aquí a 2 dies", "dentro de 2 días", "in 2 days"}));
  EXPECT_EQ(relative(day(2026, 3, 11)), (Three{"ahir", "ayer", "yesterday"}));
  EXPECT_EQ(relative(day(2026, 3, 9)), (Three{"fa 3 dies", "hace 3 días", "3 days ago"}));
}

TEST(Dates, DayAndHour) {
  EXPECT_EQ(day_and_hour("ca", at(9, 42), kToday), "avui, 9.42\u00a0h");
  EXPECT_EQ(day_and_hour("ca", LocalTime{day(2026, 3, 10)} + 18h, kToday), "dimarts 10 de març, 18\u00a0h");
  EXPECT_EQ(day_and_hour("en", LocalTime{day(2025, 3, 10)} + 18h, kToday), "Monday 10 March 2025, 6\u00a0pm");
}

TEST(Dates, MonthsAndWeekdays) {
  EXPECT_EQ(month_year("ca", year{2026} / std::chrono::April), "abril de 2026");
  EXPECT_EQ(month_year("en", year{2026} / std::chrono::April), "April 2026");
  EXPECT_EQ(weekday_letters("ca", std::chrono::Sunday), "dg");
  EXPECT_EQ(text::capitalised("dissabte 14 de març"), "Dissabte 14 de març");
  EXPECT_EQ(text::capitalised("àpat"), "Àpat");
  EXPECT_EQ(text::capitalised(""), "");
  EXPECT_EQ(text::capitalised("14–15 March"), "14–15 March");
}

TEST(Dates, ATagWithARegionIsItsLanguageAndAnUnknownOneIsCatalan) {
  EXPECT_EQ(weekday_name("es-ES", std::chrono::Monday), "lunes");
  EXPECT_EQ(weekday_name("en-GB", std::chrono::Monday), "Monday");
  EXPECT_EQ(weekday_name("eu", std::chrono::Monday), "dilluns");
}

}  // namespace
}  // namespace resso::feeds
