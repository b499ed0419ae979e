// The words that name an act: out of the part of a text that tells of it, without dates, hours, places and greetings.
#pragma once

#include "agenda/extract_marks.hpp"
#include "agenda/extract_place.hpp"

#include <string>

namespace resso::agenda::extraction {

struct TitleWords {
  std::string text;
  Span span;
  bool names_act = false;  ///< has a word of the acts
};

/// Items of [first, last); `elsewhere` where to look when nothing there is a name: the whole text.
TitleWords read_title(const Wording& words, const Marks& marks, const std::vector<PlacePhrase>& places, std::size_t first,
                      std::size_t last);

}  // namespace resso::agenda::extraction
