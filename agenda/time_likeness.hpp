// Days and hours of two notices, and what explains that they differ.
#pragma once

#include "agenda/event_traits.hpp"

namespace resso::agenda {

constexpr int kDoorsMinutes = 90;   ///< so far apart are doors and start at most
constexpr int kMovedMinutes = 180;  ///< and the hours of an act of which one says that its hour is another now

struct TimeComparison {
  int days_apart = 0;  ///< 0 too when one lasts days and the other is within
  bool moved = false;  ///< one says that it was put off
  bool both_hours = false;
  int minutes_apart = 0;   ///< when both say an hour
  bool explained = false;  ///< doors, bibs, an aperitif: the texts say why the hours differ
  std::string explanation;
  bool hour_moved = false;  ///< one says that it was changed, or its words say the other's hour and not its own
  bool sessions = false;    ///< the texts speak of sittings of one act
};

TimeComparison compare_times(const EventTraits& a, const EventTraits& b);

}  // namespace resso::agenda
