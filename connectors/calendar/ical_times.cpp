#include "connectors/calendar/ical_times.hpp"

#include "connectors/calendar/vcal_rule.hpp"
#include "text/recurrence.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::connectors::calendar {
namespace {

using std::chrono::days;
using std::chrono::floor;

constexpr std::size_t kMostWarnings = 50;
constexpr std::size_t kMostRules = 20;
constexpr std::size_t kMostDates = 20'000;

text::Zone zone_of(const EventTimes& times) { return text::Zone::find(times.zone).value_or(text::Zone::utc()); }

/// On the clock of `zone`; a day stays the day.
LocalTime on_clock(const TimeReader::Moment& moment, const text::Zone& zone) {
  if (moment.date || moment.zone.name() == zone.name()) return moment.local;
  return zone.to_local(moment.zone.to_instant(moment.local));
}

/// A day among the dates of a timed series is the instance of that day; a time among the days of an all-day one is its day.
LocalTime as_start(const TimeReader::Moment& moment, const EventTimes& series) {
  const LocalTime local = on_clock(moment, zone_of(series));
  if (series.all_day) return floor<days>(moment.date ? moment.local : local);
  return moment.date ? floor<days>(local) + (series.start - floor<days>(series.start)) : local;
}

LocalTime after(LocalTime start, const IcalDuration& duration, const text::Zone& zone) {
  const LocalTime day = start + duration.days;
  if (duration.time == Seconds{0}) return day;
  return zone.to_local(zone.to_instant(day) + duration.time);
}

/// DTEND, DURATION, or what RFC 5545 §3.6.1 says when there is neither. Unset: not stated.
std::optional<LocalTime> end_of(const IcalComponent& event, const EventTimes& times, const TimeReader& reader) {
  std::optional<LocalTime> end;
  int line = event.line;
  if (const IcalProperty* property = event.find("DTEND")) {
    line = property->line;
    if (const auto moment = reader.read(*property, property->value)) {
      const LocalTime local = on_clock(*moment, zone_of(times));
      end = times.all_day ? LocalTime{floor<days>(local)} : local;
      if (times.all_day && !moment->date && *end < local) *end += days(1);  // "until the 5th at 20:00" takes the 5th
      if (!times.all_day && moment->date && *end <= floor<days>(times.start) + days(1)) end.reset();  // "ends that day": not when
    }
  } else if (const IcalProperty* stated = event.find("DURATION")) {
    line = stated->line;
    if (const auto duration = parse_ical_duration(stated->value))
      end = times.all_day ? times.start + std::chrono::ceil<days>(duration->days + duration->time)
                          : after(times.start, *duration, zone_of(times));
    else
      reader.warn("a DURATION that is none: \"" + text::abridge(stated->value, 30) + "\"", "bad_duration", stated->line);
  }
  if (end && *end < times.start) {
    reader.warn("an event that ends before it starts: its end is left out", "bad_end", line);
    end.reset();
  }
  // Many programs end a day's event on the day itself.
  if (times.all_day && (!end || *end == times.start)) end = times.start + days(1);
  return end;
}

void add_rule(const IcalProperty& property, const EventTimes& times, const TimeReader& reader, std::vector<std::string>& rules) {
  std::string rule(text::trim(property.value));
  if (rule.empty()) return;
  if (auto converted = rule_of_vcalendar(rule)) rule = *converted;
  const auto usable = text::RuleIterator::parse(rule, times.start, times.all_day);
  if (!usable)
    reader.warn(describe(usable.error()), "bad_rrule", property.line);
  else if (rules.size() < kMostRules)
    rules.push_back(std::move(rule));
  else
    reader.warn("more than 20 recurrence rules in one event: the rest is left out", "too_many", property.line);
}

std::optional<RecurrenceDate> period_of(const IcalProperty& property, std::string_view item, const EventTimes& times,
                                        const TimeReader& reader) {
  const auto slash = item.find('/');
  const auto start = reader.read(property, item.substr(0, slash));
  if (!start) return {};
  RecurrenceDate date{as_start(*start, times), {}};
  if (slash == std::string_view::npos) return date;
  const auto rest = item.substr(slash + 1);
  if (const auto duration = parse_ical_duration(rest)) {
    date.end = after(date.start, *duration, zone_of(times));
  } else if (const auto end = reader.read(property, rest)) {
    date.end = on_clock(*end, zone_of(times));
  }
  if (date.end && *date.end < date.start) date.end.reset();
  return date;
}

template <class T>
void sort_each_once(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

void TimeReader::warn(std::string what, std::string code, int line) const {
  if (warnings.size() < kMostWarnings) warnings.push_back({std::move(what), std::move(code), line});
}

std::optional<TimeReader::Moment> TimeReader::read(const IcalProperty& property, std::string_view value) const {
  const auto time = parse_time(value);
  if (!time) {
    warn("a " + std::string(property.name) + " that is no date: \"" + text::abridge(value, 40) + "\"", "bad_date", property.line);
    return {};
  }
  if (time->date || text::iequals(property.parameter("VALUE"), "DATE")) return Moment{floor<days>(time->local), floating, true};
  if (time->utc) return Moment{time->local, text::Zone::utc()};
  if (time->offset) return Moment{time->local, text::Zone::fixed(*time->offset)};
  const auto tzid = property.parameter("TZID");
  return Moment{time->local, tzid.empty() ? floating : zones.resolve(tzid, property.line)};
}

std::optional<EventTimes> event_times(const IcalComponent& event, const TimeReader& reader, bool needed) {
  const IcalProperty* property = event.find("DTSTART");
  if (property == nullptr) {
    if (needed) reader.warn("an event without a DTSTART is left out", "no_start", event.line);
    return {};
  }
  const auto start = reader.read(*property, property->value);
  if (!start) return {};
  EventTimes times;
  times.start = start->local;
  times.zone = start->zone.name();
  times.all_day = start->date;
  times.end = end_of(event, times, reader);
  return times;
}

LocalTime recurrence_id_on(const TimeReader::Moment& id, const EventTimes& series) { return as_start(id, series); }

Recurrence recurrence_of(const IcalComponent& event, const EventTimes& times, const TimeReader& reader) {
  Recurrence recurrence;
  std::size_t dates = 0;
  for (const IcalProperty& property : event.properties) {
    if (property.name == "RRULE") {
      add_rule(property, times, reader, recurrence.rrules);
    } else if (property.name == "EXRULE") {
      add_rule(property, times, reader, recurrence.exrules);
    } else if (property.name == "RDATE" || property.name == "EXDATE") {
      // vCalendar 1.0 separates by ';'.
      std::string list(property.value);
      std::replace(list.begin(), list.end(), ';', ',');
      for (const auto item : plain_list(list)) {
        if (++dates > kMostDates) break;
        if (property.name == "RDATE") {
          if (const auto date = period_of(property, item, times, reader)) recurrence.rdates.push_back(*date);
        } else if (const auto moment = reader.read(property, item)) {
          const bool whole_day = moment->date && !times.all_day;
          (whole_day ? recurrence.exdates_by_day : recurrence.exdates).push_back(whole_day ? moment->local : as_start(*moment, times));
        }
      }
    }
  }
  if (dates > kMostDates) reader.warn("more than 20,000 dates in one event: the rest is left out", "too_many", event.line);
  std::stable_sort(recurrence.rdates.begin(), recurrence.rdates.end(),
                   [](const RecurrenceDate& a, const RecurrenceDate& b) { return a.start < b.start; });
  sort_each_once(recurrence.exdates);
  sort_each_once(recurrence.exdates_by_day);
  return recurrence;
}

}  // namespace resso::connectors::calendar
