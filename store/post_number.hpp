// The number of a post (posts.n) orders all posts by publication: the instant * 2^20 + a sequence within that second.
#pragma once

#include "model/time.hpp"

#include <algorithm>
#include <cstdint>

namespace resso::store {

inline constexpr int kSequenceBits = 20;

/// The first number of that second. Years beyond ±139,000 are cut: no post is of then.
inline std::int64_t first_number(Instant published) {
  constexpr std::int64_t kFarthest = std::int64_t{1} << 42;
  return std::clamp<std::int64_t>(published.time_since_epoch().count(), -kFarthest, kFarthest) * (std::int64_t{1} << kSequenceBits);
}

inline Instant published_of(std::int64_t n) { return Instant(Seconds(n >> kSequenceBits)); }

}  // namespace resso::store
