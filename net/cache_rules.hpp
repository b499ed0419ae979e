// What HTTP says about asking again (RFC 9111, RFC 6585): pure functions over header fields.
#pragma once

#include "model/source.hpp"
#include "net/message.hpp"

#include <optional>

namespace resso::net {

/// max-age (or s-maxage) less Age, else Expires less Date; unset: nothing said or no-cache/no-store.
std::optional<Seconds> freshness(const Headers& headers, Instant now);

/// Retry-After as seconds or as a date, which is of the server's own clock where it tells that (Date); never negative.
std::optional<Seconds> retry_after(const Headers& headers, Instant now);

struct RateLimit {
  std::optional<int> limit, remaining;
  std::optional<Instant> reset;  ///< from ISO 8601 or Unix seconds
};
/// X-RateLimit-Limit, -Remaining, -Reset (Mastodon: ISO 8601; GoToSocial: Unix seconds).
RateLimit rate_limit(const Headers& headers);
/// The same with the reset by our clock: a server that tells its own (Date) may be off.
RateLimit rate_limit(const Headers& headers, Instant now);

/// Both, exactly as received.
Validators validators(const Headers& headers);
void add_conditional(Headers& request, const Validators& validators);  ///< If-None-Match, If-Modified-Since

/// Link: <https://…>; rel="next" (RFC 8288), all of that relation's targets as written; first one.
std::string link_target(const Headers& headers, std::string_view relation);

}  // namespace resso::net
