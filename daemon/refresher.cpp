#include "daemon/refresher.hpp"

#include "daemon/consent_record.hpp"
#include "daemon/derive.hpp"
#include "daemon/ingest.hpp"
#include "daemon/log.hpp"
#include "daemon/poll_words.hpp"

#include <boost/asio/redirect_error.hpp>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace resso::daemon {
namespace {

namespace mastodon = connectors::mastodon;
using Answer = mastodon::StatusLook::Answer;

constexpr auto kRound = std::chrono::seconds(10);  // servers are asked again after a pause of their own: LookLimits
constexpr std::size_t kDueAtOnce = 1000;
constexpr std::size_t kSoon = 1000;

store::LookAnswer noted(Answer answer) {
  switch (answer) {
    case Answer::there: return store::LookAnswer::there;
    case Answer::gone: return store::LookAnswer::gone;
    case Answer::closed: return store::LookAnswer::closed;
    case Answer::unreachable: return store::LookAnswer::unreachable;
  }
  return store::LookAnswer::unreachable;
}

/// As seen from the post's own server: what each source gives to its posts is not taken away by a look.
Source source_of(const Post& post, const Configuration& configuration) {
  Source source = source_of_post(post, configuration);
  if (const auto home = mastodon::home_of(post); !home.server.empty()) source.url = home.server;
  return source;
}

}  // namespace

Refresher::Refresher(Parts parts, ConfigurationPtr configuration, LookLimits limits)
    : parts_(std::move(parts)),
      configuration_(std::move(configuration)),
      plan_(limits),
      tasks_(parts_.executor, [](const std::string& task, std::exception_ptr failure) { log_exception(task, failure); }),
      timer_(parts_.executor) {}

asio::awaitable<void> Refresher::run() {
  for (;;) {
    auto looking = round();
    co_await std::move(looking);
    timer_.expires_after(kRound);
    boost::system::error_code woken;
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
}

asio::awaitable<void> Refresher::round() {
  auto finding = find_due();
  Result<Due> due = co_await std::move(finding);
  if (!due) {
    log_failure("look", due.error());
    co_return;
  }
  if (due->too_many)
    log(Level::warning, "look", {{"what", "more posts are due to be looked at than there is time for: the longest unseen come first"}});
  for (auto& batch : plan_.choose(std::move(due->posts), parts_.now())) {
    std::string name = "look " + batch.server;
    tasks_.spawn(std::move(name), look_at(std::move(batch)));
  }
}

asio::awaitable<Result<Refresher::Due>> Refresher::find_due() {
  auto work = [store = parts_.store, now = parts_.now(), soon = std::exchange(soon_, {})]() -> Result<Due> {
    Due due;
    const auto read = store->read([&](store::Reader& reader) -> Result<void> {
      for (const auto& uri : soon)
        if (auto post = reader.post_by_uri(uri); post && !post->deleted) due.posts.push_back(std::move(*post));
      auto shown = reader.posts_to_look_at(now, kDueAtOnce), to_count = reader.posts_due_for_counters(now, kDueAtOnce);
      due.too_many = shown.size() == kDueAtOnce;
      for (auto* some : {&shown, &to_count}) std::move(some->begin(), some->end(), std::back_inserter(due.posts));
      return {};
    });
    if (!read) return read.error();
    std::unordered_set<std::string> known;
    std::erase_if(due.posts, [&](const Post& post) { return !known.insert(post.uri).second; });
    return due;
  };
  auto running = run_on(parts_.threads->readers, std::move(work));
  co_return co_await std::move(running);
}

std::optional<Credentials> Refresher::credentials_of(const std::string& server) const {
  const auto& all = configuration_->settings.server_credentials;
  const auto found = all.find(server);
  return found == all.end() ? std::nullopt : std::optional(found->second);
}

asio::awaitable<mastodon::StatusLook> Refresher::look_at(Post post, std::string server) {
  connectors::PollContext context;
  context.fetcher = parts_.fetcher;
  context.now = parts_.now();
  mastodon::LookOptions options;
  options.credentials = credentials_of(server);
  // Figures are made of approved posts only: who boosted the others is nobody's business.
  if (post.moderation.state == ModerationState::approved) options.booster_pages = plan_.booster_pages(server, context.now);
  struct Known {
    std::int64_t boosters = 0;
    bool there = false;
  };
  auto ask = [store = parts_.store, uri = post.uri]() -> Known {
    Known known;
    (void)store->read([&](store::Reader& reader) -> Result<void> {
      known.boosters = reader.boosters_known(uri);
      known.there = reader.last_look(uri) == store::LookAnswer::there;
      return {};
    });
    return known;
  };
  auto asking = run_on(parts_.threads->readers, std::move(ask));
  const Known known = co_await std::move(asking);
  options.boosters_known = known.boosters;
  options.server_is_known = known.there || plan_.shows_posts(server);
  auto looking = mastodon::look_at_status(context, std::move(post), std::move(options));
  mastodon::StatusLook look = co_await std::move(looking);
  if (look.answer == Answer::there) plan_.showed(server);
  if (look.booster_requests > 0) plan_.asked_for_boosters(server, look.booster_requests, context.now);
  co_return look;
}

asio::awaitable<void> Refresher::look_at(LookBatch batch) {
  std::vector<Looked> looks;
  bool unreachable = false;
  for (Post& post : batch.posts) {
    mastodon::StatusLook look;
    if (!unreachable) {
      auto looking = look_at(post, batch.server);
      look = co_await std::move(looking);
    }
    if (look.problem && look.problem->code == Errc::cancelled) co_return;
    if (look.problem) log(Level::debug, "look", {{"post", post.uri}, {"what", describe(*look.problem)}});
    unreachable = look.answer == Answer::unreachable;
    looks.push_back({std::move(post), std::move(look)});
  }
  auto storing = store_looks(std::move(looks));
  co_await std::move(storing);
  plan_.ended(batch.server, unreachable, parts_.now());
}

asio::awaitable<void> Refresher::store_looks(std::vector<Looked> looks) {
  auto work = [store = parts_.store, looks = std::move(looks), configuration = configuration_, rules = parts_.rules(),
               now = parts_.now()]() -> Result<bool> {
    bool visible = false;
    const auto written = store->write([&](store::Transaction& transaction) -> Result<void> {
      for (const auto& [post, look] : looks) {
        const Source source = source_of(post, *configuration);
        visible = ingest_look(transaction, source, look.harvest, *rules, now).visible || visible;
        transaction.note_look(post.uri, noted(look.answer), now);
      }
      return {};
    });
    if (!written) return written.error();
    return visible;
  };
  auto running = run_on(parts_.threads->writer, std::move(work));
  const Result<bool> visible = co_await std::move(running);
  if (!visible)
    log_failure("look", visible.error());
  else
    parts_.on_stored(*visible);
}

void Refresher::look_soon(std::vector<std::string> uris) {
  for (auto& uri : uris)
    if (soon_.size() < kSoon) soon_.push_back(std::move(uri));
  timer_.cancel();
}

asio::awaitable<bool> Refresher::settle(std::chrono::milliseconds grace) {
  auto joining = tasks_.join(grace);
  co_return co_await std::move(joining);
}

asio::awaitable<bool> Refresher::stop(std::chrono::milliseconds grace) {
  tasks_.cancel();
  auto joining = tasks_.join(grace);
  co_return co_await std::move(joining);
}

}  // namespace resso::daemon
