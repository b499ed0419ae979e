// VTIMEZONE (RFC 5545 §3.6.5) out of a zone's own transitions. A zone that changes by the same two rules every year (Europe/Madrid since
// 1996) is told by rules, for ever and with the same bytes; any other one by its single changes within the years asked for.
#pragma once

#include "feeds/ical_text.hpp"
#include "text/zone.hpp"

#include <string_view>

namespace resso::feeds {

/// `window`: from the earliest to the latest moment that the calendar speaks of.
void write_vtimezone(IcalWriter& out, std::string_view tzid, const text::Zone& zone, const Window& window);

}  // namespace resso::feeds
