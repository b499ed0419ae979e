// What schema.org says of events, read out of things.
#pragma once

#include "connectors/page/page_event.hpp"
#include "connectors/page/thing.hpp"

#include <string_view>

namespace resso::connectors::page {

/// Every thing of a type that ends in "Event", festivals and hackathons, wherever it stands; a superEvent is only the frame of the one
/// that names it, and a series without a date only that of its parts. Texts of JSON-LD may be markup. A thing of which only the identity is
/// given is looked up in the same document.
std::vector<PageEvent> schema_events(const Thing& document, Vocabulary vocabulary, std::string_view base_url);

}  // namespace resso::connectors::page
