#include "connectors/event_times.hpp"

#include "text/stated_time.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"

namespace resso::connectors {
namespace {

std::optional<LocalTime> stated_end(std::string_view words, const EventTimes& times, const text::Zone& zone) {
  const auto ends = read_clock(words, zone);
  if (!ends) return std::nullopt;
  LocalTime until = ends->local;
  if (ends->date_only) until += std::chrono::days{1};
  if (times.all_day) until = std::chrono::ceil<std::chrono::days>(until);
  const bool same_day_as_timed_start = !times.all_day && ends->date_only && until - times.start < std::chrono::days{1};
  if (until <= times.start || same_day_as_timed_start) return std::nullopt;
  return until;
}

/// From midnight to the last minute, or to a midnight: what a calendar's form gives for whole days.
void see_whole_days(EventTimes& times) {
  if (times.all_day || !times.end || times.start != std::chrono::floor<std::chrono::days>(times.start)) return;
  const LocalTime next_midnight = std::chrono::ceil<std::chrono::days>(*times.end);
  if (next_midnight - *times.end > Seconds{60}) return;
  times.all_day = true;
  times.end = next_midnight;
}

}  // namespace

std::optional<EventClock> read_clock(std::string_view words, const text::Zone& zone) {
  const auto stated = text::parse_stated_time(text::trim(words));
  if (!stated) return std::nullopt;
  EventClock clock{stated->face, stated->face, !stated->has_time};
  if (stated->offset) clock.local = zone.to_local(Instant{stated->face.time_since_epoch()} - *stated->offset);
  return clock;
}

std::optional<EventTimes> times_of(std::string_view start, std::string_view end, std::string_view duration, const text::Zone& zone) {
  const auto begins = read_clock(start, zone);
  if (!begins) return std::nullopt;
  EventTimes times;
  times.start = begins->local;
  times.all_day = begins->date_only;
  times.zone = zone.name();
  times.end = stated_end(end, times, zone);
  if (const auto lasts = text::parse_duration(text::trim(duration)); lasts && !times.end && *lasts > Seconds{0}) {
    times.end = times.start + *lasts;
    if (times.all_day) times.end = std::chrono::ceil<std::chrono::days>(*times.end);
  }
  see_whole_days(times);
  if (times.all_day && !times.end) times.end = times.start + std::chrono::days{1};
  return times;
}

}  // namespace resso::connectors
