// When a VEVENT is, on its own clock: DTSTART, DTEND, DURATION, RECURRENCE-ID and the recurrence properties.
#pragma once

#include "connectors/calendar/ical_parse.hpp"
#include "connectors/calendar/ical_values.hpp"
#include "connectors/calendar/ical_zones.hpp"
#include "model/event.hpp"

#include <optional>
#include <vector>

namespace resso::connectors::calendar {

/// What reads times of one VCALENDAR needs: the file's zones, where floating times lie, and where to put warnings.
struct TimeReader {
  IcalZones& zones;
  text::Zone floating;
  std::vector<Warning>& warnings;

  void warn(std::string what, std::string code, int line) const;
  /// Unset (with a warning): not a time. A day is a midnight of the floating zone.
  struct Moment {
    LocalTime local{};
    text::Zone zone;
    bool date = false;
  };
  std::optional<Moment> read(const IcalProperty& property, std::string_view value) const;
};

/// Unset: no DTSTART that can be read (told as a warning when `needed`).
std::optional<EventTimes> event_times(const IcalComponent& event, const TimeReader& reader, bool needed);

/// RRULE, EXRULE, RDATE, EXDATE, brought onto the clock of `times`; what cannot be used is left out with a warning.
Recurrence recurrence_of(const IcalComponent& event, const EventTimes& times, const TimeReader& reader);

/// RECURRENCE-ID on the clock of a series: a day means the instance of that day.
LocalTime recurrence_id_on(const TimeReader::Moment& id, const EventTimes& series);

}  // namespace resso::connectors::calendar
