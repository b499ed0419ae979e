#include "daemon/publisher.hpp"

#include "daemon/log.hpp"
#include "daemon/render_key.hpp"
#include "daemon/snapshot_load.hpp"

#include <boost/asio/redirect_error.hpp>

#include <algorithm>

namespace resso::daemon {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kVisibleDelay = std::chrono::milliseconds(250);  // a burst of polls makes one publication
constexpr auto kHealthDelay = std::chrono::seconds(30);
constexpr auto kRetryDelay = std::chrono::seconds(10);
constexpr auto kDayCheck = std::chrono::seconds(20);
constexpr std::size_t kCacheBytes = 64u << 20;

// What nearly everybody asks for is ready before it is served.
void render_common(Publication& publication) {
  for (const auto path : {"/", "/agenda.ics", "/agenda.rss", "/agenda.atom", "/agenda.json", "/posts.rss"}) {
    const auto match = feeds::match_output(path);
    if (!match) continue;
    const auto request = make_output_request(*match, path, {}, publication.snapshot().city.languages.front(), false);
    (void)publication.render(request.key, *match->output, request.request);
  }
}

Result<std::shared_ptr<Publication>> make(store::Store& store, const config::Settings& settings, Instant now) {
  std::shared_ptr<const feeds::Snapshot> snapshot;
  const auto read = store.read([&](store::Reader& reader) -> Result<void> {
    snapshot = load_snapshot(reader, settings, now);
    return {};
  });
  if (!read) return read.error();
  auto publication = std::make_shared<Publication>(std::move(snapshot), kCacheBytes);
  render_common(*publication);
  return publication;
}

}  // namespace

Publisher::Publisher(Parts parts, ConfigurationPtr configuration)
    : parts_(std::move(parts)), configuration_(std::move(configuration)), timer_(parts_.executor) {}

void Publisher::take(Result<std::shared_ptr<Publication>> made, double seconds) {
  last_duration_ = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  if (!made) {
    problem_ = made.error();
    log_failure("publish", made.error());
    return;
  }
  problem_.reset();
  published_at_ = parts_.now();
  const auto& snapshot = (*made)->snapshot();
  parts_.published->set(*made);
  parts_.metrics->published(snapshot.version, seconds);
  log(Level::info, "publish",
      {{"version", snapshot.version},
       {"events", snapshot.events.size()},
       {"occurrences", snapshot.occurrences.size()},
       {"posts", snapshot.posts.size()},
       {"seconds", seconds}});
  if (parts_.on_published) parts_.on_published(snapshot);
}

Result<void> Publisher::publish_now() {
  const auto began = Clock::now();
  auto made = make(*parts_.store, configuration_->settings, parts_.now());
  if (!made) return made.error();
  take(std::move(made), std::chrono::duration<double>(Clock::now() - began).count());
  return {};
}

asio::awaitable<void> Publisher::publish() {
  const auto began = Clock::now();
  auto work = [store = parts_.store, configuration = configuration_, now = parts_.now()] {
    return make(*store, configuration->settings, now);
  };
  auto running = run_on(parts_.threads->heavy, std::move(work));
  auto made = co_await std::move(running);
  const bool failed = !made;
  take(std::move(made), std::chrono::duration<double>(Clock::now() - began).count());
  if (failed) {
    dirty_ = true;
    due_ = Clock::now() + kRetryDelay;
  }
}

asio::awaitable<void> Publisher::run() {
  for (;;) {
    const auto publication = parts_.published->get();
    const bool new_day = publication && publication->snapshot().today != city_day(configuration_->settings, parts_.now());
    if (new_day || (dirty_ && due_ && *due_ <= Clock::now())) {
      dirty_ = false;
      due_.reset();
      auto publishing = publish();
      co_await std::move(publishing);
      continue;
    }
    timer_.expires_at(due_ ? std::min(*due_, Clock::now() + kDayCheck) : Clock::now() + kDayCheck);
    boost::system::error_code woken;
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
}

void Publisher::mark(bool visible) {
  // A slow publication makes room for what else happens: at most a fifth of the time goes into it.
  const Clock::duration wait =
      std::max<Clock::duration>(visible ? Clock::duration(kVisibleDelay) : Clock::duration(kHealthDelay), 4 * last_duration_);
  const auto at = Clock::now() + wait;
  dirty_ = true;
  if (due_ && *due_ <= at) return;
  due_ = at;
  timer_.cancel();
}

void Publisher::reconfigure(ConfigurationPtr configuration) {
  configuration_ = std::move(configuration);
  mark(true);
}

}  // namespace resso::daemon
