// Clock times out of words: "18.30 h", "a dos quarts de vuit del vespre", "de 10 a 14 h", "20 i 22.30 h", "fins a les 2 de la matinada".
#pragma once

#include "agenda/extract_text.hpp"

#include <optional>
#include <vector>

namespace resso::agenda::extraction {

/// Minutes after midnight of the day it is told for; 24 h and more is the day after.
struct TimeSlot {
  int start = 0;
  std::optional<int> end;
  bool operator==(const TimeSlot&) const = default;
};

struct TimePhrase {
  std::size_t first = 0, last = 0;  ///< items, half open
  std::vector<TimeSlot> slots;      ///< several: sessions
  bool end_only = false;            ///< "fins a les 21 h": slots[0].start is an end
  bool guessed = false;             ///< told in digits that do not say which half of the day
  bool plain = false;               ///< told with nothing that says which half of the day
  bool small_hours = false;         ///< told as of the night: of the next day when something came before it
};

/// `after_day`: a day was told right before, so that "10-12" is of hours.
std::optional<TimePhrase> read_time(const Wording& words, std::size_t at, bool after_day);

/// "durada: 2 hores", "hora i mitja": minutes, and the items taken in `last`.
struct DurationPhrase {
  std::size_t first = 0, last = 0;
  int minutes = 0;
};
std::optional<DurationPhrase> read_duration(const Wording& words, std::size_t at);

}  // namespace resso::agenda::extraction
