// Looks at posts where they were said: their counters on the schedule of the store, edits, deletions, who boosted them, what their authors
// say about being shown. Lives on the coordinating thread.
//
// The promise to private people: a post by somebody who is not enrolled, shown and younger than 30 days, is looked at every hour, so that
// it is gone from here within the hour after its author deleted it, hid it or objected at home (older ones within a day, after 90 days
// within a week). It holds as long as their server answers us, and for up to 270 such posts a server and 4,000 in all; beyond that the
// longest unseen come first and the log says that there are too many.
#pragma once

#include "agenda/rules.hpp"
#include "connectors/mastodon/look.hpp"
#include "daemon/configuration.hpp"
#include "daemon/look_plan.hpp"
#include "daemon/threads.hpp"
#include "net/fetcher.hpp"
#include "net/task_group.hpp"
#include "store/store.hpp"

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace resso::daemon {

class Refresher {
 public:
  struct Parts {
    asio::any_io_executor executor;
    Threads* threads = nullptr;
    store::Store* store = nullptr;
    net::Fetcher* fetcher = nullptr;  ///< the polite one
    std::function<Instant()> now;
    std::function<std::shared_ptr<const agenda::Rules>()> rules;
    std::function<void(bool visible)> on_stored;
  };
  Refresher(Parts parts, ConfigurationPtr configuration, LookLimits limits = {});

  asio::awaitable<void> run();  ///< round after round, for ever
  /// Chooses what is due and starts to look. Looks of earlier rounds may still be under way: their servers are left out.
  asio::awaitable<void> round();
  /// True when no look is under way any more.
  asio::awaitable<bool> settle(std::chrono::milliseconds grace);

  /// To be looked at in the next round, which comes at once: another server says that they are gone.
  void look_soon(std::vector<std::string> uris);
  void reconfigure(ConfigurationPtr configuration) { configuration_ = std::move(configuration); }
  asio::awaitable<bool> stop(std::chrono::milliseconds grace);

 private:
  struct Looked {
    Post post;
    connectors::mastodon::StatusLook look;
  };
  struct Due {
    std::vector<Post> posts;
    bool too_many = false;
  };
  asio::awaitable<Result<Due>> find_due();
  asio::awaitable<void> look_at(LookBatch batch);
  asio::awaitable<connectors::mastodon::StatusLook> look_at(Post post, std::string server);
  asio::awaitable<void> store_looks(std::vector<Looked> looks);
  std::optional<Credentials> credentials_of(const std::string& server) const;

  Parts parts_;
  ConfigurationPtr configuration_;
  LookPlan plan_;
  net::TaskGroup tasks_;
  asio::steady_timer timer_;
  std::vector<std::string> soon_;
};

}  // namespace resso::daemon
