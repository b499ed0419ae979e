// What happens again and again: "cada dimarts", "els primers dissabtes de mes", "todos los miércoles", "every other Friday".
#pragma once

#include "agenda/extract_text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resso::agenda::extraction {

struct SeriesPhrase {
  std::size_t first = 0, last = 0;  ///< items, half open
  std::vector<int> weekdays;        ///< 1 Monday to 7 Sunday
  std::vector<int> ordinals;        ///< of the month; -1: the last. Empty: every week
  bool daily = false;
  int interval = 1;
  std::optional<int> month;  ///< "els dijous de maig"
};

std::optional<SeriesPhrase> read_series(const Wording& words, std::size_t at);

/// "FREQ=MONTHLY;BYDAY=2TH,4TH", with UNTIL when `until` is told.
std::string rrule_of(const SeriesPhrase& series, std::optional<LocalDate> until);

/// "FREQ=DAILY;UNTIL=20261206"
std::string every_day_until(LocalDate last);

/// The first day of the series on or after `from`.
LocalDate first_day(const SeriesPhrase& series, LocalDate from);
bool falls_on(const SeriesPhrase& series, LocalDate day);

}  // namespace resso::agenda::extraction
