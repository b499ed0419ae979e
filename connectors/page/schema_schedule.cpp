#include "connectors/page/schema_schedule.hpp"

#include "text/timestamp.hpp"
#include "text/unicode.hpp"

#include <array>

namespace resso::connectors::page {
namespace {

std::string text_of(const Thing& thing, std::string_view name) {
  const Value* value = thing.find(name);
  return value == nullptr || value->thing ? std::string() : value->text;
}

/// "P1W", "P2W", "P1D", "P1M", "P1Y" to "FREQ=…;INTERVAL=…"; also the words "weekly", "daily", …
std::string frequency_of(std::string_view stated) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kWords{
      {{"DAILY", "D"}, {"WEEKLY", "W"}, {"MONTHLY", "M"}, {"YEARLY", "Y"}}};
  std::string_view number = "1", unit;
  if (stated.size() >= 3 && stated.size() <= 5 && stated.front() == 'P') {
    number = stated.substr(1, stated.size() - 2);
    unit = stated.substr(stated.size() - 1);
  }
  const bool digits = number.find_first_not_of("0123456789") == std::string_view::npos && number.front() != '0';
  for (const auto& [word, letter] : kWords) {
    if (text::iequals(stated, word)) return "FREQ=" + std::string(word);
    if (digits && unit == letter) return "FREQ=" + std::string(word) + (number == "1" ? "" : ";INTERVAL=" + std::string(number));
  }
  return {};
}

/// "https://schema.org/Monday", "Monday" or "MO" to "MO"; empty: no weekday.
std::string weekday_of(std::string_view stated) {
  constexpr std::array<std::string_view, 7> kDays{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  const std::string_view name = local_name(stated);
  for (const std::string_view day : kDays) {
    const std::string two = {day[0], static_cast<char>(day[1] - 32)};
    if (text::iequals(name, day) || name == two) return two;
  }
  return {};
}

void append_values(const Thing& schedule, std::string_view property, std::string_view part, std::string (*reading)(std::string_view),
                   std::string& rule) {
  std::string list;
  for (const auto& [name, value] : schedule.properties) {
    const std::string one = name == property ? reading(value.text) : std::string();
    if (!one.empty()) list += (list.empty() ? "" : ",") + one;
  }
  if (!list.empty()) rule += ";" + std::string(part) + "=" + list;
}

std::string number_of(std::string_view stated) {
  const bool good = !stated.empty() && stated.size() <= 3 && stated.find_first_not_of("0123456789") == std::string_view::npos;
  return good ? std::string(stated) : std::string();
}

std::string at_time(const std::string& day, const std::string& time) { return time.empty() || day.size() != 10 ? day : day + "T" + time; }

}  // namespace

void read_schedule(const Thing& schedule, PageEvent& to) {
  const std::string first = text_of(schedule, "startDate"), last = text_of(schedule, "endDate");
  const std::string starts = text_of(schedule, "startTime"), ends = text_of(schedule, "endTime");
  if (to.start.empty()) {
    to.start = at_time(first, starts);
    if (!ends.empty()) to.end = at_time(first, ends);
    if (to.duration.empty()) to.duration = text_of(schedule, "duration");
  } else if (to.start.size() == 10 && !starts.empty()) {
    to.start = at_time(to.start, starts);
    to.end = ends.empty() ? std::string() : at_time(to.start.substr(0, 10), ends);
  }
  // The dates of an event with a schedule are often those of the whole run.
  if (to.end.size() >= 10 && to.start.size() >= 10 && to.end.substr(0, 10) != to.start.substr(0, 10)) to.end.clear();
  std::string rule = frequency_of(text_of(schedule, "repeatFrequency"));
  if (rule.empty()) return;
  append_values(schedule, "byDay", "BYDAY", weekday_of, rule);
  append_values(schedule, "byMonthDay", "BYMONTHDAY", number_of, rule);
  append_values(schedule, "byMonth", "BYMONTH", number_of, rule);
  const std::string count = number_of(text_of(schedule, "repeatCount"));
  if (const auto until = text::parse_date(last.substr(0, 10))) {  // a day includes all of it
    std::string day = text::format_date(*until);
    std::erase(day, '-');
    rule += ";UNTIL=" + day;
  } else if (!count.empty()) {
    rule += ";COUNT=" + count;
  }
  to.rrule = rule;
  for (const auto& [name, value] : schedule.properties) {
    if (name == "exceptDate") to.except_days.push_back(value.text);
  }
}

}  // namespace resso::connectors::page
