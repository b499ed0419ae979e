#include "agenda/extract_place_rank.hpp"

namespace resso::agenda::extraction {

bool PlaceRanks::has_capital(std::size_t first, std::size_t last) const {
  for (std::size_t i = first; i < last; ++i)
    if (words_[i].capital) return true;
  return false;
}

/// Between two breaks of the text, with nothing else: "Amics de les Arts."
bool PlaceRanks::stands_alone(std::size_t first, std::size_t last) const {
  const bool open = first == 0 || words_[first - 1].kind == Item::Kind::sign || words_.is_break(first - 1) || taken_[first - 1];
  const bool closed = words_.is_break(last) || words_[last].kind == Item::Kind::sign || words_[last].kind == Item::Kind::link ||
                      (last < words_.size() && taken_[last]);
  return open && closed;
}

bool PlaceRanks::near_meeting(std::size_t i, bool of) const {
  int plain = 0;
  for (std::size_t back = 0; back < 14 && i > 0; ++back) {
    --i;
    if (words_.is_break(i) || words_[i].sentence != words_[i + 1].sentence) return false;
    if (words_.is(i, Role::meeting)) return !of || plain <= 1;  // "concentració contra el tancament de l'ambulatori"
    plain += words_.is_word(i) && !taken_[i] && words_[i].senses == nullptr;
    if (words_.is(i, Role::act) && !words_.is(i, Role::meeting)) return false;
  }
  return false;
}

/// "Des de l'Ateneu us convidem a …": who speaks, at the head of a sentence in which nobody sets out.
bool PlaceRanks::speaks_from(std::size_t i) const {
  if (!words_.is(i, Role::since) || (i > 0 && words_.same_sentence(i - 1, i))) return false;
  for (std::size_t next = i + 1; next < words_.size() && words_.same_sentence(next, i); ++next)
    if (words_.is(next, Role::meeting) || words_.is(next, Role::departure)) return false;
  return true;
}

/// How sure a name is by what stands before it; 0: it is no place.
int PlaceRanks::before(std::size_t first, std::size_t end) const {
  const bool gazetteer = words_.is(first, Role::gazetteer);
  std::size_t before = first;
  if (before > 0 && words_.is(before - 1, Role::article) && words_[before - 1].folded_size <= 3 && !words_.is(before - 1, Role::at))
    --before;
  const bool owned = before > 0 && words_.is(before - 1, Role::owner);
  if (owned) --before;
  if (owned && before > 0 && words_.is(before - 1, Role::article) && !words_.is(before - 1, Role::at)) --before;
  if (before > 0 && words_.is(before - 1, Role::same_one)) {  // "al mateix Forn del Vidre", but "a la mateixa sala"
    if (end == first + 1) return 0;
    --before;
    if (before > 0 && words_.is(before - 1, Role::article) && !words_.is(before - 1, Role::at)) --before;
  }
  const bool led =
      before > 0 && (words_.is(before - 1, Role::at) || words_.is(before - 1, Role::programme) || names_.leads_within(before - 1));
  const bool of = led && words_.is(before - 1, Role::belongs);
  // "old-town walk", "museum tour": what kind of act it is
  if (words_.language() == "en" && !led && words_.is(end, Role::act) && names_.free(end)) return 0;
  // "Street party": English streets end with that word
  const bool ends_streets = words_.language() == "en" && words_.is(first, Role::street_last) && names_.is_street(first);
  const bool plain = end > first + 1 && !words_[first + 1].capital && !words_.is(first + 1, Role::of);
  if (ends_streets && !led && plain) return 0;
  if (words_.is(end, Role::hosts)) return rank_venue;
  if (near_meeting(first, of)) return rank_meeting;
  if (words_.is(first, Role::area) && !words_.is(first, Role::venue)) return led && !of ? rank_start : 0;
  // "Cinema infantil", "Teatre" begin an act's name too.
  if (words_.is(first, Role::act) && !led && !has_capital(first + 1, end)) return 0;
  if (led && speaks_from(before - 1)) return rank_named;
  if (led && !of) return words_.is(before - 1, Role::passing) && end > first + 1 ? rank_start : rank_venue;
  const bool after_hour = first > 1 && words_.is_sign(first - 1, ',') && taken_[first - 2] &&
                          (words_[first].capital || words_.is_break(end) || words_.is_sign(end, '.'));  // "20 h, Catedral."
  if (stands_alone(first, end) && (end > first + 1 || gazetteer || after_hour)) return rank_venue;
  if (before == 0 || words_[before - 1].kind != Item::Kind::word) return gazetteer || names_.is_street(first) ? rank_start : rank_named;
  const bool of_street = of || words_.is(before - 1, Role::of);
  if (of_street && names_.is_street(first)) return rank_named;  // "verbena de la calle Mirasol", "sopar a la fresca del c/ Pantà"
  return gazetteer && !of ? rank_named : 0;
}

}  // namespace resso::agenda::extraction
