#include "agenda/extract_date.hpp"

#include "agenda/extract_day.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

bool has_month(const DayAtom& atom) { return atom.words.month.has_value(); }
bool is_bare_number(const DayAtom& atom) { return atom.words.day && !atom.words.month && !atom.words.weekday && !atom.named_day; }

/// The connector of a list at `i`: how many items it takes, 0: none. `tight` says that it is an "and".
std::size_t list_connector(const Wording& words, std::size_t i, bool& tight) {
  tight = words.is(i, Role::and_) || words.is_sign(i, '&');
  if (tight) return 1;
  if (!words.is_sign(i, ',')) return 0;
  tight = words.is(i + 1, Role::and_);
  return tight ? 2 : 1;
}

std::size_t range_connector(const Wording& words, std::size_t i) {
  if (words.is_dash(i)) return 1;
  if (words.is(i, Role::to) && !words.is(i, Role::clock)) return 1;
  if (words.is_sign(i, ',') && words.is(i + 1, Role::until)) return 2;
  return 0;
}

struct Listed {
  std::vector<DayAtom> atoms;
  std::vector<bool> tight;  ///< whether an "and" leads to each
  void pop() { atoms.pop_back(), tight.pop_back(); }
};

/// "dimecres 11 (piano) i dijous 12 (corda)": a short word in brackets between two days.
std::size_t after_bracket(const Wording& words, std::size_t i) {
  if (!words.is_sign(i, '(')) return i;
  std::size_t close = i + 1;
  while (close < i + 4 && words.is_word(close)) ++close;
  return words.is_sign(close, ')') ? close + 1 : i;
}

/// "7, 14 i 21 d'octubre", "divendres 4 i dissabte 5 de desembre", "8 i 29 de noviembre y el 13 de diciembre".
void read_list(const Wording& words, Listed& list) {
  while (list.atoms.size() < 12) {
    bool tight = false;
    const std::size_t next = after_bracket(words, list.atoms.back().next);
    const std::size_t connector = list_connector(words, next, tight);
    if (connector == 0) break;
    const auto atom = read_day(words, next + connector);
    if (next != list.atoms.back().next && atom && !atom->words.weekday) break;
    if (!atom || atom->words.relative || atom->words.weekend) break;
    const bool both_weekdays = atom->words.weekday && !atom->words.day && !list.atoms.back().words.day;
    if (!atom->words.day && !both_weekdays) break;
    list.atoms.push_back(*atom);
    list.tight.push_back(tight);
  }
  // "dilluns, dimecres i divendres" is a list by its "and".
  while (list.atoms.size() > 1 && !list.atoms.back().words.day && !list.tight.back()) list.pop();
  // Bare numbers at the end belong to the list by an "and", or by the month that comes after them.
  while (list.atoms.size() > 1 && is_bare_number(list.atoms.back()) && (has_month(list.atoms.front()) || !list.tight.back())) list.pop();
}

/// Whoever tells no month has the month of the next one that does.
void share_months(std::vector<DayAtom>& atoms) {
  for (std::size_t i = atoms.size(); i-- > 1;) {
    if (!atoms[i].words.month || atoms[i - 1].words.month || !atoms[i - 1].words.day) continue;
    atoms[i - 1].words.month = atoms[i].words.month;
    atoms[i - 1].words.year = atoms[i].words.year;
  }
}

/// "06-07/09/2025", "23–25 October": days of one month, before what read_day would take them for.
bool read_joined_range(const Wording& words, std::size_t i, DatePhrase& phrase) {
  const bool slash = words.is_sign(i + 1, '/') && (words.is(i + 3, Role::month) || words.is(i + 4, Role::month));  // "12/13 de març"
  if (!is_day_number(words, i) || (!words.is_dash(i + 1) && !slash) || words[i + 1].spaced || !is_day_number(words, i + 2) ||
      words[i + 2].spaced)
    return false;
  DayAtom last;
  if (!read_day_number(words, i + 2, last) || !last.words.month) return false;
  if (words[i].number >= static_cast<std::uint32_t>(*last.words.day)) return false;
  DayWords first = last.words;
  first.day = static_cast<int>(words[i].number);
  phrase.kind = DatePhrase::Kind::range;
  phrase.days = {first, last.words};
  phrase.last = last.next;
  return true;
}

bool valid_single(const Wording& words, const DayAtom& atom, bool from, bool of_an_act) {
  const DayWords& day = atom.words;
  if (day.relative || day.weekend || day.weekday || day.month || day.day_after) return true;
  if (!day.day) return false;
  if (atom.named_day) return true;
  // "el 15": only where nothing that it could count follows; "la verbena del 23 que teníem prevista".
  if (!atom.article) return false;
  if (from) return of_an_act && words.is(atom.next, Role::told_of);
  return !words.is_word(atom.next) || words.is(atom.next, Role::clock) || words.is(atom.next, Role::at) ||
         words.is(atom.next, Role::and_) || words.is(atom.next, Role::or_);
}

