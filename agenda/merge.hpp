// Many statements, one event. Deciding that two are one is same_event.hpp; here one is made of them (compose): pure, never lossy.
#pragma once

#include "agenda/same_event.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::agenda {

/// The candidate that `stated` belongs to: the highest score, the oldest of equals; null: a new event.
const Event* find_same(const StatedEvent& stated, const std::vector<Event>& candidates, const MergeRules& rules);
/// The same, of a statement whose traits are known.
const Event* find_same(const EventTraits& stated, const std::vector<Event>& candidates, const MergeRules& rules);

/// Stable and independent of what is added later: made from the first statement's identity.
std::string event_id(const StatedEvent& first);

/// One event out of its statements, field by field from the best that says anything: calendar > structured > extracted, then confidence,
/// then the oldest. Each statement's own `event` holds what attribute, classify and moderate said of it. Times and recurrence come together
/// from one statement. Status: the best statement's, unless a newer one, of a body of the city, cancels or postpones. Vanished statements
/// count only when nothing else is left: then the event is cancelled since `now`. `before`: the event as it was, whose id, created,
/// sequence and modified go on; sequence and modified move only when something that a reader sees has changed.
Event compose(const std::vector<StatedEvent>& statements, const std::optional<Event>& before, Instant now);

/// All that a reader sees is equal: the sequence must not move.
bool looks_equal(const Event& a, const Event& b);

}  // namespace resso::agenda
