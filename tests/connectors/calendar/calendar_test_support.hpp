// Small calendars for tests: a VEVENT's lines in, what the mapper states out.
#pragma once

#include "connectors/calendar/ical_map.hpp"
#include "text/timestamp.hpp"

#include <gtest/gtest.h>
#include <string>
#include <string_view>

namespace resso::connectors::calendar {

inline std::string calendar_of(std::string_view content) {
  return "BEGIN:VCALENDAR\nVERSION:2.0\n" + std::string(content) + "END:VCALENDAR\n";
}

inline std::string event_of(std::string_view lines) { return "BEGIN:VEVENT\n" + std::string(lines) + "END:VEVENT\n"; }

inline Harvest read(std::string_view bytes, std::string_view charset = {}) {
  const MapOptions options{"calendar:https://example.org/a.ics", "https://example.org/a.ics", "Europe/Madrid"};
  auto harvest = read_calendar(bytes, charset, options);
  if (!harvest) {
    ADD_FAILURE() << describe(harvest.error());
    return {};
  }
  return std::move(*harvest);
}

/// Of a calendar with one event of these lines; SUMMARY and DTSTART are there unless given.
inline Event read_event(std::string lines) {
  if (lines.find("UID") == std::string::npos) lines += "UID:u1\n";
  if (lines.find("DTSTART") == std::string::npos) lines += "DTSTART:20261105T190000\n";
  const Harvest harvest = read(calendar_of(event_of(lines)));
  if (harvest.events.size() != 1) {
    ADD_FAILURE() << "not one event but " << harvest.events.size();
    return {};
  }
  return harvest.events.front().event;
}

inline bool warned(const Harvest& harvest, std::string_view code) {
  for (const Warning& warning : harvest.warnings) {
    if (warning.code == code) return true;
  }
  return false;
}

inline std::string shown(const std::optional<LocalTime>& at) { return at ? text::format_local(*at).substr(0, 16) : "none"; }
inline std::string shown(LocalTime at) { return shown(std::optional(at)); }

}  // namespace resso::connectors::calendar
