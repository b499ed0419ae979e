// Events to their dates: recurrence rules, RDATE, EXDATE, overrides and "this and future", in the event's own zone (RFC 5545 §3.8.5).
#pragma once

#include "model/event.hpp"

#include <vector>

namespace resso::agenda {

struct Expansion {
  std::vector<Occurrence> occurrences;  ///< in order of start; overlapping the window; cancelled instances included with their status
  bool truncated = false;               ///< `limit` or the work bound was reached
  std::vector<std::string> problems;    ///< rules that could not be used
};

/// `floating_zone`: where an event without a (known) zone lies.
Expansion expand(const Event& event, const Window& window, std::size_t limit, std::string_view floating_zone);

}  // namespace resso::agenda
