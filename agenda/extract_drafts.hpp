// Dates and times put together: which hour belongs to which day, what goes on under a heading, what is one act and what are two.
#pragma once

#include "agenda/extract_marks.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resso::agenda::extraction {

/// An event before it has a name and a place.
struct Draft {
  LocalDate first_day{}, last_day{};
  std::optional<TimeSlot> slot;  ///< unset: all day
  std::string rrule;
  int date_mark = -1, time_mark = -1;  ///< into Marks::marks
  bool explicit_day = false, contradiction = false, far = false;
  bool old_date = false;                      ///< it was put off from here
  bool umbrella = false;                      ///< several days without hours, that other events lie in
  bool gathering = false, departure = false;  ///< where people meet, and when the act sets out
  bool doors = false;                         ///< the hour of doors or registration
  std::size_t anchor = 0;                     ///< the item that it is told at
};

/// In the order of the text. Marks that came to nothing get their refusal.
std::vector<Draft> make_drafts(const Wording& words, LocalDate today, Marks& marks);

}  // namespace resso::agenda::extraction
