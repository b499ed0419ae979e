// iCalendar (RFC 5545, RFC 7986) of the agenda: /agenda.ics, /entities/{slug}/agenda.ics, /events/{id}.ics.
#pragma once

#include "feeds/output.hpp"

namespace resso::feeds {

/// From 30 days back to 400 on, as the snapshot holds. A series of which one date passes the filter comes whole, with its rule.
Result<std::string> write_agenda_ics(const Snapshot& snapshot, const OutputRequest& request);
Result<std::string> write_event_ics(const Snapshot& snapshot, const OutputRequest& request);

}  // namespace resso::feeds
