// The strict forms. The forgiving one is feed_date.cpp.
#include "text/timestamp.hpp"

#include "text/date_fields.hpp"

#include <array>
#include <cstdio>

namespace resso::text {
namespace {

using dates::Cursor;

Instant as_utc(LocalTime local) { return Instant{local.time_since_epoch()}; }

std::optional<int> clock_zone(Cursor& in) {  // Z or +HH:MM, in seconds
  if (in.accept_any("Zz")) return 0;
  const bool west = in.peek() == '-';
  if (!in.accept_any("+-")) return std::nullopt;
  const auto hours = in.digits(2);
  if (!hours || *hours > 23 || !in.accept(':')) return std::nullopt;
  const auto minutes = in.digits(2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const int seconds = *hours * 3600 + *minutes * 60;
  return west ? -seconds : seconds;
}

std::optional<LocalTime> date_and_clock(Cursor& in, std::string_view between, bool seconds_needed) {
  const auto year = in.digits(4);
  if (!year || !in.accept('-')) return std::nullopt;
  const auto month = in.digits(2);
  if (!month || !in.accept('-')) return std::nullopt;
  const auto day = in.digits(2);
  if (!day || !in.accept_any(between)) return std::nullopt;
  const auto hour = in.digits(2);
  if (!hour || !in.accept(':')) return std::nullopt;
  const auto minute = in.digits(2);
  if (!minute) return std::nullopt;
  std::optional<int> second = 0;
  if (in.accept(':'))
    second = in.digits(2);
  else if (seconds_needed)
    return std::nullopt;
  if (!second || *hour > 23) return std::nullopt;
  return dates::local_time(*year, *month, *day, *hour, *minute, *second);
}

std::string formatted(const char* pattern, LocalTime at) {
  const LocalDate day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{at - LocalTime{day}};
  std::array<char, 64> out{};
  const int size = std::snprintf(out.data(), out.size(), pattern, static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                 static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                                 static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return {out.data(), static_cast<std::size_t>(size)};
}

LocalTime utc_clock(Instant at) { return LocalTime{at.time_since_epoch()}; }

std::optional<LocalTime> imf_fixdate(Cursor in) {  // Sun, 06 Nov 1994 08:49:37 GMT
  const auto day = in.digits(2);
  if (!day || !in.accept(' ')) return std::nullopt;
  const int month = dates::english_month(in.rest());
  if (month == 0) return std::nullopt;
  in.skip(3);
  if (!in.accept(' ')) return std::nullopt;
  const auto year = in.digits(4);
  if (!year || !in.accept(' ')) return std::nullopt;
  const auto hour = in.digits(2);
  if (!hour || !in.accept(':')) return std::nullopt;
  const auto minute = in.digits(2);
  if (!minute || !in.accept(':')) return std::nullopt;
  const auto second = in.digits(2);
  if (!second || !in.accept_word(" gmt") || !in.done()) return std::nullopt;
  return dates::local_time(*year, month, *day, *hour, *minute, *second);
}

std::optional<LocalTime> rfc850_date(Cursor in) {  // Sunday, 06-Nov-94 08:49:37 GMT
  const auto day = in.digits(2);
  if (!day || !in.accept('-')) return std::nullopt;
  const int month = dates::english_month(in.rest());
  if (month == 0) return std::nullopt;
  in.skip(3);
  if (!in.accept('-')) return std::nullopt;
  const auto year = in.digits(2);
  if (!year || !in.accept(' ')) return std::nullopt;
  const auto hour = in.digits(2);
  if (!hour || !in.accept(':')) return std::nullopt;
  const auto minute = in.digits(2);
  if (!minute || !in.accept(':')) return std::nullopt;
  const auto second = in.digits(2);
  if (!second || !in.accept_word(" gmt") || !in.done()) return std::nullopt;
  // "more than 50 years in the future" would need a clock; HTTP itself is younger than 1970.
  return dates::local_time(*year < 70 ? 2000 + *year : 1900 + *year, month, *day, *hour, *minute, *second);
}

std::optional<LocalTime> asctime_date(Cursor in) {  // Nov  6 08:49:37 1994
  const int month = dates::english_month(in.rest());
  if (month == 0) return std::nullopt;
  in.skip(3);
  if (!in.accept(' ')) return std::nullopt;
  const auto day = in.accept(' ') ? in.digits(1) : in.digits(2);
  if (!day || !in.accept(' ')) return std::nullopt;
  const auto hour = in.digits(2);
  if (!hour || !in.accept(':')) return std::nullopt;
  const auto minute = in.digits(2);
  if (!minute || !in.accept(':')) return std::nullopt;
  const auto second = in.digits(2);
  if (!second || !in.accept(' ')) return std::nullopt;
  const auto year = in.digits(4);
  if (!year || !in.done()) return std::nullopt;
  return dates::local_time(*year, month, *day, *hour, *minute, *second);
}

bool is_weekday(std::string_view name) {
  constexpr std::array<std::string_view, 14> kNames{"Mon",    "Tue",     "Wed",       "Thu",      "Fri",    "Sat",      "Sun",
                                                    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  for (const std::string_view candidate : kNames) {
    Cursor in(name);
    if (name.size() == candidate.size() && in.accept_word(candidate)) return true;
  }
  return false;
}

}  // namespace

std::optional<Instant> parse_http_date(std::string_view text) {
  const auto name_end = text.find_first_of(", ");
  if (name_end == std::string_view::npos || !is_weekday(text.substr(0, name_end))) return std::nullopt;
  Cursor in(text.substr(name_end));
  std::optional<LocalTime> local;
  if (in.accept_word(", ")) {
    local = imf_fixdate(in);
    if (!local) local = rfc850_date(in);
  } else {
    in.skip(1);
    local = asctime_date(in);
  }
  if (!local) return std::nullopt;
  return as_utc(*local);
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  Cursor in(text);
  const auto local = date_and_clock(in, "Tt ", true);
  if (!local) return std::nullopt;
  if (in.accept('.')) {
    if (in.digits_ahead() == 0) return std::nullopt;
    in.skip(in.digits_ahead());
  }
  const auto zone = clock_zone(in);
  if (!zone || !in.done()) return std::nullopt;
  return as_utc(*local) - Seconds{*zone};
}

std::string format_utc(Instant at) { return formatted("%04d-%02u-%02uT%02d:%02d:%02dZ", utc_clock(at)); }

std::string format_http_date(Instant at) {
  constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{at - day};
  std::array<char, 64> out{};
  const int size = std::snprintf(
      out.data(), out.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT", kDays[std::chrono::weekday{day}.c_encoding()],
      static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return {out.data(), static_cast<std::size_t>(size)};
}

std::string format_local(LocalTime at) { return formatted("%04d-%02u-%02uT%02d:%02d:%02d", at); }

std::string format_date(LocalDate day) { return formatted("%04d-%02u-%02u", LocalTime{day}).substr(0, 10); }

std::optional<LocalDate> parse_date(std::string_view text) {
  Cursor in(text);
  const auto year = in.digits(4);
  if (!year || !in.accept('-')) return std::nullopt;
  const auto month = in.digits(2);
  if (!month || !in.accept('-')) return std::nullopt;
  const auto day = in.digits(2);
  if (!day || !in.done()) return std::nullopt;
  const auto midnight = dates::local_time(*year, *month, *day, 0, 0, 0);
  if (!midnight) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(*midnight);
}

std::optional<LocalTime> parse_local(std::string_view text) {
  Cursor in(text);
  const auto local = date_and_clock(in, "T", false);
  if (!local || !in.done()) return std::nullopt;
  return local;
}

std::optional<Seconds> parse_duration(std::string_view text) {
  Cursor in(text);
  const bool negative = in.peek() == '-';
  in.accept_any("+-");
  if (!in.accept_any("Pp")) return std::nullopt;
  Seconds total{0};
  bool in_time = false, any = false;
  // Units must come in falling order; Y and M of dates have no length in seconds and are refused (RFC 5545 §3.3.6 has none).
  for (std::string_view units = "WDHMS"; !in.done();) {
    if (in.accept_any("Tt")) {
      if (in_time) return std::nullopt;
      in_time = true;
      continue;
    }
    const auto count = in.digits(in.digits_ahead());
    if (!count || in.done()) return std::nullopt;
    const char unit = in.peek() >= 'a' ? static_cast<char>(in.peek() - 32) : in.peek();
    const auto at = units.find(unit);
    if (at == std::string_view::npos || (unit == 'W' || unit == 'D') == in_time) return std::nullopt;
    units.remove_prefix(at + 1);
    in.skip(1);
    any = true;
    const std::int64_t each = unit == 'W' ? 604800 : unit == 'D' ? 86400 : unit == 'H' ? 3600 : unit == 'M' ? 60 : 1;
    total += Seconds{*count * each};
  }
  if (!any) return std::nullopt;
  return negative ? -total : total;
}

}  // namespace resso::text
