// schema.org Schedule: an event that comes again.
#pragma once

#include "connectors/page/page_event.hpp"
#include "connectors/page/thing.hpp"

namespace resso::connectors::page {

/// Gives the event its rule, and the first date where it states none itself. A schedule that cannot be told as one RRULE gives no rule:
/// then its first date is all.
void read_schedule(const Thing& schedule, PageEvent& to);

}  // namespace resso::connectors::page
