// What the names that calendars give to time zones mean (TZID, X-WR-TIMEZONE): IANA, Windows, and the rest of the zoo.
#pragma once

#include "text/zone.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace resso::connectors::calendar {

struct NamedZone {
  text::Zone zone;
  enum class Certainty {
    name,         ///< it is, or wraps, a name of the tz database
    translation,  ///< Windows' names
    guess,        ///< an abbreviation, an offset, a list of cities
  } certainty{};
};

/// "Europe/Madrid ", "/mozilla.org/20070129_1/Europe/Madrid", "america/Los Angeles", "Romance Standard Time",
/// "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "GMT+0100", "CET". Unset: it says nothing to us.
std::optional<NamedZone> zone_named(std::string_view name);

}  // namespace resso::connectors::calendar
