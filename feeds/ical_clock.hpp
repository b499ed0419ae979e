// On which clock an event stands in our calendars, and the VTIMEZONEs that this needs.
//
// A time zone of the tz database stays as it was told. UTC, fixed offsets and zones that a calendar defined itself become the city's own
// clock where the moment is all that counts; in a series the rule runs on its own clock, so there they stay (field-notes, wishes 5 and 6).
#pragma once

#include "feeds/ical_text.hpp"
#include "feeds/snapshot.hpp"

#include <map>

namespace resso::feeds {

struct IcalClock {
  text::Zone told, shown;
  std::string tzid;  ///< of `shown`; empty: UTC

  LocalTime show(LocalTime on_told) const { return told.name() == shown.name() ? on_told : shown.to_local(told.to_instant(on_told)); }
  Instant moment(LocalTime on_told) const { return told.to_instant(on_told); }
};

/// "DTSTART;TZID=Europe/Madrid" and its value. `at` on the clock's shown zone.
void write_time(IcalWriter& out, std::string_view name, LocalTime at, bool all_day, const IcalClock& clock);

class IcalClocks {
 public:
  explicit IcalClocks(const Snapshot& snapshot);

  IcalClock of(const EventTimes& times, bool series) const;
  /// To be called for each clock that is written with TZID, with the earliest moment of it.
  void use(const IcalClock& clock, Instant earliest);
  /// All that were used, and the city's.
  void write(IcalWriter& out) const;

 private:
  struct Use {
    text::Zone zone;
    Instant earliest;
  };
  const Snapshot& snapshot_;
  Window window_;
  std::map<std::string, Use> used_;
};

}  // namespace resso::feeds
