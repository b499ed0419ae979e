// Dates out of words: what a phrase says (read_date), and which days that is (resolve).
#pragma once

#include "agenda/extract_text.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace resso::agenda::extraction {

/// One day as it was told; what was not told is unset.
struct DayWords {
  std::optional<int> relative;  ///< days from today
  std::optional<int> weekday;   ///< 1 Monday to 7 Sunday
  std::optional<int> day, month, year;
  std::optional<int> nth;  ///< "el segon diumenge de maig"; -1: the last
  bool day_after = false;  ///< "l'endemà": after the date told before
  bool weekend = false, this_ = false, next = false, past = false, next_week = false;
  bool same = false;  ///< "el mateix dissabte": the day told before
  bool dated() const { return day.has_value(); }
};

struct DatePhrase {
  enum class Kind { days, range, until, before, since };
  Kind kind = Kind::days;
  std::size_t first = 0, last = 0;  ///< items, half open
  std::vector<DayWords> days;       ///< of a range: the first and the last
  bool definite = false;            ///< "del dijous al diumenge", where "de dilluns a divendres" is a habit
};

std::optional<DatePhrase> read_date(const Wording& words, std::size_t at);

struct ResolvedDays {
  std::vector<LocalDate> days;  ///< of a range: first and last
  bool past = false;            ///< before the publication day
  bool contradiction = false;   ///< the weekday is not that of the number
  bool far = false;             ///< without a year, and nearer in the past than in the future
  bool explicit_day = false;    ///< a number of the month was told
};

/// `today` is the day of publication; `earlier` the last date that the text told, which a number without a month follows.
ResolvedDays resolve(const DatePhrase& phrase, LocalDate today, std::optional<LocalDate> earlier);

/// 1 Monday to 7 Sunday.
int weekday_of(LocalDate day);

}  // namespace resso::agenda::extraction
