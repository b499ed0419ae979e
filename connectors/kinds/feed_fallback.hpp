// Where a server's API is closed to us and no token is given, its feeds are read: fewer posts, no counters, no edits, but not nothing.
// It stands here because it joins two kinds that do not know of each other.
#pragma once

#include "connectors/connector.hpp"

namespace resso::connectors {

/// The API first, once a day at least; while it is closed, the feed that answered. Health says so: format "mastodon rss" and a warning.
boost::asio::awaitable<PollReport> poll_hashtag_or_feed(PollContext context, Source source, SourceState state);
boost::asio::awaitable<PollReport> poll_account_or_feed(PollContext context, Source source, SourceState state);

}  // namespace resso::connectors
