#include "net/http_date.hpp"

#include "net/message.hpp"

#include <array>
#include <cstdio>
#include <vector>

namespace resso::net {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Words between spaces, commas and dashes: "06", "Nov", "1994", "08:49:37", "GMT". A '-' that begins an offset stays.
std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  const auto is_separator = [&](std::size_t i) {
    return text[i] == ' ' || text[i] == ',' || text[i] == '\t' || (text[i] == '-' && i > 0 && text[i - 1] != ' ');
  };
  while (at < text.size() && words.size() < 8) {
    while (at < text.size() && is_separator(at)) ++at;
    const std::size_t begin = at;
    while (at < text.size() && !is_separator(at)) ++at;
    if (at > begin) words.push_back(text.substr(begin, at - begin));
  }
  return words;
}

std::optional<int> month_named(std::string_view word) {
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (same_name(word.substr(0, 3), kMonths[i])) return static_cast<int>(i) + 1;
  return std::nullopt;
}

/// "08:49:37" or "08:49".
std::optional<Seconds> parse_clock(std::string_view word) {
  int parts[3] = {0, 0, 0};
  int count = 0;
  std::size_t at = 0;
  while (count < 3) {
    const std::size_t colon = word.find(':', at);
    const auto number = parse_count(word.substr(at, colon == std::string_view::npos ? colon : colon - at));
    if (!number || *number > 60) return std::nullopt;
    parts[count++] = static_cast<int>(*number);
    if (colon == std::string_view::npos) break;
    at = colon + 1;
  }
  if (count < 2 || parts[0] > 23 || parts[1] > 59) return std::nullopt;
  return std::chrono::hours(parts[0]) + std::chrono::minutes(parts[1]) + Seconds(parts[2]);
}

/// "+0100", "-05:30"; anything else ("GMT", "UTC") is no offset.
Seconds offset_of(std::string_view word) {
  if (word.size() < 5 || (word[0] != '+' && word[0] != '-')) return Seconds(0);
  std::string digits;
  for (const char c : word.substr(1))
    if (is_digit(c)) digits += c;
  if (digits.size() != 4) return Seconds(0);
  const Seconds offset = std::chrono::hours(std::stoi(digits.substr(0, 2))) + std::chrono::minutes(std::stoi(digits.substr(2)));
  return word[0] == '-' ? -offset : offset;
}

std::optional<Instant> make_instant(int year, int month, int day, Seconds clock) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || year < 1900 || year > 9999) return std::nullopt;
  return Instant(std::chrono::sys_days(date)) + clock;
}

/// RFC 850's two digits: a year that would lie far ahead is of the past century.
int full_year(std::int64_t year, std::size_t digits) {
  if (digits > 2) return static_cast<int>(year);
  return static_cast<int>(year < 70 ? 2000 + year : 1900 + year);
}

}  // namespace

std::optional<std::int64_t> parse_count(std::string_view text) {
  constexpr std::int64_t kMost = 1'000'000'000'000'000;
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    if (value < kMost) value = value * 10 + (c - '0');
  }
  return std::min(value, kMost);
}

std::optional<Instant> parse_http_date(std::string_view text) {
  if (text.size() > 64) return std::nullopt;
  std::optional<int> month;
  std::optional<Seconds> clock;
  std::vector<std::string_view> numbers;
  Seconds offset{0};
  for (const std::string_view word : split_words(text)) {
    if (word.find(':') != std::string_view::npos && is_digit(word[0])) {
      clock = parse_clock(word);
    } else if (is_digit(word[0])) {
      numbers.push_back(word);
    } else if (word[0] == '+' || word[0] == '-') {
      offset = offset_of(word);
    } else if (!month) {
      month = month_named(word);
    }
  }
  if (!month || !clock || numbers.size() != 2) return std::nullopt;
  const auto day = parse_count(numbers[0]);
  const auto year = parse_count(numbers[1]);
  if (!day || !year || *day > 31 || *year > 9999) return std::nullopt;
  const auto instant = make_instant(full_year(*year, numbers[1].size()), *month, static_cast<int>(*day), *clock);
  if (!instant) return std::nullopt;
  return *instant - offset;
}

std::string format_http_date(Instant instant) {
  const auto days = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss clock(instant - days);
  std::array<char, 40> out{};
  const int length = std::snprintf(
      out.data(), out.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT", kDays[std::chrono::weekday(days).c_encoding()].data(),
      static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1].data(), static_cast<int>(date.year()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return std::string(out.data(), static_cast<std::size_t>(length));
}

std::optional<Instant> parse_iso_instant(std::string_view text) {
  if (text.size() < 19 || text.size() > 40 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' ')) return std::nullopt;
  const auto year = parse_count(text.substr(0, 4));
  const auto month = parse_count(text.substr(5, 2));
  const auto day = parse_count(text.substr(8, 2));
  const auto clock = parse_clock(text.substr(11, 8));
  if (!year || !month || !day || !clock) return std::nullopt;
  std::string_view rest = text.substr(19);
  if (!rest.empty() && rest[0] == '.') {
    rest.remove_prefix(1);
    while (!rest.empty() && is_digit(rest[0])) rest.remove_prefix(1);
  }
  const auto instant = make_instant(static_cast<int>(*year), static_cast<int>(*month), static_cast<int>(*day), *clock);
  if (!instant) return std::nullopt;
  return *instant - offset_of(rest);
}

}  // namespace resso::net
