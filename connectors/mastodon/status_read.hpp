// The reply to a request for one status.
#pragma once

#include "connectors/mastodon/map.hpp"
#include "net/fetcher.hpp"

#include <optional>
#include <string>

namespace resso::connectors::mastodon {

/// Of a 200. Unset: it is not public any more. `asked_uri`: what it must be, unless empty. Errors: bad_input.
Result<std::optional<Post>> read_status(const net::FetchReply& reply, const std::string& asked_uri, const Vantage& vantage);

}  // namespace resso::connectors::mastodon
