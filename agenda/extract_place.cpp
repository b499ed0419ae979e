#include "agenda/extract_place.hpp"

#include "agenda/extract_english.hpp"
#include "agenda/extract_place_name.hpp"
#include "agenda/extract_place_rank.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

constexpr char32_t kRoundPushpin = 0x1F4CD, kPushpin = 0x1F4CC;

class PlaceReader {
 public:
  PlaceReader(const Wording& words, const std::vector<bool>& taken) : words_(words), names_(words, taken), rank_(words, taken, names_) {}

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
  /// "at Paper Boat Bookshop"
  bool has_venue(std::size_t first, std::size_t last) const {
    for (std::size_t i = first; i < last; ++i)
      if (words_.is(i, Role::venue) && !words_.is(i, Role::act)) return true;
    return false;
  }
  /// "es trasllada del casal a la biblioteca": where it is no more.
  bool is_left(const PlacePhrase& place) const {
    std::size_t before = place.first;
    if (before > 0 && words_.is(before - 1, Role::article) && !words_.is(before - 1, Role::belongs)) --before;
    return before > 0 && (words_.is(before - 1, Role::belongs) || words_.is(before - 1, Role::from) || words_.is(before - 1, Role::moved) ||
                          words_.is(before - 1, Role::leaving));
  }
  std::size_t read_at(std::size_t i);
  std::size_t read_label(std::size_t i);
  std::size_t read_named(std::size_t i, int rank);
  bool follows_label(std::size_t i) const;
  bool leads_to_place(std::size_t i) const;
  std::size_t quoted_title_end(std::size_t i) const;
  void add(std::size_t first, std::size_t last, int rank);

  const Wording& words_;
  PlaceNames names_;
  PlaceRanks rank_;
  std::vector<PlacePhrase> found_;
  bool programme_ = false;
  bool instead_ = false;  ///< "no serà al casal sinó a la biblioteca", "es farà finalment a…": the next one counts
};

void PlaceReader::add(std::size_t first, std::size_t last, int rank) {
  PlacePhrase phrase{first, last, rank};
  for (std::size_t i = first; i < last && phrase.gazetteer < 0; ++i) phrase.gazetteer = words_.value(i, Role::gazetteer).value_or(-1);
  found_.push_back(phrase);
}

std::size_t PlaceReader::read_named(std::size_t i, int rank) {
  std::size_t end = names_.name_end(i);
  if (end == i) return i + 1;
  if (words_.is(end, Role::usual)) return end;
  const std::size_t name = end;
  end = names_.join_detail(end);
  const bool bare = end == i + 1 && !words_.is(i, Role::gazetteer) && words_.folded(i).find(' ') == std::string_view::npos;
  if (rank == 0) rank = rank_.before(i, end);
  if (bare && (rank < rank_venue || words_.is(i, Role::home))) rank = 0;  // "juguem a casa"
  if (bare && rank == rank_venue) rank = rank_start;
  if (rank == 0 && bare && i > 0 && (words_.is(i - 1, Role::same_one) || words_.is(i - 1, Role::same)))
    if (const std::size_t called = names_.apposition_end(end); called > end) {
      add(i, called, rank_venue);
      return called;
    }
  if (rank > 0) add(i, end, rank);
  return rank > 0 ? end : name;
}

bool PlaceReader::follows_label(std::size_t i) const { return words_.is(i, Role::label) && words_.is_sign(i + 1, ':'); }

