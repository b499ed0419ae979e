// Which days a date phrase means, told on a day of publication: the rules of labelling, each one line.
#include "agenda/extract_date.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

/// A date at most this old that comes without a year has been.
constexpr days kRecent{30};

std::optional<LocalDate> date_of(int year, int month, int day) {
  const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() ? std::optional(LocalDate(date)) : std::nullopt;
}

year_month_day civil(LocalDate day) { return year_month_day(day); }
int year_of(LocalDate day) { return static_cast<int>(civil(day).year()); }

/// The nearest such weekday on or after `from`.
LocalDate next_weekday(LocalDate from, int weekday) { return from + days((weekday - weekday_of(from) + 7) % 7); }

LocalDate monday_of(LocalDate day) { return day - days(weekday_of(day) - 1); }

struct Choice {
  LocalDate day{};
  bool contradiction = false, past = false, far = false, explicit_day = false;
};

Choice month_and_day(const DayWords& words, LocalDate today) {
  Choice choice;
  choice.explicit_day = true;
  const int month = *words.month, day = *words.day;
  if (words.year) {
    choice.day = date_of(*words.year, month, day).value_or(LocalDate::min());
  } else {
    std::optional<LocalDate> best;
    for (int year = year_of(today) - 1; year <= year_of(today) + 5 && !best; ++year) {
      const auto date = date_of(year, month, day);
      if (date && *date >= today - kRecent) best = date;
    }
    choice.day = best.value_or(LocalDate::min());
    choice.far = choice.day > today + days(270);
  }
  choice.past = choice.day < today;
  choice.contradiction = words.weekday && weekday_of(choice.day) != *words.weekday;
  return choice;
}

/// The nearest day on or after `from` with this number, and this weekday when one is told.
std::optional<LocalDate> next_number(LocalDate from, int number, std::optional<int> weekday, days within) {
  for (LocalDate day = from; day < from + within; day += days(1)) {
    if (static_cast<unsigned>(civil(day).day()) == static_cast<unsigned>(number) && (!weekday || weekday_of(day) == *weekday)) return day;
  }
  return std::nullopt;
}

Choice number_only(const DayWords& words, LocalDate today, std::optional<LocalDate> earlier) {
  Choice choice;
  choice.explicit_day = true;
  const LocalDate from = earlier && *earlier > today ? *earlier : today;
  // What goes on after an earlier date is near it: "dissabte 14 de novembre … diumenge 15".
  const auto after = from > today ? next_number(from, *words.day, words.weekday, days(words.weekday ? 27 : 20)) : std::nullopt;
  const auto near = after ? after : next_number(words.weekday ? today : from, *words.day, words.weekday, days(63));
  if (near) {
    choice.day = *near;
    choice.far =
        !words.weekday && !after && next_number(today - days(10), *words.day, std::nullopt, days(10)) && choice.day > today + days(20);
    return choice;
  }
  // A weekday that fits this number two weeks ago and not for months to come tells of what has been.
  const auto before = words.weekday ? next_number(today - days(15), *words.day, words.weekday, days(15)) : std::nullopt;
  if (before) {
    choice.day = *before;
    choice.past = true;
    return choice;
  }
  choice.day = next_number(from, *words.day, std::nullopt, days(63)).value_or(from);
  choice.contradiction = true;
  if (const auto later = next_number(from, *words.day, words.weekday, days(400)); later && *later < from + days(130)) {
    choice.day = *later;
    choice.contradiction = false;
  }
  return choice;
}

Choice weekday_only(const DayWords& words, LocalDate today) {
  Choice choice;
  if (words.past) {
    choice.day = next_weekday(today - days(7), *words.weekday);
    choice.past = true;
  } else if (words.next_week) {
    choice.day = monday_of(today) + days(6 + *words.weekday);
  } else {
    choice.day = next_weekday(words.next ? today + days(1) : today, *words.weekday);
  }
  return choice;
}

