// What a VEVENT says besides its times: texts, place, picture, address, status.
#pragma once

#include "connectors/calendar/ical_parse.hpp"
#include "model/event.hpp"

#include <string_view>

namespace resso::connectors::calendar {

/// Everything but times, recurrence and uid. `base_url`: for relative addresses.
Event describe_event(const IcalComponent& event, std::string_view base_url);

/// CLASS:PRIVATE and CONFIDENTIAL: in a published calendar by mistake, or as "busy".
bool is_private(const IcalComponent& event);

}  // namespace resso::connectors::calendar
