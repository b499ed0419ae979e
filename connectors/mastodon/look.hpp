// One look at a post where it was said: is it still there, is it still public, what do its counters say, who passed it on.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/mastodon/query.hpp"

#include <optional>
#include <string>

namespace resso::connectors::mastodon {

/// The server that a post was said on and its id there: by its uri, else by its url. No id: it cannot be asked for.
StatusAddress home_of(const Post& post);

struct StatusLook {
  enum class Answer {
    there,
    gone,         ///< 410, or 404 of a server that showed us posts before; or not public any more
    closed,       ///< its server does not tell us (401, 403, 422, no API): that says nothing of the post
    unreachable,  ///< network, overload, our own manners: to be tried again
  };
  Answer answer = Answer::unreachable;
  Harvest harvest;               ///< the post with its counters and who boosted it; or its uri as deleted
  std::optional<Error> problem;  ///< why there is no answer
  int booster_requests = 0;
};

struct LookOptions {
  std::optional<Credentials> credentials;  ///< for the post's own server
  /// The server has shown us this post, or another, before. Until then its 404 proves nothing: it may be one for every address.
  bool server_is_known = false;
  std::int64_t boosters_known = 0;  ///< who boosted is asked for only when the counter says that there are more
  int booster_pages = 0;            ///< at most so many requests for that
};

/// Asks the API; where that is closed or the id cannot be told, the ActivityPub object at the post's own address, which tells no more than
/// whether it is there. `known`: the post as it is stored. Its words are kept unless it was edited: servers write the same post in ways of
/// their own.
boost::asio::awaitable<StatusLook> look_at_status(PollContext context, Post known, LookOptions options);

}  // namespace resso::connectors::mastodon