/// The nth such weekday of a month, nearest on or after today.
Choice nth_weekday(const DayWords& words, LocalDate today) {
  Choice choice;
  choice.explicit_day = true;
  for (int year = words.year.value_or(year_of(today)); year <= year_of(today) + 1; ++year) {
    const std::chrono::year_month month{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(*words.month))};
    const std::chrono::weekday weekday(static_cast<unsigned>(*words.weekday % 7));
    choice.day =
        *words.nth < 0 ? LocalDate(month / weekday[std::chrono::last]) : LocalDate(month / weekday[static_cast<unsigned>(*words.nth)]);
    choice.past = choice.day < today;
    if (words.year || choice.day >= today - kRecent) break;
  }
  return choice;
}

Choice choose(const DayWords& words, LocalDate today, std::optional<LocalDate> earlier) {
  if (words.nth) return nth_weekday(words, today);
  if (words.day) {
    Choice choice = words.month ? month_and_day(words, today) : number_only(words, today, earlier);
    choice.past |= words.past;  // "el pasado 3 de mayo"
    return choice;
  }
  if (words.weekday) return weekday_only(words, today);
  Choice choice;
  choice.day = words.day_after ? earlier.value_or(today) + days(1) : today + days(words.relative.value_or(0));
  choice.past = choice.day < today;
  return choice;
}

ResolvedDays weekend(const DayWords& words, LocalDate today) {
  ResolvedDays resolved;
  LocalDate saturday = monday_of(today) + days(5);
  if (words.next_week || (words.next && saturday <= today)) saturday += days(7);
  if (words.past) saturday -= days(7);
  resolved.days = {saturday, saturday + days(1)};
  resolved.past = saturday + days(1) < today;
  return resolved;
}

void add(ResolvedDays& resolved, const Choice& choice) {
  resolved.days.push_back(choice.day);
  resolved.contradiction |= choice.contradiction;
  resolved.far |= choice.far;
  resolved.explicit_day |= choice.explicit_day;
}

/// The first day of a range may have been; the range has been only when its last day has.
ResolvedDays range(const DatePhrase& phrase, LocalDate today, std::optional<LocalDate> earlier) {
  ResolvedDays resolved;
  Choice last = choose(phrase.days[1], today, earlier);
  Choice first = choose(phrase.days[0], today, earlier);
  if (phrase.days[1].weekday && !phrase.days[1].day) last.day = next_weekday(first.day, *phrase.days[1].weekday);
  const auto year = phrase.days[0].year ? phrase.days[0].year : phrase.days[1].year;
  if (phrase.days[0].month && year && !phrase.days[0].year)
    first.day = date_of(*year, *phrase.days[0].month, *phrase.days[0].day).value_or(first.day);
  while (first.day > last.day && phrase.days[0].month && !phrase.days[0].year) {
    const auto before = date_of(year_of(first.day) - 1, *phrase.days[0].month, *phrase.days[0].day);
    if (!before) break;
    first.day = *before;
  }
  if (last.day < first.day && !phrase.days[1].month && phrase.days[1].day)
    last.day = next_number(first.day, *phrase.days[1].day, std::nullopt, days(63)).value_or(first.day);
  add(resolved, first);
  add(resolved, last);
  resolved.past = last.day < today;
  return resolved;
}

}  // namespace

int weekday_of(LocalDate day) { return static_cast<int>(std::chrono::weekday(day).iso_encoding()); }

ResolvedDays resolve(const DatePhrase& phrase, LocalDate today, std::optional<LocalDate> earlier) {
  if (phrase.kind == DatePhrase::Kind::range) return range(phrase, today, earlier);
  if (phrase.days.size() == 1 && phrase.days[0].weekend) return weekend(phrase.days[0], today);
  ResolvedDays resolved;
  resolved.past = true;
  std::optional<LocalDate> before = earlier;
  for (const DayWords& day : phrase.days) {
    const Choice choice = choose(day, today, before);
    add(resolved, choice);
    resolved.past &= choice.past;
    before = choice.day;
  }
  // In a list the days that have been are left out, unless all have.
  if (!resolved.past) std::erase_if(resolved.days, [&](LocalDate day) { return day < today; });
  return resolved;
}

}  // namespace resso::agenda::extraction
