// Places out of words: names of the gazetteer, venues, addresses, labelled lines, meeting points, tools to meet online.
#pragma once

#include "agenda/extract_text.hpp"

#include <vector>

namespace resso::agenda::extraction {

struct PlacePhrase {
  std::size_t first = 0, last = 0;  ///< items of the name as written, half open
  int rank = 0;                     ///< how sure it is; PlaceRank
  int gazetteer = -1;               ///< into ExtractRules::places()
  bool programme = false;           ///< said for the whole text: "tots els actes"
  bool online = false;
};

enum PlaceRank { rank_named = 1, rank_start = 2, rank_online = 3, rank_venue = 4, rank_meeting = 5, rank_label = 6 };

/// `taken`: items that are part of a date or a time.
std::vector<PlacePhrase> read_places(const Wording& words, const std::vector<bool>& taken);

/// With the gazetteer's address, district and point where it is known.
Place place_of(const Wording& words, const ExtractRules& rules, const PlacePhrase& phrase);

}  // namespace resso::agenda::extraction
