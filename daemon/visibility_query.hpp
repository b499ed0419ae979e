// The query of /visibility and /api/v1/visibility: the filter grammar's keys, and `by` for the cut.
#pragma once

#include "feeds/snapshot.hpp"
#include "model/visibility.hpp"

#include <string>

namespace resso::daemon {

/// from, to (days, both included), entity, district, topic, tag, lang, network, by. Without from and to: the last 28 whole days.
/// Errors: bad_input that names the key and the value.
Result<VisibilityQuery> parse_visibility_query(std::string raw_query, const feeds::Snapshot& snapshot);

}  // namespace resso::daemon
