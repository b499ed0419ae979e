// Media RSS: pictures, films and sounds of an entry.
#pragma once

#include "connectors/feed/element_read.hpp"

namespace resso::connectors::feed {

void read_media(ElementReader& reader, const text::XmlNode& element, const Scope& scope, Entry& to);

}  // namespace resso::connectors::feed
