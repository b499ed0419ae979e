// Statements and the events made of them, into the store: one home for polls, moderators and rederiving.
#pragma once

#include "agenda/rules.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <string>

namespace resso::daemon {

inline constexpr std::size_t kOccurrencesPerSource = 10'000;  ///< sources.md, "Calendars"
/// More than two a day for all the time that is stored: a slip or an attack, which must not take the dates of its neighbours.
inline constexpr std::size_t kOccurrencesPerSeries = 2'000;
/// Wide enough for every date that an event without a rule may have.
inline constexpr Window kEver{Instant(std::chrono::days(-200'000)), Instant(std::chrono::days(400'000))};

/// The occurrences that the store keeps of a series: 400 days back, 400 days on.
Window stored_window(Instant now);

/// With the keys by which other statements find it, made of its traits.
void write_statement(store::Transaction& transaction, const StatedEvent& statement, const agenda::EventTraits& traits,
                     const std::string& event_id);

/// What making an event again has changed.
struct Recomposed {
  bool made = false;     ///< it was not there before
  bool changed = false;  ///< something that a reader sees
  bool visible = false;  ///< to a citizen
  bool cancelled = false;
  bool truncated = false;          ///< its dates were cut off
  std::ptrdiff_t occurrences = 0;  ///< more of them than before
};

/// The event out of its statements as they are stored now; an event that has none is deleted. `held`: occurrences of its source's events,
/// its own among them; beyond kOccurrencesPerSource a series gets no more. A date that stands alone is always stored.
Recomposed recompose_event(store::Transaction& transaction, const std::string& id, const agenda::Rules& rules, Instant now,
                           std::size_t held = 0);

/// Makes the occurrences of a stored event again, where its window has moved.
void expand_event(store::Transaction& transaction, const Event& event, const agenda::Rules& rules, Instant now);

}  // namespace resso::daemon
