// What a source says, as one number: whether it says the same again is one comparison, whatever was made of it meanwhile.
#pragma once

#include "model/event.hpp"

#include <cstdint>
#include <string_view>

namespace resso::store {

/// Of every member that a connector fills, and of `by`: whoever says it, and the rules by which it is read. A hash of this build's library:
/// another may give another number, which costs one look at what has not changed.
std::int64_t heard_digest(const Post& said, std::string_view by);
std::int64_t heard_digest(const StatedEvent& said, std::string_view by);

}  // namespace resso::store
