// What one poll of a source brought, in the words of our model, before the agenda has looked at it.
#pragma once

#include "model/event.hpp"
#include "model/sample.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resso::connectors {

struct Harvest {
  std::vector<Post> posts;                ///< with uri, author, texts …; without id, entity, topics, moderation
  std::vector<StatedEvent> events;        ///< with key, event; without seen
  bool events_are_all = false;            ///< `events` is everything the source has now: what it had before and is not here has vanished
  std::vector<std::string> deleted_uris;  ///< posts gone at their origin
  std::vector<std::string> deleted_keys;  ///< events a sync report says are gone
  std::vector<CounterSample> counters;
  std::vector<FollowerSample> followers;
  std::vector<Boost> boosts;
  std::string account;  ///< Mastodon accounts: their own acct as their server tells it, which may be of another host than the one asked
  // what was understood of the document
  std::string title, format;
  std::string hub, self;  ///< WebSub
  std::vector<Warning> warnings;
  // what the document asks of pollers; the longest wins
  std::optional<Seconds> asked_interval;  ///< ttl, sy:update*, REFRESH-INTERVAL
  std::vector<int> skip_hours;            ///< 0-23 UTC
  std::vector<int> skip_days;             ///< 0 = Sunday
};

}  // namespace resso::connectors
