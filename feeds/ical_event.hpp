// One event as VEVENTs (RFC 5545 §3.6.1): alone, or a series with its rule and its changed dates.
#pragma once

#include "feeds/ical_clock.hpp"
#include "feeds/output.hpp"

#include <vector>

namespace resso::feeds {

struct IcalContext {
  const Snapshot& snapshot;
  std::string_view language;
  bool busy = false;  ///< the reader means to go: a single event that was asked for; a whole agenda leaves calendars free
};

/// `dates`: all occurrences of the event in the snapshot, in order.
///
/// What readers do decides the form. RRULE, RDATE, EXDATE and RECURRENCE-ID of a single date work everywhere. RANGE=THISANDFUTURE is
/// ignored by most, so the dates that such a change touches are told one by one within the window. EXRULE and several RRULEs are ignored or
/// misread by many: such an event is told date by date, each with a UID of its own.
void write_event(IcalWriter& out, IcalClocks& clocks, const IcalContext& context, const Event& event,
                 const std::vector<const Occurrence*>& dates);

}  // namespace resso::feeds
