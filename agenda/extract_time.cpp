#include "agenda/extract_time.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

constexpr int kNoon = 12 * 60, kDay = 24 * 60;

/// A time before it is known which half of the day it is of.
struct Clock {
  int minutes = 0;      ///< as told
  bool marked = false;  ///< something says that it is a time: "h", a colon, quarters, a part of the day
  bool exact = false;   ///< written in the 24-hour way: "07:45", "08.00"
  bool worded = false;  ///< in words
  DayPart part = DayPart::none;
  bool am = false, pm = false;
  std::size_t next = 0;
};

bool is_money(const Wording& words, std::size_t i) { return words.is_sign(i, 0x20AC) || words.is_sign(i, '%') || words.is_sign(i, '$'); }

/// A number with something after it that no time has: "18 persones", "12 €", "10%".
bool counts_something(const Wording& words, std::size_t next) { return is_money(words, next) || words.is(next, Role::unit); }

std::optional<int> small_number(const Wording& words, std::size_t i, int most) {
  if (words.is_number(i) && words[i].digits <= 2 && static_cast<int>(words[i].number) <= most) return static_cast<int>(words[i].number);
  const auto value = words.value(i, Role::number);
  return value && *value <= most ? value : std::nullopt;
}

/// "de 8", "d'onze": the hour that quarters are counted towards.
std::optional<int> quarters_of(const Wording& words, std::size_t& i) {
  if (!words.is(i, Role::of)) return std::nullopt;
  const auto hour = small_number(words, i + 1, 12);
  if (!hour || *hour < 1) return std::nullopt;
  i += 2;
  return hour;
}

/// "i cinc", "i mig" after quarters.
int after_quarters(const Wording& words, std::size_t& i) {
  if (!words.is(i, Role::and_)) return 0;
  if (words.is(i + 1, Role::half)) {
    i += 2;
    return 7;
  }
  const auto minutes = small_number(words, i + 1, 14);
  if (!minutes || !words.is(i + 2, Role::of)) return 0;
  i += 2;
  return *minutes;
}

/// Catalan bell hours: n quarters on the way to the hour. "2/4 de 8" is 7:30.
std::optional<Clock> read_bell(const Wording& words, std::size_t i) {
  const auto quarters = small_number(words, i, 3);
  if (!quarters || *quarters < 1) return std::nullopt;
  std::size_t next = i;
  if (words.is(i + 1, Role::quarter))
    next = i + 2;
  else if (words.is_sign(i + 1, '/') && words.is_number(i + 2) && words[i + 2].number == 4)
    next = i + 3;
  else
    return std::nullopt;
  const int more = after_quarters(words, next);
  const auto hour = quarters_of(words, next);
  if (!hour) return std::nullopt;
  Clock clock;
  clock.minutes = (*hour - 1) * 60 + *quarters * 15 + more;
  clock.marked = clock.worded = true;
  clock.next = next;
  return clock;
}

bool two_digits(const Wording& words, std::size_t i) {
  return words.is_number(i) && words[i].digits == 2 && words[i].number < 60 && !words[i].spaced;
}

/// ":30", ".30", ",30", "'30" right after the hour.
bool read_minutes(const Wording& words, Clock& clock) {
  const std::size_t i = clock.next;
  if (words[i].spaced || words[i].kind != Item::Kind::sign || !two_digits(words, i + 1)) return false;
  const char32_t sign = words[i].sign;
  if (sign != ':' && sign != '.' && sign != ',' && sign != '\'') return false;
  clock.minutes += static_cast<int>(words[i + 1].number);
  clock.next = i + 2;
  if (sign == ':') clock.marked = clock.exact = true;
  return true;
}

/// "h", "h 30", "hores".
void read_hour_unit(const Wording& words, Clock& clock, bool has_minutes) {
  if (words.is(clock.next, Role::am) || words.is(clock.next, Role::pm)) return;
  if (!words.is(clock.next, Role::hour_unit)) return;
  clock.next += 1;
  clock.marked = true;
  clock.exact = false;
  if (!has_minutes && two_digits(words, clock.next)) {
    clock.minutes += static_cast<int>(words[clock.next].number);
    clock.next += 1;
  }
  if (words.is(clock.next, Role::hour_unit)) clock.next += 1;
}