/// "Lloc: …", "📍 …": the rest of the line, up to a date, a time, another pictogram or the end of the sentence.
std::size_t PlaceReader::read_label(std::size_t i) {
  std::size_t start = follows_label(i) ? i + 2 : i + 1;
  while (words_[start].kind == Item::Kind::sign && !words_.is_break(start) && (words_[start].sign > 0x2000 || words_[start].sign == ':'))
    ++start;
  if (follows_label(start)) start += 2;
  while (words_.is(start, Role::at) && names_.free(start) && !words_[start].capital) ++start;
  std::size_t end = start;
  const std::uint32_t sentence = words_[start].sentence;
  while (end < words_.size() && names_.free(end) && !words_.is_break(end) && words_[end].sentence == sentence &&
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

/// "with Tom Reddy at Paper Lantern Books": who takes part ends where the place begins.
bool PlaceReader::leads_to_place(std::size_t i) const {
  if (!words_.is(i, Role::at) || words_.is(i, Role::belongs) || words_.is(i, Role::passing) || words_.is(i, Role::of)) return false;
  return words_[i + 1].capital || names_.starts_name(i + 1);
}

/// "parlem de «La plaça del Diamant»": what is quoted after other words than those of a place is a title.
std::size_t PlaceReader::quoted_title_end(std::size_t i) const {
  const bool plain = words_.is_sign(i, '"') && words_[i].spaced && !words_[i + 1].spaced;
  if (!words_.is_sign(i, 0xAB) && !words_.is_sign(i, 0x201C) && !plain) return i;
  if (i > 0 && ((words_.is(i - 1, Role::at) && !words_.is(i - 1, Role::belongs)) || words_.is(i - 1, Role::venue))) return i;
  const char32_t closing = plain ? U'"' : words_.is_sign(i, 0xAB) ? U'\u00BB' : U'\u201D';
  for (std::size_t close = i + 1; close < i + 16 && words_.same_sentence(close, i); ++close)
    if (words_.is_sign(close, closing)) return close + 1;
  return i;
}

std::size_t PlaceReader::read_at(std::size_t i) {
  if (!names_.free(i)) return i + 1;
  if (words_.is_sign(i, kRoundPushpin) || words_.is_sign(i, kPushpin) || follows_label(i)) return read_label(i);
  if (words_.is(i, Role::programme)) programme_ = true;
  if (words_.is(i, Role::not_) || words_.is(i, Role::cancelled) || words_.is(i, Role::instead)) instead_ = false;
  if (words_.is(i, Role::rather) || words_.is(i, Role::moved)) instead_ = true;
  if (words_.is(i, Role::conditional)) {
    while (i + 1 < words_.size() && words_.same_sentence(i, i + 1)) ++i;
    return i + 1;
  }
  if (const std::size_t close = quoted_title_end(i); close > i) return close;
  if (const std::size_t close = names_.quoted_name_end(i + 1); close > i + 1 && words_.is(i, Role::at) && !words_.is(i, Role::belongs)) {
    add(i + 2, close, rank_start);
    return close + 1;
  }
  if (words_.is(i, Role::organiser)) {
    std::size_t end = i + 1;
    while (end < words_.size() && words_[end].sentence == words_[i].sentence && !words_.is_break(end) && names_.free(end) &&
           !words_.is_sign(end, ',') && !words_.is_sign(end, ')') && !words_.is_sign(end, '(') && !(end > i + 1 && leads_to_place(end)))
      ++end;
    return end;
  }
  if (words_.is(i, Role::online) || words_.is(i, Role::remote)) {
    if (words_.is(i + 1, Role::belongs) && words_.is(i + 1, Role::of)) return i + 1;  // "Teams of six"
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
  if (const std::size_t end = names_.compound_end(i); end > i) {
    const std::size_t joined = names_.join_detail(end);
    if (const int rank = rank_.before(i, joined); rank > 0) add(i, joined, rank);
    return joined;
  }
  if (const std::size_t end = names_.bracketed_end(i); end > i) {
    add(i + 1, end, rank_venue);
    return end;
  }
  if (const std::size_t end = names_.plain_place_end(i); end > i) {
    add(i, end, rank_.near_meeting(i, false) ? rank_meeting : rank_start);
    return end;
  }
  std::size_t beside = i;
  if (const std::size_t end = names_.beside_end(i, beside); end > beside) {
    add(beside, end, rank_.near_meeting(beside, false) ? rank_meeting : rank_start);
    return end;
  }
  if (names_.starts_name(i)) return read_named(i, 0);
  // "a l'antiga fàbrica"
  if (i > 0 && words_.is(i, Role::continues) && words_.is(i - 1, Role::at) && !words_.is(i - 1, Role::belongs) && names_.free(i + 1) &&
      words_.is(i + 1, Role::venue)) {
    const std::size_t end = names_.join_detail(names_.name_end(i + 1));
    add(i, end, rank_venue);
    return end;
  }
  // "same place (the Assembly Rooms)"
  if (const std::size_t end = words_.is(i, Role::same) ? names_.apposition_end(i + 1) : 0; end > i + 1) {
    add(i + 2, end, rank_venue);
    return end;
  }
  if (const std::size_t end = names_.lone_name_end(i); end > i) {
    add(i, end, rank_named);
    return end;
  }
  // "a Montserrat", "al Montcau": a preposition and a name.
  const bool personal = i > 0 && words_.is(i - 1, Role::of) && words_[i - 1].folded_size == 1;  // "els titelles d'en Bufanúvols"
  const bool place_word =
      (words_.is(i, Role::at) && !words_.is(i, Role::belongs) && !words_.is(i, Role::passing) && !personal) || names_.leads_within(i);
  if (place_word && names_.free(i + 1) && words_.is_word(i + 1) && words_[i + 1].capital && !words_.shouts() &&
      names_.compound_end(i + 1) == i + 1 && !names_.starts_name(i + 1) && !words_.is(i + 1, Role::weekday) &&
      !words_.is(i + 1, Role::month) && !words_.is(i + 1, Role::online)) {
    const std::size_t end = names_.join_detail(names_.name_end(i + 1));
    add(i + 1, end, rank_.near_meeting(i + 1, false) ? rank_meeting : has_venue(i + 1, end) ? rank_venue : rank_named);
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
