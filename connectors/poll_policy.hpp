// When to ask again: sources.md "Manners", as a function over values. No clock, no randomness of its own.
#pragma once

#include "connectors/connector.hpp"

namespace resso::connectors {

/// Made by poll_limits.hpp from the configuration.
struct PollLimits {
  Seconds default_interval{3600};  ///< of the kind, or the source's own
  Seconds min_interval{900};
  Seconds max_interval{86400};
  Seconds max_asked{86400};    ///< cap on what documents and max-age ask
  Seconds max_hold{172800};    ///< cap on Retry-After
  Seconds default_hold{1500};  ///< 429 without any word
  Seconds max_backoff{604800};
  bool event_today = false;  ///< the source has an event today: ask at the minimum
};

/// The next poll of a source that is gone: it is not asked any more until its configuration changes.
inline constexpr Instant kNever{std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}};

/// The state after a poll. `jitter` in [0,1) makes the next poll up to 10 % later, never earlier: hosts notice polls that come too soon.
///  - A cancelled poll leaves the state as it was. So does one that our own plan refused (rate_limited without a reply), but for the next
///    poll: after outcome.retry_after, which the daemon fills from PoliteFetcher::held_until, else after the least interval.
///  - A failed one keeps validators, digest and what was understood; the cursor moves if the report has one (first pages of many).
///  - An adopted address that answers 404 or 410 is given up for the configured one.
SourceState after_poll(SourceState state, const PollReport& report, const PollLimits& limits, Instant now, double jitter);

/// The host's state after a reply: 429 holds it, the third 503 in a row too. Any other answer ends the row and drops a hold that has
/// passed; a hold still to come stays, as the answer is to a request that was already on its way.
HostState after_reply(HostState host, const FetchOutcome& outcome, const PollLimits& limits, Instant now);

/// Does the document ask for no polls at that time (skipHours, skipDays)?
bool is_skipped(Instant at, const SourceState& state);

/// When a source that is due at `now` may really be asked: later where the document asks for rest at this hour (we were away, or the clock
/// was set). A document may ask for a day between two polls, and for a day of rest after that: never for more.
Instant after_rest(Instant now, const SourceState& state, const PollLimits& limits, double jitter);

/// When a source that was never asked gets its turn: a start of many is no burst. Deterministic in the id.
Instant first_poll(std::string_view source_id, Instant now, Seconds spread);

}  // namespace resso::connectors
