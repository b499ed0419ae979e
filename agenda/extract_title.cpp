#include "agenda/extract_title.hpp"

#include "text/unicode.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

bool is_quote(const Wording& words, std::size_t i) {
  return words.is_sign(i, 0xAB) || words.is_sign(i, 0xBB) || words.is_sign(i, '"') || words.is_sign(i, 0x201C) ||
         words.is_sign(i, 0x201D) || words.is_sign(i, '\'');
}

class TitleReader {
 public:
  TitleReader(const Wording& words, const Marks& marks, const std::vector<PlacePhrase>& places) : words_(words), covered_(marks.taken) {
    for (const PlacePhrase& place : places)
      if (place.rank >= rank_online)
        std::fill(covered_.begin() + static_cast<std::ptrdiff_t>(place.first), covered_.begin() + static_cast<std::ptrdiff_t>(place.last),
                  true);
  }

  TitleWords read(std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last;) {
      while (i < last && parts(i)) ++i;
      const std::size_t begin = i;
      bool quoted = false;
      while (i < last && (quoted || !parts(i))) {
        if (is_quote(words_, i)) quoted = !quoted && closes(i, last);
        ++i;
      }
      weigh(begin, i);
    }
    return std::move(best_);
  }

 private:
  /// What parts a name from what stands around it.
  bool parts(std::size_t i) const {
    if (covered_[i]) return true;
    const Item& item = words_[i];
    if (item.kind == Item::Kind::line_end || item.kind == Item::Kind::link) return true;
    if (item.kind != Item::Kind::sign) return false;
    if (is_quote(words_, i)) return false;
    const char32_t sign = item.sign;
    if (sign == ':' || sign == '&' || sign == '+' || sign == '/' || sign == '#') return sign == ':' && label_before(i);
    return sign != '-' || item.spaced;
  }
  bool label_before(std::size_t i) const { return i > 0 && words_[i - 1].line_start && !words_.is(i - 1, Role::act); }
  bool closes(std::size_t i, std::size_t last) const {
    for (std::size_t j = i + 1; j < last && j < i + 20 && !words_.is_break(j); ++j)
      if (is_quote(words_, j)) return true;
    return false;
  }
  bool is_small(std::size_t i) const {
    if (words_[i].kind == Item::Kind::sign) return !is_quote(words_, i);
    return words_.is_word(i) && !words_.is(i, Role::act) &&
           (words_.is(i, Role::at) || words_.is(i, Role::article) || words_.is(i, Role::and_) || words_.is(i, Role::of) ||
            words_.is(i, Role::clock) || words_.is(i, Role::from) || words_.is(i, Role::to) || words_.is(i, Role::plural_article) ||
            words_.is(i, Role::day) || words_.is(i, Role::label) || words_.is(i, Role::hour_unit));
  }

  /// "CANCEL·LAT": the status is told by itself, and the act is called as it was before.
  bool tells_status(std::size_t i) const { return words_.is(i, Role::cancelled) || words_.is(i, Role::postponed); }

  void weigh(std::size_t first, std::size_t last) {
    while (first < last && (is_small(first) || tells_status(first))) ++first;
    while (last > first && (is_small(last - 1) || tells_status(last - 1) || words_.is(last - 1, Role::invite))) --last;
    if (first == last) return;
    int score = 0, count = 0;
    bool act = false;
    for (std::size_t i = first; i < last; ++i) {
      if (words_.is(i, Role::act)) act = true;
      if (words_.is(i, Role::deadline) || words_.is(i, Role::phone) || words_.is(i, Role::organiser) || tells_status(i)) score -= 3;
      if (words_.is(i, Role::invite)) score -= 1;
      count += words_.is_word(i);
      if (is_quote(words_, i)) score += 1;
    }
    if (act) score += 5;
    if (count == 0) return;
    if (count == 1 && !act) score -= 2;
    if (best_.span.empty() || score > best_score_) {
      best_score_ = score;
      best_.span = words_.span(first, last);
      best_.first = first;
      best_.names_act = act;
      best_.text =
          text::abridge(text::collapse_space(words_.text().substr(best_.span.begin, best_.span.end - best_.span.begin)), kLongestTitle);
    }
  }

  const Wording& words_;
  std::vector<bool> covered_;
  TitleWords best_;
  int best_score_ = 0;
};

}  // namespace

TitleWords read_title(const Wording& words, const Marks& marks, const std::vector<PlacePhrase>& places, std::size_t first,
                      std::size_t last) {
  return TitleReader(words, marks, places).read(first, std::min(last, words.size()));
}

}  // namespace resso::agenda::extraction
