// Recurrence rules written strictly (RFC 5545 §3.3.10), whatever the source's own way of writing them.
#pragma once

#include "feeds/ical_clock.hpp"
#include "text/recurrence_rule.hpp"

#include <string>

namespace resso::feeds {

/// UNTIL becomes what DTSTART asks for: a day for whole days, else UTC. Parts that mean nothing for whole days are left out.
std::string rrule_text(const text::RecurrenceRule& rule, bool all_day, const IcalClock& clock);

}  // namespace resso::feeds
