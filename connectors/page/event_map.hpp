// From the events that a page states to what the model calls stated.
#pragma once

#include "connectors/page/page_event.hpp"

#include <optional>
#include <string_view>

namespace resso::connectors::page {

/// Unset without a name or a start that can be read. Times with an offset are told on the city's clock; without one they are the city's.
std::optional<StatedEvent> to_stated_event(const PageEvent& event, std::string_view page_url, std::string_view source_id,
                                           std::string_view city_zone);

}  // namespace resso::connectors::page
