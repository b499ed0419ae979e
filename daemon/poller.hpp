// Drives the sources: takes those that are due, polls each in a task of its own, puts what came through the agenda into the store.
// Lives on the coordinating thread.
#pragma once

#include "agenda/rules.hpp"
#include "connectors/connector.hpp"
#include "connectors/polite_fetcher.hpp"
#include "connectors/poll_policy.hpp"
#include "daemon/configuration.hpp"
#include "daemon/ingest.hpp"
#include "daemon/metrics.hpp"
#include "daemon/schedule.hpp"
#include "daemon/stream_states.hpp"
#include "daemon/threads.hpp"
#include "net/task_group.hpp"
#include "store/store.hpp"

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace resso::daemon {

/// One line of `resso poll`.
struct PollLine {
  std::string source_id;
  bool ok = false;
  std::string text;  ///< "3 new posts, 1 changed event", "unchanged", "failed: …", "not yet: …"
};

/// A round that somebody asked for; grows while it runs.
struct PollRound {
  std::size_t total = 0;
  std::vector<PollLine> lines;
  bool finished() const { return lines.size() == total; }
  bool all_ok() const;
};

class Poller {
 public:
  struct Parts {
    asio::any_io_executor executor;
    Threads* threads = nullptr;
    store::Store* store = nullptr;
    net::Fetcher* fetcher = nullptr;
    Metrics* metrics = nullptr;
    std::function<Instant()> now;
    /// After a poll was stored: did a citizen's view change, or only a source's health?
    std::function<void(bool visible)> on_stored;
  };
  Poller(Parts parts, ConfigurationPtr configuration);

  /// Reads the states of sources and hosts. To be called before anything else, and after a reload.
  Result<void> load();
  /// Polls what is due, for ever.
  asio::awaitable<void> run();
  /// Takes a new configuration: new sources are scheduled, those no longer named are forgotten (their states stay in the store).
  Result<void> reconfigure(ConfigurationPtr configuration);

  /// Sources with an event today are asked as often as manners allow.
  void set_event_today(std::unordered_set<std::string> source_ids) { event_today_ = std::move(source_ids); }

  /// Polls everything (or one source) now, within manners: what a host asked us to wait for is waited for.
  std::shared_ptr<PollRound> start_round(const std::string& source_id);  // empty: all
  /// Cancels what runs and waits for it.
  asio::awaitable<bool> stop(std::chrono::milliseconds grace);
  std::size_t running() const { return schedule_.running(); }

  /// A stream opened or broke: what it did not bring is asked for, at once but not twice in half a minute.
  void poll_soon(const std::string& source_id);
  StreamStates& stream_states() { return streams_; }
  const SourceState* state(const std::string& source_id) const;

  net::Fetcher& polite_fetcher() { return *polite_; }
  std::shared_ptr<const agenda::Rules> rules() const { return rules_; }

 private:
  struct Stored {
    IngestResult result;
    SourceState state;
  };
  asio::awaitable<void> poll(std::string source_id);
  asio::awaitable<connectors::PollReport> ask(Source source, SourceState before, ConfigurationPtr configuration);
  asio::awaitable<Result<Stored>> store_report(Source source, SourceState state, connectors::PollReport report);
  asio::awaitable<void> housekeeping();
  asio::awaitable<void> sleep_until_due();
  void start_due();
  void learn_account(const Source& source, const std::string& account);
  void make_rules();
  void end_line(const std::string& source_id, bool ok, std::string text);
  void wake() { timer_.cancel(); }
  std::string why_not_now(const Source& source) const;
  connectors::PollLimits limits_of(const Source& source) const;
  double jitter() { return std::uniform_real_distribution<double>(0, 1)(random_); }

  Parts parts_;
  ConfigurationPtr configuration_;
  std::map<std::string, std::string> accounts_;  // acct to slug, as servers told
  std::shared_ptr<const agenda::Rules> rules_;
  std::unique_ptr<connectors::PoliteFetcher> polite_;
  net::TaskGroup tasks_;
  asio::steady_timer timer_;
  Schedule schedule_;
  std::unordered_map<std::string, SourceState> states_;
  std::unordered_map<std::string, std::vector<std::shared_ptr<PollRound>>> rounds_;  // by source: who waits for its line
  std::unordered_set<std::string> event_today_;
  StreamStates streams_;
  std::unordered_set<std::string> again_;  // to be asked once more when the poll under way has ended
  std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace resso::daemon
