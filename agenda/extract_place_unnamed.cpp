// Names of places that no word of venues begins: told by what leads to them, by an hour before them, or by quotes.
#include "agenda/extract_place_name.hpp"

#include <algorithm>

namespace resso::agenda::extraction {

/// Whether nothing more of a name can follow: the end of its clause.
bool PlaceNames::closes(std::size_t i) const {
  const char32_t sign = words_[i].sign;
  const bool stop = words_[i].kind == Item::Kind::sign && (sign == ',' || sign == '.' || sign == ';' || sign == ')' || sign == '!');
  return words_.is_break(i) || stop || words_.is(i, Role::and_) || (i < words_.size() && taken_[i]);
}

/// "frente al mercado de abastos", "davant del quiosc", "under the oak": any noun after words that only tell where, beside an hour or a
/// day; `i` is the word that leads to it.
std::size_t PlaceNames::beside_end(std::size_t i, std::size_t& first) const {
  first = i + 1;
  while (free(first) && words_.is(first, Role::article) && words_[first].folded_size <= 3) ++first;
  if (!words_.is(i, Role::beside) || !free(first) || !words_.is_word(first) || starts_name(first) || words_[first].capital) return first;
  std::size_t led = i;
  while (led > 0 && words_.is(led - 1, Role::of)) --led;  // "a les 9 h de davant de correus"
  const bool after_when = led > 0 && (taken_[led - 1] || (led > 1 && words_.is_sign(led - 1, ',') && taken_[led - 2]));
  std::size_t end = first + 1;
  if (words_.is(end, Role::of) || words_.is(end, Role::particle)) {
    std::size_t of = end;
    while (free(of) && of < end + 3 && is_small_word(of)) ++of;
    if (free(of) && words_.is_word(of) && (words_[of].capital || starts_name(of) || closes(of + 1))) end = std::max(name_end(of), of + 1);
  } else if (free(end) && words_.is_word(end) && words_[end].senses == nullptr && closes(end + 1)) {
    ++end;  // "davant del quiosc vell"
  }
  const std::size_t when = words_.is_sign(end, ',') ? end + 1 : end;
  const bool before_when = when < words_.size() && taken_[when];
  return closes(end) && (after_when || before_when) ? end : first;
}

/// "la misma sala, La Estrella", "same church (St Giles)": the name that is told after a venue; `i` is the item after that.
std::size_t PlaceNames::apposition_end(std::size_t i) const {
  const bool bracket = words_.is_sign(i, '(');
  if ((!bracket && !words_.is_sign(i, ',')) || words_.shouts()) return i;
  std::size_t end = i + 1;
  if (words_.is(end, Role::article)) ++end;
  if (!words_[end].capital && !starts_name(end)) return i;
  while (free(end) && end < i + 6 && words_.is_word(end) && (words_[end].capital || (is_small_word(end) && words_[end + 1].capital)) &&
         !words_.is(end, Role::act) && !words_.is(end, Role::weekday) && !words_.is(end, Role::invite))
    ++end;
  const bool closed = bracket ? words_.is_sign(end, ')') : closes(end);
  return end > i + 1 && closed ? end : i;
}

/// "at "The Blue Door"", "al «Pati de Lleida»": a short name with capitals, beside an hour or a day or at the end of its clause.
std::size_t PlaceNames::quoted_name_end(std::size_t i) const {
  if (!words_.is_sign(i, 0xAB) && !words_.is_sign(i, 0x201C) && !words_.is_sign(i, '"')) return i;
  std::size_t end = i + 1;
  while (free(end) && end < i + 6 && words_.is_word(end) && (words_[end].capital || is_small_word(end))) ++end;
  const char32_t sign = words_[end].sign;
  const bool closed = words_[end].kind == Item::Kind::sign && (sign == 0xBB || sign == 0x201D || sign == '"');
  return closed && end > i + 1 && words_[i + 1].capital && closes(end + 1) ? end : i;
}

/// "al descampat del carrer Nou", "11 h, fossar del cementiri": a plain word that nothing else claims, of a street or a venue.
std::size_t PlaceNames::plain_place_end(std::size_t i) const {
  if (i == 0 || !free(i) || !words_.is_word(i) || words_[i].capital || words_[i].senses != nullptr) return i;
  const bool led = words_.is(i - 1, Role::at) && !words_.is(i - 1, Role::belongs) && !words_.is(i - 1, Role::passing) &&
                   !words_.is(i - 1, Role::plain_at);
  const bool after_hour = i > 1 && words_.is_sign(i - 1, ',') && taken_[i - 2];
  if (!led && !after_hour) return i;
  std::size_t next = i + 1;
  while (free(next) && next < i + 4 && is_small_word(next)) ++next;
  if (next > i + 1 && starts_name(next) && !words_.is(next, Role::act)) return join_detail(name_end(next));
  // "a les 9.30 h a la passera", "a las 19 h en la trastienda de Hilos": right after the hour
  const bool definite = led && (words_.folded(i - 1).find(' ') != std::string_view::npos || words_.is(i - 1, Role::article));
  const bool at_hour = definite && i > 1 && (taken_[i - 2] || (i > 2 && words_.is_sign(i - 2, ',') && taken_[i - 3]));
  if (!at_hour) return i;
  if (closes(i + 1)) return i + 1;
  return next > i + 1 && free(next) && words_[next].capital ? std::max(name_end(next), next + 1) : i;
}

/// A name between an hour and the end of its clause, with nothing that says what it is: "Dg 16. 18.00. Sant Pere."
std::size_t PlaceNames::lone_name_end(std::size_t i) const {
  if (words_.shouts() || i < 2 || !words_.is_word(i) || !words_[i].capital || !taken_[i - 2] || words_[i - 1].kind != Item::Kind::sign ||
      words_.is(i, Role::day))
    return i;
  const char32_t sign = words_[i - 1].sign;
  if (sign != ',' && sign != '.' && sign != '|' && sign != '@') return i;
  std::size_t end = i;
  while (free(end) && end < i + 5 && words_.is_word(end) && (words_[end].capital || (is_small_word(end) && words_[end + 1].capital)) &&
         (!words_.is(end, Role::act) || (words_[end].foreign && end == i && words_[end + 2].capital)) && !words_.is(end, Role::invite) &&
         !words_.is(end, Role::weekday) && !words_.is(end, Role::organiser) && (!words_.is(end, Role::clock) || words_[end].capital) &&
         !words_.is(end, Role::until) && !words_.is(end, Role::office) && !words_.is(end, Role::deadline))
    ++end;
  const bool closed =
      words_.is_break(end) || words_.is_sign(end, '.') || words_.is_sign(end, ',') || words_.is_sign(end, '|') || words_.is_sign(end, ')');
  return closed && (end > i + 1 || words_.is(i, Role::gazetteer)) ? end : i;
}

}  // namespace resso::agenda::extraction
