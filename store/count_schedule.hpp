// When a post's counters are read again: seldom, and more seldom with age.
#pragma once

#include "model/time.hpp"

#include <array>
#include <chrono>
#include <optional>

namespace resso::store {

/// The first look of the schedule that is still to come after one at `counted`; unset: there is none.
inline std::optional<Instant> next_look(Instant published, Instant counted) {
  using std::chrono::days, std::chrono::hours;
  constexpr std::array<Seconds, 6> kSteps{hours(1), hours(6), days(1), days(3), days(7), days(30)};
  for (const auto step : kSteps)
    if (published + step > counted) return published + step;
  return std::nullopt;
}

}  // namespace resso::store
