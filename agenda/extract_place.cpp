#include "agenda/extract_place.hpp"

#include "text/unicode.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

constexpr char32_t kRoundPushpin = 0x1F4CD, kPushpin = 0x1F4CC;
constexpr std::size_t kLongestName = 9;  ///< items of a name after its venue word

class PlaceReader {
 public:
  PlaceReader(const Wording& words, const std::vector<bool>& taken) : words_(words), taken_(taken) {}

  std::vector<PlacePhrase> read() {
    for (std::size_t i = 0; i < words_.size();) {
      const std::size_t before = found_.size();
      const std::size_t next = read_at(i);
      if (found_.size() > before) {
        if (instead_ && !is_left(found_.back())) {
          found_.back().rank = rank_label;
          instead_ = false;
        }
        found_.back().programme = programme_;
        programme_ = false;
      }
      i = std::max(next, i + 1);
    }
    return std::move(found_);
  }

 private:
  bool has_capital(std::size_t first, std::size_t last) const {
    for (std::size_t i = first; i < last; ++i)
      if (words_[i].capital) return true;
    return false;
  }
  /// "es trasllada del casal a la biblioteca": where it is no more.
  bool is_left(const PlacePhrase& place) const {
    std::size_t before = place.first;
    if (before > 0 && words_.is(before - 1, Role::article) && !words_.is(before - 1, Role::belongs)) --before;
    return before > 0 && (words_.is(before - 1, Role::belongs) || words_.is(before - 1, Role::from));
  }
  bool free(std::size_t i) const { return i < words_.size() && !taken_[i]; }
  bool is_street(std::size_t i) const {
    if (!words_.is(i, Role::street)) return false;
    if (words_[i].folded_size > 3) return true;
    return words_.is_sign(i + 1, '/') || words_.is_sign(i + 1, '.') || (words_[i].folded_size > 1 && words_[i + 1].capital);
  }
  /// The first word of a place's name.
  bool starts_name(std::size_t i) const {
    return free(i) && (words_.is(i, Role::gazetteer) || words_.is(i, Role::venue) || words_.is(i, Role::part) || is_street(i) ||
                       words_.is(i, Role::area));
  }
  bool is_small_word(std::size_t i) const {
    return words_.is(i, Role::of) || words_.is(i, Role::from) || words_.is(i, Role::article) || words_.is(i, Role::plural_article) ||
           words_.is(i, Role::particle);
  }

  std::size_t read_at(std::size_t i);
  std::size_t read_label(std::size_t i);
  std::size_t read_named(std::size_t i, int rank);
  std::size_t name_end(std::size_t i) const;
  std::size_t plain_name_end(std::size_t i) const;
  std::size_t bare_address_end(std::size_t start) const;
  std::size_t lone_name_end(std::size_t i) const;
  std::size_t bracketed_end(std::size_t i) const;
  std::size_t plain_place_end(std::size_t i) const;
  bool is_plain_link(std::size_t first, std::size_t end, std::size_t next) const;
  std::size_t compound_end(std::size_t i) const;
  std::size_t of_name_end(std::size_t end) const;
  std::size_t join_detail(std::size_t end) const;
  std::size_t street_end(std::size_t i) const;
  bool goes_on(std::size_t i) const;
  bool stands_alone(std::size_t first, std::size_t last) const;
  bool follows_label(std::size_t i) const;
  int rank_before(std::size_t i, std::size_t end) const;
  bool near_meeting(std::size_t i, bool of) const;
  void add(std::size_t first, std::size_t last, int rank);

  const Wording& words_;
  const std::vector<bool>& taken_;
  std::vector<PlacePhrase> found_;
  bool programme_ = false;
  bool instead_ = false;  ///< "no serà al casal sinó a la biblioteca", "es farà finalment a…": the next one counts
};

void PlaceReader::add(std::size_t first, std::size_t last, int rank) {
  PlacePhrase phrase{first, last, rank};
  for (std::size_t i = first; i < last && phrase.gazetteer < 0; ++i) phrase.gazetteer = words_.value(i, Role::gazetteer).value_or(-1);
  found_.push_back(phrase);
}