DatePhrase::Kind kind_at(const Wording& words, std::size_t i) {
  if (words.is(i, Role::before)) return DatePhrase::Kind::before;
  if (words.is(i, Role::until)) return DatePhrase::Kind::until;
  if (words.is(i, Role::since)) return DatePhrase::Kind::since;
  return DatePhrase::Kind::days;
}

/// "del 3 al 7 de juny", "dv. 26 a dl. 29 de maig", "de dilluns a divendres".
bool read_range(const Wording& words, const DayAtom& first, bool opened, DatePhrase& phrase) {
  const bool between = phrase.first < words.size() && words.is(phrase.first, Role::between) && words.is(first.next, Role::and_);
  const std::size_t connector = between ? 1 : range_connector(words, first.next);
  if ((connector == 0 && !words[first.next].hyphened) || first.words.relative || first.words.weekend) return false;
  const auto last = read_day(words, first.next + connector);
  if (!last || last->words.relative || last->words.weekend) return false;
  const bool weekdays = first.words.weekday && last->words.weekday;
  const bool dashed = words.is_dash(first.next);
  if (is_bare_number(first) && is_bare_number(*last) && !(opened && !dashed && (between || words.is(first.next, Role::to_the))))
    return false;
  if (!last->words.day && !weekdays) return false;
  if (first.words.weekday && !first.words.day && last->words.day && !last->words.weekday) return false;
  std::vector<DayAtom> atoms{first, *last};
  share_months(atoms);
  // "del 28 al 3 de maig": the first is of the month before.
  if (!first.words.month && atoms[0].words.month && atoms[0].words.day > atoms[1].words.day) {
    const int month = *atoms[0].words.month;
    atoms[0].words.month = month == 1 ? 12 : month - 1;
    if (month == 1 && atoms[0].words.year) --*atoms[0].words.year;
  }
  phrase.kind = DatePhrase::Kind::range;
  phrase.days = {atoms[0].words, atoms[1].words};
  phrase.definite = !dashed && words.is(first.next, Role::to_the);
  phrase.last = last->next;
  return true;
}

}  // namespace

std::optional<DatePhrase> read_date(const Wording& words, std::size_t at) {
  DatePhrase phrase;
  phrase.first = at;
  std::size_t i = at;
  phrase.kind = kind_at(words, i);
  bool opened = phrase.kind != DatePhrase::Kind::days;
  if (opened)
    ++i;
  else if (words.is(i, Role::from) && !words.is(i, Role::day)) {
    ++i;
    opened = true;
  }
  if (phrase.kind == DatePhrase::Kind::since && words.is(i, Role::month) && words[i].folded_size > 3) {  // "a partir de febrer"
    DayWords first_of_month;
    first_of_month.day = 1;
    first_of_month.month = words.value(i, Role::month);
    phrase.days.push_back(first_of_month);
    phrase.last = i + 1;
    return phrase;
  }
  if (read_joined_range(words, i, phrase)) return phrase;
  auto first = read_day(words, i);
  if (!first) return std::nullopt;
  if (opened && words.is(at, Role::article)) first->article = true;
  const bool starts_range = phrase.kind == DatePhrase::Kind::days || phrase.kind == DatePhrase::Kind::since;
  if (starts_range && read_range(words, *first, opened, phrase)) return phrase;
  Listed list{{*first}, {false}};
  if (!first->words.relative && !first->words.weekend && !first->words.day_after) read_list(words, list);
  share_months(list.atoms);
  const bool told = phrase.kind != DatePhrase::Kind::days && list.atoms.size() == 1;
  const bool plain = list.atoms.size() > 1 && (list.atoms.back().words.month || list.atoms.back().words.weekday ||
                                               list.atoms.front().named_day || list.atoms.front().words.weekday);
  if (list.atoms.size() > 1 && !plain) return std::nullopt;
  if (list.atoms.size() == 1 && !valid_single(words, *first, opened && !told, at > 0 && words.is(at - 1, Role::act))) {
    const std::string_view opening = words.folded(at);
    const bool of_hours = opening.ends_with("les") || opening.ends_with("las") || words.language() == "en";  // "fins a les 8"
    const bool until_number =
        told && !of_hours && phrase.kind != DatePhrase::Kind::since && first->words.day && !words.is_word(first->next);
    if (!until_number) return std::nullopt;
  }
  for (const DayAtom& atom : list.atoms) phrase.days.push_back(atom.words);
  phrase.last = list.atoms.back().next;
  return phrase;
}

}  // namespace resso::agenda::extraction
