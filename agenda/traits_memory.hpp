// Traits of events that were made before. A statement is compared with all events near it, and the next one with nearly the same.
#pragma once

#include "agenda/event_traits.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace resso::agenda {

/// By event id; never stale: what traits are made of is kept beside them and compared, whatever has become of the event since. Holds what
/// was asked for last, at most twice `most`. For any thread.
class TraitsMemory {
 public:
  using Traits = std::shared_ptr<const EventTraits>;

  explicit TraitsMemory(std::size_t most = kMost) : most_(most) {}

  /// As remembered, else as `make` makes them of the event.
  Traits find_or_make(const Event& event, const std::function<EventTraits(const Event&)>& make);
  std::size_t size() const;

 private:
  static constexpr std::size_t kMost = 1000;  ///< some 7 KB each

  struct Entry {
    Event told;  ///< only what traits are made of
    Traits traits;
  };
  using Entries = std::unordered_map<std::string, Entry>;

  Traits find(const Event& event);
  void keep(std::string id, Entry entry);

  std::size_t most_;
  mutable std::mutex guard_;
  Entries young_, old_;  ///< when the young are `most`, they are the old, and the old are forgotten
};

}  // namespace resso::agenda
