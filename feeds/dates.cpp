#include "feeds/dates.hpp"

#include <array>
#include <cstdlib>

namespace resso::feeds {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

enum Language : std::size_t { kCatalan, kSpanish, kEnglish };

Language language_of(std::string_view tag) {
  const auto primary = tag.substr(0, tag.find_first_of("-_"));
  if (primary == "es") return kSpanish;
  return primary == "en" ? kEnglish : kCatalan;
}

template <std::size_t N>
using Words = std::array<std::array<std::string_view, N>, 3>;

// From Sunday, as weekday::c_encoding counts.
constexpr Words<7> kWeekdays{{{"diumenge", "dilluns", "dimarts", "dimecres", "dijous", "divendres", "dissabte"},
                              {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
                              {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}}};
constexpr Words<7> kShortWeekdays{{{"dg.", "dl.", "dt.", "dc.", "dj.", "dv.", "ds."},
                                   {"dom.", "lun.", "mar.", "mié.", "jue.", "vie.", "sáb."},
                                   {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}}};
constexpr Words<7> kWeekdayLetters{
    {{"dg", "dl", "dt", "dc", "dj", "dv", "ds"}, {"do", "lu", "ma", "mi", "ju", "vi", "sá"}, {"Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"}}};
constexpr Words<12> kMonths{
    {{"gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "novembre", "desembre"},
     {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
     {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}}};

constexpr std::string_view kNoBreakSpace = "\u00a0";

struct Clock {
  int hour, minute;
};

LocalDate day_of(LocalTime at) { return std::chrono::floor<days>(at); }

Clock clock_of(LocalTime at) {
  const std::chrono::hh_mm_ss time{at - day_of(at)};
  return {static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count())};
}

std::string number(unsigned value) { return std::to_string(value); }
std::string number(std::chrono::year year) { return std::to_string(static_cast<int>(year)); }
unsigned number_of_day(const year_month_day& date) { return static_cast<unsigned>(date.day()); }

// Within half a year nobody takes "3 de gener" for another year's.
bool needs_year(LocalDate day, LocalDate today) {
  return year_month_day{day}.year() != year_month_day{today}.year() && std::abs((day - today).count()) > 180;
}

// 17.30, 18: the hour without its unit.
std::string digits(Clock clock) {
  auto out = std::to_string(clock.hour);
  if (clock.minute > 0) out += (clock.minute < 10 ? ".0" : ".") + std::to_string(clock.minute);
  return out;
}

Clock twelve_hours(Clock clock) { return {clock.hour % 12 == 0 ? 12 : clock.hour % 12, clock.minute}; }
std::string_view half_of_day(Clock clock) { return clock.hour < 12 ? "am" : "pm"; }
std::string with_unit(std::string digits, std::string_view unit) { return digits.append(kNoBreakSpace).append(unit); }
bool is_midnight(Clock clock) { return clock.hour == 0 && clock.minute == 0; }
bool is_noon(Clock clock) { return clock.hour == 12 && clock.minute == 0; }

std::string with_year(std::string words, Language language, std::chrono::year year) {
  return words.append(language == kEnglish ? " " : " de ").append(number(year));
}

std::string day_and_month(std::string_view language, const year_month_day& date) {
  return number(number_of_day(date)) + " " + month_after_day(language, date.month());
}

// "del 14", "de l’1", "de l’11"; "al 15", "a l’11": the article of Catalan elides before "u" and "onze".
std::string from_the(Language language, unsigned day) { return language == kCatalan && (day == 1 || day == 11) ? "de l’" : "del "; }
std::string to_the(Language language, unsigned day) { return language == kCatalan && (day == 1 || day == 11) ? "a l’" : "al "; }

}  // namespace

std::string_view weekday_name(std::string_view language, std::chrono::weekday weekday) {
  return kWeekdays[language_of(language)][weekday.c_encoding()];
}

std::string_view weekday_letters(std::string_view language, std::chrono::weekday weekday) {
  return kWeekdayLetters[language_of(language)][weekday.c_encoding()];
}

std::string_view month_name(std::string_view language, std::chrono::month month) {
  return kMonths[language_of(language)][static_cast<unsigned>(month) - 1];
}

std::string month_after_day(std::string_view language, std::chrono::month month) {
  const auto name = month_name(language, month);
  switch (language_of(language)) {
    case kEnglish: return std::string(name);
    case kSpanish: return "de " + std::string(name);
    case kCatalan: break;
  }
  return (name.front() == 'a' || name.front() == 'o' ? "d’" : "de ") + std::string(name);
}

std::string month_year(std::string_view language, std::chrono::year_month month) {
  return with_year(std::string(month_name(language, month.month())), language_of(language), month.year());
}

std::string long_date(std::string_view language, LocalDate day) {
  const year_month_day date{day};
  return std::string(weekday_name(language, std::chrono::weekday{day})) + " " + day_and_month(language, date);
}

std::string long_date(std::string_view language, LocalDate day, LocalDate today) {
  auto words = long_date(language, day);
  return needs_year(day, today) ? with_year(std::move(words), language_of(language), year_month_day{day}.year()) : words;
}

std::string short_date(std::string_view language, LocalDate day, LocalDate today) {
  const auto distance = (day - today).count();
  if (distance < -6 || distance > 20) return numeric_date(language, day, today);
  const auto weekday = kShortWeekdays[language_of(language)][std::chrono::weekday{day}.c_encoding()];
  return std::string(weekday) + " " + number(number_of_day(year_month_day{day}));
}

std::string numeric_date(std::string_view language, LocalDate day) {
  const year_month_day date{day};
  const auto month = static_cast<unsigned>(date.month());
  if (language_of(language) == kEnglish) {
    return number(number_of_day(date)) + " " + std::string(kMonths[kEnglish][month - 1].substr(0, 3));
  }
  return number(number_of_day(date)) + "/" + number(month);
}

std::string numeric_date(std::string_view language, LocalDate day, LocalDate today) {
  auto words = numeric_date(language, day);
  if (needs_year(day, today)) words.append(language_of(language) == kEnglish ? " " : "/").append(number(year_month_day{day}.year()));
  return words;
}

std::string day_of_line(std::string_view language, LocalDate day, LocalDate today) {
  return day == today ? relative_day(language, day, today) : short_date(language, day, today);
}

std::string relative_day(std::string_view language, LocalDate day, LocalDate today) {
  constexpr Words<3> kNear{{{"ahir", "avui", "demà"}, {"ayer", "hoy", "mañana"}, {"yesterday", "today", "tomorrow"}}};
  const auto distance = (day - today).count();
  const auto tongue = language_of(language);
  if (distance >= -1 && distance <= 1) return std::string(kNear[tongue][static_cast<std::size_t>(distance + 1)]);
  const auto count = std::to_string(std::abs(distance));
  switch (tongue) {
    case kEnglish: return distance > 0 ? "in " + count + " days" : count + " days ago";
    case kSpanish: return (distance > 0 ? "dentro de " : "hace ") + count + " días";
    case kCatalan: break;
  }
  return (distance > 0 ? "d’aquí a " : "fa ") + count + " dies";
}

std::string date_range(std::string_view language, LocalDate from, LocalDate to) {
  if (to <= from) return long_date(language, from);
  const year_month_day first{from}, last{to};
  const auto tongue = language_of(language);
  const bool one_year = first.year() == last.year();
  const bool one_month = one_year && first.month() == last.month();
  auto begin = one_month ? number(number_of_day(first)) : day_and_month(language, first);
  auto end = day_and_month(language, last);
  if (!one_year) {
    begin = with_year(std::move(begin), tongue, first.year());
    end = with_year(std::move(end), tongue, last.year());
  }
  if (tongue == kEnglish) return begin + (one_month ? "–" : " – ") + end;
  return from_the(tongue, number_of_day(first)) + begin + " " + to_the(tongue, number_of_day(last)) + end;
}

std::string hour(std::string_view language, LocalTime at) {
  const auto clock = clock_of(at);
  if (language_of(language) != kEnglish) return with_unit(digits(clock), "h");
  if (is_midnight(clock)) return "midnight";
  return is_noon(clock) ? "noon" : with_unit(digits(twelve_hours(clock)), half_of_day(clock));
}

std::string hour_range(std::string_view language, LocalTime from, LocalTime to) {
  const auto begin = clock_of(from), end = clock_of(to);
  if (language_of(language) != kEnglish) {
    // "una" and "onze" elide; an evening that ends at midnight is read "de 20 a 24 h".
    const bool elides = language_of(language) == kCatalan && (begin.hour == 1 || begin.hour == 11);
    return (elides ? "d’" : "de ") + digits(begin) + " a " + with_unit(digits(is_midnight(end) ? Clock{24, 0} : end), "h");
  }
  const bool one_half = half_of_day(begin) == half_of_day(end) && !is_midnight(begin) && !is_noon(begin) && !is_midnight(end);
  return (one_half ? digits(twelve_hours(begin)) : hour(language, from)) + "–" + hour(language, to);
}

std::string until_hour(std::string_view language, LocalTime at) {
  const auto clock = clock_of(at);
  const auto words = hour(language, at);
  switch (language_of(language)) {
    case kEnglish: return "until " + words;
    case kSpanish: return is_midnight(clock) ? "hasta medianoche" : (clock.hour == 1 ? "hasta la " : "hasta las ") + words;
    case kCatalan: break;
  }
  return is_midnight(clock) ? "fins a mitjanit" : (clock.hour == 1 ? "fins a la " : "fins a les ") + words;
}

std::string day_and_hour(std::string_view language, LocalTime at, LocalDate today) {
  const auto day = day_of(at);
  const bool near = std::abs((day - today).count()) <= 1;
  return (near ? relative_day(language, day, today) : long_date(language, day, today)) + ", " + hour(language, at);
}

std::string relative_time(std::string_view language, Instant at, Instant now) {
  // One and many of minutes, hours, days.
  constexpr Words<6> kUnits{{{"minut", "minuts", "hora", "hores", "dia", "dies"},
                             {"minuto", "minutos", "hora", "horas", "día", "días"},
                             {"minute", "minutes", "hour", "hours", "day", "days"}}};
  constexpr Words<2> kNow{{{"ara mateix", "d’aquí a un moment"}, {"ahora mismo", "dentro de un momento"}, {"just now", "in a moment"}}};
  const auto tongue = language_of(language);
  const bool ahead = at > now;
  const auto distance = ahead ? at - now : now - at;
  if (distance < std::chrono::minutes{1}) return std::string(kNow[tongue][ahead ? 1 : 0]);
  const std::size_t unit = distance < std::chrono::hours{1} ? 0 : distance < days{1} ? 2 : 4;
  const auto size = unit == 0 ? Seconds{60} : unit == 2 ? Seconds{3600} : Seconds{86400};
  const auto count = distance / size;
  const std::string words = std::to_string(count) + " " + std::string(kUnits[tongue][unit + (count == 1 ? 0 : 1)]);
  switch (tongue) {
    case kEnglish: return ahead ? "in " + words : words + " ago";
    case kSpanish: return (ahead ? "dentro de " : "hace ") + words;
    case kCatalan: break;
  }
  return (ahead ? "d’aquí a " : "fa ") + words;
}

}  // namespace resso::feeds
