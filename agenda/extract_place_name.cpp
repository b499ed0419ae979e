#include "agenda/extract_place_name.hpp"

#include "agenda/extract_english.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

constexpr std::size_t kLongestName = 9;  ///< items of a name after its venue word

}  // namespace

bool PlaceNames::leads_within(std::size_t i) const {
  const std::string_view phrase = words_.folded(i);
  if (words_.language() == "en" && (phrase.ends_with(" at") || phrase.ends_with(" at the"))) return true;
  return (words_.is(i, Role::moved) || words_.is(i, Role::meeting)) &&
         (phrase.ends_with(" to") || phrase.ends_with(" from") || phrase.ends_with(" a") || phrase.ends_with(" al"));
}

/// "carrer de Sant Quirze, 2", "c/ de la Font Vella, 28", "pl. Vella".
std::size_t PlaceNames::street_end(std::size_t i) const {
  std::size_t end = i + 1;
  while (words_.is_sign(end, '/') || words_.is_sign(end, '.')) ++end;
  while (free(end) && is_small_word(end)) ++end;
  const std::size_t names = end;
  if (words_.is_number(end) && words_.is(end + 1, Role::of) && words_.is(end + 2, Role::month) && free(end))
    return end + 3;  // "passeig 22 de Juliol"
  while (free(end) && end < names + 4 && words_.is_word(end) &&
         (words_[end].capital ||
          (end == names && !words_.ends_as(end, Role::future) && !words_.is(end, Role::cut) && !words_.is(end, Role::told_of) &&
           !words_.is(end, Role::usual)) ||
          words_[end].hyphened || (is_small_word(end) && words_[end + 1].capital)) &&
         !words_.is(end, Role::clock))
    ++end;
  if (end == names) return i;
  std::size_t number = end;
  if (words_.is_sign(number, ',')) ++number;
  if (words_.is(number, Role::house_number)) number += words_.is_sign(number + 1, '.') ? 2U : 1U;
  if (free(number) && words_.is_number(number) && words_[number].digits <= 3 && !words_.is(number + 1, Role::hour_unit) &&
      !words_.is_sign(number + 1, 0x20AC) && !words_.is_sign(number + 1, ':') && !words_.is(number + 1, Role::unit)) {
    end = number + 1;
    while (words_.is_dash(end) && words_.is_number(end + 1) && !words_[end].spaced) end += 2;
  }
  return end;
}

/// "pistas del C.T. Las Moreras": between two letters or after the second, not at the end of "sala B. Entrada lliure".
bool PlaceNames::is_dot_of_initials(std::size_t i) const {
  const auto initial = [&](std::size_t k) { return words_.is_word(k) && words_[k].capital && words_[k].folded_size == 1; };
  if (i == 0 || !words_.is_sign(i, '.') || !initial(i - 1)) return false;
  if (initial(i + 1) && !words_[i + 1].spaced && words_.is_sign(i + 2, '.')) return true;
  return i > 2 && words_.is_sign(i - 2, '.') && initial(i - 3) && words_.is_word(i + 1) && words_[i + 1].capital &&
         words_.same_sentence(i, i + 1);
}

/// Whether item `i` belongs to the name that came before it.
bool PlaceNames::goes_on(std::size_t i) const {
  if (!free(i)) return false;
  if (words_.is_word(i)) {
    if (words_.is(i, Role::usual) || words_.is(i, Role::weekday) || words_.is(i, Role::manner)) return false;
    if (words_.is(i, Role::gazetteer) || words_.is(i, Role::continues) || is_genitive(words_, i)) return true;
    const bool goes_with = words_.is(i, Role::venue) || (words_.is(i, Role::part) && !words_.is(i, Role::act));
    // "school library", "museum steps", "La Fàbrica main hall"
    const bool after_name = words_.is(i - 1, Role::venue) || words_.is(i - 1, Role::continues) || words_[i - 1].capital;
    if (words_.language() == "en" && goes_with && after_name) return true;
    if (words_.is(i, Role::act) && words_.shouts()) return false;
    if (words_.is(i, Role::and_) && words_.shouts()) return false;
    return words_[i].capital && !(words_.is(i, Role::at) && words_[i].folded_size > 3);
  }
  if (is_dot_of_initials(i)) return true;
  return words_.is_number(i) && words_[i].digits <= 3 && !words_.is(i + 1, Role::hour_unit) && words_[i].spaced &&
         !words_.is_sign(i + 1, ':') && !words_.is_sign(i + 1, 0x20AC) && words_[i - 1].kind == Item::Kind::word &&
         (words_[i - 1].capital || words_.is(i - 1, Role::venue)) &&
         (words_[i + 1].kind != Item::Kind::word || (i + 1 < words_.size() && taken_[i + 1]) ||
          (words_.is(i + 1, Role::belongs) && starts_name(i + 2)) || (is_small_word(i + 1) && words_[i + 2].capital));
}

