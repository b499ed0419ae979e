// A hashtag as its server streams it: what was said, edited and deleted, at once. Polling stays the truth; a stream only makes it quick.
#pragma once

#include "connectors/harvest.hpp"
#include "connectors/mastodon/map.hpp"
#include "connectors/mastodon/sse_parse.hpp"
#include "model/source.hpp"
#include "net/stream_opener.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace resso::connectors::mastodon {

/// Where to listen to a source, from what its server said of itself (the source's cursor); empty: it has no stream for us. Streams are for
/// hashtags on servers that we have a token of: nobody streams to strangers any more.
std::string stream_address(const Source& source, std::string_view cursor);
/// Who looks, for what comes through the stream.
Vantage stream_vantage(const Source& source, std::string_view cursor, Instant now);

/// What some events brought.
struct StreamNews {
  Harvest harvest;                     ///< posts, counters, and uris deleted at their own server, which is the one that streams
  std::vector<std::string> said_gone;  ///< uris of posts of other servers that this one has no more: their own server is to be asked
  int unknown_deleted = 0;             ///< ids that were never seen here
  bool empty() const { return harvest.posts.empty() && harvest.deleted_uris.empty() && said_gone.empty(); }
};

/// The pure half: bytes of a stream to news. It remembers which post an id meant, also over reconnections: deletions come by id.
class StreamReader {
 public:
  /// A new connection begins in the middle of nothing.
  void restart() { parser_ = {}; }
  Result<StreamNews> read(std::string_view bytes, const Vantage& vantage);

 private:
  static constexpr std::size_t kRemembered = 10'000;
  void take_status(const std::string& json, const Vantage& vantage, StreamNews& news);
  void take_delete(const std::string& id, const Vantage& vantage, StreamNews& news);
  void remember(const std::string& id, const std::string& uri);

  SseParser parser_;
  std::unordered_map<std::string, std::string> uris_;  ///< by id on the server
  std::deque<std::string> order_;                      ///< of remembering
};

/// How one connection went.
struct StreamEnd {
  Error problem;
  bool opened = false;   ///< the server began to stream
  bool refused = false;  ///< it does not stream to us: asking again soon makes no sense
};

struct StreamListener {
  std::function<Instant()> now;
  std::function<void()> opened;  ///< what was said before is to be polled now
  std::function<boost::asio::awaitable<void>(StreamNews)> heard;
};

/// No byte for so long means that nobody is there: Mastodon sends ":thump" every 15 s, others every 30.
inline constexpr std::chrono::seconds kStreamSilence{90};

/// Listens until the stream ends, which every stream does. `source` with its token; `address` and `cursor` as in stream_address.
boost::asio::awaitable<StreamEnd> listen(net::StreamOpener& opener, Source source, std::string address, std::string cursor,
                                         StreamReader& reader, StreamListener listener);

/// Before connection number `failures` + 1 in a row: 1 s doubled to five minutes, and up to as much again by `jitter` in [0,1), so that the
/// listeners of a server that was restarted do not all come back at once.
std::chrono::milliseconds reconnect_pause(int failures, double jitter);

}  // namespace resso::connectors::mastodon