/// "carrer de Sant Quirze, 2", "c/ de la Font Vella, 28", "pl. Vella".
std::size_t PlaceReader::street_end(std::size_t i) const {
  std::size_t end = i + 1;
  while (words_.is_sign(end, '/') || words_.is_sign(end, '.')) ++end;
  while (free(end) && is_small_word(end)) ++end;
  const std::size_t names = end;
  if (words_.is_number(end) && words_.is(end + 1, Role::of) && words_.is(end + 2, Role::month) && free(end))
    return end + 3;  // "passeig 22 de Juliol"
  while (free(end) && end < names + 4 && words_.is_word(end) &&
         (words_[end].capital || end == names || words_[end].hyphened || (is_small_word(end) && words_[end + 1].capital)) &&
         !words_.is(end, Role::clock))
    ++end;
  if (end == names) return i;
  std::size_t number = end;
  if (words_.is_sign(number, ',')) ++number;
  if (words_.is(number, Role::house_number)) number += words_.is_sign(number + 1, '.') ? 2U : 1U;
  if (free(number) && words_.is_number(number) && words_[number].digits <= 3 && !words_.is(number + 1, Role::hour_unit) &&
      !words_.is_sign(number + 1, 0x20AC) && !words_.is_sign(number + 1, ':')) {
    end = number + 1;
    while (words_.is_dash(end) && words_.is_number(end + 1) && !words_[end].spaced) end += 2;
  }
  return end;
}

/// Whether item `i` belongs to the name that came before it.
bool PlaceReader::goes_on(std::size_t i) const {
  if (!free(i)) return false;
  if (words_.is_word(i)) {
    if (words_.is(i, Role::usual) || words_.is(i, Role::weekday)) return false;
    if (words_.is(i, Role::gazetteer) || words_.is(i, Role::continues) || is_genitive(words_, i)) return true;
    if (words_.language() == "en" && words_.is(i, Role::venue) && words_.is(i - 1, Role::venue)) return true;  // "school library"
    if (words_.is(i, Role::act) && words_.shouts()) return false;
    if (words_.is(i, Role::and_) && words_.shouts()) return false;
    return words_[i].capital && !(words_.is(i, Role::at) && words_[i].folded_size > 3);
  }
  return words_.is_number(i) && words_[i].digits <= 3 && !words_.is(i + 1, Role::hour_unit) && words_[i].spaced &&
         !words_.is_sign(i + 1, ':') && !words_.is_sign(i + 1, 0x20AC) && words_[i - 1].kind == Item::Kind::word &&
         (words_[i - 1].capital || words_.is(i - 1, Role::venue)) &&
         (words_[i + 1].kind != Item::Kind::word || (i + 1 < words_.size() && taken_[i + 1]) ||
          (words_.is(i + 1, Role::belongs) && starts_name(i + 2)) || (is_small_word(i + 1) && words_[i + 2].capital));
}

/// The item after a name that begins at `i`.
std::size_t PlaceReader::name_end(std::size_t i) const {
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
    // Small words belong to the name only when a name follows them.
    std::size_t next = end;
    while (free(next) && next < end + 3 && is_small_word(next)) ++next;
    if (next == end && words_.is(end, Role::and_) && words_[end + 1].capital && words_[end - 1].capital && !words_.shouts()) next = end + 1;
    if (next == end || !free(next) || words_.is(next, Role::usual)) break;
    const bool named =
        words_[next].kind == Item::Kind::word && (words_[next].capital || words_.is(next, Role::venue) ||
                                                  words_.is(next, Role::gazetteer) || words_.is(next, Role::area) || is_street(next));
    if (words_.is(next, Role::weekday) || words_.is(next, Role::month)) break;
    if (!named && !is_plain_link(i, end, next)) break;
    end = next + 1;
  }
  return end == i + 1 ? plain_name_end(i) : end;
}

