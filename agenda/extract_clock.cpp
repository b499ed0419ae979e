#include "agenda/extract_clock.hpp"

namespace resso::agenda::extraction {
namespace {

bool is_money(const Wording& words, std::size_t i) { return words.is_sign(i, 0x20AC) || words.is_sign(i, '%') || words.is_sign(i, '$'); }

}  // namespace

bool counts_something(const Wording& words, std::size_t next) { return is_money(words, next) || words.is(next, Role::unit); }

std::optional<int> small_number(const Wording& words, std::size_t i, int most) {
  if (words.is_number(i) && words[i].digits <= 2 && static_cast<int>(words[i].number) <= most) return static_cast<int>(words[i].number);
  const auto value = words.value(i, Role::number);
  return value && *value <= most ? value : std::nullopt;
}

namespace {

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

/// "6 y media", "7 i quart", "8 menos cuarto" after an hour in digits.
void add_half_or_quarter(const Wording& words, Clock& clock) {
  const bool minus = words.is(clock.next, Role::minus);
  if (!minus && !words.is(clock.next, Role::and_)) return;
  const int minutes = words.is(clock.next + 1, Role::half) ? 30 : words.is(clock.next + 1, Role::quarter) ? 15 : 0;
  const bool of_part =
      words.is(clock.next + 2, Role::of) && (words.is(clock.next + 3, Role::day_part) || words.is(clock.next + 4, Role::day_part));
  if (minutes == 0 || (words.is(clock.next + 2, Role::of) && !of_part) || words.is(clock.next + 2, Role::hour_unit)) return;
  clock.minutes += minus ? -minutes : minutes;
  clock.marked = true;
  clock.next += 2;
}

std::optional<Clock> read_digits(const Wording& words, std::size_t i) {
  const Item& item = words[i];
  if (item.kind != Item::Kind::number || item.digits > 2 || item.number > 24) return std::nullopt;
  if (!item.spaced && i > 0 &&
      (words.is_sign(i - 1, '/') || words.is_sign(i - 1, 0x20AC) || (words.is_sign(i - 1, '.') && words.is_number(i - 2))))
    return std::nullopt;
  if (!item.spaced && i > 0 && words.is_word(i - 1) && !words.is(i - 1, Role::clock) && !words.is(i - 1, Role::from))
    return std::nullopt;  // "I3", "B2"
  Clock clock;
  clock.minutes = static_cast<int>(item.number) * 60;
  clock.next = i + 1;
  const bool has_minutes = read_minutes(words, clock);
  const bool glued = words.is_word(clock.next) && !words[clock.next].spaced && !words[clock.next].hyphened;
  const bool glued_part = words.is_word(clock.next) && words_part_of_day(words, clock.next);
  if (glued && !words.is(clock.next, Role::hour_unit) && !glued_part) return std::nullopt;
  if (!has_minutes && item.number <= 12) add_half_or_quarter(words, clock);
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
  const bool bare =
      i == clock.next && words.folded(i).find(' ') == std::string_view::npos;  // "20 h nit de jazz", but "a les 7 h del matí de la plaça"
  if (!part || (bare && words.is(i + 1, Role::of))) return;
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

}  // namespace

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

namespace {

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

}  // namespace

bool is_small_hours(const Clock& clock) {
  return clock.part == DayPart::small_hours || (clock.part == DayPart::night && clock.minutes < 6 * 60);
}

int guessed(const Clock& clock) {
  if (clock.pm) return clock.minutes < kNoon ? clock.minutes + kNoon : clock.minutes;
  if (clock.am) return clock.minutes >= kNoon ? clock.minutes - kNoon : clock.minutes;
  if (clock.part != DayPart::none) return placed(clock.minutes, clock.part);
  const bool bell_before_one = clock.worded && clock.minutes < 60;
  if (!clock.exact && clock.minutes < 8 * 60 && (clock.minutes >= 60 || bell_before_one)) return clock.minutes + kNoon;
  return clock.minutes;
}

}  // namespace resso::agenda::extraction
