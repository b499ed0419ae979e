// schema.org Event of one act, for machines that read the page.
#pragma once

#include "feeds/filter.hpp"

#include <string>

namespace resso::feeds {

std::string event_json_ld(const Snapshot& snapshot, const Selected& selected, std::string_view organiser);

}  // namespace resso::feeds
