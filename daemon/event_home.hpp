// Which event a statement belongs to: as somebody decided, else as agenda::same_event thinks of the events near it.
#pragma once

#include "agenda/rules.hpp"
#include "store/store.hpp"

#include <string>

namespace resso::daemon {

/// Of a statement that is new, with its traits: the event that another source has told of; empty: none.
std::string find_home(store::Transaction& transaction, const StatedEvent& stated, const agenda::EventTraits& traits,
                      const agenda::Rules& rules);

/// Of a statement that has an event, by the rules as they are now: its own still, another's, or a new id. An event goes with the statement
/// that it began with: where that belongs to an older event, all of its event does; the others may leave it one by one.
struct Rehomed {
  std::string id;
  bool whole_event = false;  ///< all statements of the event that it was in go along
};
Rehomed find_home_again(store::Transaction& transaction, const StatedEvent& stated, const agenda::Rules& rules, Instant now);

/// The id that a statement gives to an event of its own: agenda::event_id, unless there is an event of that id already.
std::string free_event_id(store::Transaction& transaction, const StatedEvent& stated);

}  // namespace resso::daemon
