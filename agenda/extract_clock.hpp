// One clock time out of words, before it is known what it is the time of: digits, words, Catalan bell hours, parts of the day.
#pragma once

#include "agenda/extract_text.hpp"

#include <optional>

namespace resso::agenda::extraction {

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

/// A number of at most `most`, in digits or in words.
std::optional<int> small_number(const Wording& words, std::size_t i, int most);

/// A number with something after it that no time has: "18 persones", "12 €", "10%".
bool counts_something(const Wording& words, std::size_t next);

/// Digits, words, bells or a name: "18.30", "set i mitja", "dos quarts de vuit", "migdia".
std::optional<Clock> read_clock(const Wording& words, std::size_t i, bool worded_allowed);

/// Told as of the night's end.
bool is_small_hours(const Clock& clock);

/// Minutes after midnight. Unqualified one to seven is afternoon, unless written in the 24-hour way.
int guessed(const Clock& clock);

}  // namespace resso::agenda::extraction
