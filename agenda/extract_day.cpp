#include "agenda/extract_day.hpp"

#include <algorithm>
#include <array>

namespace resso::agenda::extraction {
bool is_day_number(const Wording& words, std::size_t i) {
  const Item& item = words[i];
  if (i > 0 && words.is_sign(i - 1, 0x20AC) && !item.spaced) return false;  // "€12 till 31 December"
  return item.kind == Item::Kind::number && item.digits <= 2 && item.number >= 1 && item.number <= 31;
}

namespace {

bool is_joined_sign(const Wording& words, std::size_t i, char32_t sign) { return words.is_sign(i, sign) && !words[i].spaced; }

/// A number that goes on as a time, a price or an amount is no day.
bool goes_on_otherwise(const Wording& words, std::size_t after) {
  if (words.is(after, Role::hour_unit) || words.is(after, Role::minute_unit) || words.is(after, Role::unit) || words.is(after, Role::am) ||
      words.is(after, Role::pm))
    return true;
  if (words.is_sign(after, 0x20AC) || words.is_sign(after, '%') || words.is_sign(after, '$') || words.is_sign(after, 0xBA)) return true;
  const bool glued = (is_joined_sign(words, after, ':') || is_joined_sign(words, after, '.') || is_joined_sign(words, after, ',') ||
                      is_joined_sign(words, after, '\'')) &&
                     words.is_number(after + 1) && !words[after + 1].spaced;
  return glued || (words.is_word(after) && !words[after].spaced && !words[after].hyphened);
}

std::optional<int> year_at(const Wording& words, std::size_t i) {
  const bool old = i > 0 && words.is(i - 1, Role::of);  // "9 de setembre de 1855", but "14 de juny, 1200 m"
  if (!words.is_number(i) || words[i].digits != 4 || words[i].number < (old ? 1000 : 1900) || words[i].number > 2100) return std::nullopt;
  return static_cast<int>(words[i].number);
}

std::optional<int> short_year_at(const Wording& words, std::size_t i) {
  if (const auto year = year_at(words, i)) return year;
  if (words.is_number(i) && words[i].digits == 2) return 2000 + static_cast<int>(words[i].number);
  return std::nullopt;
}

std::optional<int> roman_month(std::string_view folded) {
  static constexpr std::array<std::string_view, 12> kRoman{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"};
  const auto found = std::find(kRoman.begin(), kRoman.end(), folded);
  return found == kRoman.end() ? std::nullopt : std::optional(static_cast<int>(found - kRoman.begin()) + 1);
}

std::optional<int> numeric_month(const Wording& words, std::size_t i) {
  if (words[i].spaced) return std::nullopt;
  if (words.is_number(i) && words[i].digits <= 2 && words[i].number >= 1 && words[i].number <= 12) return static_cast<int>(words[i].number);
  if (words.is_word(i)) return roman_month(words.folded(i));
  return std::nullopt;
}

/// "de 2026", "del 2027", ", 2026", "de l'any 2026".
void read_year(const Wording& words, DayAtom& atom) {
  std::size_t i = atom.next;
  while (words.is(i, Role::of) || words.is(i, Role::year_words) || words.is_sign(i, ',')) ++i;
  if (i > atom.next + 3) return;
  const auto year = year_at(words, i);
  if (!year || words.is_sign(i + 1, 0x20AC)) return;
  atom.words.year = year;
  atom.next = i + 1;
}

/// "28 de novembre", "28 nov.", "28th of November".
bool read_month_after(const Wording& words, DayAtom& atom) {
  std::size_t i = atom.next;
  const bool joined = is_joined_sign(words, i, '-') || is_joined_sign(words, i, '/') || is_joined_sign(words, i, '.');
  if (words.is(i, Role::of) || (joined && words.is(i + 1, Role::month) && !words[i + 1].spaced)) ++i;  // "14-des"
  const auto month = words.value(i, Role::month);
  if (!month) return false;
  atom.words.month = month;
  atom.next = i + 1;
  if (words[i].folded_size <= 5 && is_joined_sign(words, i + 1, '.') && (words.is_number(i + 2) || words.is(i + 2, Role::of))) ++atom.next;
  read_year(words, atom);
  return true;
}

/// "2026-11-28".
bool read_iso(const Wording& words, std::size_t i, DayAtom& atom) {
  const auto year = year_at(words, i);
  if (!year || !is_joined_sign(words, i + 1, '-') || !is_joined_sign(words, i + 3, '-')) return false;
  if (!numeric_month(words, i + 2) || !is_day_number(words, i + 4)) return false;
  atom.words.year = year;
  atom.words.month = numeric_month(words, i + 2);
  atom.words.day = static_cast<int>(words[i + 4].number);
  atom.next = i + 5;
  return true;
}

/// What has to stand before "14-12" or "21.04" so that it is a date, not hours nor a score.
bool announces_date(const Wording& words, std::size_t i) {
  if (i == 0 || words[i].line_start) return true;
  return words.is(i - 1, Role::weekday) || words.is(i - 1, Role::day) || words.is(i - 1, Role::from) || words.is(i - 1, Role::article) ||
         words.is(i - 1, Role::to) || (words.is_sign(i - 1, ',') && words.is(i - 2, Role::weekday)) ||
         (words[i - 1].kind == Item::Kind::sign && words[i - 1].sign > 0x2000) ||
         (words.is_sign(i - 1, '.') && words.is(i - 2, Role::weekday)) || words.is_sign(i - 1, ':');
}

/// "1/3 …", "2/3 …", "3/3 …", "4/3 …" at the heads of lines, from the first item of the text.
bool is_of_thread(const Wording& words, std::size_t i) {
  const auto counts = [&](std::size_t at) {
    return words.is_number(at) && is_joined_sign(words, at + 1, '/') && words.is_number(at + 2) && words[at + 2].number == words[2].number;
  };
  if (!words[i].line_start || !counts(0) || words[0].number != 1 || !counts(i)) return false;
  std::uint32_t last = 1;
  for (std::size_t at = 1; at < words.size(); ++at)
    if (words[at].line_start && counts(at) && words[at].number == last + 1) ++last;
  return last > 1 && last >= words[2].number && words[i].number <= last;
}

/// "Fil 1/3", "(2/4)", "1/5 🧵": the count of a thread, not a day of a month.
bool is_counter(const Wording& words, std::size_t i) {
  constexpr char32_t kThread = 0x1F9F5;
  if (is_of_thread(words, i)) return true;
  if (words[i].number > words[i + 2].number) return false;
  const bool bracketed = i > 0 && words.is_sign(i - 1, '(') && words.is_sign(i + 3, ')');
  return words.is_sign(i + 3, kThread) || (i > 0 && (words.is(i - 1, Role::counter) || words.is_sign(i - 1, kThread))) ||
         (bracketed && (words.is_break(i + 4) || i == 1 || words.is_break(i - 2)));
}

/// "14/12", "14-12-26", "28.01.27", "19-V-2027".
bool read_numeric(const Wording& words, std::size_t i, DayAtom& atom) {
  if (!is_day_number(words, i) || words[i + 1].kind != Item::Kind::sign || words[i + 1].spaced) return false;
  const char32_t sign = words[i + 1].sign;
  if (sign != '/' && sign != '-' && sign != '.') return false;
  const auto month = numeric_month(words, i + 2);
  if (!month) return false;
  const bool roman = words.is_word(i + 2);
  if (sign == '/' && !roman && is_counter(words, i)) return false;
  if (words.is(i + 3, Role::unit)) return false;
  std::optional<int> year;
  if (is_joined_sign(words, i + 3, sign) && !words[i + 4].spaced) year = short_year_at(words, i + 4);
  if (!year) {
    if (roman && sign != '-' && sign != '/') return false;
    if (roman && words[i + 2].folded_size < 2 && !words[i + 2].capital) return false;
    if (sign == '/' && words[i + 2].number == 4 && words[i].number <= 3 && words.is(i + 3, Role::of)) return false;  // quarters of an hour
    if (sign == '/' && (words.is_sign(i + 3, '/') || words.is(i + 3, Role::hour_unit))) return false;
    if (sign != '/' && !roman && (words[i + 2].digits != 2 || !announces_date(words, i))) return false;
    if (sign != '/' && (words.is(i + 3, Role::hour_unit) || words.is(i + 3, Role::month) || words.is(i + 3, Role::of) ||
                        is_joined_sign(words, i + 3, ':') || is_joined_sign(words, i + 3, '.'))) {
      if (!(words.is_sign(i + 3, '.') && (words[i + 4].spaced || words[i + 4].kind == Item::Kind::end))) return false;
    }
    if (words.is_sign(i + 3, 0x20AC) || words.is_sign(i + 3, '%')) return false;
  }
  atom.words.day = static_cast<int>(words[i].number);
  atom.words.month = month;
  atom.words.year = year;
  atom.next = i + (year ? 5U : 3U);
  if (!year) read_year(words, atom);
  return true;
}

/// "March 14", "December 19th, 2026".
bool read_month_first(const Wording& words, std::size_t i, DayAtom& atom) {
  const auto month = words.value(i, Role::month);
  if (!month || words[i].folded_size < 3 || words.language() != "en" || !is_day_number(words, i + 1)) return false;
  atom.words.month = month;
  atom.words.day = static_cast<int>(words[i + 1].number);
  atom.next = i + 2;
  const bool ordinal = words.is_word(i + 2) && !words[i + 2].spaced && words[i + 2].folded_size == 2;
  if (ordinal) ++atom.next;
  if (!ordinal && goes_on_otherwise(words, i + 2)) return false;
  read_year(words, atom);
  return true;
}

bool is_ordinal_ending(const Wording& words, std::size_t i) {
  if (!words.is_word(i) || words[i].spaced) return false;
  const std::string_view ending = words.folded(i);
  return ending == "st" || ending == "nd" || ending == "rd" || ending == "th" || ending == "r" || ending == "er";
}

}  // namespace

bool read_day_number(const Wording& words, std::size_t i, DayAtom& atom) {
  if (!is_day_number(words, i)) {
    // "l'u de maig", "el primero de mayo", "uno de mayo"
    const auto first = words.value(i, Role::ordinal);
    const bool spelled = first == 1 || words.value(i, Role::number);
    if (words[i].hyphened || (words[i].capital && words[i + 2].capital && !words.shouts())) return false;  // "l'Onze de Setembre" is a name
    if (!spelled || !words.is(i + 1, Role::of) || !words.is(i + 2, Role::month)) return false;
    atom.words.day = first == 1 ? 1 : *words.value(i, Role::number);
    atom.next = i + 1;
    return read_month_after(words, atom);
  }
  if (read_numeric(words, i, atom)) return true;
  if (is_joined_sign(words, i + 1, '/') && !words[i + 2].spaced && words.is_number(i + 2)) return false;  // "2/4 de 8"
  atom.next = i + 1;
  if (is_ordinal_ending(words, i + 1)) ++atom.next;
  atom.words.day = static_cast<int>(words[i].number);
  if (read_month_after(words, atom)) return true;
  if (goes_on_otherwise(words, atom.next)) {
    atom.words.day.reset();
    return false;
  }
  // "14 dissabte · 18 h", at the head of a line
  if (words[i].line_start && words.is(atom.next, Role::weekday)) atom.words.weekday = words.value(atom.next++, Role::weekday);
  return true;
}

namespace {

/// "aquest", "el proper", "que ve", "passat", before or after the weekday.
bool read_modifier(const Wording& words, std::size_t i, DayWords& day) {
  if (words.is(i, Role::this_))
    day.this_ = true;
  else if (words.is(i, Role::next))
    day.next = true;
  else if (words.is(i, Role::past_day))
    day.past = true;
  else if (words.is(i, Role::next_week))
    day.next_week = true;
  else if (words.is(i, Role::same_one) && (words.is(i + 1, Role::weekday) || (words.is(i + 1, Role::day) && is_day_number(words, i + 2))))
    day.same = true;
  else if (!words.is(i, Role::this_week))
    return false;
  return true;
}

/// Abbreviations are weekdays only where a number, a dot or a colon follows, or at the head of a line.
bool is_weekday(const Wording& words, std::size_t i) {
  if (words.is(i, Role::weekday_plural)) return is_day_number(words, i + 1);  // "dissabtes 17 i 24"
  if (!words.is(i, Role::weekday)) return false;
  if (words[i].folded_size > 3 || words.folded(i) == "lun") return true;
  const Span span = words.span(i, i + 1);
  if (!words.shouts() && words.text().substr(span.begin, span.end - span.begin) == "DJ")
    return is_day_number(words, i + 1);  // who plays records
  const bool parted = is_joined_sign(words, i + 1, '.') || (words.language() == "en" && is_joined_sign(words, i + 1, ':'));  // "Fri: …"
  return parted || is_day_number(words, i + 1) || words[i].line_start;
}

void read_weekday_number(const Wording& words, DayAtom& atom) {
  std::size_t i = atom.next;
  const bool comma = words.is_sign(i, ',');
  if (comma || (words.is_sign(i, '(') && words.is(i + 1, Role::day))) ++i;
  const bool day_word = words.is(i, Role::day);
  const bool from = words.is(i, Role::from) && !day_word;
  if (words.is(i, Role::article) && !day_word) ++i;
  if (words.is(i, Role::day)) ++i;
  DayAtom number = atom;
  if (!read_month_first(words, i, number) && !read_day_number(words, i, number)) return;
  // "dimarts i dijous del 15 de juny al 8 de juliol": weeks, not the 15th
  if (from && words.is(number.next, Role::to) && !words.is(number.next, Role::clock)) {
    DayAtom last;
    std::size_t after = number.next + 1;
    if (words.is(after, Role::article)) ++after;
    if (read_day_number(words, after, last) && last.words.day) return;
  }
  // "dissabte, 10 persones", but "Divendres, 14" at the end of its line
  const bool closed = words.is_break(number.next) || (words.is_sign(number.next, ',') && words.is(number.next + 1, Role::clock)) ||
                      words.is_sign(number.next, ':') || words.is_sign(number.next, ')');
  if (comma && !number.words.month && !words.is(i - 1, Role::day) && !closed) return;
  atom = number;
}

/// "el segon diumenge de maig", "the last Friday in March".
bool read_nth_weekday(const Wording& words, std::size_t i, DayAtom& atom) {
  const auto nth = words.value(i, Role::ordinal);
  const auto weekday = words.value(i + 1, Role::weekday);
  if (!nth || !weekday || !words.is(i + 2, Role::of) || !words.is(i + 3, Role::month)) return false;
  atom.words.nth = nth;
  atom.words.weekday = weekday;
  atom.words.month = words.value(i + 3, Role::month);
  atom.next = i + 4;
  read_year(words, atom);
  return true;
}

/// "ahir dijous", "ayer, jueves 4", "avui dilluns"
void read_name_of_relative_day(const Wording& words, DayAtom& atom) {
  const std::size_t name = atom.next + (words.is_sign(atom.next, ',') ? 1U : 0U);
  if (!words.is(name, Role::weekday) || words[name].folded_size <= 3) return;
  bool list = false;
  if (words.is(name + 1, Role::and_) || words.is_dash(name + 1)) list = words.is(name + 2, Role::weekday);
  if (list) return;
  const std::size_t before = atom.next;
  atom.next = name + 1;
  DayAtom number;
  if (!read_day_number(words, name + 1, number)) return;
  atom.next = *atom.words.relative < 0 ? number.next : before;  // "demà dissabte 21": the number tells it
}

}  // namespace

std::optional<DayAtom> read_day(const Wording& words, std::size_t i) {
  DayAtom atom;
  std::size_t start = i;
  while (i < start + 4) {
    if (read_nth_weekday(words, i, atom)) return atom;
    if (words.is(i, Role::article) && !words.is(i, Role::day))
      atom.article = true;
    else if (words.is(i, Role::day))
      atom.named_day = true;
    else if (!read_modifier(words, i, atom.words))
      break;
    ++i;
    if (words.is_sign(i, ',') && atom.words.next_week) ++i;  // "La semana que viene, el martes 15"
  }
  if (const auto relative = words.value(i, Role::relative_day)) {
    atom.words.relative = relative;
    atom.next = i + 1;
    read_name_of_relative_day(words, atom);
    return atom;
  }
  if (words.is(i, Role::weekend)) {
    atom.words.weekend = true;
    atom.next = i + 1;
    while (read_modifier(words, atom.next, atom.words)) ++atom.next;
    const std::size_t after = atom.next + (words.is(atom.next, Role::of) || words.is(atom.next, Role::from) ? 1U : 0U) +
                              (words.is(atom.next + 1, Role::day) ? 1U : 0U);
    if (is_day_number(words, after)) return std::nullopt;  // "cap de setmana del 8 i 9 d'abril": the numbers tell it
    if (!atom.words.this_ && !atom.words.next && !atom.words.next_week && !atom.words.past) return std::nullopt;
    return atom;
  }
  if (words.is(i, Role::day_after) && !words.is(i + 1, Role::of)) {
    atom.words.day_after = true;
    atom.next = i + 1;
    return atom;
  }
  if (is_weekday(words, i)) {
    const auto several = words.value(i, Role::weekday_plural);
    atom.words.weekday = several ? several : words.value(i, Role::weekday);
    atom.next = i + 1;
    if (words[i].folded_size <= 4 && is_joined_sign(words, i + 1, '.')) ++atom.next;
    // "dimecres de cendra, dia 18"
    if (words.is(atom.next, Role::feast) && !words[atom.next + 1].capital) ++atom.next;
    while (read_modifier(words, atom.next, atom.words)) ++atom.next;
    read_weekday_number(words, atom);
    while (!atom.words.day && read_modifier(words, atom.next, atom.words)) ++atom.next;
    return atom;
  }
  if (read_iso(words, i, atom) || read_month_first(words, i, atom) || read_day_number(words, i, atom)) return atom;
  return std::nullopt;
}

}  // namespace resso::agenda::extraction
