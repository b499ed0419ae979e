// What a hub brought, through the same parser and agenda as a poll; the timetable, the cursor and the validators stay those of the polls.
#include "connectors/feed/poll.hpp"
#include "connectors/heavy_work.hpp"
#include "daemon/log.hpp"
#include "daemon/poller.hpp"

#include <algorithm>
#include <utility>

namespace resso::daemon {

void Poller::deliver(std::string source_id, net::FetchReply delivery) {
  std::string name = "delivery " + source_id;
  tasks_.spawn(std::move(name), take_delivery(std::move(source_id), std::move(delivery)));
}

asio::awaitable<void> Poller::take_delivery(std::string source_id, net::FetchReply delivery) {
  const ConfigurationPtr configuration = configuration_;
  const Source* source = configuration->source(source_id);
  if (!source || source->kind != SourceKind::feed) co_return;
  const Instant now = parts_.now();
  auto read = [delivery = std::move(delivery), source_id, zone = configuration->settings.city.timezone, now] {
    return connectors::feed::read_delivery(delivery, source_id, zone, now);
  };
  auto reading = connectors::run_heavy(parts_.heavy, std::move(read));
  Result<connectors::Harvest> harvest = co_await std::move(reading);
  if (!harvest) {
    log_failure("delivery", harvest.error(), {{"source", source_id}});
    co_return;
  }
  auto result = std::make_shared<IngestResult>();
  leave_out_expired(*harvest, configuration->settings.store.retention_posts_days, now);
  auto work = [result, source = *source, harvest = std::move(*harvest), rules = rules_,
               now](store::Transaction& transaction) -> Result<void> {
    SourceState state = transaction.source_state(source.id).value_or(SourceState{});
    state.source_id = source.id;
    state.last_change = now;
    *result = ingest(transaction, source, state, harvest, *rules, now);
    return {};
  };
  auto writing = writes_.write(std::move(work));
  const Result<void> stored = co_await std::move(writing);
  if (!stored) {
    log_failure("store", stored.error(), {{"source", source_id}});  // the next poll brings the same
    co_return;
  }
  states_[source_id].last_change = now;
  for (const auto& lag : result->lags) parts_.metrics->freshness(static_cast<double>(lag.count()));
  log(Level::info, "delivery",
      {{"source", source_id},
       {"posts_new", result->posts_new},
       {"posts_changed", result->posts_changed},
       {"events_new", result->events_new}});
  parts_.on_stored(result->visible);
}

void Poller::set_told_by_hubs(std::unordered_set<std::string> source_ids) {
  const auto before = std::exchange(told_by_hubs_, std::move(source_ids));
  for (const std::string& id : before) {
    if (told_by_hubs_.contains(id) || schedule_.is_running(id)) continue;
    const Source* source = configuration_->source(id);
    const auto state = states_.find(id);
    if (!source || state == states_.end() || !state->second.next_poll || !state->second.last_poll) continue;
    // Nobody tells any more: back to the usual pace, within what was asked.
    const Instant usual = *state->second.last_poll + limits_of(*source).default_interval;
    const Instant due = std::max({usual, state->second.not_before.value_or(usual), parts_.now()});
    if (state->second.failures == 0 && due < *state->second.next_poll) schedule_.set(id, due);
  }
  wake();
}

}  // namespace resso::daemon
