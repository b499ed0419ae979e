// Which source is asked next: a queue by time, pure. The poller feeds it with what poll_policy decided.
#pragma once

#include "model/time.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace resso::daemon {

class Schedule {
 public:
  void set(const std::string& source_id, Instant due);  ///< new, or moved
  void remove(const std::string& source_id);
  void clock_was_set(Seconds by);              ///< all that is due keeps its distance
  void started(const std::string& source_id);  ///< leaves the queue until set() again
  bool is_running(const std::string& source_id) const { return running_.contains(source_id); }

  /// Up to `room` sources that are due at `now`, the longest waiting first.
  std::vector<std::string> due(Instant now, std::size_t room) const;
  /// When the next one will be due; unset: nothing is waiting.
  std::optional<Instant> next() const;
  std::size_t waiting() const { return queue_.size(); }
  std::size_t running() const { return running_.size(); }

 private:
  std::set<std::pair<Instant, std::string>> queue_;
  std::unordered_map<std::string, Instant> due_;
  std::unordered_set<std::string> running_;
};

}  // namespace resso::daemon
