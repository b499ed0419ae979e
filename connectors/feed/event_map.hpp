// From an entry that says when something happens to what the model calls stated.
#pragma once

#include "connectors/feed/feed_document.hpp"
#include "model/event.hpp"

#include <optional>
#include <string_view>

namespace resso::connectors::feed {

/// Unset without a start that can be read. Times with an offset are told on the city's clock; without one they are the city's.
/// An end given as a day includes that day.
std::optional<EventTimes> times_of(const EventFacts& facts, std::string_view city_zone);

/// `post` is what was made of the same entry; `key` its identity within the source. Unset as times_of, and without a title.
std::optional<StatedEvent> to_stated_event(const Entry& entry, const Post& post, std::string_view source_id, std::string_view key,
                                           std::string_view city_zone);

}  // namespace resso::connectors::feed