/// "local d'assaig de Cal Reig", "sala de calderes del Vapor": a plain word between the venue and a name.
bool PlaceReader::is_plain_link(std::size_t first, std::size_t end, std::size_t next) const {
  if (end != first + 1 || !words_.is(first, Role::venue) || words_.shouts() || !words_.is(end, Role::of)) return false;
  if (!words_.is_word(next) || words_[next].capital || (words_[next].senses != nullptr && !words_.is(next, Role::act))) return false;
  std::size_t after = next + 1;
  const std::size_t small = after;
  while (free(after) && after < small + 3 && is_small_word(after)) ++after;
  return after > small && free(after) && words_.is_word(after) &&
         (words_[after].capital || words_.is(after, Role::venue) || words_.is(after, Role::gazetteer));
}

/// "refugi antiaeri", "casal de joves": one plain word that nothing else claims, at the end of its clause.
std::size_t PlaceReader::plain_name_end(std::size_t i) const {
  std::size_t end = i + 1;
  if ((!words_.is(i, Role::venue) && !words_.is(i, Role::part)) || words_.shouts()) return end;
  if (words_.is(end, Role::of)) ++end;
  if (end > i + 1 && words_.is(end, Role::article)) ++end;
  const bool plain = free(end) && words_.is_word(end) && words_[end].senses == nullptr;
  const bool closed = words_.is_break(end + 1) || words_[end + 1].kind == Item::Kind::sign || (end + 1 < words_.size() && taken_[end + 1]);
  return plain && closed ? end + 1 : i + 1;
}

/// "(Major, 45)", "(Sant Llorenç 10, 1r)": an address without its street word, up to the bracket.
std::size_t PlaceReader::bare_address_end(std::size_t start) const {
  std::size_t i = start;
  while (free(i) && i < start + 5 && words_.is_word(i) && (words_[i].capital || is_small_word(i))) ++i;
  if (i == start || !words_[start].capital) return start;
  if (words_.is_sign(i, ',')) ++i;
  if (!free(i) || !words_.is_number(i) || words_[i].digits > 3) return start;
  while (i < start + 12 && free(i) && !words_.is_sign(i, ')') && !words_.is_break(i)) ++i;
  return words_.is_sign(i, ')') ? i : start;
}

/// "ofrena floral (Monument a Rafael Casanova)": a bracket that holds nothing but a place, up to its end.
std::size_t PlaceReader::bracketed_end(std::size_t i) const {
  if (!words_.is_sign(i, '(') || !starts_name(i + 1) || words_.is(i + 1, Role::act) || !words_[i + 1].capital) return i;
  std::size_t end = i + 1;
  while (free(end) && end < i + 10 && (words_.is_word(end) || words_.is_number(end) || words_.is_sign(end, ',')) &&
         !words_.is(end, Role::organiser) && !words_.is(end, Role::act))
    ++end;
  return words_.is_sign(end, ')') ? end : i;
}

/// "al descampat del carrer Nou", "11 h, fossar del cementiri": a plain word that nothing else claims, of a street or a venue.
std::size_t PlaceReader::plain_place_end(std::size_t i) const {
  if (i == 0 || !free(i) || !words_.is_word(i) || words_[i].capital || words_[i].senses != nullptr) return i;
  const bool led = words_.is(i - 1, Role::at) && !words_.is(i - 1, Role::belongs) && !words_.is(i - 1, Role::passing) &&
                   !words_.is(i - 1, Role::plain_at);
  const bool after_hour = i > 1 && words_.is_sign(i - 1, ',') && taken_[i - 2];
  if (!led && !after_hour) return i;
  std::size_t next = i + 1;
  while (free(next) && next < i + 4 && is_small_word(next)) ++next;
  if (next == i + 1 || !starts_name(next) || words_.is(next, Role::act)) return i;
  return join_detail(name_end(next));
}

