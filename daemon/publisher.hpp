// Makes a new publication when the data moved or the day changed. Lives on the coordinating thread; the work is done on pools.
#pragma once

#include "daemon/configuration.hpp"
#include "daemon/metrics.hpp"
#include "daemon/publication.hpp"
#include "daemon/threads.hpp"
#include "store/store.hpp"

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace resso::daemon {

class Publisher {
 public:
  struct Parts {
    asio::any_io_executor executor;
    Threads* threads = nullptr;
    store::Store* store = nullptr;
    Metrics* metrics = nullptr;
    Published* published = nullptr;
    std::function<Instant()> now;
    std::function<void(const feeds::Snapshot&)> on_published;
  };
  Publisher(Parts parts, ConfigurationPtr configuration);

  /// Blocking, for the start: there must be something to serve before anybody is let in.
  Result<void> publish_now();
  /// Publishes when marked: what citizens see within a quarter of a second (more when publishing takes longer), health within half a
  /// minute.
  asio::awaitable<void> run();
  void mark(bool visible);
  void reconfigure(ConfigurationPtr configuration);

  std::optional<Error> last_problem() const { return problem_; }  ///< the publication in force is older than the data
  Instant published_at() const { return published_at_; }

 private:
  asio::awaitable<void> publish();
  void take(Result<std::shared_ptr<Publication>> made, double seconds);

  Parts parts_;
  ConfigurationPtr configuration_;
  asio::steady_timer timer_;
  bool dirty_ = false;
  std::optional<std::chrono::steady_clock::time_point> due_;
  std::chrono::steady_clock::duration last_duration_{};
  std::optional<Error> problem_;
  Instant published_at_{};
};

}  // namespace resso::daemon
