// One day as people tell it: "dissabte 28 de novembre", "14/12", "2026-11-28", "el segon diumenge de maig", "demà".
#pragma once

#include "agenda/extract_date.hpp"

namespace resso::agenda::extraction {

/// What was read of a day and the item after it.
struct DayAtom {
  DayWords words;
  std::size_t next = 0;
  bool named_day = false;  ///< "dia 20": the word makes a number a date
  bool article = false;    ///< "el 20"
};

bool is_day_number(const Wording& words, std::size_t i);

/// The number of a day, with its month and year where they follow.
bool read_day_number(const Wording& words, std::size_t i, DayAtom& atom);

std::optional<DayAtom> read_day(const Wording& words, std::size_t i);

}  // namespace resso::agenda::extraction
