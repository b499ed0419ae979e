// The dialects in which feeds say when an event is: RSS event module, xCal, The Events Calendar, the Diputació de Barcelona's sites.
#pragma once

#include "connectors/feed/element_read.hpp"

namespace resso::connectors::feed {

void read_event_facts(ElementReader& reader, const text::XmlNode& element, const Scope& scope, EventFacts& to);

}  // namespace resso::connectors::feed
