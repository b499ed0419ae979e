#include "connectors/feed/websub.hpp"

#include "net/cache_rules.hpp"
#include "text/digest.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace resso::connectors::feed {
namespace {

using State = Subscription::State;

constexpr Seconds kPatience{3600};  ///< for the hub to come back
constexpr Seconds kLongestWait{604800};
constexpr Seconds kAfterDenial{604800};
constexpr Seconds kShortestLease{300}, kLongestLease{365 * 86400};
constexpr Seconds kEarliestRenewal{86400};  ///< before the end
constexpr int kFarewells = 3;

Seconds wait_after(int failures) {
  Seconds wait = kPatience;
  for (int i = 1; i < failures && wait < kLongestWait; ++i) wait *= 2;
  return std::min(wait, kLongestWait);
}

void fail(Subscription& subscription, std::string problem, Instant now) {
  subscription.failures = std::min(subscription.failures + 1, 1000);
  subscription.problem = std::move(problem);
  subscription.pending.reset();
  subscription.next_attempt = now + wait_after(subscription.failures);
}

std::string decoded(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '+', ' ');
  return text::percent_decode(out);
}

std::optional<Seconds> seconds_of(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return Seconds(std::min<std::int64_t>(value, kLongestLease.count()));
}

void add_field(std::string& form, std::string_view name, std::string_view value) {
  if (!form.empty()) form += '&';
  form += std::string(name) + '=' + text::percent_encode(value);
}

/// A third of the lease is left for hubs that are away for a while, a day at most.
Instant renewal(Instant end, Seconds lease) { return end - std::min(lease / 3, kEarliestRenewal); }

void begin_lease(Subscription& subscription, Seconds lease, Instant now) {
  lease = std::clamp(lease, kShortestLease, kLongestLease);
  subscription.state = State::alive;
  subscription.alive_until = now + lease;
  subscription.next_attempt = renewal(now + lease, lease);
  subscription.pending.reset();
  subscription.failures = 0;
  subscription.problem.clear();
}

}  // namespace

Subscription new_subscription(std::string source_id, std::string hub, std::string topic) {
  Subscription subscription;
  subscription.token = text::random_hex(20);
  subscription.secret = text::random_hex(32);
  subscription.source_id = std::move(source_id);
  subscription.hub = std::move(hub);
  subscription.topic = std::move(topic);
  return subscription;
}

net::FetchRequest hub_request(const Subscription& subscription, const std::string& callback) {
  const bool leaves = subscription.state == State::leaving;
  net::FetchRequest request(subscription.hub);
  request.method = "POST";
  request.headers.add("Content-Type", "application/x-www-form-urlencoded");
  add_field(request.body, "hub.mode", leaves ? "unsubscribe" : "subscribe");
  add_field(request.body, "hub.topic", subscription.topic);
  add_field(request.body, "hub.callback", callback);
  if (leaves) return request;
  add_field(request.body, "hub.secret", subscription.secret);
  add_field(request.body, "hub.lease_seconds", std::to_string(kLeaseAsked.count()));
  return request;
}

bool is_alive(const Subscription& subscription, Instant now) {
  return subscription.state == State::alive && subscription.alive_until && *subscription.alive_until > now;
}

bool is_due(const Subscription& subscription, Instant now) { return subscription.next_attempt.value_or(now) <= now; }

void before_asking(Subscription& subscription, Instant now) {
  if (subscription.pending) fail(subscription, "the hub did not come back to make sure of us", now);
  if (subscription.state == State::denied) subscription.state = State::asked;
  subscription.pending = now;
  subscription.next_attempt = now + wait_after(std::max(subscription.failures, 1));
}

void after_asking(Subscription& subscription, const Result<net::FetchReply>& reply, Instant now) {
  const bool accepted = reply && reply->status >= 200 && reply->status < 300;
  if (accepted || !subscription.pending) return;  // without a question pending: it came back before it answered
  fail(subscription, reply ? "the hub answered " + std::to_string(reply->status) : describe(reply.error()), now);
}

bool lapse(Subscription& subscription, Instant now) {
  if (subscription.state != State::alive || is_alive(subscription, now)) return false;
  subscription.state = State::asked;
  subscription.alive_until.reset();
  return true;
}

bool is_over(const Subscription& subscription, Instant now) {
  if (subscription.state != State::leaving) return false;
  return !subscription.alive_until || *subscription.alive_until <= now || subscription.failures >= kFarewells;
}

HubQuestion parse_hub_question(std::string_view query) {
  HubQuestion question;
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    const auto equals = pair.find('=');
    const std::string name = decoded(pair.substr(0, equals));
    const std::string value = equals == std::string_view::npos ? std::string() : decoded(pair.substr(equals + 1));
    if (name == "hub.mode") question.mode = value;
    if (name == "hub.topic") question.topic = value;
    if (name == "hub.challenge") question.challenge = value;
    if (name == "hub.reason") question.reason = value;
    if (name == "hub.lease_seconds") question.lease = seconds_of(value);
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
  }
  return question;
}

HubAnswer answer_hub(Subscription& subscription, const HubQuestion& question, Instant now) {
  if (question.topic != subscription.topic) return {};
  const bool leaves = subscription.state == State::leaving;
  if (question.mode == "denied") {
    if (leaves) subscription.alive_until.reset();
    if (!leaves) subscription.state = State::denied;
    subscription.pending.reset();
    subscription.next_attempt = now + kAfterDenial;
    subscription.problem = "the hub does not want us" +
                           (question.reason.empty() ? std::string() : ": " + std::string(text::truncate_utf8(question.reason, 200)));
    return {200, {}};
  }
  if (question.challenge.empty()) return {};
  if (question.mode == "subscribe" && (subscription.state == State::asked || subscription.state == State::alive)) {
    begin_lease(subscription, question.lease.value_or(kLeaseAsked), now);
    return {200, question.challenge};
  }
  if (question.mode == "unsubscribe" && leaves) {
    subscription.alive_until.reset();
    return {200, question.challenge};
  }
  return {};
}

bool is_signed(std::string_view signature, std::string_view secret, std::string_view body) {
  using text::HmacMethod;
  constexpr std::array<std::pair<std::string_view, HmacMethod>, 4> kMethods{
      {{"sha1", HmacMethod::sha1}, {"sha256", HmacMethod::sha256}, {"sha384", HmacMethod::sha384}, {"sha512", HmacMethod::sha512}}};
  const auto equals = signature.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string named = text::to_lower_ascii(signature.substr(0, equals));
  const auto found = std::find_if(kMethods.begin(), kMethods.end(), [&](const auto& method) { return method.first == named; });
  if (found == kMethods.end()) return false;
  return text::equal_in_constant_time(text::to_lower_ascii(signature.substr(equals + 1)), text::hmac_hex(found->second, secret, body));
}

bool is_of_another(const Subscription& subscription, const net::Headers& headers) {
  const std::string self = net::link_target(headers, "self");
  return !self.empty() && self != subscription.topic && text::url_key(self) != text::url_key(subscription.topic);
}

}  // namespace resso::connectors::feed
