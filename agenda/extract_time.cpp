#include "agenda/extract_time.hpp"

#include "agenda/extract_clock.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

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
  phrase.plain = !first.exact && first.part == DayPart::none && !first.am && !first.pm;
  phrase.guessed = phrase.plain && !first.worded && first.minutes >= 5 * 60 && first.minutes < 8 * 60;
}

/// "18.30-20.00": two that are told with minutes.
bool both_dotted(const Wording& words, const Clock& from, const Clock& to) {
  const auto dotted = [&](const Clock& clock) {
    return clock.next >= 3 && words.is_number(clock.next - 1) && words[clock.next - 1].digits == 2 && words.is_sign(clock.next - 2, '.');
  };
  return dotted(from) && dotted(to) && from.minutes >= 6 * 60 && from.minutes < to.minutes;
}

/// "a les 10 h fins al 14 de desembre", "at 10am until 14 December": no hour.
bool is_day_of_month(const Wording& words, const Clock& clock) {
  if (clock.marked) return false;
  return words.is(clock.next, Role::month) || (words.is(clock.next, Role::of) && words.is(clock.next + 1, Role::month));
}

std::optional<TimePhrase> read_range(const Wording& words, const Opening& opening, const Clock& from, bool after_day) {
  std::size_t i = from.next;
  const bool between = opening.from && words.is(i, Role::and_);
  if (!ends_range(words, i) && !between) return std::nullopt;
  i = skip_clock_words(words, i + 1);
  const auto to = read_clock(words, i, from.worded || opening.clock || opening.from || from.marked);
  if (!to || is_day_of_month(words, *to)) return std::nullopt;
  const bool over_noon = words.language() == "en" && from.minutes >= 8 * 60 && from.minutes <= kNoon && to->minutes <= 7 * 60;  // "10-4"
  const bool bare = after_day && (from.minutes < to->minutes || over_noon) && stands_free(words, to->next) &&
                    (words.is_dash(from.next) || words.is(from.next, Role::until));  // "this Saturday, 10 till 2"
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
  if (words.is(unit, Role::hour_unit) && words.is(unit + 1, Role::apart)) return true;  // "24 h abans"
  if (clock.part != DayPart::none || !words.is(unit, Role::hour_unit) || words[unit].folded_size < 4 || words.is(unit, Role::half))
    return false;
  const bool whole_day = clock.minutes == kDay && words.is_word(unit + 1);  // "24 horas de baile", "24 hores non-stop"
  return clock.minutes <= 8 * 60 || whole_day || words.is(unit + 1, Role::of);
}

/// "18.30" with nothing that marks it: only where a programme has its hours.
bool looks_like_hour(const Wording& words, std::size_t at, const Clock& clock) {
  if (clock.next != at + 3 || !words.is_sign(at + 1, '.')) return false;
  const bool after_midnight = words[at].digits == 2 && words[at].number < 6 && words[at].line_start;  // "00.30 Ball"
  if (clock.minutes < 8 * 60 && !after_midnight) return false;
  if (words.is_sign(clock.next, '.') && words.is_number(clock.next + 1)) return false;
  return !counts_something(words, clock.next) && !words.is_number(clock.next) &&
         (words[at].spaced || (at > 0 && words.is_sign(at - 1, '(')));
}

/// Hours in words that nothing leads: "siete de la tarde", "five o'clock in the afternoon", "ten till one".
std::optional<TimePhrase> read_spelled(const Wording& words, std::size_t at) {
  const auto clock = read_clock(words, at, true);
  if (!clock || !clock->worded) return std::nullopt;
  TimePhrase phrase;
  phrase.first = at;
  if (words.is(clock->next, Role::until)) {
    const auto to = read_clock(words, clock->next + 1, true);
    if (!to || !to->worded) return std::nullopt;
    phrase.slots.push_back(range_of(*clock, *to));
    finish(phrase, *clock, to->next);
    return phrase;
  }
  const bool counts = words.is(at + 1, Role::hour_unit) && words.folded(at + 1).find(' ') == std::string_view::npos;  // "tres hores"
  if (clock->part == DayPart::none || counts || words.is(at + 1, Role::day_part)) return std::nullopt;
  phrase.slots.push_back({guessed(*clock), std::nullopt});
  finish(phrase, *clock, clock->next);
  return phrase;
}

}  // namespace

std::optional<TimePhrase> read_time(const Wording& words, std::size_t at, bool after_day) {
  const Opening opening = read_opening(words, at);
  const bool opened = opening.clock || opening.from || opening.until;
  const auto clock = read_clock(words, opening.next, opened);
  if (!clock && !opened && words.is(at, Role::number)) return read_spelled(words, at);
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

namespace {

bool is_whole_hours(const Wording& words, std::size_t i) { return words.is(i, Role::hour_unit) && words[i].folded_size >= 4; }

/// "visita guiada d'una hora i mitja", "taller de dues hores", "two-hour walk": how long an act takes, told of it.
std::optional<DurationPhrase> read_length_of_act(const Wording& words, std::size_t at) {
  const bool of = words.is(at, Role::of);
  const std::size_t i = of ? at + 1 : at;
  const auto count = small_number(words, i, 8);
  if (!count || *count < 1 || !is_whole_hours(words, i + 1)) return std::nullopt;
  if (!of) {
    const bool of_act = words.language() == "en" && words[i + 1].hyphened && words.is(i + 2, Role::act);
    return of_act ? std::optional(DurationPhrase{at, i + 2, *count * 60}) : std::nullopt;
  }
  const bool named = at > 0 && words.is_word(at - 1) && (words.is(at - 1, Role::act) || (at > 1 && words.is(at - 2, Role::act)));
  const bool half = words.is(i + 2, Role::and_) && words.is(i + 3, Role::half);
  const std::size_t end = i + (half ? 4U : 2U);
  if (!named || words.is(end, Role::of)) return std::nullopt;
  return DurationPhrase{at, end, *count * 60 + (half ? 30 : 0)};
}

}  // namespace

std::optional<DurationPhrase> read_duration(const Wording& words, std::size_t at) {
  if (!words.is(at, Role::duration)) return read_length_of_act(words, at);
  std::size_t i = at + 1;
  while (words.is_sign(i, ':') || words.is_sign(i, '.') || words.is(i, Role::of)) ++i;
  if (words.is(i, Role::hour_unit) && words.is(i + 1, Role::and_) && words.is(i + 2, Role::half)) return DurationPhrase{at, i + 3, 90};
  const auto count = small_number(words, i, 99);
  if (!count && !(words.is_number(i) && words[i].number < 600)) return std::nullopt;
  const int number = count ? *count : static_cast<int>(words[i].number);
  if (words.is(i + 1, Role::minute_unit)) return DurationPhrase{at, i + 2, number};
  if (!words.is(i + 1, Role::hour_unit) || number > 12) return std::nullopt;
  // "1 h 30 min", "1 h i 20 minuts"
  const std::size_t more = words.is(i + 2, Role::and_) ? i + 3 : i + 2;
  if (words.is_number(more) && words[more].number < 60 && words.is(more + 1, Role::minute_unit))
    return DurationPhrase{at, more + 2, number * 60 + static_cast<int>(words[more].number)};
  const bool half = words.is(i + 2, Role::and_) && words.is(i + 3, Role::half);
  return DurationPhrase{at, i + (half ? 4U : 2U), number * 60 + (half ? 30 : 0)};
}

}  // namespace resso::agenda::extraction
