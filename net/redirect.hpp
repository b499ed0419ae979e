// What a redirect makes of a request: for whoever follows it hop by hop.
#pragma once

#include "net/fetcher.hpp"
#include "net/web_address.hpp"

#include <optional>

namespace resso::net {

bool is_redirect(int status);

/// What a redirect makes of a request, but for its address (RFC 9110 §15.4): without a body where it becomes a GET, without secrets at
/// another origin.
void turn_request(FetchRequest& request, int status, const WebAddress& from, const WebAddress& to);

/// The request that follows `reply` to `request`, turned as above. Unset: the reply is no redirect. Errors: bad_input, where it leads
/// nowhere that can be fetched.
Result<std::optional<FetchRequest>> redirected(const FetchRequest& request, const FetchReply& reply);

}  // namespace resso::net
