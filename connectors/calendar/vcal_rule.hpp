// Recurrence rules of vCalendar 1.0 (its basic grammar) as RFC 5545 writes them: phones and old calendars still export them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace resso::connectors::calendar {

/// "W2 TU TH 20261231T000000" -> "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20261231T000000". "#5" is a count, "#0" for ever, and without
/// either it is twice, as that grammar says. Unset: it is not of that grammar.
std::optional<std::string> rule_of_vcalendar(std::string_view rule);

}  // namespace resso::connectors::calendar
