// Counters and gauges of the daemon, and their Prometheus text form. Updated from any thread.
#pragma once

#include "model/source.hpp"
#include "net/server.hpp"
#include "store/store.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace resso::daemon {

class Metrics {
 public:
  void poll_ended(SourceKind kind, std::string_view outcome, double seconds, std::uint64_t bytes);
  void stored(std::int64_t posts_new, std::int64_t events_new, double seconds);
  void published(std::uint64_t version, double seconds);
  void served(int status);
  /// From what was said at its origin to when we saw it, and from seen to published.
  void freshness(double seconds_to_seen);

  /// What is asked for at scraping time.
  struct Gauges {
    std::map<Condition, std::int64_t> sources;
    store::Totals totals;
    net::ServerStatistics server;
    std::int64_t polls_running = 0;
    std::int64_t to_rederive = 0;
    std::size_t cached_bytes = 0;
    double publication_age_seconds = 0;
    bool store_writable = true;
  };
  std::string exposition(const Gauges& gauges) const;

 private:
  struct Count {
    std::uint64_t count = 0;
    double seconds = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::pair<SourceKind, std::string>, Count> polls_;
  std::map<int, std::uint64_t> responses_;  // by class: 2, 3, 4, 5
  std::uint64_t fetched_bytes_ = 0, posts_new_ = 0, events_new_ = 0, publications_ = 0, version_ = 0;
  double store_seconds_ = 0, publish_seconds_ = 0;
  std::vector<double> freshness_;  // the last ones, a ring
  std::size_t freshness_next_ = 0;
};

/// Resident memory of this process, bytes; 0 when it cannot be told.
std::int64_t resident_bytes();

}  // namespace resso::daemon