/// The item after a name that begins at `i`.
std::size_t PlaceNames::name_end(std::size_t i) const {
  if (is_street(i)) return std::max(street_end(i), i + 1);
  std::size_t end = i + 1;
  if (words_.is_sign(end, '.') && words_[i].folded_size <= 2) ++end;
  while (end < i + kLongestName) {
    if (words_.is_sign(end, 0xAB) || words_.is_sign(end, '"') || words_.is_sign(end, 0x201C)) {
      std::size_t close = end + 1;
      while (close < end + 6 && words_[close].kind == Item::Kind::word) ++close;
      if (words_[close].kind != Item::Kind::sign) break;
      end = close + 1;
      continue;
    }
    if (goes_on(end)) {
      ++end;
      continue;
    }
    if (end == i + 1 && is_plain_adjective(i)) {
      ++end;
      continue;
    }
    // Small words belong to the name only when a name follows them.
    std::size_t next = end;
    while (free(next) && next < end + 3 && is_small_word(next)) ++next;
    if (next == end && words_.is(end, Role::and_) && words_[end + 1].capital && words_[end - 1].capital && !words_.shouts()) next = end + 1;
    if (next == end || !free(next) || words_.is(next, Role::usual)) break;
    const bool named =
        words_[next].kind == Item::Kind::word && (words_[next].capital || words_.is(next, Role::venue) ||
                                                  words_.is(next, Role::gazetteer) || words_.is(next, Role::area) || is_street(next));
    if (words_.is(next, Role::weekday) || words_.is(next, Role::month)) break;
    // "del casal al pavelló Vell": from one to the other
    if (words_.is(end, Role::at) && !words_.is(end, Role::belongs) && words_.is(next, Role::venue) && !words_[next].capital) break;
    if (!named && !is_plain_link(i, end, next)) break;
    end = next + 1;
  }
  return end == i + 1 ? plain_name_end(i) : end;
}

/// "sala blava del casal": a plain word right after the venue, which is one of another venue.
bool PlaceNames::is_plain_adjective(std::size_t first) const {
  const std::size_t i = first + 1;
  if (!words_.is(first, Role::venue) || words_.shouts() || !free(i) || !words_.is_word(i) || words_[i].senses != nullptr) return false;
  std::size_t after = i + 1;
  if (!words_.is(after, Role::belongs) && !words_.is(after, Role::particle)) return false;
  while (free(after) && after < i + 4 && is_small_word(after)) ++after;
  return free(after) && (words_.is(after, Role::venue) || words_[after].capital);
}

/// "local d'assaig de Cal Reig", "sala de calderes del Vapor": a plain word between the venue and a name.
bool PlaceNames::is_plain_link(std::size_t first, std::size_t end, std::size_t next) const {
  if (end != first + 1 || !words_.is(first, Role::venue) || words_.shouts() || !words_.is(end, Role::of)) return false;
  if (!words_.is_word(next) || words_[next].capital || (words_[next].senses != nullptr && !words_.is(next, Role::act))) return false;
  std::size_t after = next + 1;
  const std::size_t small = after;
  if (!words_.is(after, Role::of) && !words_.is(after, Role::from)) return false;  // "parada de roses al pati"
  while (free(after) && after < small + 3 && is_small_word(after)) ++after;
  return after > small && free(after) && words_.is_word(after) &&
         (words_[after].capital || words_.is(after, Role::venue) || words_.is(after, Role::gazetteer));
}

/// "refugi antiaeri", "casal de joves": one plain word that nothing else claims, at the end of its clause.
std::size_t PlaceNames::plain_name_end(std::size_t i) const {
  std::size_t end = i + 1;
  if ((!words_.is(i, Role::venue) && !words_.is(i, Role::part)) || words_.shouts()) return end;
  if (words_.is(end, Role::of)) ++end;
  if (end > i + 1 && words_.is(end, Role::article)) ++end;
  const bool plain = free(end) && words_.is_word(end) && words_[end].senses == nullptr && words_.language() != "en";
  const bool before_hour =
      words_.is(end + 1, Role::and_) && end + 2 < words_.size() && taken_[end + 2];  // "la caseta del guarda y a la una"
  const bool closed = words_.is_break(end + 1) || words_[end + 1].kind == Item::Kind::sign || before_hour ||
                      words_.is(end + 1, Role::hosts) || (end + 1 < words_.size() && taken_[end + 1]);
  return plain && closed ? end + 1 : i + 1;
}

/// "(Major, 45)", "(Sant Llorenç 10, 1r)": an address without its street word, up to the bracket.
std::size_t PlaceNames::bare_address_end(std::size_t start) const {
  std::size_t i = start;
  while (free(i) && i < start + 5 && words_.is_word(i) && (words_[i].capital || is_small_word(i))) ++i;
  if (i == start || !words_[start].capital) return start;
  if (words_.is_sign(i, ',')) ++i;
  if (!free(i) || !words_.is_number(i) || words_[i].digits > 3) return start;
  while (i < start + 12 && free(i) && !words_.is_sign(i, ')') && !words_.is_break(i)) ++i;
  return words_.is_sign(i, ')') ? i : start;
}

