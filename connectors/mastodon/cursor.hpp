// Where a source's reading stands; kept as text in SourceState::cursor, which nobody else reads.
#pragma once

#include "connectors/mastodon/wire.hpp"
#include "model/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace resso::connectors::mastodon {

/// Whether the server shows a hashtag to us (configuration.timelines_access.hashtag_feeds).
enum class Access {
  unknown,  ///< not told: older servers, where it is open
  open,
  partly_closed,  ///< its own posts only
  closed,         ///< to those without a token
  disabled,       ///< to everybody
  others_only,    ///< posts of other servers only
};

struct Cursor {
  std::string newest;        ///< id of the newest post that we have with all before it; empty: never read
  std::string before;        ///< back-fill goes on before this id; empty: it is done
  Instant backfill_until{};  ///< and ends at posts older than this
  std::string account_id;    ///< of the account, on this server
  Instant account_read{};    ///< when it was last looked up
  std::string domain;        ///< of the server's accounts, as it says
  Access access = Access::unknown;
  Instant instance_read{};  ///< when the server was last asked about itself
  std::string version;      ///< of its software, as it says
  std::string streaming;    ///< address of its streaming API, as it says; empty: it has none
  int page = 0;             ///< the most posts that it gave in one page
  int refused = 0;          ///< status of its last refusal; 0: it answers us
  // of an account that moved
  std::string moved_server, moved_name;  ///< where to; empty: it did not
  std::string followed;                  ///< the new account's own cursor
  bool elsewhere = false;                ///< it did not move: its server is not at its domain (home.hpp), and stands in moved_server
  // of a server whose API is closed (kinds/feed_fallback)
  std::string feed;    ///< path of the feed that is read instead; empty: none
  Instant api_read{};  ///< when the API was last tried

  bool operator==(const Cursor&) const = default;
};

/// A text that is not a cursor gives an empty one: then reading starts afresh, which costs requests and loses nothing.
Cursor read_cursor(std::string_view text);
std::string write_cursor(const Cursor& cursor);

}  // namespace resso::connectors::mastodon
