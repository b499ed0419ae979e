// The API's shapes to the model's. Total functions: what a server left out stays unset.
#pragma once

#include "connectors/mastodon/wire.hpp"
#include "model/sample.hpp"

#include <optional>
#include <string>

namespace resso::connectors::mastodon {

/// Who looks, from where and when: names without a host are of `domain`, counters are of `at`.
struct Vantage {
  std::string server;  ///< "https://host[:port]"
  std::string domain;  ///< "host[:port]" of its accounts
  Instant at{};
  std::string told_domain;  ///< the same in the server's own words
};

/// What hosts the accounts of `server`, which says of itself that it is `told_domain`. A server known by number, by a port or as localhost
/// keeps that name: what it says of itself leads nowhere.
std::string account_domain(std::string_view server, std::string_view told_domain);

Account to_account(const WireAccount& account, const Vantage& vantage);
FollowerSample to_follower_sample(const WireAccount& account, const Vantage& vantage);

/// One line of a timeline. A boost gives the original post and the fact that it was boosted.
struct MappedStatus {
  std::string id;       ///< on the server asked: for paging only
  Instant published{};  ///< of the line, so of the boost
  std::optional<Instant> edited;
  std::optional<Post> post;
  std::optional<CounterSample> counters;
  std::optional<Boost> boost;
  std::string problem;  ///< why there is no post, plain words; empty for those that are simply not public
};
MappedStatus map_status(const WireStatus& status, const Vantage& vantage);

}  // namespace resso::connectors::mastodon
