// What a redirect makes of a request: for whoever follows it hop by hop.
#pragma once

#include "net/fetcher.hpp"

#include <optional>

namespace resso::net {

/// The request that follows `reply` to `request` (RFC 9110 §15.4): without a body where it becomes a GET, without secrets at another
/// origin. Unset: the reply is no redirect. Errors: bad_input, where it leads nowhere that can be fetched.
Result<std::optional<FetchRequest>> redirected(const FetchRequest& request, const FetchReply& reply);

}  // namespace resso::net
