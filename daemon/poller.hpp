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
#include "daemon/write_queue.hpp"
#include "net/clock.hpp"
#include "net/task_group.hpp"
#include "store/store.hpp"

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <optional>
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
    asio::any_io_executor heavy, writer;
    store::Store* store = nullptr;
    net::Fetcher* fetcher = nullptr;
    Metrics* metrics = nullptr;
    std::function<Instant()> now;
    net::Clock* clock = &net::Clock::system();
    std::function<double()> jitter;  ///< in [0,1); empty: at random
    /// A feed that was read anew offers a hub (WebSub); may be empty.
    std::function<void(const std::string& source_id, const std::string& hub, const std::string& topic)> on_hub;
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

  /// What a hub brought for a feed: taken as a poll would be, apart from the timetable.
  void deliver(std::string source_id, net::FetchReply delivery);
  /// Sources whose hubs tell of news are asked more seldom; the others as ever.
  void set_told_by_hubs(std::unordered_set<std::string> source_ids);

  /// Polls everything (or one source) now, within manners: what a host asked us to wait for is waited for.
  std::shared_ptr<PollRound> start_round(const std::string& source_id);  // empty: all
  /// Cancels what runs and waits for it.
  asio::awaitable<bool> stop(std::chrono::milliseconds grace);
  std::size_t running() const { return schedule_.running(); }
  std::size_t tasks_left() const { return tasks_.size(); }

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
    double seconds = 0;  ///< of ingesting it
  };
  asio::awaitable<void> poll(std::string source_id);
  asio::awaitable<connectors::PollReport> ask(Source source, SourceState before, ConfigurationPtr configuration);
  asio::awaitable<Result<Stored>> store_report(Source source, SourceState state, connectors::PollReport report);
  asio::awaitable<void> take_delivery(std::string source_id, net::FetchReply delivery);
  asio::awaitable<void> housekeeping();
  asio::awaitable<void> sleep_until_due();
  void start_due();
  void learn_account(const Source& source, const std::string& account);
  void end_line(const std::string& source_id, bool ok, std::string text);
  void wake() { timer_.cancel(); }
  std::string why_not_now(const Source& source) const;
  std::optional<Instant> refused_until(const Source& source, const connectors::FetchOutcome& outcome) const;
  connectors::PollLimits limits_of(const Source& source) const;
  double jitter() { return parts_.jitter ? parts_.jitter() : std::uniform_real_distribution<double>(0, 1)(random_); }
  void notice_set_clock();
  asio::awaitable<void> store_states(std::vector<SourceState> states);

  Parts parts_;
  ConfigurationPtr configuration_;
  std::shared_ptr<const agenda::Rules> rules_;
  std::unique_ptr<connectors::PoliteFetcher> polite_;
  WriteQueue writes_;
  net::TaskGroup tasks_;
  asio::steady_timer timer_;
  Schedule schedule_;
  std::optional<Seconds> wall_ahead_;  // of the clock that is never set
  std::unordered_map<std::string, SourceState> states_;
  std::unordered_map<std::string, std::vector<std::shared_ptr<PollRound>>> rounds_;  // by source: who waits for its line
  std::unordered_set<std::string> event_today_;
  StreamStates streams_;
  std::unordered_set<std::string> again_;  // to be asked once more when the poll under way has ended
  std::unordered_set<std::string> told_by_hubs_;
  std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace resso::daemon
