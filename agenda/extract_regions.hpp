// The part of a text that each of its events is told in.
#pragma once

#include "agenda/extract_drafts.hpp"

#include <vector>

namespace resso::agenda::extraction {

/// Items, half open.
struct Region {
  std::size_t first = 0, last = 0;
  bool holds(std::size_t item) const { return first <= item && item < last; }
};

/// One for each draft: from its sentence, or its own first word when another event is told in it.
std::vector<Region> find_regions(const Wording& words, const Marks& marks, const std::vector<Draft>& drafts);

}  // namespace resso::agenda::extraction
