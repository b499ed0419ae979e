#include "feeds/city_times.hpp"

#include "feeds/dates.hpp"
#include "feeds/filter.hpp"
#include "feeds/ical_text.hpp"
#include "text/timestamp.hpp"

#include <algorithm>

namespace resso::feeds {
namespace {

DaySpan days_of_times(const CityTimes& times) { return day_span(times.start, times.end, times.all_day); }

std::string days_in_words(std::string_view language, const DaySpan& days, LocalDate today) {
  return days.last > days.first ? date_range(language, days.first, days.last) : long_date(language, days.first, today);
}

}  // namespace

CityTimes city_times(const Snapshot& snapshot, const Occurrence& occurrence) {
  if (occurrence.all_day) return {occurrence.local_start, occurrence.local_end, true, {}, {}};
  const auto to = std::max(occurrence.start, occurrence.end);
  return {snapshot.zone.to_local(occurrence.start), snapshot.zone.to_local(to), false, occurrence.start, to};
}

CityTimes city_times(const Snapshot& snapshot, const EventTimes& times) {
  if (times.all_day) return {times.start, times.end.value_or(times.start + std::chrono::days{1}), true, {}, {}};
  const auto zone = text::Zone::find(times.zone).value_or(snapshot.zone);
  const auto from = zone.to_instant(times.start);
  const auto to = std::max(from, times.end ? zone.to_instant(*times.end) : from);
  return {snapshot.zone.to_local(from), snapshot.zone.to_local(to), false, from, to};
}

std::string when_in_short(std::string_view language, const CityTimes& times, LocalDate today) {
  const auto days = days_of_times(times);
  auto words = days_in_words(language, days, today);
  if (!times.all_day && days.first == days.last) words += ", " + hour(language, times.start);
  return words;
}

std::string when_in_full(std::string_view language, const CityTimes& times, LocalDate today) {
  const auto days = days_of_times(times);
  auto words = days_in_words(language, days, today);
  if (times.all_day) return words;
  const bool one_day = days.first == days.last;
  return words + ", " + (one_day && times.end > times.start ? hour_range(language, times.start, times.end) : hour(language, times.start));
}

std::string offset_time(const Snapshot& snapshot, Instant at) {
  auto offset = ical_offset(snapshot.zone.offset_at(at));
  return text::format_local(snapshot.zone.to_local(at)) + offset.insert(3, ":");
}

}  // namespace resso::feeds
