// When an act is, on the city's own clock, and how that is said in one line.
#pragma once

#include "feeds/snapshot.hpp"

#include <string>
#include <string_view>

namespace resso::feeds {

struct CityTimes {
  LocalTime start, end;  ///< equal: the end is not stated
  bool all_day;          ///< end is the midnight after the last day
  Instant from{}, to{};  ///< the moments; of no use for whole days
};
/// Whole days are the same days everywhere; hours told in another zone are those that clocks show here.
CityTimes city_times(const Snapshot& snapshot, const Occurrence& occurrence);
CityTimes city_times(const Snapshot& snapshot, const EventTimes& times);

/// For titles: "dissabte 14 de març, 18 h" · "dissabte 14 de març" · "del 14 al 15 de març".
std::string when_in_short(std::string_view language, const CityTimes& times, LocalDate today);
/// With the end: "dissabte 14 de març, de 18 a 20 h" · "del 14 al 15 de març, 10 h".
std::string when_in_full(std::string_view language, const CityTimes& times, LocalDate today);

/// RFC 3339 with the city's offset: 2026-03-14T18:00:00+01:00.
std::string offset_time(const Snapshot& snapshot, Instant at);

}  // namespace resso::feeds
