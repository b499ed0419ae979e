#include "daemon/look_plan.hpp"

#include "connectors/mastodon/look.hpp"

#include <algorithm>

namespace resso::daemon {
namespace {

constexpr std::size_t kHostsKept = 4096;

std::chrono::sys_days day_of(Instant now) { return std::chrono::floor<std::chrono::days>(now); }

}  // namespace

std::vector<LookBatch> LookPlan::choose(std::vector<Post> due, Instant now) {
  if (hosts_.size() > kHostsKept)
    std::erase_if(hosts_,
                  [&](const auto& item) { return !item.second.busy && item.second.quiet_until < now && item.second.day != day_of(now); });
  auto under_way = static_cast<std::size_t>(std::count_if(hosts_.begin(), hosts_.end(), [](const auto& item) { return item.second.busy; }));
  std::vector<LookBatch> batches;
  for (Post& post : due) {
    const std::string server = connectors::mastodon::home_of(post).server;
    auto batch = std::find_if(batches.begin(), batches.end(), [&](const LookBatch& one) { return one.server == server; });
    if (batch == batches.end()) {
      Host& host = hosts_[server];
      if (host.busy || host.quiet_until > now || under_way >= limits_.hosts_at_once) continue;
      host.busy = true;
      ++under_way;
      batch = batches.insert(batches.end(), LookBatch{server, {}});
    }
    if (batch->posts.size() < limits_.posts_per_host) batch->posts.push_back(std::move(post));
  }
  return batches;
}

void LookPlan::ended(const std::string& server, bool unreachable, Instant now) {
  Host& host = hosts_[server];
  host.busy = false;
  if (!unreachable) {
    host.failures = 0;
    host.quiet_until = now + limits_.pause;
    return;
  }
  const Seconds quiet = limits_.first_quiet * (1 << std::min(host.failures, 10));
  host.quiet_until = now + std::min(quiet, limits_.longest_quiet);
  ++host.failures;
}

bool LookPlan::shows_posts(const std::string& server) const {
  const auto found = hosts_.find(server);
  return found != hosts_.end() && found->second.shows_posts;
}

int LookPlan::booster_pages(const std::string& server, Instant now) const {
  const auto found = hosts_.find(server);
  const int spent = found != hosts_.end() && found->second.day == day_of(now) ? found->second.booster_requests : 0;
  return std::clamp(limits_.booster_requests_a_day - spent, 0, limits_.booster_pages);
}

void LookPlan::asked_for_boosters(const std::string& server, int requests, Instant now) {
  Host& host = hosts_[server];
  if (host.day != day_of(now)) host.booster_requests = 0;
  host.day = day_of(now);
  host.booster_requests += requests;
}

}  // namespace resso::daemon
