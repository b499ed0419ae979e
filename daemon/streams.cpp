#include "daemon/streams.hpp"

#include "daemon/ingest.hpp"
#include "daemon/log.hpp"
#include "daemon/poll_words.hpp"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>

namespace resso::daemon {
namespace {

namespace mastodon = connectors::mastodon;

constexpr auto kLookRound = std::chrono::seconds(15);
constexpr auto kAfterRefusal = std::chrono::hours(6);
constexpr auto kLongLife = std::chrono::seconds(60);  // a stream that lived so long was a good one
constexpr std::size_t kMostStreams = 32;
constexpr int kTroubleWorthTelling = 4;

std::vector<Source> with_tokens(const Configuration& configuration) {
  std::vector<Source> sources;
  for (const auto& source : configuration.settings.sources)
    if (source.kind == SourceKind::mastodon_hashtag && source.credentials && !source.credentials->token.empty()) sources.push_back(source);
  return sources;
}

asio::awaitable<void> pause(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace

Streams::Streams(Parts parts, ConfigurationPtr configuration)
    : parts_(std::move(parts)), configuration_(std::move(configuration)), tasks_(new_group()) {}

std::unique_ptr<net::TaskGroup> Streams::new_group() const {
  return std::make_unique<net::TaskGroup>(parts_.executor,
                                          [](const std::string& task, std::exception_ptr failure) { log_exception(task, failure); });
}

asio::awaitable<void> Streams::run() {
  while (parts_.opener != nullptr) {
    open_new();
    auto waiting = pause(kLookRound);
    co_await std::move(waiting);
  }
}

void Streams::open_new() {
  for (const Source& source : with_tokens(*configuration_)) {
    if (kept_.size() >= kMostStreams || kept_.contains(source.id)) continue;
    const SourceState* state = parts_.poller->state(source.id);
    if (state == nullptr || mastodon::stream_address(source, state->cursor).empty()) continue;
    kept_.insert(source.id);
    tasks_->spawn("stream " + source.id, keep_open(source.id));
  }
}

asio::awaitable<void> Streams::keep_open(std::string source_id) {
  mastodon::StreamReader reader;
  int failures = 0;
  for (;;) {
    const Source* configured = configuration_->source(source_id);
    const SourceState* state = parts_.poller->state(source_id);
    if (configured == nullptr || state == nullptr) break;
    const Source source = *configured;
    const std::string cursor = state->cursor, address = mastodon::stream_address(source, cursor);
    if (address.empty()) break;  // the server says so no more: run() asks again
    const auto began = std::chrono::steady_clock::now();
    auto listening = mastodon::listen(*parts_.opener, source, address, cursor, reader, listener_for(source));
    const mastodon::StreamEnd end = co_await std::move(listening);
    if (end.problem.code == Errc::cancelled) co_return;
    failures = end.opened && std::chrono::steady_clock::now() - began > kLongLife ? 0 : failures + 1;
    const auto wait = after(source, end, failures);
    auto waiting = pause(wait);
    co_await std::move(waiting);
  }
  kept_.erase(source_id);
}

/// Tells what happened, and for how long to leave the server alone.
std::chrono::milliseconds Streams::after(const Source& source, const mastodon::StreamEnd& end, int failures) {
  log(Level::info, "stream", {{"source", source.id}, {"ended", describe(end.problem)}, {"failures", failures}});
  std::string why;
  if (end.refused || failures >= kTroubleWorthTelling) why = "it cannot be listened to, so it is polled only: " + end.problem.what;
  parts_.poller->stream_states().closed(source.id, std::move(why));
  // What is missed from now on is the polls' business, at their own pace again.
  if (end.opened) parts_.poller->poll_soon(source.id);
  if (end.refused) return kAfterRefusal;
  return mastodon::reconnect_pause(std::max(failures - 1, 0), jitter());
}

mastodon::StreamListener Streams::listener_for(const Source& source) {
  mastodon::StreamListener listener;
  listener.now = parts_.now;
  listener.opened = [this, id = source.id] {
    log(Level::info, "stream", {{"source", id}, {"what", "open"}});
    parts_.poller->stream_states().opened(id);
    parts_.poller->poll_soon(id);
  };
  listener.heard = [this, source](mastodon::StreamNews news) { return take(source, std::move(news)); };
  return listener;
}

asio::awaitable<void> Streams::take(Source source, mastodon::StreamNews news) {
  if (!news.said_gone.empty()) parts_.look_soon(std::move(news.said_gone));
  auto work = [store = parts_.store, source = std::move(source), harvest = std::move(news.harvest), rules = parts_.poller->rules(),
               now = parts_.now()]() -> Result<bool> {
    bool visible = false;
    const auto written = store->write([&](store::Transaction& transaction) -> Result<void> {
      visible = ingest_look(transaction, source, harvest, *rules, now).visible;
      return {};
    });
    if (!written) return written.error();
    return visible;
  };
  auto running = run_on(parts_.threads->writer, std::move(work));
  const Result<bool> visible = co_await std::move(running);
  if (!visible)
    log_failure("stream", visible.error());  // the next poll brings the same
  else
    parts_.on_stored(*visible);
}

void Streams::reconfigure(ConfigurationPtr configuration) {
  const bool same = with_tokens(*configuration_) == with_tokens(*configuration);
  configuration_ = std::move(configuration);
  if (same) return;
  tasks_ = new_group();  // the old one ends its tasks
  kept_.clear();
  parts_.poller->stream_states().forget();
}

asio::awaitable<bool> Streams::stop(std::chrono::milliseconds grace) {
  tasks_->cancel();
  auto joining = tasks_->join(grace);
  co_return co_await std::move(joining);
}

}  // namespace resso::daemon
