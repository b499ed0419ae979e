// Reading a timeline so that nothing is missed: the newest page always (edits and counters show there only), then forward over the gap
// since the last time, then a piece of the back-fill.
#pragma once

#include "connectors/mastodon/conversation.hpp"
#include "connectors/mastodon/query.hpp"

#include <functional>

namespace resso::connectors::mastodon {

/// Requests of one poll in one direction: what is left is read the next time.
constexpr int kMaxPages = 25;

using PageQuery = std::function<std::string(const Page&)>;

/// Moves the conversation's cursor with what its harvest holds, page by page. `validators`: of the newest page the last time. Errors: of
/// the first page that did not come; what came before is kept.
boost::asio::awaitable<Result<void>> walk_timeline(Conversation& talk, PageQuery query, Validators validators);

}  // namespace resso::connectors::mastodon
