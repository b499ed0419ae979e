// Keeps one stream open for each hashtag on a server that streams to us (connectors/mastodon/stream). What it hears goes the way of what
// is polled; when it opens, the gap before it is polled at once; while it is open, polling is calmer. Lives on the coordinating thread.
#pragma once

#include "connectors/mastodon/stream.hpp"
#include "daemon/configuration.hpp"
#include "daemon/poller.hpp"
#include "daemon/threads.hpp"
#include "net/stream_opener.hpp"
#include "net/task_group.hpp"

#include <functional>
#include <memory>
#include <random>
#include <string>
#include <unordered_set>
#include <vector>

namespace resso::daemon {

class Streams {
 public:
  struct Parts {
    asio::any_io_executor executor;
    Threads* threads = nullptr;
    store::Store* store = nullptr;
    net::StreamOpener* opener = nullptr;
    Poller* poller = nullptr;
    std::function<Instant()> now;
    std::function<void(bool visible)> on_stored;
    std::function<void(std::vector<std::string> uris)> look_soon;  ///< posts that a server says are gone, to be asked for at their own
  };
  Streams(Parts parts, ConfigurationPtr configuration);

  asio::awaitable<void> run();  ///< opens what can be opened, for ever
  /// Streams of sources that changed are closed; new ones open by themselves.
  void reconfigure(ConfigurationPtr configuration);
  asio::awaitable<bool> stop(std::chrono::milliseconds grace);

 private:
  void open_new();
  asio::awaitable<void> keep_open(std::string source_id);
  asio::awaitable<void> take(Source source, connectors::mastodon::StreamNews news);
  connectors::mastodon::StreamListener listener_for(const Source& source);
  std::chrono::milliseconds after(const Source& source, const connectors::mastodon::StreamEnd& end, int failures);
  std::unique_ptr<net::TaskGroup> new_group() const;
  double jitter() { return std::uniform_real_distribution<double>(0, 1)(random_); }

  Parts parts_;
  ConfigurationPtr configuration_;
  std::unique_ptr<net::TaskGroup> tasks_;
  std::unordered_set<std::string> kept_;
  std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace resso::daemon
