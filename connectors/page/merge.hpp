// One event that a page tells in several vocabularies, made one.
#pragma once

#include "connectors/page/page_event.hpp"

#include <string_view>
#include <vector>

namespace resso::connectors::page {

/// Within a vocabulary what is said twice is one: to the letter, or the same act at the same address. Across vocabularies: the same name or
/// address, the same start (or the same day, where one of them knows no more), and no places that contradict each other; the earlier
/// vocabulary counts, the other fills in.
std::vector<PageEvent> each_once(std::vector<PageEvent> events, std::string_view city_zone);

}  // namespace resso::connectors::page
