#include "text/recurrence_rule.hpp"

#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace resso::text {
namespace {

constexpr std::size_t kLongest = 4096;  // bytes of a rule; BYYEARDAY with every day of the year fits
constexpr std::int64_t kMostCounted = 1'000'000'000;

Error bad_part(std::string_view name, std::string_view value, std::string_view remedy) {
  return Error{Errc::bad_input, "the recurrence rule's " + std::string(name) + " is \"" + std::string(truncate_utf8(value, 60)) + "\"", "",
               std::string(remedy), 0};
}

std::optional<std::int64_t> number(std::string_view digits) {
  digits = trim(digits);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (end != digits.data() + digits.size() || digits.empty()) return {};
  if (error == std::errc::result_out_of_range) return digits.front() == '-' ? -kMostCounted : kMostCounted;
  if (error != std::errc()) return {};
  return std::clamp(value, -kMostCounted, kMostCounted);
}

template <class F>
void for_each_item(std::string_view list, F&& visit) {
  while (true) {
    const auto comma = list.find(',');
    const auto item = trim(list.substr(0, comma));
    if (!item.empty()) visit(item);
    if (comma == std::string_view::npos) return;
    list.remove_prefix(comma + 1);
  }
}

struct Range {
  int low, high;
  bool negative;  ///< counted from the end too; then 0 is out
};

/// Sorted, each once.
Result<std::vector<int>> numbers(std::string_view name, std::string_view list, Range range) {
  std::vector<int> values;
  std::optional<Error> problem;
  for_each_item(list, [&](std::string_view item) {
    const auto value = number(item);
    const bool fits =
        value && ((*value >= range.low && *value <= range.high) || (range.negative && -*value >= range.low && -*value <= range.high));
    if (fits)
      values.push_back(static_cast<int>(*value));
    else if (!problem)
      problem = bad_part(name, item, "write numbers from " + std::to_string(range.low) + " to " + std::to_string(range.high));
  });
  if (!problem && values.empty()) problem = bad_part(name, list, "give at least one number, or leave the part out");
  if (problem) return *problem;
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::optional<int> weekday_named(std::string_view name) {
  static constexpr std::array<std::string_view, 7> kNames{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return {};
  return static_cast<int>(found - kNames.begin());
}

Result<std::vector<WeekdayNum>> weekdays(std::string_view list) {
  std::vector<WeekdayNum> days;
  std::optional<Error> problem;
  for_each_item(list, [&](std::string_view item) {
    const auto weekday = item.size() < 2 ? std::nullopt : weekday_named(item.substr(item.size() - 2));
    const std::string_view ordinal = item.size() < 2 ? item : trim(item.substr(0, item.size() - 2));
    const auto nth = ordinal.empty() ? std::optional<std::int64_t>(0) : number(ordinal);
    if (!weekday || !nth || (*nth == 0 && !ordinal.empty()) || *nth > 53 || *nth < -53) {
      if (!problem) problem = bad_part("BYDAY", item, "write SU, MO, TU, WE, TH, FR or SA, with a number before it if it is the nth");
      return;
    }
    const WeekdayNum day{static_cast<int>(*nth), *weekday};
    if (std::find(days.begin(), days.end(), day) == days.end()) days.push_back(day);
  });
  if (!problem && days.empty()) problem = bad_part("BYDAY", list, "give at least one weekday, or leave the part out");
  if (problem) return *problem;
  return days;
}

/// 20261231, 20261231T2300[00][Z], with the separators of ISO 8601 forgiven.
std::optional<RuleUntil> until_of(std::string_view value) {
  std::string plain;
  for (const char c : value) {
    if (c != '-' && c != ':' && c != ' ') plain += c;
  }
  RuleUntil until;
  if (plain.ends_with('Z')) {
    until.utc = true;
    plain.pop_back();
  }
  const auto time = plain.find('T');
  const std::string date = plain.substr(0, time);
  std::string clock = time == std::string::npos ? "" : plain.substr(time + 1);
  until.date_only = clock.empty();
  if (clock.size() == 4) clock += "00";
  if (clock.empty()) clock = "000000";
  if (date.size() != 8 || clock.size() != 6) return {};
  const auto digits = date + clock;
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return {};
  const auto part = [&](std::size_t at, std::size_t length) { return std::stoi(digits.substr(at, length)); };
  const std::chrono::year_month_day day{std::chrono::year(part(0, 4)), std::chrono::month(static_cast<unsigned>(part(4, 2))),
                                        std::chrono::day(static_cast<unsigned>(part(6, 2)))};
  if (!day.ok() || part(8, 2) > 24 || part(10, 2) > 59 || part(12, 2) > 60) return {};
  until.at = LocalTime{LocalDate{day}} + Seconds{part(8, 2) * 3600 + part(10, 2) * 60 + std::min(part(12, 2), 59)};
  return until;
}

std::optional<Frequency> frequency_named(std::string_view name) {
  static constexpr std::array<std::string_view, 7> kNames{"SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return {};
  return static_cast<Frequency>(found - kNames.begin());
}

struct ListPart {
  std::string_view name;
  Range range;
  std::vector<int> RecurrenceRule::*values;
};

constexpr std::array kListParts{
    ListPart{"BYSECOND", {0, 60, false}, &RecurrenceRule::seconds},    ListPart{"BYMINUTE", {0, 59, false}, &RecurrenceRule::minutes},
    ListPart{"BYHOUR", {0, 23, false}, &RecurrenceRule::hours},        ListPart{"BYMONTHDAY", {1, 31, true}, &RecurrenceRule::month_days},
    ListPart{"BYYEARDAY", {1, 366, true}, &RecurrenceRule::year_days}, ListPart{"BYWEEKNO", {1, 53, true}, &RecurrenceRule::week_numbers},
    ListPart{"BYMONTH", {1, 12, false}, &RecurrenceRule::months},      ListPart{"BYSETPOS", {1, 366, true}, &RecurrenceRule::positions},
};

std::optional<Error> read_calendar_scale(RecurrenceRule& rule, std::string_view name, std::string_view value) {
  if (name == "RSCALE") {
    if (value == "GREGORIAN" || value == "GREGORY" || value == "ISO8601") return {};
    return bad_part(name, value, "write the rule in the Gregorian calendar");
  }
  if (value == "OMIT")
    rule.skip = Skip::omit;
  else if (value == "BACKWARD")
    rule.skip = Skip::backward;
  else if (value == "FORWARD")
    rule.skip = Skip::forward;
  else
    return bad_part(name, value, "write OMIT, BACKWARD or FORWARD");
  return {};
}

/// Nothing when the part was read, or is none that we know.
std::optional<Error> read_part(RecurrenceRule& rule, bool& has_frequency, std::string_view name, std::string_view value) {
  for (const ListPart& part : kListParts) {
    if (part.name != name) continue;
    auto values = numbers(name, value, part.range);
    if (!values) return values.error();
    rule.*part.values = std::move(*values);
    return {};
  }
  if (name == "FREQ") {
    const auto frequency = frequency_named(value);
    if (!frequency) return bad_part(name, value, "write DAILY, WEEKLY, MONTHLY or YEARLY");
    rule.frequency = *frequency;
    has_frequency = true;
  } else if (name == "INTERVAL" || name == "COUNT") {
    const auto amount = number(value);
    if (name == "COUNT" && amount && *amount < 0) return {};  // how some programs write "no limit"
    if (!amount || *amount < 1) return bad_part(name, value, "write a number from 1 up");
    (name == "COUNT" ? rule.count.emplace() : rule.interval) = *amount;
  } else if (name == "UNTIL") {
    rule.until = until_of(value);
    if (!rule.until) return bad_part(name, value, "write a date like 20261231 or 20261231T225959Z");
  } else if (name == "BYDAY") {
    auto days = weekdays(value);
    if (!days) return days.error();
    rule.days = std::move(*days);
  } else if (name == "WKST") {
    const auto weekday = value.empty() ? std::optional(rule.week_start) : weekday_named(value);
    if (!weekday) return bad_part(name, value, "write SU, MO, TU, WE, TH, FR or SA");
    rule.week_start = *weekday;
  } else if (name == "RSCALE" || name == "SKIP") {
    return read_calendar_scale(rule, name, value);
  }
  return {};
}

}  // namespace

Result<RecurrenceRule> parse_rule(std::string_view rrule) {
  if (rrule.size() > kLongest) return Error{Errc::limit, "the recurrence rule is longer than 4,096 characters", "", "shorten it", 0};
  std::string upper(trim(rrule));
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  std::string_view rest = upper;
  if (rest.starts_with("RRULE:")) rest.remove_prefix(6);

  RecurrenceRule rule;
  bool has_frequency = false;
  while (!rest.empty()) {
    const auto semicolon = rest.find(';');
    const auto part = trim(rest.substr(0, semicolon));
    rest = semicolon == std::string_view::npos ? std::string_view() : rest.substr(semicolon + 1);
    if (part.empty()) continue;
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) return bad_part("part", part, "write NAME=value");
    if (auto problem = read_part(rule, has_frequency, trim(part.substr(0, equals)), trim(part.substr(equals + 1)))) return *problem;
  }
  if (!has_frequency) return bad_part("FREQ", "", "say how often: FREQ=WEEKLY");
  return rule;
}

}  // namespace resso::text
