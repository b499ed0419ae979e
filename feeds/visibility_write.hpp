// The figures of visibility as data: /api/v1/visibility and /visibility.csv. What is not known is null, or an empty cell; never zero.
#pragma once

#include "feeds/snapshot.hpp"

#include <string>

namespace resso::feeds {

std::string visibility_json(const Snapshot& snapshot, const VisibilityReport& report);

/// RFC 4180, UTF-8 with a byte order mark (spreadsheets need it for accents). Per value of the cut two rows, one a period; the first two
/// rows are the whole, with "all" in the column `cut`.
std::string visibility_csv(const Snapshot& snapshot, const VisibilityReport& report);

}  // namespace resso::feeds