/// "ofrena floral (Monument a Rafael Casanova)": a bracket that holds nothing but a place, up to its end.
std::size_t PlaceNames::bracketed_end(std::size_t i) const {
  if (!words_.is_sign(i, '(') || !starts_name(i + 1) || words_.is(i + 1, Role::act) || !words_[i + 1].capital) return i;
  std::size_t end = i + 1;
  while (free(end) && end < i + 10 && (words_.is_word(end) || words_.is_number(end) || words_.is_sign(end, ',')) &&
         !words_.is(end, Role::organiser) && !words_.is(end, Role::act))
    ++end;
  return words_.is_sign(end, ')') ? end : i;
}

/// ", sala petita", " (c/ de la Font Vella, 28)": what tells more of the same place.
std::size_t PlaceNames::join_detail(std::size_t end) const {
  const bool bracket = words_.is_sign(end, '(');
  if (!bracket && !words_.is_sign(end, ',') && !words_.is_dash(end)) return end;
  std::size_t start = end + 1;
  if (bracket) {
    if (const std::size_t close = bare_address_end(start); close > start) return close;
  }
  if (const std::size_t street = numbered_street_end(words_, start); street > start) {
    if (!bracket) return street;
    return words_.is_sign(street, ')') ? street : end;
  }
  if (words_.is(start, Role::at) && starts_name(start + 1)) ++start;
  if (!free(start)) return end;
  const bool detail =
      is_street(start) || words_.is(start, Role::part) || (words_.is(start, Role::venue) && !words_.is(end - 1, Role::street));
  if (!detail) return end;
  std::size_t last = is_street(start) ? street_end(start) : name_end(start);
  if (last == start) return end;
  if (is_street(start)) {
    if (const std::size_t more = join_detail(last); more > last) last = more;
  }
  if (!bracket) return last;
  while (last < words_.size() && !words_.is_sign(last, ')') && !words_.is_break(last) && free(last)) ++last;
  return words_.is_sign(last, ')') ? last : end;
}

/// English puts the name first: "Central Library", "the Old Mill pub", "the castle terrace".
std::size_t PlaceNames::compound_end(std::size_t i) const {
  if (words_.language() != "en" || !free(i) || !words_.is_word(i) || words_.is(i, Role::at) || words_.is(i, Role::article)) return i;
  const auto leads = [&](std::size_t k) { return words_.is(k, Role::at) || leads_within(k); };
  const bool after_hour = i > 1 && words_.is_sign(i - 1, ',') && taken_[i - 2];  // "11am, children's library"
  const bool led = i > 0 && (leads(i - 1) || after_hour || (i > 1 && words_.is(i - 1, Role::article) && leads(i - 2)));
  if (words_.is(i, Role::act)) {  // "music room of the school"
    const bool opens = led || i == 0 || words_[i - 1].kind == Item::Kind::sign;
    const bool room = words_.is(i + 1, Role::venue) || words_.is(i + 1, Role::part);
    return opens && free(i + 1) && room && !words_.is(i + 1, Role::act) ? of_name_end(i + 2) : i;
  }
  const bool capital = words_[i].capital && !words_.shouts();
  if (!capital && !(led && (words_[i].senses == nullptr || is_genitive(words_, i + 1)))) return i;  // "children's library"
  std::size_t end = i;
  while (free(end) && end < i + 4 && words_.is_word(end) && (words_[end].capital || (end == i && !capital)) &&
         !(end > i && words_.is(end, Role::venue))) {
    ++end;
    if (free(end) && is_genitive(words_, end)) ++end;
  }
  const bool closes = free(end) && end > i && (words_.is(end, Role::venue) || words_.is(end, Role::part)) && !words_.is(end, Role::act);
  if (!closes) return i;
  ++end;
  while (free(end) && !words_[end].capital && goes_on(end)) ++end;  // "Alder Park main gate"
  return of_name_end(end);
}

/// " of Escola Riera" after a place that English tells of it.
std::size_t PlaceNames::of_name_end(std::size_t end) const {
  // "Science Museum La Fàbrica"
  if (free(end) && words_.is(end, Role::particle) && words_[end].capital && words_[end + 1].capital && words_.same_sentence(end, end + 1) &&
      words_.same_sentence(end - 1, end))
    return name_end(end);
  if (!words_.is(end, Role::belongs)) return end;
  std::size_t name = end + 1;
  if (words_.is(name, Role::article)) ++name;
  return free(name) && words_[name].capital && !words_.shouts() ? name_end(name) : end;
}

}  // namespace resso::agenda::extraction
