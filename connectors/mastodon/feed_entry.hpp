// Statuses as the feeds of their servers tell them, where the API is closed: what a feed connector read, said again in our words.
#pragma once

#include "model/post.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors::mastodon {

/// Paths of the feeds that a server of the family may have, the usual ones first.
std::vector<std::string> hashtag_feed_paths(std::string_view hashtag);
std::vector<std::string> account_feed_paths(std::string_view name);

/// The status that a feed's entry tells of, under the uri that the API would give it, so that it is one with the same post seen elsewhere.
/// A feed tells neither counters nor visibility (it has public ones only), nor what the author says about being shown. Unset: it has no
/// address. (Mastodon 4.5 gives new accounts uris that do not follow from the address; such a post is another one until the API tells.)
std::optional<Post> status_of_entry(const Post& entry);

}  // namespace resso::connectors::mastodon
