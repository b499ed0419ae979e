// Many statements, one event. Deciding that two are one (same_event), and making one of them (compose): pure, never lossy.
#pragma once

#include "model/event.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::agenda {

/// Why two records are one event, or what keeps them apart, in words for `resso explain`.
struct Sameness {
  bool same = false;
  double score = 0;    ///< 0-1
  std::string reason;  ///< "uid", "url", "uid, but titles and days differ"
};

/// By UID or by page address; neither is enough when title and day both contradict it (a UID used again, a page for a whole programme).
/// (Alike titles at the same time and place join here when the fuzzy merge comes.)
Sameness same_event(const Event& a, const Event& b);

/// The candidate that `stated` belongs to: the highest score, the oldest of equals; null: a new event.
const Event* find_same(const StatedEvent& stated, const std::vector<Event>& candidates);

/// Stable and independent of what is added later: made from the first statement's identity.
std::string event_id(const StatedEvent& first);

/// One event out of its statements, field by field from the best that says anything: calendar > structured > extracted, then confidence,
/// then the oldest. Each statement's own `event` holds what attribute, classify and moderate said of it. Times and recurrence come together
/// from one statement. Vanished statements count only when nothing else is left: then the event is cancelled since `now`. `before`: the
/// event as it was, whose id, created, sequence and modified go on; sequence and modified move only when something that a reader sees has
/// changed.
Event compose(const std::vector<StatedEvent>& statements, const std::optional<Event>& before, Instant now);

/// All that a reader sees is equal: the sequence must not move.
bool looks_equal(const Event& a, const Event& b);

}  // namespace resso::agenda
