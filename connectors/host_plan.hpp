// The rate plan of one host, shared by all sources on it: a state machine over values. The caller tells what happened and when.
//
// Buckets, all in windows aligned to the epoch unless a reply says when its window ends (X-RateLimit-Reset):
//   api     300 per  5 min  requests to /api/ (Mastodon, GoToSocial)
//   paging  300 per 15 min  those of them with min_id, max_id, since_id or page: Mastodon counts them a second time
//   shy      15 per 10 s    requests to /api/ of a host that sends no X-RateLimit headers: Pleroma and Akkoma limit so, without telling
#pragma once

#include "connectors/poll_policy.hpp"
#include "net/cache_rules.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace resso::connectors {

enum class RequestClass { plain, api, paging };
/// By path and query of the URL.
RequestClass class_of(std::string_view url);

/// Wall time for windows and holds, steady time for the gap between two starts.
struct Moment {
  Instant wall{};
  std::chrono::steady_clock::time_point steady{};
};

struct HostRules {
  int at_once = 2;
  std::chrono::milliseconds gap{200};
  /// On our own network or machine: no gap, no shy bucket, and a refusal is of one address. Bridges there pass on what many sites said.
  bool own = false;
  Seconds patience{15};  ///< an empty bucket that fills within it is waited for; else the request is refused
};

class HostPlan {
 public:
  HostPlan(HostState state, HostRules rules);

  struct Verdict {
    enum class Kind {
      go,
      wait_for_slot,  ///< until a request under way ends
      wait,           ///< `pause` from now, then ask again
      refuse,         ///< until `until`
    };
    Kind kind = Kind::go;
    std::chrono::milliseconds pause{0};
    Instant until{};
    std::string why;  ///< when refused, plain words
  };
  /// May a request of this class start now?
  Verdict ask(RequestClass request, Moment now) const;

  void started(RequestClass request, Moment now);
  /// `rate` and `outcome` of its reply; an outcome with status 0 when there was none.
  void ended(RequestClass request, const FetchOutcome& outcome, const net::RateLimit& rate, const PollLimits& limits, Instant now);

  /// When a request of this class would not be refused any more; empty: it would not be now.
  std::optional<Instant> refused_until(RequestClass request, Instant now) const;

  void clock_was_set(Seconds by);

  const HostState& state() const { return state_; }
  int under_way() const { return under_way_; }
  /// Nothing to remember: the plan may be dropped.
  bool idle(Instant now) const;

 private:
  struct Bucket {
    int limit;
    Seconds period;
    int used = 0;
    Instant ends{};  ///< of the window that `used` counts in

    int left(Instant now) const { return now >= ends ? limit : limit - used; }
    void take(Instant now);
    void learn(const net::RateLimit& rate, int others_under_way, Instant now);
  };
  Bucket& described_bucket(RequestClass request, const net::RateLimit& rate, Instant now);
  const Bucket* emptiest(RequestClass request, Instant now) const;

  HostState state_;
  HostRules rules_;
  int under_way_ = 0;
  std::optional<std::chrono::steady_clock::time_point> last_start_;
  bool tells_its_limits_ = false;
  Bucket api_{300, Seconds{300}};
  Bucket paging_{300, Seconds{900}};
  Bucket shy_{15, Seconds{10}};
};

}  // namespace resso::connectors
