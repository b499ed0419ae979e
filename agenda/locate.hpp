// A place that a calendar or a page names, found in the gazetteer.
#pragma once

#include "agenda/event_traits.hpp"

namespace resso::agenda {

/// Adds what the place does not say itself: address, district, coordinates. Its name stays as its source writes it. Found by name, alias
/// or address, whole or as a part between commas ("Casal de la Maurina, sala 2"); a part that several places answer to says nothing.
void locate(Place& place, const MergeRules& rules, const std::vector<config::GazetteerPlace>& gazetteer);

}  // namespace resso::agenda
