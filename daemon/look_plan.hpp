// Which posts are looked at now, and where: a state machine over values, so that no server is asked more than is decent.
#pragma once

#include "model/post.hpp"
#include "model/time.hpp"

#include <map>
#include <string>
#include <vector>

namespace resso::daemon {

/// What looks may cost a server in a minute and a day. Mastodon lets strangers ask 300 times in five minutes: this is a tenth of that.
struct LookLimits {
  std::size_t posts_per_host = 6;  ///< at a time, then `pause`: 270 shown posts of private people a server, each once in 45 minutes
  Seconds pause{60};
  std::size_t hosts_at_once = 16;
  int booster_pages = 3;  ///< of 80 accounts each, a look
  int booster_requests_a_day = 300;
  Seconds first_quiet{600}, longest_quiet{21600};  ///< for a server that cannot be reached: doubled each time
};

/// Posts of one server, "https://host[:port]".
struct LookBatch {
  std::string server;
  std::vector<Post> posts;
};

class LookPlan {
 public:
  explicit LookPlan(LookLimits limits = {}) : limits_(limits) {}

  /// Out of what is due, the most urgent first. The servers chosen are busy until ended(). A post without an id at its server is asked for
  /// by its address.
  std::vector<LookBatch> choose(std::vector<Post> due, Instant now);
  void showed(const std::string& server) { hosts_[server].shows_posts = true; }
  bool shows_posts(const std::string& server) const;
  void ended(const std::string& server, bool unreachable, Instant now);

  /// Pages that may be asked now for who boosted a post of that server; asked() takes them from the day's budget.
  int booster_pages(const std::string& server, Instant now) const;
  void asked_for_boosters(const std::string& server, int requests, Instant now);

 private:
  struct Host {
    bool busy = false, shows_posts = false;
    int failures = 0;
    Instant quiet_until{};
    std::chrono::sys_days day{};
    int booster_requests = 0;
  };
  LookLimits limits_;
  std::map<std::string, Host> hosts_;
};

}  // namespace resso::daemon
