#include "daemon/websub.hpp"

#include "connectors/feed/websub.hpp"
#include "daemon/log.hpp"
#include "daemon/responses.hpp"
#include "text/digest.hpp"
#include "text/timestamp.hpp"

#include <utility>
#include <vector>

namespace resso::daemon {
namespace {

namespace feed = connectors::feed;
using State = Subscription::State;

constexpr auto kLook = std::chrono::minutes(1);

/// A token ends with this, so that a start at another address knows that hubs look for us at the old one.
std::string mark_of(const std::string& public_url) { return text::sha256_hex(public_url).substr(0, 8); }

/// Empty: of a version that did not mark its tokens.
std::string mark_in(const std::string& token) {
  const auto dash = token.rfind('-');
  return dash == std::string::npos ? std::string() : token.substr(dash + 1);
}

net::ServerResponse nothing_here() { return respond_text(404, "there is nothing here\n"); }

}  // namespace

WebSub::WebSub(Parts parts) : parts_(std::move(parts)), timer_(parts_.executor) {}

Result<void> WebSub::load() {
  const auto read = parts_.store->read([&](store::Reader& reader) -> Result<void> {
    for (auto& one : reader.subscriptions()) subscriptions_.insert_or_assign(one.token, one);
    return {};
  });
  if (read) settle();
  return read;
}

asio::awaitable<void> WebSub::run() {
  for (;;) {
    auto attending = attend();
    co_await std::move(attending);
    auto sleeping = parts_.clock->sleep(timer_, kLook);
    co_await std::move(sleeping);
  }
}

asio::awaitable<void> WebSub::attend() {
  std::vector<std::string> tokens;
  for (const auto& [token, one] : subscriptions_) tokens.push_back(token);
  for (const std::string& token : tokens) {
    const auto found = subscriptions_.find(token);
    if (found == subscriptions_.end()) continue;
    if (feed::lapse(found->second, parts_.now())) tell_alive();
    const bool unheard = found->second.state == State::leaving && address_of(found->second).empty();
    if (unheard || feed::is_over(found->second, parts_.now())) {
      auto forgetting = forget(token);
      co_await std::move(forgetting);
    } else if (feed::is_due(found->second, parts_.now())) {
      auto asking = ask_hub(token);
      co_await std::move(asking);
    }
  }
}

asio::awaitable<void> WebSub::ask_hub(std::string token) {
  feed::before_asking(subscriptions_.at(token), parts_.now());
  auto keeping = keep(token);
  if (const bool kept = co_await std::move(keeping); !kept) co_return;
  auto found = subscriptions_.find(token);
  if (found == subscriptions_.end()) co_return;
  auto request = feed::hub_request(found->second, address_of(found->second) + std::string(kWebSubPath) + token);
  auto asking = parts_.fetcher->fetch(std::move(request));
  const Result<net::FetchReply> reply = co_await std::move(asking);
  if (!reply && reply.error().code == Errc::cancelled) co_return;
  found = subscriptions_.find(token);
  if (found == subscriptions_.end()) co_return;
  const Subscription before = found->second;
  feed::after_asking(found->second, reply, parts_.now());
  if (found->second == before) co_return;
  log(Level::warning, "websub", {{"source", before.source_id}, {"hub", before.hub}, {"what", found->second.problem}});
  auto keeping_again = keep(token);
  co_await std::move(keeping_again);
}

void WebSub::offered(const std::string& source_id, const std::string& hub, const std::string& topic) {
  if (!parts_.wanted || hub.empty() || topic.empty()) return;
  for (auto& [token, one] : subscriptions_) {
    if (one.source_id != source_id || one.state == State::leaving) continue;
    if (one.hub == hub && one.topic == topic) return;
    leave(one);
  }
  add(feed::new_subscription(source_id, hub, topic));
  tell_alive();
  wake();
}

void WebSub::add(Subscription subscription) {
  subscription.token += '-' + mark_of(parts_.public_url);
  const std::string token = subscription.token;
  subscriptions_.emplace(token, std::move(subscription));
}

void WebSub::reconfigure(bool wanted, std::string public_url) {
  if (public_url != parts_.public_url) former_url_ = std::exchange(parts_.public_url, std::move(public_url));
  parts_.wanted = wanted;
  settle();
}

/// Ends what is not wanted, and begins anew what hubs would look for elsewhere.
void WebSub::settle() {
  std::vector<Subscription> anew;
  for (auto& [token, one] : subscriptions_) {
    const bool stays = parts_.wanted && !is_elsewhere(one);
    if (stays || one.state == State::leaving) continue;
    if (parts_.wanted) anew.push_back(feed::new_subscription(one.source_id, one.hub, one.topic));
    leave(one);
  }
  for (Subscription& one : anew) add(std::move(one));
  tell_alive();
  wake();
}

bool WebSub::is_elsewhere(const Subscription& subscription) const { return address_of(subscription) != parts_.public_url; }

/// Where its hub looks for us. Empty: at an address of before the start.
std::string WebSub::address_of(const Subscription& subscription) const {
  const std::string mark = mark_in(subscription.token);
  if (mark.empty()) return former_url_.empty() ? parts_.public_url : former_url_;
  for (const std::string& url : {parts_.public_url, former_url_})
    if (mark == mark_of(url)) return url;
  return {};
}

void WebSub::follow_only(const std::unordered_set<std::string>& source_ids) {
  for (auto& [token, one] : subscriptions_)
    if (one.state != State::leaving && !source_ids.contains(one.source_id)) leave(one);
  tell_alive();
  wake();
}

void WebSub::leave(Subscription& subscription) {
  subscription.state = State::leaving;
  subscription.failures = 0;
  subscription.pending.reset();
  subscription.next_attempt.reset();
}

void WebSub::tell_alive() {
  std::unordered_set<std::string> alive;
  for (const auto& [token, one] : subscriptions_)
    if (feed::is_alive(one, parts_.now())) alive.insert(one.source_id);
  parts_.on_alive(std::move(alive));
}

asio::awaitable<bool> WebSub::keep(std::string token) {
  auto work = [store = parts_.store, one = subscriptions_.at(token)]() -> Result<void> {
    return store->write([&](store::Transaction& transaction) -> Result<void> {
      transaction.save_subscription(one);
      return {};
    });
  };
  auto writing = run_on(parts_.writer, std::move(work));
  const Result<void> done = co_await std::move(writing);
  if (!done) log_failure("websub", done.error());
  co_return done.has_value();
}

asio::awaitable<bool> WebSub::forget(std::string token) {
  subscriptions_.erase(token);
  auto work = [store = parts_.store, token]() -> Result<void> {
    return store->write([&](store::Transaction& transaction) -> Result<void> {
      transaction.remove_subscription(token);
      return {};
    });
  };
  auto writing = run_on(parts_.writer, std::move(work));
  const Result<void> done = co_await std::move(writing);
  if (!done) log_failure("websub", done.error());
  co_return done.has_value();
}

asio::awaitable<net::ServerResponse> WebSub::answer(net::ServerRequest request) {
  const std::string token = request.path.substr(std::min(kWebSubPath.size(), request.path.size()));
  const auto found = subscriptions_.find(token);
  if (found == subscriptions_.end()) co_return nothing_here();
  if (request.method == "POST") co_return take_delivery(found->second, std::move(request));
  if (request.method != "GET") co_return nothing_here();
  auto answering = answer_question(token, request.query);
  co_return co_await std::move(answering);
}

asio::awaitable<net::ServerResponse> WebSub::answer_question(std::string token, std::string query) {
  Subscription& subscription = subscriptions_.at(token);
  const auto question = feed::parse_hub_question(query);
  const feed::HubAnswer answer = feed::answer_hub(subscription, question, parts_.now());
  if (answer.status == 404) co_return nothing_here();
  log(Level::info, "websub",
      {{"source", subscription.source_id},
       {"hub", subscription.hub},
       {"outcome", question.mode},
       {"until", subscription.alive_until ? text::format_utc(*subscription.alive_until) : std::string()}});
  auto keeping = keep(token);  // before the hub believes that we know
  const bool kept = co_await std::move(keeping);
  tell_alive();
  if (!kept) co_return respond_text(503, "the answer cannot be kept for now; ask again later\n");
  wake();
  co_return respond_text(answer.status, answer.body);
}

/// §7.1: what is not signed as it must be is answered like the rest, and dropped: nobody may try secrets out on us.
net::ServerResponse WebSub::take_delivery(Subscription& subscription, net::ServerRequest request) {
  if (subscription.state == State::leaving) return nothing_here();
  const auto accepted = respond_text(202, "thank you\n");
  const bool believed = feed::is_alive(subscription, parts_.now()) &&
                        feed::is_signed(request.headers.get("X-Hub-Signature"), subscription.secret, request.body) &&
                        !feed::is_of_another(subscription, request.headers);
  if (!believed) {
    log(Level::warning, "websub", {{"source", subscription.source_id}, {"what", "a delivery was dropped: not signed as it must be"}});
    return accepted;
  }
  subscription.last_push = parts_.now();
  net::FetchReply delivery;
  delivery.status = 200;
  delivery.headers = std::move(request.headers);
  delivery.body = std::move(request.body);
  delivery.final_url = subscription.topic;
  parts_.on_delivery(subscription.source_id, std::move(delivery));
  return accepted;
}

}  // namespace resso::daemon
