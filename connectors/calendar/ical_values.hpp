// Values of iCalendar properties (RFC 5545 §3.3), read as real calendars write them.
#pragma once

#include "model/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors::calendar {

/// TEXT: \n \, \; \\ decoded; a backslash before anything else is dropped with nothing lost.
std::string unescape_text(std::string_view value);

/// A list of TEXT: split at commas that no backslash escapes, then unescaped and trimmed; empty items left out.
std::vector<std::string> text_list(std::string_view value);

/// Split at commas only: dates, periods.
std::vector<std::string_view> plain_list(std::string_view value);

struct IcalTime {
  LocalTime local{};
  bool date = false;              ///< a day without a time
  bool utc = false;               ///< ended in Z
  std::optional<Seconds> offset;  ///< "+02:00" as no iCalendar should have, but some do
  bool operator==(const IcalTime&) const = default;
};
/// 20261105, 20261105T190000[Z], without seconds, with the separators of ISO 8601, hour 24 as the next day's midnight.
std::optional<IcalTime> parse_time(std::string_view value);

/// UTC-OFFSET: +0100, -033045, +01:00, +1.
std::optional<Seconds> parse_offset(std::string_view value);

/// DURATION in its two kinds (RFC 5545 §3.3.6): days on the calendar, then seconds by the clock. Never negative.
struct IcalDuration {
  std::chrono::days days{0};
  Seconds time{0};
};
std::optional<IcalDuration> parse_ical_duration(std::string_view value);

}  // namespace resso::connectors::calendar
