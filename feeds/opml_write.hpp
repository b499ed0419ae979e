// OPML 2.0: our own feeds, then every public source under the entity that it belongs to.
#pragma once

#include "feeds/output.hpp"

namespace resso::feeds {

Result<std::string> write_opml(const Snapshot& snapshot, const OutputRequest& request);

/// May its address be shown? Not with credentials, in the source or inside the address (user, secret links of calendars, tokens).
bool is_public_source(const SourceFacts& facts);

}  // namespace resso::feeds
