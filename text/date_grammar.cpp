#include "text/date_grammar.hpp"

#include <algorithm>

namespace resso::text::dates {
namespace {

std::optional<LocalTime> ordinal_date(const Fields& f) {
  const auto first = dates::local_time(f.year, 1, 1, 0, 0, 0);
  const bool leap = std::chrono::year{f.year}.is_leap();
  if (!first || f.day_of_year < 1 || f.day_of_year > (leap ? 366 : 365)) return std::nullopt;
  return *first + std::chrono::days{f.day_of_year - 1};
}

std::optional<LocalTime> week_date(const Fields& f) {
  if (f.week < 1 || f.week > 53 || f.weekday < 1 || f.weekday > 7) return std::nullopt;
  const auto fourth = dates::local_time(f.year, 1, 4, 0, 0, 0);  // always in week 1
  if (!fourth) return std::nullopt;
  const std::chrono::weekday name{std::chrono::floor<std::chrono::days>(*fourth)};
  const int past_monday = static_cast<int>(name.iso_encoding()) - 1;
  return *fourth + std::chrono::days{(f.week - 1) * 7 + f.weekday - 1 - past_monday};
}

}  // namespace

int full_year(int year, std::size_t digits) { return digits > 2 ? year : year < 50 ? 2000 + year : 1900 + year; }

std::optional<LocalTime> face_of(Fields f) {
  if (f.half != Fields::Half::none) {
    if (f.half == Fields::Half::am && f.hour == 12) f.hour = 0;
    if (f.half == Fields::Half::pm && f.hour < 12) f.hour += 12;
  }
  if (f.day_of_year >= 0 || f.week >= 0) {
    const auto date = f.week >= 0 ? week_date(f) : ordinal_date(f);
    if (!date) return std::nullopt;
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(*date)};
    f.year = static_cast<int>(day.year());
    f.month = static_cast<int>(static_cast<unsigned>(day.month()));
    f.day = static_cast<int>(static_cast<unsigned>(day.day()));
  }
  return dates::local_time(f.year, f.month < 0 ? 1 : f.month, f.day < 0 ? 1 : f.day, f.hour, f.minute, f.second);
}

std::optional<Instant> moment_of(const Fields& f) {
  const auto face = face_of(f);
  if (!face) return std::nullopt;
  return Instant{face->time_since_epoch()} - std::chrono::minutes{f.zone_minutes.value_or(0)};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void skip_space(Cursor& in) {
  while (in.accept_any(" ")) {
  }
}

std::optional<int> small_number(Cursor& in) {
  const std::size_t ahead = in.digits_ahead();
  if (ahead < 1 || ahead > 2) return std::nullopt;
  return in.digits(ahead);
}

bool read_clock(Cursor& in, Fields& f, std::string_view separators) {
  Cursor at = in;
  const auto hour = small_number(at);
  if (!hour || !at.accept_any(separators)) return false;
  auto minute = at.digits(2);
  if (!minute && at.digits_ahead() == 1) minute = at.digits(1);
  if (!minute) return false;
  f.second = 0;
  if (at.peek() == ':' || at.peek() == '.') {
    Cursor after = at;
    after.skip(1);
    if (const auto second = small_number(after)) {
      f.second = *second;
      at = after;
      if (at.peek() == '.' || at.peek() == ',' || at.peek() == ':') {  // a fraction; some write milliseconds after a colon
        Cursor fraction = at;
        fraction.skip(1);
        if (fraction.digits_ahead() > 0) {
          fraction.skip(fraction.digits_ahead());
          at = fraction;
        }
      }
    }
  }
  f.hour = *hour;
  f.minute = *minute;
  f.has_time = true;
  in = at;
  return true;
}

bool read_offset(Cursor& in, Fields& f) {
  Cursor at = in;
  const bool west = at.peek() == '-';
  if (!at.accept_any("+-")) return false;
  const std::size_t ahead = at.digits_ahead();
  if (ahead == 0 || ahead > 6) return false;
  int number = *at.digits(ahead);
  if (ahead > 4) number /= 100;
  int hours = ahead <= 2 ? number : number / 100;
  int minutes = ahead <= 2 ? 0 : number % 100;
  if (ahead <= 2 && at.accept(':')) {
    const auto stated = small_number(at);
    if (!stated) return false;
    minutes = *stated;
  }
  const int total = hours * 60 + minutes;
  if (minutes < 60 && total <= 24 * 60) f.zone_minutes = f.zone_minutes.value_or(0) + (west ? -total : total);
  in = at;
  return true;
}

}  // namespace resso::text::dates
