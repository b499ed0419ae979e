#include "connectors/polite_fetcher.hpp"

#include "connectors/host_plan.hpp"
#include "net/redirect.hpp"
#include "text/timestamp.hpp"
#include "text/url.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

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

/// What a plan is kept for. Most redirects lead from http to https of the same machine: that is one host, under its better name.
std::string host_of(std::string_view url) {
  const auto parsed = text::parse_url(url);
  if (!parsed) return {};
  const std::string origin = parsed->origin();
  const bool plain = parsed->scheme == "http" && parsed->port == 80;
  return plain ? "https" + origin.substr(4) : origin;
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
  Moment moment() const { return {now(), options.clock->now()}; }

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

  void learn(UnderWay& request, const std::shared_ptr<Host>& host, const Result<net::FetchReply>& reply) {
    const Instant at = now() + Seconds{1};  // the end of the second that runs: a hold must not end a part of it too soon
    const net::RateLimit rate = reply ? net::rate_limit(reply->headers, at) : net::RateLimit{};
    remember(host, [&] { request.end(outcome_of(reply, at), rate, at); });
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

namespace {

/// One request to one host, when its plan allows. `state` and `host` are kept by the callers.
template <class State>
asio::awaitable<Result<net::FetchReply>> ask(std::shared_ptr<State> state, std::shared_ptr<Host> host, net::FetchRequest request) {
  const std::string url = request.url;
  const RequestClass kind = class_of(url);
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor);
  Place place(host, timer);
  for (;;) {
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none) co_return cancelled(url);
    auto pause = net::Clock::Duration::max();
    if (place.first()) {
      using Kind = HostPlan::Verdict::Kind;
      const HostPlan::Verdict verdict = host->plan.ask(kind, state->moment());
      if (verdict.kind == Kind::go) break;
      if (verdict.kind == Kind::refuse) {
        co_return Error{Errc::rate_limited, verdict.why, url, "it is asked again after " + text::format_utc(verdict.until), 0};
      }
      if (verdict.kind == Kind::wait) pause = verdict.pause;
    }
    auto waiting = state->options.clock->sleep(timer, pause);
    co_await std::move(waiting);
  }
  host->plan.started(kind, state->moment());
  UnderWay under_way(host, kind);
  place.leave();
  auto reply = co_await state->inner.fetch(std::move(request));
  state->learn(under_way, host, reply);
  co_return reply;
}

/// Validators go to the address that gave them, and to no other of a chain: there they would be made up.
class Conditions {
 public:
  explicit Conditions(const net::FetchRequest& request)
      : of_(address(request.conditional_for)),
        etag_(request.headers.get("If-None-Match")),
        date_(request.headers.get("If-Modified-Since")) {}

  void apply(net::FetchRequest& request, bool is_first) const {
    const bool theirs = of_.empty() ? is_first : address(request.url) == of_;
    const auto put = [&](std::string_view name, const std::string& value) {
      request.headers.remove(name);
      if (theirs && !value.empty()) request.headers.set(name, value);
    };
    put("If-None-Match", etag_);
    put("If-Modified-Since", date_);
  }

 private:
  static std::string address(const std::string& url) {
    const auto parsed = text::parse_url(url);
    return parsed ? parsed->str() : std::string();
  }

  std::string of_, etag_, date_;
};

Error too_many_redirects(const std::vector<net::Redirect>& hops, const std::string& from) {
  const bool in_circles = std::any_of(hops.begin(), hops.end(), [&](const net::Redirect& hop) { return hop.from == hops.back().to; });
  const std::string what = "redirected more than " + std::to_string(hops.size() - 1) + " times" + (in_circles ? ", in circles" : "");
  return Error{Errc::limit, what, from, "tell who runs the site", 0, "limit_redirects"};
}

}  // namespace

asio::awaitable<Result<net::FetchReply>> PoliteFetcher::fetch(net::FetchRequest request) {
  const std::shared_ptr<State> state = state_;
  const bool follows = std::exchange(request.follow_redirects, false);
  const Conditions conditions(request);
  std::vector<net::Redirect> hops;
  std::uint64_t received = 0;
  for (;;) {
    const std::string origin = host_of(request.url);
    if (origin.empty()) {
      auto unplanned = co_await state->inner.fetch(std::move(request));  // no http address: the inner one has the words for it
      co_return unplanned;
    }
    conditions.apply(request, hops.empty());
    auto asking = ask(state, state->host_for(origin), request);
    Result<net::FetchReply> reply = co_await std::move(asking);
    if (!reply) co_return reply;
    received += reply->bytes_received;
    auto next = follows ? net::redirected(request, *reply) : Result<std::optional<net::FetchRequest>>(std::nullopt);
    if (!next) co_return next.error();
    if (!*next) {
      reply->redirects.insert(reply->redirects.begin(), hops.begin(), hops.end());
      reply->bytes_received = received;
      co_return reply;
    }
    hops.push_back({reply->status, reply->final_url, (*next)->url});
    if (static_cast<int>(hops.size()) > state->options.max_redirects) co_return too_many_redirects(hops, reply->final_url);
    request = std::move(**next);
  }
}

void PoliteFetcher::restore(const std::vector<HostState>& hosts) {
  for (const HostState& host : hosts) {
    // One that is being asked knows better, and who waits in its queue must stay there.
    if (const auto known = state_->hosts.find(host.host); known != state_->hosts.end()) continue;
    state_->hosts.emplace(host.host, std::make_shared<Host>(Host{HostPlan{host, state_->rules_for(host.host)}, {}}));
  }
}

void PoliteFetcher::clock_was_set(Seconds by) {
  for (const auto& [origin, host] : state_->hosts) state_->remember(host, [&] { host->plan.clock_was_set(by); });
}

std::vector<HostState> PoliteFetcher::take_changed() {
  std::vector<HostState> states;
  for (const std::string& origin : std::exchange(state_->changed, {})) {
    if (const auto found = state_->hosts.find(origin); found != state_->hosts.end()) states.push_back(found->second->plan.state());
  }
  return states;
}

std::optional<Instant> PoliteFetcher::held_until(std::string_view url) const {
  const auto found = state_->hosts.find(host_of(url));
  if (found == state_->hosts.end()) return std::nullopt;
  return found->second->plan.refused_until(class_of(url), state_->now());
}

std::optional<Instant> PoliteFetcher::held_until(const Source& source) const {
  const bool mastodon = source.kind == SourceKind::mastodon_hashtag || source.kind == SourceKind::mastodon_account;
  return held_until(mastodon ? source.url + "/api/v1/timelines?min_id=0" : source.url);
}

}  // namespace resso::connectors
