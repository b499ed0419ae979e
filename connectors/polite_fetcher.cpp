#include "connectors/polite_fetcher.hpp"

#include "connectors/host_plan.hpp"
#include "text/timestamp.hpp"
#include "text/url.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <list>
#include <map>
#include <set>
#include <utility>

namespace resso::connectors {

namespace asio = boost::asio;

namespace {

using Queue = std::list<asio::steady_timer*>;

struct Host {
  HostPlan plan;
  Queue waiting;  ///< first come, first served; only the first asks the plan

  void wake_first() {
    if (!waiting.empty()) waiting.front()->cancel();
  }
};

/// A place in the queue, given up however the wait ends; then the next one asks.
class Place {
 public:
  Place(std::shared_ptr<Host> host, asio::steady_timer& timer)
      : host_(std::move(host)), at_(host_->waiting.insert(host_->waiting.end(), &timer)) {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() { leave(); }

  bool first() const { return host_->waiting.begin() == at_; }
  void leave() {
    if (!host_) return;
    host_->waiting.erase(at_);
    std::exchange(host_, nullptr)->wake_first();
  }

 private:
  std::shared_ptr<Host> host_;
  Queue::iterator at_;
};

/// A request under way; ended also when the inner fetch throws.
class UnderWay {
 public:
  UnderWay(std::shared_ptr<Host> host, RequestClass request) : host_(std::move(host)), request_(request) {}
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;
  ~UnderWay() { end({}, {}, {}); }

  void end(const FetchOutcome& outcome, const net::RateLimit& rate, Instant now) {
    if (!host_) return;
    host_->plan.ended(request_, outcome, rate, PollLimits{}, now);
    std::exchange(host_, nullptr)->wake_first();
  }

 private:
  std::shared_ptr<Host> host_;
  RequestClass request_;
};

std::string origin_of(std::string_view url) {
  const auto parsed = text::parse_url(url);
  return parsed ? parsed->origin() : std::string();
}

Error cancelled(const std::string& url) { return {Errc::cancelled, "stopped", url, "", 0}; }

}  // namespace

struct PoliteFetcher::State {
  net::Fetcher& inner;
  PoliteOptions options;
  std::map<std::string, std::shared_ptr<Host>, std::less<>> hosts;
  std::set<std::string> changed;
  std::size_t sweep_at = 4096;

  Instant now() const { return options.now ? options.now() : std::chrono::floor<Seconds>(std::chrono::system_clock::now()); }
  Moment moment() const { return {now(), std::chrono::steady_clock::now()}; }

  std::shared_ptr<Host> host_for(const std::string& origin) {
    if (const auto found = hosts.find(origin); found != hosts.end()) return found->second;
    if (hosts.size() >= sweep_at) sweep();
    return hosts.emplace(origin, std::make_shared<Host>(Host{HostPlan{HostState{origin, {}, 0}, rules_for(origin)}, {}})).first->second;
  }

  HostRules rules_for(const std::string& origin) const {
    HostRules rules;
    rules.at_once = options.requests_per_host;
    rules.gap = options.gap;
    const auto url = text::parse_url(origin);
    const std::string with_port = url ? url->host + ":" + std::to_string(url->port) : std::string();
    rules.own = std::any_of(options.local.begin(), options.local.end(), [&](const std::string& name) {
      return url && (name == with_port || name == url->host || name == url->authority());
    });
    return rules;
  }

  /// Plans with nothing to remember go, so that a long life among many hosts does not fill the memory.
  void sweep() {
    const Instant at = now();
    std::erase_if(hosts, [&](const auto& item) {
      return item.second->waiting.empty() && item.second->plan.idle(at) && !changed.contains(item.first);
    });
    sweep_at = std::max<std::size_t>(4096, hosts.size() * 2);
  }

