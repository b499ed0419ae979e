// Blocking: what two notices of one event have in common beside their day, as numbers by which a store or a table finds who is worth
// comparing.
#pragma once

#include "agenda/event_traits.hpp"
#include "model/event.hpp"

#include <cstdint>
#include <span>

namespace resso::agenda {

/// Two notices of one day of which neither asks for what the other keeps are two events: same_event need not look at them. They are asked
/// by their body, by each word of the title and of the place (what it means, else how it begins: slips are rarer there), and, where one of
/// the two names no body, by the hour. Whose title says nothing may be anything. They hold under one set of rules: where words or places of
/// the configuration change, they are made again. A stranger's notice that shares with the other neither word nor minute is not found by
/// them.
MergeKeys merge_keys(const EventTraits& traits);

/// Whether one of those that are asked is kept. Both sorted.
bool asks_for(std::span<const std::uint32_t> asked, std::span<const std::uint32_t> kept);

}  // namespace resso::agenda