/// "am", "pm", the "p" of "p.m."
bool words_part_of_day(const Wording& words, std::size_t i) {
  const std::string_view word = words.folded(i);
  return words.is(i, Role::am) || words.is(i, Role::pm) || ((word == "a" || word == "p") && words.is_sign(i + 1, '.'));
}

std::optional<Clock> read_digits(const Wording& words, std::size_t i) {
  const Item& item = words[i];
  if (item.kind != Item::Kind::number || item.digits > 2 || item.number > 24) return std::nullopt;
  if (!item.spaced && i > 0 &&
      (words.is_sign(i - 1, '/') || words.is_sign(i - 1, 0x20AC) || (words.is_sign(i - 1, '.') && words.is_number(i - 2))))
    return std::nullopt;
  Clock clock;
  clock.minutes = static_cast<int>(item.number) * 60;
  clock.next = i + 1;
  const bool has_minutes = read_minutes(words, clock);
  const bool glued = words.is_word(clock.next) && !words[clock.next].spaced && !words[clock.next].hyphened;
  const bool glued_part = words.is_word(clock.next) && words_part_of_day(words, clock.next);
  if (glued && !words.is(clock.next, Role::hour_unit) && !glued_part) return std::nullopt;
  read_hour_unit(words, clock, has_minutes);
  if (item.digits == 2 && item.number < 10) clock.exact = true;
  if (clock.minutes > kDay) return std::nullopt;
  return clock;
}

/// "set i mitja", "nueve menos cuarto", "set i deu".
void add_worded_minutes(const Wording& words, Clock& clock) {
  const std::size_t i = clock.next;
  const bool minus = words.is(i, Role::minus);
  if (!minus && !words.is(i, Role::and_)) return;
  int minutes = 0;
  if (words.is(i + 1, Role::half))
    minutes = 30;
  else if (words.is(i + 1, Role::quarter))
    minutes = 15;
  else if (const auto value = words.value(i + 1, Role::number); value && *value % 5 == 0 && *value < 60 && !words.is(i + 2, Role::of))
    minutes = *value;
  if (minutes == 0) return;
  clock.minutes += minus ? -minutes : minutes;
  clock.marked = true;
  clock.next = i + 2;
}

std::optional<Clock> read_worded(const Wording& words, std::size_t i) {
  const auto hour = words.value(i, Role::number);
  if (!hour || *hour > 24) return std::nullopt;
  Clock clock;
  clock.minutes = *hour * 60;
  clock.worded = true;
  clock.next = i + 1;
  add_worded_minutes(words, clock);
  read_hour_unit(words, clock, true);
  return clock;
}

/// "half past seven", "quarter to eight".
std::optional<Clock> read_english(const Wording& words, std::size_t i) {
  int minutes = words.is(i, Role::half) ? 30 : words.is(i, Role::quarter) ? 15 : 0;
  if (minutes == 0) return std::nullopt;
  const bool to = words.is(i + 1, Role::to_hour);
  if (!to && !words.is(i + 1, Role::past_hour)) return std::nullopt;
  const auto hour = small_number(words, i + 2, 12);
  if (!hour) return std::nullopt;
  Clock clock;
  clock.minutes = *hour * 60 + (to ? -minutes : minutes);
  clock.marked = clock.worded = true;
  clock.next = i + 3;
  return clock;
}

/// "de la tarda", "del vespre", "in the morning", "pm", bare "tarde".
void read_part(const Wording& words, Clock& clock) {
  std::size_t i = clock.next;
  // "p.m.", "a. m."
  if (words[i].folded_size == 1 && (words.folded(i) == "a" || words.folded(i) == "p") && words.is_sign(i + 1, '.') &&
      words.is_word(i + 2) && words.folded(i + 2) == "m") {
    clock.am = words.folded(i) == "a";
    clock.pm = !clock.am;
    clock.marked = true;
    clock.exact = false;
    clock.next = i + (words.is_sign(i + 3, '.') ? 4U : 3U);
    return;
  }
  if (words.is(i, Role::am) || words.is(i, Role::pm)) {
    clock.am = words.is(i, Role::am);
    clock.pm = !clock.am;
    clock.marked = true;
    clock.exact = false;
    clock.next = i + 1;
    return;
  }
  if (!words.is(i, Role::day_part) && (words.is(i, Role::of) || words.is(i, Role::at))) ++i;
  if (words.is(i, Role::article) && words.is(i + 1, Role::day_part)) ++i;
  const auto part = words.value(i, Role::day_part);
  if (!part || words.is(i + 1, Role::of)) return;
  clock.part = static_cast<DayPart>(*part);
  clock.marked = true;
  clock.next = i + 1;
}

