// schema.org Event of one act, for machines that read the page.
#pragma once

#include "feeds/filter.hpp"

#include <span>
#include <string>

namespace resso::feeds {

/// `coming`: the dates of an act that repeats, each told as an event within it.
std::string event_json_ld(const Snapshot& snapshot, const Selected& selected, std::string_view organiser,
                          std::span<const Selected> coming = {});

}  // namespace resso::feeds
