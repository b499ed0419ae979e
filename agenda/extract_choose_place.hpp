// Which of the places of a text each of its events is at.
#pragma once

#include "agenda/extract_place.hpp"
#include "agenda/extract_regions.hpp"

#include <vector>

namespace resso::agenda::extraction {

/// An index into `places` for each draft; -1: none.
std::vector<int> choose_places(const Wording& words, const Marks& marks, const std::vector<Draft>& drafts,
                               const std::vector<Region>& regions, const std::vector<PlacePhrase>& places);

}  // namespace resso::agenda::extraction
