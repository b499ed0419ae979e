#include "text/date_fields.hpp"

#include <algorithm>
#include <array>

namespace resso::text::dates {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

bool Cursor::accept(char expected) {
  if (peek() != expected || rest_.empty()) return false;
  rest_.remove_prefix(1);
  return true;
}

bool Cursor::accept_any(std::string_view expected) {
  if (rest_.empty() || expected.find(rest_.front()) == std::string_view::npos) return false;
  rest_.remove_prefix(1);
  return true;
}

bool Cursor::accept_word(std::string_view expected) {
  if (rest_.size() < expected.size()) return false;
  const bool same = std::equal(expected.begin(), expected.end(), rest_.begin(), [](char a, char b) { return lower(a) == lower(b); });
  if (same) rest_.remove_prefix(expected.size());
  return same;
}

std::size_t Cursor::digits_ahead() const {
  return static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), is_digit) - rest_.begin());
}

std::optional<int> Cursor::digits(std::size_t count) {
  if (digits_ahead() != count || count > 9) return std::nullopt;
  int value = 0;
  for (const char c : rest_.substr(0, count)) value = value * 10 + (c - '0');
  rest_.remove_prefix(count);
  return value;
}

std::optional<int> Cursor::two_digits() {
  if (digits_ahead() < 2) return std::nullopt;
  const int value = (rest_[0] - '0') * 10 + (rest_[1] - '0');
  rest_.remove_prefix(2);
  return value;
}

std::optional<LocalTime> local_time(int year, int month, int day, int hour, int minute, int second) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (year < 1 || year > 9999 || !date.ok()) return std::nullopt;
  const bool end_of_day = hour == 24 && minute == 0 && second == 0;
  if (hour < 0 || (hour > 23 && !end_of_day) || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
  const auto clock = std::chrono::hours{hour} + std::chrono::minutes{minute} + Seconds{std::min(second, 59)};
  return LocalTime{std::chrono::local_days{date}} + clock;
}

int english_month(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    Cursor cursor(name);
    if (cursor.accept_word(kMonths[i])) return static_cast<int>(i) + 1;
  }
  return 0;
}

}  // namespace resso::text::dates
