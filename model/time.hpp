// The three kinds of time that Ressò tells apart. Conversions between them need a zone: text/zone.hpp.
#pragma once

#include <chrono>

namespace resso {

using Seconds = std::chrono::seconds;
using Instant = std::chrono::sys_seconds;      ///< a moment, UTC
using LocalTime = std::chrono::local_seconds;  ///< what a clock on the wall shows; a zone is needed to make a moment of it
using LocalDate = std::chrono::local_days;     ///< a day in the calendar of some zone

/// Half open: from <= t < to.
struct Window {
  Instant from;
  Instant to;
  bool operator==(const Window&) const = default;
};

}  // namespace resso