/// Noon and midnight that stand for a time by themselves.
std::optional<Clock> read_named(const Wording& words, std::size_t i) {
  if (!words.is(i, Role::day_part) && (words.is(i, Role::at) || words.is(i, Role::clock) || words.is(i, Role::of))) ++i;
  const auto part = words.value(i, Role::day_part);
  if (!part) return std::nullopt;
  Clock clock;
  if (static_cast<DayPart>(*part) == DayPart::noon)
    clock.minutes = kNoon;
  else if (static_cast<DayPart>(*part) == DayPart::midnight)
    clock.minutes = kDay;
  else
    return std::nullopt;
  clock.marked = clock.exact = true;
  clock.next = i + 1;
  return clock;
}

std::optional<Clock> read_clock(const Wording& words, std::size_t i, bool worded_allowed) {
  auto clock = read_bell(words, i);
  if (!clock) clock = read_english(words, i);
  if (!clock) clock = read_digits(words, i);
  if (!clock && worded_allowed) clock = read_worded(words, i);
  if (!clock) return read_named(words, i);
  read_part(words, *clock);
  if (counts_something(words, clock->next) && !clock->marked) return std::nullopt;
  return clock;
}

/// Which half of the day a part says: minutes after midnight, 24 h and more for the night's end.
int placed(int minutes, DayPart part) {
  const int hour = minutes / 60;
  switch (part) {
    case DayPart::noon: return hour <= 4 ? minutes + kNoon : minutes;
    case DayPart::afternoon:
    case DayPart::evening: return hour < 12 ? minutes + kNoon : minutes;
    case DayPart::night: return hour >= 6 && hour < 12 ? minutes + kNoon : hour == 12 ? minutes + kNoon : minutes;
    case DayPart::small_hours: return hour == 12 ? minutes - kNoon : minutes;
    default: return minutes;
  }
}

bool is_small_hours(const Clock& clock) {
  return clock.part == DayPart::small_hours || (clock.part == DayPart::night && clock.minutes < 6 * 60);
}

/// Unqualified one to seven is afternoon, unless written in the 24-hour way.
int guessed(const Clock& clock) {
  if (clock.pm) return clock.minutes < kNoon ? clock.minutes + kNoon : clock.minutes;
  if (clock.am) return clock.minutes >= kNoon ? clock.minutes - kNoon : clock.minutes;
  if (clock.part != DayPart::none) return placed(clock.minutes, clock.part);
  const bool bell_before_one = clock.worded && clock.minutes < 60;
  if (!clock.exact && clock.minutes < 8 * 60 && (clock.minutes >= 60 || bell_before_one)) return clock.minutes + kNoon;
  return clock.minutes;
}

/// "de 6 a 8 de la tarda": the part told at the end holds for both, unless the hours go over noon.
void share_part(Clock& from, const Clock& to) {
  if (from.part != DayPart::none || from.am || from.pm || from.minutes > to.minutes) return;
  if (to.part == DayPart::small_hours) return;
  from.part = to.part;
  from.am = to.am;
  from.pm = to.pm;
}

TimeSlot range_of(Clock from, const Clock& to) {
  share_part(from, to);
  int start = guessed(from);
  int end = to.part != DayPart::none || to.am || to.pm ? guessed(to) : to.minutes;
  if (end <= start && start != from.minutes && from.part == DayPart::none && from.minutes < to.minutes && to.minutes >= kNoon)
    start = from.minutes;
  if (end <= start && end < kNoon && end + kNoon > start && !to.exact && !is_small_hours(to)) end += kNoon;
  if (end <= start) end += kDay;
  return {start, end};
}

bool ends_range(const Wording& words, std::size_t i) { return words.is(i, Role::to) || words.is_dash(i); }

