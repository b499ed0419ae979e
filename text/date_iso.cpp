#include "text/date_grammar.hpp"

namespace resso::text::dates {
namespace {

bool iso_digits_only(Cursor& in, Fields& f) {
  switch (const std::size_t ahead = in.digits_ahead(); ahead) {
    case 4: f.year = *in.digits(4); return true;
    case 5:  // YYDDD
      f.year = full_year(*in.two_digits(), 2);
      f.day_of_year = *in.digits(3);
      return true;
    case 7:  // YYYYDDD
      f.year = *in.two_digits() * 100;
      f.year += *in.two_digits();
      f.day_of_year = *in.digits(3);
      return true;
    case 6:  // YYYYMM or YYMMDD: a year of four digits where the month then exists
    case 8:
    case 12:
    case 14: {
      const int first = *in.two_digits(), second = *in.two_digits(), third = *in.two_digits();
      const bool century = ahead != 6 || ((first == 19 || first == 20) && third >= 1 && third <= 12);
      if (!century) {
        f.year = full_year(first, 2);
        f.month = second;
        f.day = third;
        return true;
      }
      f.year = first * 100 + second;
      f.month = third;
      if (ahead >= 8) f.day = *in.two_digits();
      if (ahead >= 12) {
        f.hour = *in.two_digits();
        f.minute = *in.two_digits();
        if (ahead == 14) f.second = *in.two_digits();
        f.has_time = true;
      }
      return true;
    }
    default: return false;
  }
}

/// 2026-11-23, 2026-11, 2026-327, 2026-W48-1, 2026W481, 26-11-23; also with '/' or '.' where the year has four digits.
bool iso_date(Cursor& in, Fields& f) {
  const std::size_t year_digits = in.digits_ahead();
  if (year_digits != 4 && year_digits != 2) return iso_digits_only(in, f);
  Cursor at = in;
  f.year = full_year(*at.digits(year_digits), year_digits);
  if (at.accept_any("-") ? at.accept_any("Ww") : year_digits == 4 && at.accept_any("Ww")) {
    const bool extended = at.digits_ahead() == 2;
    const auto week = at.two_digits();
    if (!week) return false;
    f.week = *week;
    if (extended ? at.accept('-') : !at.done()) {
      const auto weekday = at.digits(1);
      if (!weekday) return false;
      f.weekday = *weekday;
    }
    in = at;
    return true;
  }
  at = in;
  at.skip(year_digits);
  const char separator = at.peek();
  if (separator == '\0' || separator == 'T' || separator == ' ') {
    if (year_digits != 4) return false;
    in = at;
    return true;
  }
  if (separator != '-' && (year_digits == 2 || (separator != '/' && separator != '.'))) return false;
  at.skip(1);
  if (separator == '-' && at.digits_ahead() == 3) {
    f.day_of_year = *at.digits(3);
    in = at;
    return true;
  }
  const auto month = small_number(at);
  if (!month) return false;
  f.month = *month;
  if (at.accept(separator)) {
    const auto day = small_number(at);
    if (!day) return false;
    f.day = *day;
  } else if (year_digits == 2) {
    return false;
  }
  in = at;
  return true;
}

bool iso_time(Cursor& in, Fields& f) {
  if (read_clock(in, f, ":")) return true;
  Cursor at = in;
  const std::size_t ahead = at.digits_ahead();
  if (ahead != 2 && ahead != 4 && ahead != 6) return false;
  f.hour = *at.two_digits();
  if (ahead >= 4) f.minute = *at.two_digits();
  if (ahead == 6) f.second = *at.two_digits();
  if (at.peek() == '.' || at.peek() == ',') {
    at.skip(1);
    at.skip(at.digits_ahead());
  }
  f.has_time = true;
  in = at;
  return true;
}

}  // namespace

std::optional<Fields> read_iso_date(std::string_view text) {
  Cursor in(text);
  Fields f;
  if (!iso_date(in, f)) return std::nullopt;
  if (in.done()) return f;
  const bool separated = in.accept_any("Tt") || in.peek() == ' ' || in.peek() == '-';
  skip_space(in);
  if (!separated) return std::nullopt;
  if (in.done()) return f;
  if (!iso_time(in, f)) return std::nullopt;
  skip_space(in);
  if (in.accept_any("Zz"))
    f.zone_minutes = 0;
  else
    read_offset(in, f);
  skip_space(in);
  if (!in.done()) return std::nullopt;
  return f;
}

}  // namespace resso::text::dates