  /// After redirects the last host speaks for itself: what it says of waiting is not about the one that was asked first.
  void learn(UnderWay& request, const std::string& origin, const Result<net::FetchReply>& reply) {
    const Instant at = now();
    const FetchOutcome outcome = outcome_of(reply, at);
    const net::RateLimit rate = reply ? net::rate_limit(reply->headers) : net::RateLimit{};
    const bool elsewhere = !outcome.host.empty() && outcome.host != origin;
    if (elsewhere && outcome.status != 0) {
      const auto other = host_for(outcome.host);
      remember(other, [&] {
        other->plan.started(RequestClass::plain, moment());
        other->plan.ended(RequestClass::plain, outcome, {}, PollLimits{}, at);
      });
    }
    const auto host = host_for(origin);
    remember(host, [&] { elsewhere ? request.end({}, {}, at) : request.end(outcome, rate, at); });
  }

  template <class Change>
  void remember(const std::shared_ptr<Host>& host, Change change) {
    const HostState before = host->plan.state();
    change();
    if (host->plan.state() != before) changed.insert(before.host);
  }
};

PoliteFetcher::PoliteFetcher(net::Fetcher& inner, PoliteOptions options)
    : state_(std::make_shared<State>(State{inner, std::move(options), {}, {}})) {}

PoliteFetcher::~PoliteFetcher() = default;

asio::awaitable<Result<net::FetchReply>> PoliteFetcher::fetch(net::FetchRequest request) {
  const std::shared_ptr<State> state = state_;
  const std::string url = request.url;
  const std::string origin = origin_of(url);
  if (origin.empty()) {
    auto unplanned = co_await state->inner.fetch(std::move(request));  // no http address: the inner one has the words for it
    co_return unplanned;
  }
  const RequestClass kind = class_of(url);
  const std::shared_ptr<Host> host = state->host_for(origin);
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor);
  Place place(host, timer);
  for (;;) {
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none) co_return cancelled(url);
    timer.expires_at(asio::steady_timer::time_point::max());
    if (place.first()) {
      using Kind = HostPlan::Verdict::Kind;
      const HostPlan::Verdict verdict = host->plan.ask(kind, state->moment());
      if (verdict.kind == Kind::go) break;
      if (verdict.kind == Kind::refuse) {
        co_return Error{Errc::rate_limited, verdict.why, url, "it is asked again after " + text::format_utc(verdict.until), 0};
      }
      if (verdict.kind == Kind::wait) timer.expires_after(verdict.pause);
    }
    auto woken = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    (void)woken;  // the timer's end and a wake-up are the same to us
  }
  host->plan.started(kind, state->moment());
  UnderWay under_way(host, kind);
  place.leave();
  auto reply = co_await state->inner.fetch(std::move(request));
  state->learn(under_way, origin, reply);
  co_return reply;
}

void PoliteFetcher::restore(const std::vector<HostState>& hosts) {
  for (const HostState& host : hosts) {
    state_->hosts.insert_or_assign(host.host, std::make_shared<Host>(Host{HostPlan{host, state_->rules_for(host.host)}, {}}));
  }
}

std::vector<HostState> PoliteFetcher::take_changed() {
  std::vector<HostState> states;
  for (const std::string& origin : std::exchange(state_->changed, {})) {
    if (const auto found = state_->hosts.find(origin); found != state_->hosts.end()) states.push_back(found->second->plan.state());
  }
  return states;
}

std::optional<Instant> PoliteFetcher::held_until(std::string_view url) const {
  const auto found = state_->hosts.find(origin_of(url));
  if (found == state_->hosts.end()) return std::nullopt;
  return found->second->plan.refused_until(class_of(url), state_->now());
}

std::optional<Instant> PoliteFetcher::held_until(const Source& source) const {
  const bool mastodon = source.kind == SourceKind::mastodon_hashtag || source.kind == SourceKind::mastodon_account;
  return held_until(mastodon ? source.url + "/api/v1/timelines?min_id=0" : source.url);
}

}  // namespace resso::connectors