/// A name between an hour and the end of its clause, with nothing that says what it is: "Dg 16. 18.00. Sant Pere."
std::size_t PlaceReader::lone_name_end(std::size_t i) const {
  if (words_.shouts() || i < 2 || !words_.is_word(i) || !words_[i].capital || !taken_[i - 2] || words_[i - 1].kind != Item::Kind::sign)
    return i;
  const char32_t sign = words_[i - 1].sign;
  if (sign != ',' && sign != '.' && sign != '|' && sign != '@') return i;
  std::size_t end = i;
  while (free(end) && end < i + 5 && words_.is_word(end) && (words_[end].capital || (is_small_word(end) && words_[end + 1].capital)) &&
         !words_.is(end, Role::act) && !words_.is(end, Role::invite) && !words_.is(end, Role::weekday) &&
         !words_.is(end, Role::organiser) && (!words_.is(end, Role::clock) || words_[end].capital) && !words_.is(end, Role::until) &&
         !words_.is(end, Role::office) && !words_.is(end, Role::deadline))
    ++end;
  const bool closed =
      words_.is_break(end) || words_.is_sign(end, '.') || words_.is_sign(end, ',') || words_.is_sign(end, '|') || words_.is_sign(end, ')');
  return closed && (end > i + 1 || words_.is(i, Role::gazetteer)) ? end : i;
}

