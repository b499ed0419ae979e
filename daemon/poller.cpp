#include "daemon/poller.hpp"

#include "connectors/poll_limits.hpp"
#include "daemon/log.hpp"
#include "daemon/poll_words.hpp"
#include "daemon/snapshot_load.hpp"

#include <algorithm>
#include <utility>

namespace resso::daemon {
namespace {

constexpr auto kLongestSleep = std::chrono::seconds(30);  // so that a changed clock is noticed
constexpr auto kStoreRetry = Seconds(60);
constexpr auto kNotTwiceIn = Seconds(30);
constexpr auto kSetClock = Seconds(60);  // less is a clock that is kept right in small steps
constexpr auto kHousekeeping = std::chrono::hours(1);
constexpr std::size_t kExpandedAtOnce = 500;

double seconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

bool was_cancelled(const connectors::PollReport& report) {
  return report.outcome.problem && report.outcome.problem->code == Errc::cancelled;
}

// Starts are spread: about fifty a second, five minutes at most.
Seconds spread_of(std::size_t sources) { return std::min(Seconds(300), Seconds(static_cast<std::int64_t>(sources / 50))); }

connectors::PoliteOptions polite_options(const config::Network& network, const Poller::Parts& parts) {
  connectors::PoliteOptions options;
  options.requests_per_host = network.connections_per_host;
  options.max_redirects = network.max_redirects;
  options.local = network.allow_hosts;
  options.now = parts.now;
  options.clock = parts.clock;
  return options;
}

}  // namespace

bool PollRound::all_ok() const {
  return std::all_of(lines.begin(), lines.end(), [](const PollLine& line) { return line.ok; });
}

Poller::Poller(Parts parts, ConfigurationPtr configuration)
    : parts_(std::move(parts)),
      configuration_(std::move(configuration)),
      polite_(std::make_unique<connectors::PoliteFetcher>(*parts_.fetcher, polite_options(configuration_->settings.network, parts_))),
      writes_(*parts_.store, parts_.writer),
      tasks_(parts_.executor, [](const std::string& task, std::exception_ptr failure) { log_exception(task, failure); }),
      timer_(parts_.executor) {}

Result<void> Poller::load() {
  std::vector<SourceState> states;
  std::vector<HostState> hosts;
  const auto read = parts_.store->read([&](store::Reader& reader) -> Result<void> {
    states = reader.source_states();
    hosts = reader.host_states();
    return {};
  });
  if (!read) return read.error();
  for (auto& state : states) states_.insert_or_assign(state.source_id, std::move(state));
  polite_->restore(hosts);

  const Instant now = parts_.now();
  const auto& sources = configuration_->settings.sources;
  agenda::Rules rules(configuration_->settings);
  for (const auto& source : sources) {
    auto& state = states_[source.id];
    state.source_id = source.id;
    if (!state.account.empty() && !source.entity.empty()) rules.add_account(state.account, source.entity);
    if (state.condition == Condition::gone || schedule_.is_running(source.id)) continue;
    schedule_.set(source.id, state.next_poll.value_or(connectors::first_poll(source.id, now, spread_of(sources.size()))));
  }
  rules_ = std::make_shared<const agenda::Rules>(std::move(rules));
  return {};
}

void Poller::learn_account(const Source& source, const std::string& account) {
  if (account.empty() || source.entity.empty() || !rules_->entity_of_account(account).empty()) return;
  agenda::Rules more = *rules_;
  more.add_account(account, source.entity);
  rules_ = std::make_shared<const agenda::Rules>(std::move(more));
}

Result<void> Poller::reconfigure(ConfigurationPtr configuration) {
  for (const auto& source : configuration_->settings.sources)
    if (!configuration->source(source.id)) schedule_.remove(source.id);
  configuration_ = std::move(configuration);
  auto loaded = load();
  wake();
  return loaded;
}

asio::awaitable<void> Poller::run() {
  tasks_.spawn("housekeeping", housekeeping());
  for (;;) {
    notice_set_clock();
    start_due();
    auto sleeping = sleep_until_due();
    co_await std::move(sleeping);
  }
}

/// Who set the clock has not made any host wait longer or less: everything due moves along with it.
void Poller::notice_set_clock() {
  const auto ahead = parts_.now().time_since_epoch() - std::chrono::floor<Seconds>(parts_.clock->now().time_since_epoch());
  const Seconds by = ahead - std::exchange(wall_ahead_, ahead).value_or(ahead);
  if (std::chrono::abs(by) < kSetClock) {
    wall_ahead_ = ahead - by;  // what creeps adds up
    return;
  }
  log(Level::warning, "clock", {{"what", "the clock was set"}, {"seconds", by.count()}});
  schedule_.clock_was_set(by);
  polite_->clock_was_set(by);
  std::vector<SourceState> moved;
  for (auto& [id, state] : states_) {
    for (auto* at : {&state.next_poll, &state.last_poll, &state.not_before})
      if (*at && **at != connectors::kNever) **at += by;
    if (!schedule_.is_running(id)) moved.push_back(state);  // the others are stored when their polls end
  }
  tasks_.spawn("clock", store_states(std::move(moved)));
}

asio::awaitable<void> Poller::store_states(std::vector<SourceState> states) {
  auto work = [store = parts_.store, states = std::move(states), hosts = polite_->take_changed()]() -> Result<void> {
    return store->write([&](store::Transaction& transaction) -> Result<void> {
      for (const auto& state : states) transaction.save_source_state(state);
      for (const auto& host : hosts) transaction.save_host_state(host);
      return {};
    });
  };
  auto running = run_on(parts_.writer, std::move(work));
  if (const Result<void> done = co_await std::move(running); !done) log_failure("clock", done.error());
}

void Poller::start_due() {
  const auto limit = static_cast<std::size_t>(configuration_->settings.network.connections);
  const auto room = limit > schedule_.running() ? limit - schedule_.running() : 0;
  const Instant now = parts_.now();
  for (const auto& id : schedule_.due(now, room)) {
    const Source* source = configuration_->source(id);
    const Instant allowed = source ? connectors::after_rest(now, states_[id], limits_of(*source), jitter()) : now;
    if (allowed > now) {
      schedule_.set(id, allowed);
      continue;
    }
    schedule_.started(id);
    tasks_.spawn("poll " + id, poll(id));
  }
}

asio::awaitable<void> Poller::sleep_until_due() {
  const auto limit = static_cast<std::size_t>(configuration_->settings.network.connections);
  std::chrono::steady_clock::duration pause = kLongestSleep;
  if (const auto next = schedule_.next(); next && schedule_.running() < limit)
    pause = std::clamp<std::chrono::steady_clock::duration>(*next - parts_.now(), std::chrono::milliseconds(50), kLongestSleep);
  auto sleeping = parts_.clock->sleep(timer_, pause);
  co_await std::move(sleeping);
}

asio::awaitable<connectors::PollReport> Poller::ask(Source source, SourceState before, ConfigurationPtr configuration) {
  connectors::PollContext context;
  context.fetcher = polite_.get();
  context.heavy = parts_.heavy;
  context.now = parts_.now();
  context.city_zone = configuration->settings.city.timezone;
  context.backfill_days = configuration->settings.network.backfill_days;
  connectors::PollReport report;
  std::exception_ptr failure;
  try {
    auto polling = connectors::poll_function(source.kind)(context, source, std::move(before));
    report = co_await std::move(polling);
  } catch (const boost::system::system_error& stopped) {
    // Asio's way of telling a coroutine that it was cancelled.
    report.outcome = connectors::outcome_of(Error{Errc::cancelled, stopped.what(), source.url, "", 0});
  } catch (...) {
    failure = std::current_exception();
  }
  if (failure) {
    log_exception("poll " + source.id, failure);
    report.outcome =
        connectors::outcome_of(Error{Errc::internal, "a bug of ours, see the log", source.url, "report it with the log line", 0});
  }
  co_return report;
}

asio::awaitable<void> Poller::poll(std::string source_id) {
  const ConfigurationPtr configuration = configuration_;
  const Source* configured = configuration->source(source_id);
  if (!configured) co_return;
  const Source source = *configured;
  const auto began = std::chrono::steady_clock::now();
  auto asking = ask(source, states_[source_id], configuration);
  connectors::PollReport report = co_await std::move(asking);
  if (was_cancelled(report)) {
    end_line(source_id, false, "stopped");
    co_return;
  }

  // Our own plan refused the request: its turn comes when the host's does.
  if (const auto held = refused_until(source, report.outcome); held && *held > parts_.now())
    report.outcome.retry_after = *held - parts_.now();
  connectors::PollLimits limits = limits_of(source);
  if (told_by_hubs_.contains(source_id) && !source.interval) limits = connectors::told_by_hub(limits);
  // The second that runs is not over yet: counted from its beginning, polls would come a part of it too soon.
  const Instant ended = parts_.now() + Seconds(1);
  SourceState after = connectors::after_poll(states_[source_id], report, limits, ended, jitter());
  if (!report.harvest.account.empty()) after.account = report.harvest.account;
  streams_.annotate(after);
  learn_account(source, after.account);
  auto storing = store_report(source, std::move(after), report);
  const Result<Stored> stored = co_await std::move(storing);
  const double seconds = seconds_since(began);
  parts_.metrics->poll_ended(source.kind, outcome_name(report.outcome), seconds, report.outcome.bytes_received);
  if (!stored) {
    // Neither the items nor the cursor are in the store: the same is asked for again.
    log_failure("store", stored.error(), {{"source", source_id}});
    end_line(source_id, false, "failed: " + describe(stored.error()));
    if (configuration_->source(source_id)) schedule_.set(source_id, parts_.now() + kStoreRetry);
    wake();
    co_return;
  }
  states_[source_id] = stored->state;
  for (const auto& lag : stored->result.lags) parts_.metrics->freshness(static_cast<double>(lag.count()));
  log_poll(source, report, stored->state, stored->result, seconds);
  end_line(source_id, report.outcome.kind != connectors::FetchOutcome::Kind::failed, poll_words(report.outcome, stored->result));
  if (configuration_->source(source_id) && stored->state.condition != Condition::gone)
    schedule_.set(source_id, stored->state.next_poll.value_or(parts_.now() + Seconds(3600)));
  else
    schedule_.remove(source_id);
  if (again_.erase(source_id) > 0) poll_soon(source_id);
  if (parts_.on_hub && !report.harvest.hub.empty()) {
    const auto& self = report.harvest.self;
    parts_.on_hub(source_id, report.harvest.hub, self.empty() ? source.url : self);
  }
  parts_.on_stored(stored->result.visible);
  wake();
}

asio::awaitable<Result<Poller::Stored>> Poller::store_report(Source source, SourceState state, connectors::PollReport report) {
  auto stored = std::make_shared<Stored>();
  leave_out_expired(report.harvest, configuration_->settings.store.retention_posts_days, parts_.now());
  auto work = [stored, source = std::move(source), state = std::move(state), report = std::move(report), hosts = polite_->take_changed(),
               rules = rules_, now = parts_.now()](store::Transaction& transaction) -> Result<void> {
    const auto began = std::chrono::steady_clock::now();
    stored->state = state;
    stored->result = ingest(transaction, source, stored->state, report.harvest, *rules, now);
    for (const auto& host : hosts) transaction.save_host_state(host);
    stored->seconds = seconds_since(began);
    return {};
  };
  auto writing = writes_.write(std::move(work));
  const Result<void> written = co_await std::move(writing);
  if (!written) co_return written.error();
  parts_.metrics->stored(stored->result.posts_new, stored->result.events_new, stored->seconds);
  co_return std::move(*stored);
}

asio::awaitable<void> Poller::housekeeping() {
  asio::steady_timer timer(parts_.executor);
  for (;;) {
    auto work = [store = parts_.store, configuration = configuration_, rules = rules_, now = parts_.now()]() -> Result<void> {
      return store->write([&](store::Transaction& transaction) -> Result<void> {
        expand_further(transaction, *rules, now, kExpandedAtOnce);
        const auto& keep = configuration->settings.store;
        transaction.prune(now, keep.retention_posts_days, keep.retention_samples_days);
        return {};
      });
    };
    auto running = run_on(parts_.writer, std::move(work));
    const Result<void> done = co_await std::move(running);
    if (!done) log_failure("housekeeping", done.error());
    auto sleeping = parts_.clock->sleep(timer, kHousekeeping);
    co_await std::move(sleeping);
  }
}

std::shared_ptr<PollRound> Poller::start_round(const std::string& source_id) {
  auto round = std::make_shared<PollRound>();
  for (const auto& source : configuration_->settings.sources) {
    if (!source_id.empty() && source.id != source_id) continue;
    ++round->total;
    if (std::string reason = why_not_now(source); !reason.empty()) {
      round->lines.push_back({source.id, true, "not now: " + reason});
      continue;
    }
    rounds_[source.id].push_back(round);
    if (!schedule_.is_running(source.id)) schedule_.set(source.id, parts_.now());
  }
  wake();
  return round;
}

void Poller::end_line(const std::string& source_id, bool ok, std::string text) {
  const auto waiting = rounds_.find(source_id);
  if (waiting == rounds_.end()) return;
  for (const auto& round : waiting->second) round->lines.push_back({source_id, ok, text});
  rounds_.erase(waiting);
}

const SourceState* Poller::state(const std::string& source_id) const {
  const auto found = states_.find(source_id);
  return found == states_.end() ? nullptr : &found->second;
}

void Poller::poll_soon(const std::string& source_id) {
  if (!configuration_->source(source_id)) return;
  if (schedule_.is_running(source_id)) {
    again_.insert(source_id);
    return;
  }
  const Instant last = states_[source_id].last_poll.value_or(Instant{});
  schedule_.set(source_id, std::max(parts_.now(), last + kNotTwiceIn));
  wake();
}

std::optional<Instant> Poller::refused_until(const Source& source, const connectors::FetchOutcome& outcome) const {
  if (outcome.status != 0 || !outcome.problem || outcome.problem->code != Errc::rate_limited) return std::nullopt;
  const auto held = polite_->held_until(source);
  return held ? held : polite_->held_until(outcome.problem->where);  // of a host that a redirect led to
}

std::string Poller::why_not_now(const Source& source) const {
  const auto found = states_.find(source.id);
  if (found == states_.end()) return {};
  return why_not_before(found->second, limits_of(source), polite_->held_until(source), parts_.now());
}

connectors::PollLimits Poller::limits_of(const Source& source) const {
  const auto& settings = configuration_->settings;
  const bool campaign = connectors::in_campaign(source, settings.campaigns, city_day(settings, parts_.now()));
  const auto limits = connectors::poll_limits(source, settings.network, campaign, event_today_.contains(source.id));
  return streams_.is_open(source.id) ? connectors::calmer(limits) : limits;
}

asio::awaitable<bool> Poller::stop(std::chrono::milliseconds grace) {
  tasks_.cancel();
  auto joining = tasks_.join(grace);
  co_return co_await std::move(joining);
}

}  // namespace resso::daemon
