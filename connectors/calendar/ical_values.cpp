#include "connectors/calendar/ical_values.hpp"

#include "text/timestamp.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::connectors::calendar {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Up to `width` digits from the front of `rest`; unset when there are fewer.
std::optional<int> take_digits(std::string_view& rest, std::size_t width) {
  if (rest.size() < width || !std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(width), is_digit)) return {};
  int value = 0;
  for (const char c : rest.substr(0, width)) value = value * 10 + (c - '0');
  rest.remove_prefix(width);
  return value;
}

void skip(std::string_view& rest, std::string_view characters) {
  while (!rest.empty() && characters.find(rest.front()) != std::string_view::npos) rest.remove_prefix(1);
}

/// The clock after a date: hours, minutes, seconds, as many as there are.
std::optional<Seconds> take_clock(std::string_view& rest) {
  const auto hour = take_digits(rest, 2);
  if (!hour || *hour > 24) return {};
  skip(rest, ":");
  const int minute = take_digits(rest, 2).value_or(0);
  skip(rest, ":");
  const int second = take_digits(rest, 2).value_or(0);
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    skip(rest, "0123456789");
  }
  if (minute > 59 || second > 60 || (*hour == 24 && minute + second > 0)) return {};
  return Seconds{*hour * 3600 + minute * 60 + std::min(second, 59)};
}

}  // namespace

std::string unescape_text(std::string_view value) {
  std::string result;
  result.reserve(value.size());
  while (true) {
    const auto escape = value.find('\\');
    result += value.substr(0, escape);
    if (escape == std::string_view::npos || escape + 1 == value.size()) return result;
    const char next = value[escape + 1];
    result += next == 'n' || next == 'N' ? '\n' : next;
    value.remove_prefix(escape + 2);
  }
}

std::vector<std::string> text_list(std::string_view value) {
  std::vector<std::string> items;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    if (i < value.size() && value[i] == '\\') {
      ++i;
    } else if (i >= value.size() || value[i] == ',') {
      const std::string item = text::collapse_space(unescape_text(value.substr(begin, std::min(i, value.size()) - begin)));
      if (!item.empty()) items.push_back(item);
      begin = i + 1;
    }
  }
  if (begin < value.size()) {  // ended in a lone backslash
    const std::string item = text::collapse_space(unescape_text(value.substr(begin)));
    if (!item.empty()) items.push_back(item);
  }
  return items;
}

std::vector<std::string_view> plain_list(std::string_view value) {
  std::vector<std::string_view> items;
  while (true) {
    const auto comma = value.find(',');
    const auto item = text::trim(value.substr(0, comma));
    if (!item.empty()) items.push_back(item);
    if (comma == std::string_view::npos) return items;
    value.remove_prefix(comma + 1);
  }
}

std::optional<IcalTime> parse_time(std::string_view value) {
  std::string_view rest = text::trim(value);
  const auto year = take_digits(rest, 4);
  skip(rest, "-");
  const auto month = take_digits(rest, 2);
  skip(rest, "-");
  const auto day = take_digits(rest, 2);
  if (!year || !month || !day || *year == 0) return {};
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return {};
  IcalTime time;
  time.local = LocalTime{LocalDate{date}};
  skip(rest, "Tt ");
  if (rest.empty() || rest == "Z") {
    time.date = true;
    return time;
  }
  const auto clock = take_clock(rest);
  if (!clock) return {};
  time.local += *clock;
  if (rest == "Z" || rest == "z") {
    time.utc = true;
  } else if (!rest.empty()) {
    time.offset = parse_offset(rest);
    if (!time.offset) return {};
  }
  return time;
}

std::optional<Seconds> parse_offset(std::string_view value) {
  std::string_view rest = text::trim(value);
  const bool west = rest.starts_with('-');
  if (!west && !rest.starts_with('+') && (rest.empty() || !is_digit(rest.front()))) return {};
  skip(rest, "+-");
  auto hours = take_digits(rest, 2);
  if (!hours) hours = take_digits(rest, 1);
  skip(rest, ":");
  const int minutes = take_digits(rest, 2).value_or(0);
  skip(rest, ":");
  const int seconds = take_digits(rest, 2).value_or(0);
  if (!hours || !rest.empty() || *hours > 23 || minutes > 59 || seconds > 59) return {};
  const Seconds offset{*hours * 3600 + minutes * 60 + seconds};
  return west ? -offset : offset;
}

std::optional<IcalDuration> parse_ical_duration(std::string_view value) {
  value = text::trim(value);
  const auto whole = text::parse_duration(value);
  if (!whole || whole->count() < 0 || *whole > std::chrono::days(3660)) return {};
  const auto time = std::min(value.find('T'), value.find('t'));
  const auto days_part = value.substr(0, time);
  IcalDuration duration;
  if (std::any_of(days_part.begin(), days_part.end(), is_digit)) {
    const auto days = text::parse_duration(days_part);
    if (days) duration.days = std::chrono::floor<std::chrono::days>(*days);
  }
  duration.time = *whole - duration.days;
  return duration;
}

}  // namespace resso::connectors::calendar
