#include "agenda/place_traits.hpp"

#include "text/unicode.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

bool any_has(const Words& words, Sign sign) {
  return std::any_of(words.begin(), words.end(), [&](const Word& word) { return word.has(sign); });
}

// A house in it is told by its number, and seldom by the street alone. A letter or two are a street only before its name: "av." is an
// avenue, "local de l'AV" an association.
bool is_street(const Word& kind, bool first) {
  constexpr std::size_t kShort = 2;
  return kind.has(Sign::street) && (first || kind.text.size() > kShort);
}

// "centre_civic" is two.
void add_pieces(std::vector<PlacePiece>& pieces, const Word& word) {
  if (word.number >= 0) return;
  const bool may_be_left_out = word.has(Sign::stop) || word.has(Sign::room) || word.has(Sign::weak);
  for (std::size_t at = 0; at <= word.text.size();) {
    const auto end = std::min(word.text.find('_', at), word.text.size());
    pieces.push_back({word.text.substr(at, end - at), may_be_left_out});
    at = end + 1;
  }
}

// "Sala 2" is a room of the house, not its number; nor is a postcode.
int house_in(const Words& words) {
  constexpr std::size_t kPostcode = 5;  // digits
  bool after_room = false;
  for (const auto& word : words) {
    if (word.number >= 0 && word.text.size() < kPostcode && !after_room) return word.number;
    after_room = word.has(Sign::room);
  }
  return -1;
}

// "av." is a street before it is an article; "l" and "de" are not places.
void sort_words(PlaceTraits& place, Words words) {
  for (auto& word : words) {
    if (word.has(Sign::place) || word.has(Sign::room) || word.has(Sign::online))
      place.kinds.push_back(std::move(word));
    else if (!word.has(Sign::stop) && !word.has(Sign::beside) && word.number < 0)
      place.names.push_back(std::move(word));
  }
}

bool is_on_a_street(const PlaceTraits& place) {
  return std::any_of(place.kinds.begin(), place.kinds.end(),
                     [&](const Word& kind) { return is_street(kind, &kind == &place.kinds.front() && place.text.starts_with(kind.text)); });
}

// Told by a number, with or without a street.
bool is_numbered(const PlaceTraits& place, const std::string& text) {
  if (place.house >= 0 && place.kinds.empty() && place.text.ends_with(std::to_string(place.house))) return true;
  const bool numbered = place.house >= 0 || text.find("s/n") != std::string::npos;
  return numbered && (text.find(',') != std::string::npos || any_has(place.kinds, Sign::place));
}

}  // namespace

PlaceTraits place_traits(const std::string& text, Words words) {
  PlaceTraits place;
  place.text = text::fold_words(text);
  place.said = !text.empty() && !any_has(words, Sign::undecided);
  place.everywhere = any_has(words, Sign::everywhere);
  place.is_online = text.find("://") != std::string::npos || any_has(words, Sign::online);
  place.house = house_in(words);
  for (const auto& word : words) add_pieces(place.pieces, word);
  const bool beside = any_has(words, Sign::beside);
  sort_words(place, std::move(words));
  const bool street = is_on_a_street(place);
  place.beside = beside && !street;
  place.is_address = street || beside || is_numbered(place, text);
  const bool small_letters = std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  place.may_be_town = place.pieces.size() == 1 && place.kinds.empty() && small_letters;
  return place;
}

}  // namespace resso::agenda