/// ", sala petita", " (c/ de la Font Vella, 28)": what tells more of the same place.
std::size_t PlaceReader::join_detail(std::size_t end) const {
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

/// Between two breaks of the text, with nothing else: "Amics de les Arts."
bool PlaceReader::stands_alone(std::size_t first, std::size_t last) const {
  const bool open = first == 0 || words_[first - 1].kind == Item::Kind::sign || words_.is_break(first - 1) || taken_[first - 1];
  const bool closed = words_.is_break(last) || words_[last].kind == Item::Kind::sign || words_[last].kind == Item::Kind::link ||
                      (last < words_.size() && taken_[last]);
  return open && closed;
}

bool PlaceReader::near_meeting(std::size_t i, bool of) const {
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

/// How sure a name is by what stands before it; 0: it is no place.
int PlaceReader::rank_before(std::size_t first, std::size_t end) const {
  const bool gazetteer = words_.is(first, Role::gazetteer);
  std::size_t before = first;
  if (before > 0 && words_.is(before - 1, Role::article) && words_[before - 1].folded_size <= 3 && !words_.is(before - 1, Role::at))
    --before;
  const bool owned = before > 0 && words_.is(before - 1, Role::owner);
  if (owned) --before;
  if (owned && before > 0 && words_.is(before - 1, Role::article) && !words_.is(before - 1, Role::at)) --before;
  const bool led = before > 0 && (words_.is(before - 1, Role::at) || words_.is(before - 1, Role::programme));
  const bool of = led && words_.is(before - 1, Role::belongs);
  if (near_meeting(first, of)) return rank_meeting;
  if (words_.is(first, Role::area) && !words_.is(first, Role::venue)) return led && !of ? rank_start : 0;
  // "Cinema infantil", "Teatre" begin an act's name too.
  if (words_.is(first, Role::act) && !led && !has_capital(first + 1, end)) return 0;
  if (led && !of) return rank_venue;
  const bool after_hour = first > 1 && words_.is_sign(first - 1, ',') && taken_[first - 2] &&
                          (words_[first].capital || words_.is_break(end));  // "20 h, Catedral."
  if (stands_alone(first, end) && (end > first + 1 || gazetteer || after_hour)) return rank_venue;
  if (before == 0 || words_[before - 1].kind != Item::Kind::word) return gazetteer || is_street(first) ? rank_start : rank_named;
  if (of && is_street(first)) return rank_named;  // "sopar a la fresca del c/ Pantà"
  return gazetteer && !of ? rank_named : 0;
}

std::size_t PlaceReader::read_named(std::size_t i, int rank) {
  std::size_t end = name_end(i);
  if (end == i) return i + 1;
  if (words_.is(end, Role::usual)) return end;
  const std::size_t name = end;
  end = join_detail(end);
  const bool bare = end == i + 1 && !words_.is(i, Role::gazetteer) && words_.folded(i).find(' ') == std::string_view::npos;
  if (rank == 0) rank = rank_before(i, end);
  if (bare && (rank < rank_venue || words_.folded(i) == "casa")) rank = 0;  // "juguem a casa"
  if (bare && rank == rank_venue) rank = rank_start;
  if (rank > 0) add(i, end, rank);
  return rank > 0 ? end : name;
}

/// English puts the name first: "Central Library", "the Old Mill pub", "the castle terrace".
std::size_t PlaceReader::compound_end(std::size_t i) const {
  if (words_.language() != "en" || !free(i) || !words_.is_word(i) || words_.is(i, Role::at) || words_.is(i, Role::article)) return i;
  const bool led = i > 0 && (words_.is(i - 1, Role::at) || (i > 1 && words_.is(i - 1, Role::article) && words_.is(i - 2, Role::at)));
  if (words_.is(i, Role::act)) {  // "music room of the school"
    const bool opens = led || i == 0 || words_[i - 1].kind == Item::Kind::sign;
    return opens && free(i + 1) && words_.is(i + 1, Role::venue) && !words_.is(i + 1, Role::act) ? of_name_end(i + 2) : i;
  }
  const bool capital = words_[i].capital && !words_.shouts();
  if (!capital && !(led && words_[i].senses == nullptr)) return i;
  std::size_t end = i;
  while (free(end) && end < i + 4 && words_.is_word(end) && (capital ? static_cast<bool>(words_[end].capital) : end == i) &&
         !(end > i && words_.is(end, Role::venue))) {
    ++end;
    if (free(end) && is_genitive(words_, end)) ++end;
  }
  const bool closes = free(end) && end > i && (words_.is(end, Role::venue) || words_.is(end, Role::part)) && !words_.is(end, Role::act);
  return closes ? of_name_end(end + 1) : i;
}

/// " of Escola Riera" after a place that English tells of it.
std::size_t PlaceReader::of_name_end(std::size_t end) const {
  if (!words_.is(end, Role::belongs)) return end;
  std::size_t name = end + 1;
  if (words_.is(name, Role::article)) ++name;
  return free(name) && words_[name].capital && !words_.shouts() ? name_end(name) : end;
}

bool PlaceReader::follows_label(std::size_t i) const { return words_.is(i, Role::label) && words_.is_sign(i + 1, ':'); }

/// "Lloc: …", "📍 …": the rest of the line, up to a date, a time, another pictogram or the end of the sentence.
std::size_t PlaceReader::read_label(std::size_t i) {
  std::size_t start = follows_label(i) ? i + 2 : i + 1;
  while (words_[start].kind == Item::Kind::sign && !words_.is_break(start) && (words_[start].sign > 0x2000 || words_[start].sign == ':'))
    ++start;
  if (follows_label(start)) start += 2;
  while (words_.is(start, Role::at) && free(start) && !words_[start].capital) ++start;
  std::size_t end = start;
  const std::uint32_t sentence = words_[start].sentence;
  while (end < words_.size() && free(end) && !words_.is_break(end) && words_[end].sentence == sentence &&
         words_[end].kind != Item::Kind::link) {
    if (words_[end].kind == Item::Kind::sign &&
        (words_[end].sign > 0x2030 || words_[end].sign == '|' || words_[end].sign == 0xB7 || words_[end].sign == ';' ||
         words_[end].sign == '#') &&
        words_[end].sign != 0x20AC)
      break;
    ++end;
  }
  while (end > start && words_[end - 1].kind == Item::Kind::sign && !words_.is_sign(end - 1, ')')) --end;
  while (end > start && (words_.is(end - 1, Role::and_) || words_.is(end - 1, Role::clock))) --end;
  if (end > start && words_.is_sign(end - 1, ')')) {
    bool open = false;
    for (std::size_t k = start; k < end; ++k) open |= words_.is_sign(k, '(');
    if (!open) --end;
  }
  if (end > start && words_.is(end - 1, Role::usual)) return end;
  if (end > start) add(start, end, rank_label);
  return std::max(end, i + 1);
}

std::size_t PlaceReader::read_at(std::size_t i) {
  if (!free(i)) return i + 1;
  if (words_.is_sign(i, kRoundPushpin) || words_.is_sign(i, kPushpin) || follows_label(i)) return read_label(i);
  if (words_.is(i, Role::programme)) programme_ = true;
  if (words_.is(i, Role::not_) || words_.is(i, Role::cancelled) || words_.is(i, Role::instead)) instead_ = false;
  if (words_.is(i, Role::rather) || words_.is(i, Role::moved)) instead_ = true;
  if (words_.is(i, Role::conditional)) {
    while (i + 1 < words_.size() && words_.same_sentence(i, i + 1)) ++i;
    return i + 1;
  }
  if (words_.is(i, Role::organiser)) {
    std::size_t end = i + 1;
    while (end < words_.size() && words_[end].sentence == words_[i].sentence && !words_.is_break(end) && free(end) &&
           !words_.is_sign(end, ',') && !words_.is_sign(end, ')'))
      ++end;
    return end;
  }
  if (words_.is(i, Role::online) || words_.is(i, Role::remote)) {
    if (words_.is(i + 1, Role::belongs)) return i + 1;  // "Teams of six"
    const bool opens = i == 0 || !words_.same_sentence(i - 1, i);
    const bool told = words_.is(i, Role::online) && ((words_[i].capital && !opens) || (i > 0 && words_.is(i - 1, Role::at)));
    add(i, i + 1, told ? rank_online : rank_start);
    found_.back().online = true;
    return i + 1;
  }
  if (const std::size_t end = numbered_street_end(words_, i); end > i) {
    add(i, end, i > 0 && words_.is(i - 1, Role::at) ? rank_venue : rank_start);
    return end;
  }
  if (const std::size_t end = compound_end(i); end > i) {
    const std::size_t joined = join_detail(end);
    if (const int rank = rank_before(i, joined); rank > 0) add(i, joined, rank);
    return joined;
  }
  if (const std::size_t end = bracketed_end(i); end > i) {
    add(i + 1, end, rank_venue);
    return end;
  }
  if (const std::size_t end = plain_place_end(i); end > i) {
    add(i, end, rank_start);
    return end;
  }
  if (starts_name(i)) return read_named(i, 0);
  if (const std::size_t end = lone_name_end(i); end > i) {
    add(i, end, rank_named);
    return end;
  }
  // "a Montserrat", "al Montcau": a preposition and a name.
  const bool place_word = words_.is(i, Role::at) && !words_.is(i, Role::belongs) && !words_.is(i, Role::passing);
  if (place_word && free(i + 1) && words_.is_word(i + 1) && words_[i + 1].capital && !words_.shouts() && !starts_name(i + 1) &&
      !words_.is(i + 1, Role::weekday) && !words_.is(i + 1, Role::month) && !words_.is(i + 1, Role::online)) {
    const std::size_t end = join_detail(name_end(i + 1));
    add(i + 1, end, near_meeting(i + 1, false) ? rank_meeting : rank_named);
    return end;
  }
  return i + 1;
}

}  // namespace

std::vector<PlacePhrase> read_places(const Wording& words, const std::vector<bool>& taken) { return PlaceReader(words, taken).read(); }

Place place_of(const Wording& words, const ExtractRules& rules, const PlacePhrase& phrase) {
  Place place;
  Span span = words.span(phrase.first, phrase.last);
  const std::string_view folded = words.folded(phrase.first);
  if (folded.starts_with("l "))
    span.begin += words.text().substr(span.begin).find_first_of("'\xE2") == 1 ? (words.text()[span.begin + 1] == '\'' ? 2 : 4) : 0;
  place.name = text::collapse_space(words.text().substr(span.begin, span.end - span.begin));
  if (const auto open = place.name.find('('); open != std::string::npos && place.name.find(')') == std::string::npos) {
    place.name.replace(open, 1, ", ");
    place.name = text::collapse_space(place.name);
    if (const auto gap = place.name.find(" ,"); gap != std::string::npos) place.name.erase(gap, 1);
  }
  if (phrase.gazetteer >= 0) {
    const config::GazetteerPlace& known = rules.places()[static_cast<std::size_t>(phrase.gazetteer)];
    place.address = known.address;
    place.district = known.district;
    place.point = known.point;
  }
  return place;
}

}  // namespace resso::agenda::extraction
