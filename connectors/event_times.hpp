// When an event is, as pages and feeds write it: dates with and without times, with and without offsets.
#pragma once

#include "model/event.hpp"
#include "text/zone.hpp"

#include <optional>
#include <string_view>

namespace resso::connectors {

struct EventClock {
  LocalTime local{};  ///< in the zone given
  LocalTime face{};   ///< as written
  bool date_only = false;
};

/// A date or a date and time in any dialect; without an offset it is of the zone.
std::optional<EventClock> read_clock(std::string_view words, const text::Zone& zone);

/// Unset: a start that cannot be read. The end counts before the duration; an end given as a day includes that day.
std::optional<EventTimes> times_of(std::string_view start, std::string_view end, std::string_view duration, const text::Zone& zone);

}  // namespace resso::connectors
