// Measurements: counters of posts and audiences of accounts at an instant.
#pragma once

#include "model/post.hpp"
#include "model/time.hpp"

#include <string>

namespace resso {

struct CounterSample {
  std::string post_uri;
  Instant at{};
  Counters counters;
  bool from_origin = false;  ///< counted by the post's own server; elsewhere it is an undercount
  bool operator==(const CounterSample&) const = default;
};

/// Unset followers: hidden or not told. A gap stays a gap.
struct FollowerSample {
  std::string account;  ///< acct
  Instant at{};
  std::optional<std::int64_t> followers, following, statuses;
  bool operator==(const FollowerSample&) const = default;
};

/// Somebody passed a post on.
struct Boost {
  std::string post_uri;
  std::string account;  ///< acct of the booster
  Instant at{};
  std::optional<std::int64_t> followers;  ///< of the booster, at the time
  bool operator==(const Boost&) const = default;
};

}  // namespace resso
