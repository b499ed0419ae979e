#include "agenda/time_likeness.hpp"

#include <algorithm>
#include <cstdlib>

namespace resso::agenda {
namespace {

using std::chrono::days;

constexpr int kLongestDelay = 300;  // days: a year on it is the next edition

int minute_of_day(LocalTime time) {
  return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(time - std::chrono::floor<days>(time)).count());
}

int days_between(const EventTraits& a, const EventTraits& b) {
  if (a.first_day <= b.last_day && b.first_day <= a.last_day) return 0;
  return static_cast<int>((a.first_day > b.last_day ? a.first_day - b.last_day : b.first_day - a.last_day).count());
}

bool names_hour_of(const EventTraits& one, const EventTraits& other) {
  constexpr int kDay = 24 * 60;  // minutes: "les 24 h" is midnight
  return other.has_hour() &&
         std::any_of(one.clock.begin(), one.clock.end(), [&](int minute) { return minute % kDay == minute_of_day(other.start); });
}

// Its own hour is that of the doors.
bool opens_doors(const EventTraits& one) { return one.says(Sign::doors) && names_hour_of(one, one); }

// An hour that was badly copied: what the words say is what was meant.
bool is_mended_by_words(const EventTraits& one, const EventTraits& other) { return names_hour_of(one, other) && !names_hour_of(one, one); }

// "Dissabte, 00.30 h": filed under the day, of which the night is meant.
bool is_night_of(const EventTraits& night, const EventTraits& day) {
  return !day.has_hour() && night.in_small_hours() && night.first_day - day.last_day == days(1) && names_hour_of(day, night);
}

}  // namespace

TimeComparison compare_times(const EventTraits& a, const EventTraits& b) {
  TimeComparison out;
  out.days_apart = days_between(a, b);
  if (is_night_of(a, b) || is_night_of(b, a)) out.days_apart = 0;
  out.both_hours = a.has_hour() && b.has_hour();
  if (out.both_hours) {
    const auto apart = std::chrono::duration_cast<std::chrono::minutes>(a.start - b.start).count();
    out.minutes_apart = static_cast<int>(out.days_apart <= 1 ? std::abs(apart) : std::abs(apart) % 1440);
    // Half past eleven at night and half past midnight are one evening.
    if (out.days_apart == 1 && std::abs(apart) <= kDoorsMinutes)
      out.days_apart = 0;
    else if (out.days_apart != 0)
      out.minutes_apart = std::abs(minute_of_day(a.start) - minute_of_day(b.start));
  }
  const auto apart = std::abs(std::chrono::floor<days>(a.start - b.start).count());
  out.moved = out.days_apart != 0 && (a.postponed || b.postponed) && apart <= kLongestDelay;
  if (!out.both_hours || out.minutes_apart == 0) return out;
  out.hour_moved = a.says(Sign::moved_hour) || b.says(Sign::moved_hour) || is_mended_by_words(a, b) || is_mended_by_words(b, a);
  if (a.says(Sign::doors) || b.says(Sign::doors)) {
    out.explained = true;
    out.explanation = "doors, a reception or the like come first";
  } else if (names_hour_of(a, b) || names_hour_of(b, a)) {
    out.explained = true;
    out.explanation = "one names the other's hour";
  }
  // "Sessió de cinema" is what both call it; "segona sessió" is which of them.
  const bool both_call_it_so = out.explained && a.title_has(Sign::session) && b.title_has(Sign::session);
  // "Obrim portes a les 19 h", and the other plays with three groups.
  const bool doors_are_told = (opens_doors(a) || opens_doors(b)) && !a.title_has(Sign::session) && !b.title_has(Sign::session);
  out.sessions = !both_call_it_so && !doors_are_told && (a.says(Sign::session) || b.says(Sign::session));
  return out;
}

}  // namespace resso::agenda
