// Everything in a text that tells when, and the cues that say what it is the time of.
#pragma once

#include "agenda/extract_date.hpp"
#include "agenda/extract_series.hpp"
#include "agenda/extract_time.hpp"

#include <string_view>
#include <variant>
#include <vector>

namespace resso::agenda::extraction {

struct Mark {
  enum class Kind { date, time, series, duration };
  Kind kind = Kind::date;
  std::size_t first = 0, last = 0;  ///< items, half open
  DatePhrase date;
  ResolvedDays days;
  TimePhrase time;
  SeriesPhrase series;
  int minutes = 0;           ///< of a duration
  std::string_view refused;  ///< the rule that refuses it; empty: none
};

struct Cue {
  Role role;
  std::size_t item;
};

struct Marks {
  std::vector<Mark> marks;  ///< in the order of the text
  std::vector<Cue> cues;
  std::vector<bool> taken;  ///< items of dates and times

  bool has(Role role) const;
  bool has(Mark::Kind kind) const;
  bool has_between(Role role, std::size_t first, std::size_t last) const;
  bool has_in_sentence(const Wording& words, Role role, std::size_t item) const;
};

/// Reads them all, resolves dates for `today`; then refuse_marks().
Marks read_marks(const Wording& words, LocalDate today);

/// Names the rule at every mark that makes no event.
void refuse_marks(const Wording& words, LocalDate today, Marks& marks);

}  // namespace resso::agenda::extraction
