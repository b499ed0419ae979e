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

// "BCT" of "Biblioteca Central de Terrassa", "AEP" of the words' first letters.
bool is_acronym(const PlaceTraits& a, const PlaceTraits& b) {
  if (a.names.size() != 1 || a.names[0].text.size() < 2 || a.names[0].text.size() > 6) return false;
  std::string initials;
  for (const auto& kind : b.kinds) initials += kind.text.substr(0, 1);
  for (const auto& name : b.names) initials += name.text.substr(0, 1);
  return initials.size() >= 2 && initials == a.names[0].text;
}

PlaceVerdict by_kind(const PlaceTraits& a, const PlaceTraits& b, PlaceVerdict otherwise) {
  if (a.kinds.empty() || b.kinds.empty() || shared(a.kinds, b.kinds, true) > 0) return PlaceVerdict::same;
  return otherwise;
}

PlaceVerdict compare_addresses(const PlaceTraits& a, const PlaceTraits& b) {
  if (shared(a.names, b.names, true) == 0) return PlaceVerdict::differ;
  return a.house == b.house || a.house < 0 || b.house < 0 ? PlaceVerdict::same : PlaceVerdict::differ;
}

// Only one of them has a name of its own: "Auditori" and "Auditori Municipal".
PlaceVerdict compare_bare(const PlaceTraits& a, const PlaceTraits& b) {
  if (shared(a.kinds, b.kinds, true) > 0) return PlaceVerdict::same;
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
  if (a.gazetteer >= 0 && a.gazetteer == b.gazetteer) return PlaceVerdict::same;
  if (a.everywhere || b.everywhere) return PlaceVerdict::compatible;
  if (a.gazetteer >= 0 && b.gazetteer >= 0) return PlaceVerdict::differ;
  if (!words_apart(a.names, b.names).empty()) return PlaceVerdict::differ;
  if (a.is_address && b.is_address) return compare_addresses(a, b);
  if (shared(a.names, b.names, false) > 0)
    return by_kind(a, b, a.is_address || b.is_address ? PlaceVerdict::compatible : PlaceVerdict::near);
  if (a.is_address != b.is_address) return PlaceVerdict::compatible;
  if (is_acronym(a, b) || is_acronym(b, a)) return PlaceVerdict::same;
  // "Auditori Municipal" is "Auditori"; "Escola El Vallès" is no other school.
  const auto only_plain = [](const PlaceTraits& place) {
    return std::all_of(place.names.begin(), place.names.end(), [](const Word& name) { return name.has(Sign::plain); });
  };
  if (only_plain(a) || only_plain(b)) return compare_bare(a, b);
  if (!has_strong(a.names) && !has_strong(b.names) && shared(a.names, b.names, true) > 0) return compare_bare(a, b);
  return PlaceVerdict::differ;
}

}  // namespace resso::agenda
