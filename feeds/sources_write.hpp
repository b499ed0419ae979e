// "/api/v1/sources": every source with its state and what was understood, for programs. No secret, as on the page.
#pragma once

#include "feeds/output.hpp"

namespace resso::feeds {

Result<std::string> sources_json(const Snapshot& snapshot, const OutputRequest& request);

}  // namespace resso::feeds
