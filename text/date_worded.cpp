#include "text/date_grammar.hpp"
#include "text/date_words.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <utility>

namespace resso::text::dates {
namespace {

constexpr int kKoreaMinutes = 540;

/// A word is folded by the search's own rule when it is not in the table as it stands.
std::optional<Word> meaning_of(std::string_view word) {
  if (const auto plain = find_word(to_lower_ascii(word))) return plain;
  const bool ascii = std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return std::nullopt;
  const std::string folded = fold_words(word);
  auto found = find_word(folded);
  if (found) found->text = {};
  return found;
}

class WordReader {
 public:
  explicit WordReader(std::string_view text) : in_(text) {}

  std::optional<Fields> read() {
    while (!in_.done()) {
      if (is_digit(in_.peek()) ? !number() : !sign() && !word()) return std::nullopt;
    }
    if (f_.month < 0 && ambiguous_month_ > 0) f_.month = ambiguous_month_;
    if (f_.year < 0 || f_.month < 0 || f_.day < 0) return std::nullopt;
    return f_;
  }

 private:
  bool sign() {
    const char c = in_.peek();
    if ((c == '+' || c == '-') && f_.has_time && f_.year >= 0 && read_offset(in_, f_)) return true;
    // "18:30 +0100 2026": the year after the zone
    if ((c == '+' || c == '-') && f_.has_time && offset_before_year()) return true;
    return in_.accept_any(" ,./-+':;|");
  }

  bool offset_before_year() {
    Cursor at = in_;
    at.skip(1);
    return at.digits_ahead() == 4 && f_.day >= 0 && (f_.month >= 0 || ambiguous_month_ > 0) && read_offset(in_, f_);
  }

  bool number() {
    if (numeric_date()) return true;
    if (!f_.has_time && read_clock(in_, f_, f_.day >= 0 ? ":.hH" : ":hH")) return true;
    const std::size_t ahead = in_.digits_ahead();
    if (ahead > 4) return false;
    if (ahead <= 2 && !f_.has_time && hour_alone()) return true;
    const int value = *in_.digits(ahead);
    if (ahead >= 3 || (f_.day >= 0 && f_.year < 0)) {
      if (f_.year >= 0 || ahead == 3) return false;
      f_.year = full_year(value, ahead);
    } else if (f_.day < 0) {
      f_.day = value;
    } else if (!f_.has_time && f_.year >= 0) {
      f_.hour = value;
      f_.has_time = true;
    } else {
      return false;
    }
    return true;
  }

  /// "7 pm", "19h": a number whose word makes it an hour.
  bool hour_alone() {
    Cursor at = in_;
    const auto hour = small_number(at);
    skip_space(at);
    const bool marked = at.accept_word("am") || at.accept_word("pm") || at.accept_word("a.m") || at.accept_word("p.m");
    const bool spanish_hour = !marked && at.accept_any("hH") && (at.done() || at.peek() == ' ');
    if (!hour || !(marked || spanish_hour)) return false;
    f_.hour = *hour;
    f_.has_time = true;
    small_number(in_);
    return true;
  }

  /// 23/11/2026, 23-11-26, 23.11.2026, 2026/11/23. Day first, but month first where that is no date or the clock has am or pm.
  bool numeric_date() {
    Cursor at = in_;
    const std::size_t first_digits = at.digits_ahead();
    if (first_digits > 4 || first_digits == 3) return false;
    const auto first = at.digits(first_digits);
    const char separator = at.peek();
    if (!at.accept_any("/-.")) return false;
    const auto second = small_number(at);
    if (!second || !at.accept(separator)) return false;
    const std::size_t third_digits = at.digits_ahead();
    const auto third = third_digits == 2 || third_digits == 4 || first_digits == 4 ? at.digits(third_digits) : std::nullopt;
    if (!third || f_.year >= 0) return false;
    if (separator == '.' && third_digits == 2 && f_.day >= 0) return false;  // a clock with dots
    if (first_digits == 4) {
      f_.year = *first;
      f_.month = *second;
      f_.day = *third;
    } else {
      const bool half_days = at.rest().find_first_of("aApP") != std::string_view::npos;
      const bool month_first = *second > 12 || (separator == '/' && half_days && *first <= 12);
      f_.year = full_year(*third, third_digits);
      f_.month = month_first ? *first : *second;
      f_.day = month_first ? *second : *first;
    }
    in_ = at;
    return true;
  }

  static bool is_word_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }

  bool word() {
    const auto rest = in_.rest();
    const auto length = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_word_byte) - rest.begin());
    if (length == 0) return false;
    const std::string_view word = rest.substr(0, length);
    const bool first = std::exchange(first_word_, false);
    if (dotted_half()) return true;
    in_.skip(length);
    const auto meaning = meaning_of(word);
    if (!meaning) return first && (in_.peek() == ',' || in_.peek() == '.') && in_.accept_any(",.");  // a weekday that we do not know
    // RFC 822's military zones are one capital letter, last; elsewhere one letter is "a les", "18:30 h", "d'abril".
    const bool letter = length == 1 && word != "Z" && word != "z";
    const bool military = letter && f_.has_time && in_.done() && word[0] >= 'A' && word[0] <= 'Y' && word[0] != 'H';
    switch (meaning->kind) {
      case Word::Kind::zone:
        if (f_.has_time && (!letter || military)) f_.zone_minutes = meaning->value;
        return true;
      case Word::Kind::month:
        if (f_.month >= 0) return false;
        f_.month = meaning->value;
        return true;
      case Word::Kind::month_or_weekday: ambiguous_month_ = meaning->value; return true;
      case Word::Kind::am: f_.half = Fields::Half::am; return true;
      case Word::Kind::pm: f_.half = Fields::Half::pm; return true;
      case Word::Kind::korean:  // Korean generators write no zone and mean their own
        f_.zone_minutes = kKoreaMinutes;
        if (meaning->value > 0) f_.half = meaning->value == 1 ? Fields::Half::am : Fields::Half::pm;
        return true;
      case Word::Kind::weekday:
      case Word::Kind::filler: return true;
    }
    return true;
  }

  bool dotted_half() {  // "p.m.", "p. m."
    Cursor at = in_;
    const bool pm = at.accept_any("pP");
    if ((!pm && !at.accept_any("aA")) || !at.accept('.')) return false;
    skip_space(at);
    if (!at.accept_any("mM")) return false;
    f_.half = pm ? Fields::Half::pm : Fields::Half::am;
    in_ = at;
    return true;
  }

  Cursor in_;
  Fields f_;
  int ambiguous_month_ = -1;
  bool first_word_ = true;
};

}  // namespace

std::optional<Fields> read_worded_date(std::string_view text) { return WordReader(text).read(); }

}  // namespace resso::text::dates
