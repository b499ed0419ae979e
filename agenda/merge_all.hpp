// Many notices at once: which of them are one event. Near-linear: only those are compared that share a day and something to go by.
#pragma once

#include "agenda/same_event.hpp"

#include <cstddef>
#include <vector>

namespace resso::agenda {

/// For each event the index of the first that it is one with (its own, if none before is). An event joins the one that it is likest to,
/// as find_same does for the store: the same in the same order.
std::vector<std::size_t> merge_all(const std::vector<Event>& events, const MergeRules& rules);

}  // namespace resso::agenda
