// A Fetcher that keeps the manners of every host (sources.md): at most two requests at once, the two Mastodon buckets, holds that hosts
// asked for.
#pragma once

#include "model/source.hpp"
#include "net/clock.hpp"
#include "net/fetcher.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace resso::connectors {

struct PoliteOptions {
  int requests_per_host = 2;           ///< at once
  std::chrono::milliseconds gap{200};  ///< least time between the starts of two requests to one host (0 for hosts in `local`)
  std::vector<std::string> local;      ///< "host:port" without a gap: our own test and demo servers
  int max_redirects = 5;
  std::function<Instant()> now;
  net::Clock* clock = &net::Clock::system();  ///< for gaps and waits
};

/// A thin shell on HostPlan. A redirect is a request of its own: the host it leads to is asked when its plan allows. "http://host" and
/// "https://host" are one host. Waits for a slot, the gap and a bucket that fills soon, first come, first served; refuses at once with
/// Errc::rate_limited while the host is held or its bucket stays empty for longer (remedy says until when, held_until tells it as a value).
/// Learns from every reply (after_reply). A wait is outside the fetch's deadline. On the executor's one thread.
class PoliteFetcher : public net::Fetcher {
 public:
  PoliteFetcher(net::Fetcher& inner, PoliteOptions options);
  ~PoliteFetcher() override;
  boost::asio::awaitable<Result<net::FetchReply>> fetch(net::FetchRequest request) override;

  void restore(const std::vector<HostState>& hosts);
  void clock_was_set(Seconds by);         ///< the wall clock jumped: holds and windows keep their length
  std::vector<HostState> take_changed();  ///< host states that changed since the last call: to be stored
  /// Until when a request to this very URL would be refused: the host's hold or an empty bucket. Empty: it would not be now.
  std::optional<Instant> held_until(std::string_view url) const;
  /// The same for what a poll of this source asks: pages of the API for Mastodon. For FetchOutcome::retry_after of a poll that was refused.
  std::optional<Instant> held_until(const Source& source) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace resso::connectors
