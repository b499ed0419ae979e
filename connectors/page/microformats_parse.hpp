// Events in microformats: h-event (microformats2) and the classic hCalendar.
#pragma once

#include "connectors/page/element.hpp"
#include "connectors/page/page_event.hpp"

namespace resso::connectors::page {

/// Every h-event and vevent of the page, in its order. Of a property said several times the first counts.
std::vector<PageEvent> microformats_events(const PageTree& tree);

}  // namespace resso::connectors::page
