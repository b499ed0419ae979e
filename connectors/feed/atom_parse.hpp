// Atom 1.0 (RFC 4287) and 0.3.
#pragma once

#include "connectors/feed/element_read.hpp"

namespace resso::connectors::feed {

/// `root`: <feed>, or an <entry> on its own. Total, as parse_rss.
FeedDocument parse_atom(const text::XmlNode& root, const Scope& document);

}  // namespace resso::connectors::feed