std::size_t skip_clock_words(const Wording& words, std::size_t i) {
  while (words.is(i, Role::clock) && !words.is_number(i) && !words.is(i, Role::number)) ++i;
  return i;
}

struct Opening {
  std::size_t next;
  bool clock = false, from = false, until = false;
  bool weak = false;  ///< "la", "les": many other things follow them
};

/// The words before a time: "a les", "de", "entre les", "fins a les", "Hora:".
Opening read_opening(const Wording& words, std::size_t i) {
  Opening opening{i};
  if (words.is(i, Role::until)) {
    opening.until = true;
    ++i;
  } else if (words.is(i, Role::clock)) {
    opening.clock = true;
    opening.weak = words[i].folded_size <= 3 && words.folded(i) != "at";
    ++i;
  } else if (words.is(i, Role::from)) {
    opening.from = true;
    ++i;
  }
  if (i > opening.next && words.is(i, Role::clock)) {
    opening.clock = true;
    ++i;
  }
  if (opening.clock && words.is_sign(i, ':')) {
    opening.weak = false;
    ++i;
  }
  if (opening.clock && words.is(i, Role::clock)) ++i;
  opening.next = i;
  return opening;
}

/// After "de 10 a 14" without "h": the end of the clause, or what goes on with the sentence; never something that is counted.
bool stands_free(const Wording& words, std::size_t i) {
  return !words.is_word(i) || words.is(i, Role::at) || words.is(i, Role::and_) || words.is(i, Role::of);
}

void finish(TimePhrase& phrase, const Clock& first, std::size_t last) {
  phrase.last = last;
  phrase.small_hours = is_small_hours(first);
  phrase.guessed = !first.worded && !first.exact && first.part == DayPart::none && !first.am && !first.pm && first.minutes >= 5 * 60 &&
                   first.minutes < 8 * 60;
}

/// "18.30-20.00": two that are told with minutes.
bool both_dotted(const Wording& words, const Clock& from, const Clock& to) {
  const auto dotted = [&](const Clock& clock) {
    return clock.next >= 3 && words.is_number(clock.next - 1) && words[clock.next - 1].digits == 2 && words.is_sign(clock.next - 2, '.');
  };
  return dotted(from) && dotted(to) && from.minutes >= 6 * 60 && from.minutes < to.minutes;
}

std::optional<TimePhrase> read_range(const Wording& words, const Opening& opening, const Clock& from, bool after_day) {
  std::size_t i = from.next;
  const bool between = opening.from && words.is(i, Role::and_);
  if (!ends_range(words, i) && !between) return std::nullopt;
  i = skip_clock_words(words, i + 1);
  const auto to = read_clock(words, i, from.worded || opening.clock || opening.from || from.marked);
  if (!to) return std::nullopt;
  const bool bare = after_day && from.minutes < to->minutes && stands_free(words, to->next) && words.is_dash(from.next);
  const bool marked = from.marked || to->marked || opening.clock || bare || both_dotted(words, from, *to);
  if (!marked && !(opening.from && stands_free(words, to->next) && !words.is(to->next, Role::of))) return std::nullopt;
  if (between && !marked) return std::nullopt;
  TimePhrase phrase;
  phrase.slots.push_back(range_of(from, *to));
  finish(phrase, from, to->next);
  return phrase;
}

/// "20 i 22.30 h", "a les 11 i a les 17 h", "10, 11.30 i 13 h".
std::optional<TimePhrase> read_list(const Wording& words, const Opening& opening, const Clock& first) {
  std::vector<Clock> clocks{first};
  while (true) {
    std::size_t i = clocks.back().next;
    if (!words.is_sign(i, ',') && !words.is(i, Role::and_) && !words.is_sign(i, '/')) break;
    if (words.is_sign(i, ',') && words.is(i + 1, Role::and_)) ++i;
    // "Portes 20.30 h, inici 21 h" are two things, "a les 11, a les 13 i a les 17 h" is one.
    const bool named = words.is_sign(i, ',') && words.is(i + 1, Role::clock) && words.folded(i + 1).find(' ') == std::string_view::npos;
    if (named) break;
    const auto clock = read_clock(words, skip_clock_words(words, i + 1), first.worded);
    if (!clock || ends_range(words, clock->next)) break;
    if (words.is_sign(clock->next, '/')) break;
    clocks.push_back(*clock);
  }
  while (clocks.size() > 1 && !clocks.back().marked && !(opening.clock && !words.is_word(clocks.back().next))) clocks.pop_back();
  if (clocks.size() < 2) return std::nullopt;
  TimePhrase phrase;
  for (Clock& clock : clocks) {
    share_part(clock, clocks.back());
    phrase.slots.push_back({guessed(clock), std::nullopt});
  }
  finish(phrase, first, clocks.back().next);
  return phrase;
}

