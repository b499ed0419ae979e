// Hashtags and accounts of servers of the Mastodon family, polled (sources.md "Mastodon API").
#pragma once

#include "connectors/connector.hpp"

#include <optional>
#include <string>

namespace resso::connectors::mastodon {

boost::asio::awaitable<PollReport> poll_hashtag(PollContext context, Source source, SourceState state);
boost::asio::awaitable<PollReport> poll_account(PollContext context, Source source, SourceState state);

/// One post as it is now: by its uri at its own server, or by its id at the source's server. Unset: gone there, or not public any more.
/// The token goes to the source's server only. Errors: bad_input when the uri does not tell an id; not_found when that server has no API
/// (which says nothing about the post).
boost::asio::awaitable<Result<std::optional<Post>>> refresh_status(PollContext context, const Source& source, std::string uri_or_id);

}  // namespace resso::connectors::mastodon
