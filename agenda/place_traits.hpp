// What the name of a place says: a kind, a name, a street and a number, or that nobody knows yet.
#pragma once

#include "agenda/merge_lexicon.hpp"

#include <string>
#include <vector>

namespace resso::agenda {

/// A word of a place's name as it stands there, for what is abbreviated to initials.
struct PlacePiece {
  std::string text;
  bool may_be_left_out = false;  ///< "de", "sala", the city
};

struct PlaceTraits {
  std::string text;  ///< folded
  Words names;       ///< what it is called, without the kind of place
  Words kinds;       ///< square, library
  std::vector<PlacePiece> pieces;
  int gazetteer = -1;  ///< its line there
  int house = -1;      ///< number in the street
  bool said = false, is_address = false, everywhere = false, is_online = false;
  bool beside = false;       ///< told by what it stands beside, and not by its street
  bool may_be_town = false;  ///< "Torrebruna": one word, without an article or a kind; houses are "la Farinera", or letters
};

/// `words` of `text`. Its line in the gazetteer is not looked up.
PlaceTraits place_traits(const std::string& text, Words words);

}  // namespace resso::agenda