/// "3 hores", "2 hours", "dues hores i mitja": so long, not that late.
bool is_length(const Wording& words, std::size_t at, const Clock& clock) {
  const std::size_t unit = at + 1;
  if (clock.part != DayPart::none || !words.is(unit, Role::hour_unit) || words[unit].folded_size < 4 || words.is(unit, Role::half))
    return false;
  return clock.minutes <= 8 * 60 || words.is(unit + 1, Role::of);  // "24 horas de baile"
}

/// "18.30" with nothing that marks it: only where a programme has its hours.
bool looks_like_hour(const Wording& words, std::size_t at, const Clock& clock) {
  if (clock.next != at + 3 || !words.is_sign(at + 1, '.') || clock.minutes < 8 * 60) return false;
  if (words.is_sign(clock.next, '.') && words.is_number(clock.next + 1)) return false;
  return !counts_something(words, clock.next) && !words.is_number(clock.next) &&
         (words[at].spaced || (at > 0 && words.is_sign(at - 1, '(')));
}

}  // namespace

std::optional<TimePhrase> read_time(const Wording& words, std::size_t at, bool after_day) {
  const Opening opening = read_opening(words, at);
  const bool opened = opening.clock || opening.from || opening.until;
  const auto clock = read_clock(words, opening.next, opened);
  if (!clock || (!opening.clock && is_length(words, opening.next, *clock))) return std::nullopt;
  std::optional<TimePhrase> phrase;
  if (!opening.until) phrase = read_range(words, opening, *clock, after_day);
  if (!phrase && !opening.until) phrase = read_list(words, opening, *clock);
  if (!phrase) {
    const bool named_after_of = opening.from && !clock->marked;
    if (named_after_of ||
        (!clock->marked && (!opening.clock || opening.weak) && !opening.until && !looks_like_hour(words, opening.next, *clock)))
      return std::nullopt;
    if (opening.until && !clock->marked && !opening.clock && words.is_word(clock->next)) return std::nullopt;
    phrase = TimePhrase{};
    phrase->slots.push_back({guessed(*clock), std::nullopt});
    finish(*phrase, *clock, clock->next);
    phrase->end_only = opening.until;
  }
  phrase->first = at;
  return phrase;
}

std::optional<DurationPhrase> read_duration(const Wording& words, std::size_t at) {
  if (!words.is(at, Role::duration)) return std::nullopt;
  std::size_t i = at + 1;
  while (words.is_sign(i, ':') || words.is_sign(i, '.') || words.is(i, Role::of)) ++i;
  if (words.is(i, Role::hour_unit) && words.is(i + 1, Role::and_) && words.is(i + 2, Role::half)) return DurationPhrase{at, i + 3, 90};
  const auto count = small_number(words, i, 99);
  if (!count && !(words.is_number(i) && words[i].number < 600)) return std::nullopt;
  const int number = count ? *count : static_cast<int>(words[i].number);
  if (words.is(i + 1, Role::minute_unit)) return DurationPhrase{at, i + 2, number};
  if (!words.is(i + 1, Role::hour_unit) || number > 12) return std::nullopt;
  // "1 h 30 min"
  if (words.is_number(i + 2) && words[i + 2].number < 60 && words.is(i + 3, Role::minute_unit))
    return DurationPhrase{at, i + 4, number * 60 + static_cast<int>(words[i + 2].number)};
  const bool half = words.is(i + 2, Role::and_) && words.is(i + 3, Role::half);
  return DurationPhrase{at, i + (half ? 4U : 2U), number * 60 + (half ? 30 : 0)};
}

}  // namespace resso::agenda::extraction
