#include "agenda/place_likeness.hpp"

#include "agenda/title_likeness.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

bool is_common(const Word& word) { return word.has(Sign::weak) || word.has(Sign::plain); }

int shared(const Words& a, const Words& b, bool weak_too) {
  return static_cast<int>(std::count_if(a.begin(), a.end(), [&](const Word& word) {
    return (weak_too || !is_common(word)) &&
           std::any_of(b.begin(), b.end(), [&](const Word& other) { return likeness(word, other) >= 0.8; });
  }));
}

bool has_strong(const Words& words) {
  return std::any_of(words.begin(), words.end(), [](const Word& word) { return !is_common(word); });
}

using Pieces = std::vector<PlacePiece>;

// Each word gives one to three of its first letters, in order; what may be left out may give some.
bool spells(std::string_view letters, const Pieces& pieces, std::size_t from, int words) {
  if (from == pieces.size()) return words >= 2 && (letters.empty() || (letters.size() == 1 && words >= 3));  // the city's
  const auto& piece = pieces[from];
  if (piece.may_be_left_out && spells(letters, pieces, from + 1, words)) return true;
  constexpr std::size_t kMost = 3;
  for (std::size_t n = 1; n <= std::min({kMost, letters.size(), piece.text.size()}) && letters[n - 1] == piece.text[n - 1]; ++n)
    if (spells(letters.substr(n), pieces, from + 1, words + 1)) return true;
  return false;
}

// "ESEIAAT", "UPC VOc": all that the one says of the place are the first letters of what the other says.
bool is_acronym(const PlaceTraits& shorter, const PlaceTraits& longer) {
  constexpr std::size_t kShortest = 2, kLongest = 9, kLongestPiece = 7;
  std::string letters;
  for (const auto& piece : shorter.pieces) {
    if (piece.text.size() > kLongestPiece) return false;
    if (!piece.may_be_left_out) letters += piece.text;
  }
  return letters.size() >= kShortest && letters.size() <= kLongest && letters.size() < longer.text.size() &&
         spells(letters, longer.pieces, 0, 0);
}

bool begins(const Word& shorter, const Word& longer) { return shorter.text.size() >= 3 && longer.text.starts_with(shorter.text); }

// "Bibl. Distr. 4", "Mont. Roig": each word is the beginning of one, in order.
bool is_cut_short(const PlaceTraits& shorter, const PlaceTraits& longer) {
  if (shorter.names.empty()) return false;
  auto at = longer.names.begin();
  for (const auto& name : shorter.names) {
    if (std::any_of(longer.kinds.begin(), longer.kinds.end(), [&](const Word& kind) { return begins(name, kind); })) continue;
    at = std::find_if(at, longer.names.end(), [&](const Word& other) { return likeness(name, other) >= 0.8 || begins(name, other); });
    if (at == longer.names.end()) return false;
    ++at;
  }
  return true;
}

PlaceVerdict by_kind(const PlaceTraits& a, const PlaceTraits& b, PlaceVerdict otherwise) {
  if (a.kinds.empty() || b.kinds.empty() || shared(a.kinds, b.kinds, true) > 0) return PlaceVerdict::same;
  return otherwise;
}

PlaceVerdict compare_addresses(const PlaceTraits& a, const PlaceTraits& b) {
  if (shared(a.names, b.names, true) == 0) {
    // "Davant de l'ermita": of which, the other says.
    if ((a.beside && a.names.empty()) || (b.beside && b.names.empty())) return by_kind(a, b, PlaceVerdict::compatible);
    return PlaceVerdict::differ;
  }
  return a.house == b.house || a.house < 0 || b.house < 0 ? PlaceVerdict::same : PlaceVerdict::differ;
}

// A kind of place that the other does not say; a room is of any house.
bool adds_kind(const PlaceTraits& one, const PlaceTraits& other) {
  return std::any_of(one.kinds.begin(), one.kinds.end(),
                     [&](const Word& kind) { return !kind.has(Sign::room) && shared({kind}, other.kinds, true) == 0; });
}

// Only one of them has a name of its own: "Auditori" and "Auditori Municipal".
PlaceVerdict compare_bare(const PlaceTraits& a, const PlaceTraits& b) {
  // "Plaça de l'Estació" is not "Plaça de l'Església".
  if (shared(a.kinds, b.kinds, true) > 0) return adds_kind(a, b) && adds_kind(b, a) ? PlaceVerdict::differ : PlaceVerdict::same;
  if (shared(a.names, b.names, true) > 0) return PlaceVerdict::same;
  // "Local social" may be anywhere.
  const auto only_room = [](const PlaceTraits& place) {
    return place.names.empty() &&
           std::all_of(place.kinds.begin(), place.kinds.end(), [](const Word& kind) { return kind.has(Sign::room); });
  };
  return only_room(a) || only_room(b) ? PlaceVerdict::compatible : PlaceVerdict::differ;
}

}  // namespace

PlaceVerdict compare_places(const PlaceTraits& a, const PlaceTraits& b) {
  if (!a.said || !b.said) return PlaceVerdict::unknown;
  if (a.text == b.text) return PlaceVerdict::same;
  if (a.is_online && b.is_online) return PlaceVerdict::same;
  if (a.gazetteer >= 0 && a.gazetteer == b.gazetteer) return PlaceVerdict::same;
  if (a.everywhere || b.everywhere) return PlaceVerdict::compatible;
  if (a.is_online || b.is_online) return PlaceVerdict::online;
  if (a.gazetteer >= 0 && b.gazetteer >= 0) return PlaceVerdict::differ;
  if (!words_apart(a.names, b.names).empty()) return PlaceVerdict::differ;
  if (a.is_address && b.is_address) return compare_addresses(a, b);
  if (shared(a.names, b.names, false) > 0)
    return by_kind(a, b, a.is_address || b.is_address ? PlaceVerdict::compatible : PlaceVerdict::near);
  if (a.is_address != b.is_address) return PlaceVerdict::compatible;
  if (is_acronym(a, b) || is_acronym(b, a)) return PlaceVerdict::same;
  if (is_cut_short(a, b) || is_cut_short(b, a)) return by_kind(a, b, PlaceVerdict::near);
  // "Auditori Municipal" is "Auditori"; "Escola El Vallès" is no other school.
  const auto only_plain = [](const PlaceTraits& place) {
    return std::all_of(place.names.begin(), place.names.end(), [](const Word& name) { return name.has(Sign::plain); });
  };
  if (only_plain(a) || only_plain(b)) return compare_bare(a, b);
  if (!has_strong(a.names) && !has_strong(b.names) && shared(a.names, b.names, true) > 0) return compare_bare(a, b);
  return a.may_be_town != b.may_be_town ? PlaceVerdict::vague : PlaceVerdict::differ;
}

}  // namespace resso::agenda
