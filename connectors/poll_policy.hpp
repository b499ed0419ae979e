// When to ask again: sources.md "Manners", as a function over values. No clock, no randomness of its own.
#pragma once

#include "connectors/connector.hpp"

namespace resso::connectors {

struct PollLimits {
  Seconds default_interval{3600};  ///< of the kind, or the source's own
  Seconds min_interval{900};
  Seconds max_interval{86400};
  Seconds max_hold{172800};    ///< cap on Retry-After
  Seconds default_hold{1500};  ///< 429 without any word
  Seconds max_backoff{604800};
  bool event_today = false;  ///< the source has an event today: ask at the minimum
};

/// The state after a poll. `jitter` in [0,1) spreads the next poll by up to ±10 % (never before what the host asked for).
SourceState after_poll(SourceState state, const PollReport& report, const PollLimits& limits, Instant now, double jitter);

/// The host's state after a reply: 429 holds it, the third 503 in a row too; a good answer frees it.
HostState after_reply(HostState host, const FetchOutcome& outcome, const PollLimits& limits, Instant now);

/// When a source that was never asked gets its turn: a start of many is no burst. Deterministic in the id.
Instant first_poll(std::string_view source_id, Instant now, Seconds spread);

}  // namespace resso::connectors
