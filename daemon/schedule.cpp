#include "daemon/schedule.hpp"

namespace resso::daemon {

void Schedule::set(const std::string& source_id, Instant due) {
  remove(source_id);
  due_.emplace(source_id, due);
  queue_.emplace(due, source_id);
}

void Schedule::remove(const std::string& source_id) {
  running_.erase(source_id);
  const auto found = due_.find(source_id);
  if (found == due_.end()) return;
  queue_.erase({found->second, source_id});
  due_.erase(found);
}

void Schedule::clock_was_set(Seconds by) {
  std::set<std::pair<Instant, std::string>> moved;
  for (const auto& [due, source_id] : queue_) moved.emplace(due + by, source_id);
  queue_ = std::move(moved);
  for (auto& [source_id, due] : due_) due += by;
}

void Schedule::started(const std::string& source_id) {
  remove(source_id);
  running_.insert(source_id);
}

std::vector<std::string> Schedule::due(Instant now, std::size_t room) const {
  std::vector<std::string> out;
  for (auto it = queue_.begin(); it != queue_.end() && it->first <= now && out.size() < room; ++it) out.push_back(it->second);
  return out;
}

std::optional<Instant> Schedule::next() const { return queue_.empty() ? std::nullopt : std::optional(queue_.begin()->first); }

}  // namespace resso::daemon
