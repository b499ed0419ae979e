// The words that name an act: out of the part of a text that tells of it, without dates, hours, places and greetings.
#pragma once

#include "agenda/extract_marks.hpp"
#include "agenda/extract_place.hpp"

#include <string>

namespace resso::agenda::extraction {

inline constexpr std::size_t kLongestTitle = 110;  ///< code points

struct TitleWords {
  std::string text;
  Span span;
  std::size_t first = 0;   ///< the item that it begins with
  bool names_act = false;  ///< has a word of the acts
};

/// The best of the items [first, last); empty: nothing there could be a name.
TitleWords read_title(const Wording& words, const Marks& marks, const std::vector<PlacePhrase>& places, std::size_t first,
                      std::size_t last);

}  // namespace resso::agenda::extraction
