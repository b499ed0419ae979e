// RSS 0.9x and 2.0, and the RDF kinds 0.90, 1.0 and 1.1.
#pragma once

#include "connectors/feed/element_read.hpp"

namespace resso::connectors::feed {

/// `root`: <rss>, <rdf:RDF>, or a <channel> on its own. Total: what cannot be read is left out, with a warning where somebody could mend
/// it.
FeedDocument parse_rss(const text::XmlNode& root, const Scope& document);

}  // namespace resso::connectors::feed
