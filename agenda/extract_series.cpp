#include "agenda/extract_series.hpp"

#include "agenda/extract_date.hpp"

#include <algorithm>
#include <array>

namespace resso::agenda::extraction {
namespace {

constexpr std::array<std::string_view, 7> kDays{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

std::optional<int> any_weekday(const Wording& words, std::size_t i) {
  if (const auto plural = words.value(i, Role::weekday_plural)) return plural;
  return words.value(i, Role::weekday);
}

/// "dilluns, dimecres i divendres"
std::size_t read_weekdays(const Wording& words, std::size_t i, std::vector<int>& weekdays) {
  while (const auto weekday = any_weekday(words, i)) {
    weekdays.push_back(*weekday);
    ++i;
    std::size_t connector = 0;
    if (words.is(i, Role::and_) || words.is_sign(i, ',')) connector = words.is_sign(i, ',') && words.is(i + 1, Role::and_) ? 2 : 1;
    if (connector > 0 && words.is(i + connector, Role::plural_article)) ++connector;
    if (connector == 0 || !any_weekday(words, i + connector)) break;
    i += connector;
  }
  return i;
}

std::optional<int> ordinal_at(const Wording& words, std::size_t& i) {
  if (const auto ordinal = words.value(i, Role::ordinal)) {
    ++i;
    return ordinal;
  }
  // "1r", "2n", "3º"
  const bool ending = words.is_word(i + 1) && !words[i + 1].spaced && words[i + 1].folded_size <= 2;
  if (!words.is_number(i) || words[i].number < 1 || words[i].number > 5 || !ending) return std::nullopt;
  const int value = static_cast<int>(words[i].number);
  i += 2;
  return value;
}

/// "primer", "segon i quart", "segundo y cuarto"
std::size_t read_ordinals(const Wording& words, std::size_t i, std::vector<int>& ordinals) {
  while (const auto ordinal = ordinal_at(words, i)) {
    ordinals.push_back(*ordinal);
    std::size_t next = i;
    if (words.is(next, Role::and_) || words.is_sign(next, ',')) ++next;
    if (words.is(next, Role::article) || words.is(next, Role::plural_article)) ++next;
    std::size_t probe = next;
    if (next == i || !ordinal_at(words, probe)) break;
    i = next;
  }
  return i;
}

bool is_number_next(const Wording& words, std::size_t i) {
  if (words.is_sign(i, ',')) ++i;
  if (words.is(i, Role::day)) ++i;
  if (!words.is_number(i) || words[i].digits > 2) return false;
  return !words.is(i + 1, Role::hour_unit) && !words.is(i + 1, Role::am) && !words.is(i + 1, Role::pm) && !words.is_sign(i + 1, ':') &&
         !(words.is_sign(i + 1, '.') && words.is_number(i + 2) && !words[i + 2].spaced) && !words.is_dash(i + 1) &&
         !(words.is(i + 1, Role::to) && !words.is(i + 3, Role::of));
}

std::size_t read_month(const Wording& words, std::size_t i, SeriesPhrase& series) {
  if (!words.is(i, Role::of) || !words.is(i + 1, Role::month)) return i;
  if ((words.is(i + 2, Role::to) && !words.is(i + 2, Role::clock)) || words.is_dash(i + 2)) return i;
  series.month = words.value(i + 1, Role::month);
  return i + 2;
}

/// ";UNTIL=20261206"
std::string until_of(LocalDate last) {
  const std::chrono::year_month_day day(last);
  const int month = static_cast<int>(static_cast<unsigned>(day.month())), number = static_cast<int>(static_cast<unsigned>(day.day()));
  return ";UNTIL=" + std::to_string(static_cast<int>(day.year()) * 10'000 + month * 100 + number);
}

/// "els Dijous Literaris": the name of a cycle, by its capitals.
bool is_cycle_name(const Wording& words, std::size_t at) {
  const Item& next = words[at + 2];
  return words.is(at, Role::plural_article) && words.is(at + 1, Role::weekday) && words[at + 1].capital && !words.shouts() &&
         next.kind == Item::Kind::word && next.capital && !words.is(at + 2, Role::month) && !words.is(at + 2, Role::act);
}

}  // namespace

std::optional<SeriesPhrase> read_series(const Wording& words, std::size_t at) {
  if (is_cycle_name(words, at)) return std::nullopt;
  SeriesPhrase series;
  series.first = at;
  std::size_t i = at;
  if (words.is(i, Role::every_day) && !any_weekday(words, i + 1)) {
    series.daily = true;
    series.last = i + 1;
    return series;
  }
  const bool alternate = words.is(i, Role::fortnightly) && any_weekday(words, i + 1);  // "every other Thursday"
  if (alternate) series.interval = 2;
  if (!alternate && words.is(i, Role::fortnightly)) {
    series.interval = 2;
    series.last = i + 1;
    return series;
  }
  const bool every = alternate || words.is(i, Role::every);
  const bool plural = words.is(i, Role::plural_article);
  if (every || plural || words.is(i, Role::article)) ++i;
  i = read_ordinals(words, i, series.ordinals);
  const std::size_t weekdays = i;
  bool plural_word = words.is(i, Role::weekday_plural);
  i = read_weekdays(words, i, series.weekdays);
  if (series.weekdays.empty()) return std::nullopt;
  for (std::size_t k = weekdays; k < i; ++k) plural_word |= words.is(k, Role::weekday_plural);
  const bool of_month = words.is(i, Role::of_month);
  if (!series.ordinals.empty()) {
    if (!of_month && !every) return std::nullopt;
  } else if (!every && !plural && !plural_word) {
    return std::nullopt;
  }
  if (of_month)
    ++i;
  else
    i = read_month(words, i, series);
  if (!every && is_number_next(words, i)) return std::nullopt;  // "els dimecres 7, 14 i 21"
  if (plural && !every && (words.is(i, Role::next) || words.is(i, Role::past_day))) return std::nullopt;
  if (words.is(i, Role::fortnightly)) {
    series.interval = 2;
    ++i;
  }
  series.last = i;
  return series;
}

std::string rrule_of(const SeriesPhrase& series, std::optional<LocalDate> until) {
  std::string rule = series.daily ? "FREQ=DAILY" : series.ordinals.empty() ? "FREQ=WEEKLY" : "FREQ=MONTHLY";
  if (series.interval > 1) rule += ";INTERVAL=" + std::to_string(series.interval);
  std::string days;
  const std::vector<int> once{0};
  for (const int weekday : series.weekdays) {
    for (const int ordinal : series.ordinals.empty() ? once : series.ordinals) {
      days += days.empty() ? ";BYDAY=" : ",";
      if (ordinal != 0) days += std::to_string(ordinal);
      days += kDays[static_cast<std::size_t>(weekday - 1)];
    }
  }
  rule += days;
  if (until) rule += until_of(*until);
  return rule;
}

std::string every_day_until(LocalDate last) { return "FREQ=DAILY" + until_of(last); }

bool falls_on(const SeriesPhrase& series, LocalDate day) {
  if (series.daily || series.weekdays.empty()) return true;
  if (std::find(series.weekdays.begin(), series.weekdays.end(), weekday_of(day)) == series.weekdays.end()) return false;
  if (series.ordinals.empty()) return true;
  const std::chrono::year_month_day date(day);
  const int which = (static_cast<int>(static_cast<unsigned>(date.day())) - 1) / 7 + 1;
  const bool last = std::chrono::year_month_day(day + std::chrono::days(7)).month() != date.month();
  return std::any_of(series.ordinals.begin(), series.ordinals.end(),
                     [&](int ordinal) { return ordinal == which || (ordinal == -1 && last); });
}

LocalDate first_day(const SeriesPhrase& series, LocalDate from) {
  for (int i = 0; i < 70; ++i) {
    if (falls_on(series, from + std::chrono::days(i))) return from + std::chrono::days(i);
  }
  return from;
}

}  // namespace resso::agenda::extraction
