#include "connectors/host_plan.hpp"

#include "text/timestamp.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace resso::connectors {
namespace {

constexpr std::array<std::string_view, 4> kPagingKeys{"min_id", "max_id", "since_id", "page"};
constexpr int kMaxLimit = 100'000;
constexpr Seconds kLongestWindow{3600};  // a reset farther away than this is a mistake, and must not silence a host

bool has_paging_key(std::string_view query) {
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    const std::string_view key = pair.substr(0, pair.find('='));
    if (std::find(kPagingKeys.begin(), kPagingKeys.end(), key) != kPagingKeys.end()) return true;
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
  }
  return false;
}

/// End of the window that `now` is in, when windows are aligned to the epoch.
Instant window_end(Instant now, Seconds period) {
  const auto since = now.time_since_epoch();
  return Instant{since - since % period + period};
}

}  // namespace

RequestClass class_of(std::string_view url) {
  const auto parsed = text::parse_url(url);
  if (!parsed || !parsed->target.starts_with("/api/")) return RequestClass::plain;
  const auto question = parsed->target.find('?');
  if (question == std::string::npos) return RequestClass::api;
  return has_paging_key(std::string_view(parsed->target).substr(question + 1)) ? RequestClass::paging : RequestClass::api;
}

void HostPlan::Bucket::take(Instant now) {
  if (now >= ends) {
    ends = window_end(now, period);
    used = 0;
  }
  ++used;
}

void HostPlan::Bucket::learn(const net::RateLimit& rate, int others_under_way, Instant now) {
  if (rate.limit && *rate.limit > 0) limit = std::min(*rate.limit, kMaxLimit);
  if (!rate.remaining) return;
  const bool reset_is_sane = rate.reset && *rate.reset > now && *rate.reset <= now + kLongestWindow;
  const Instant told_end = reset_is_sane ? *rate.reset : std::max(ends, now);
  const int told = std::clamp(limit - *rate.remaining, 0, limit) + others_under_way;
  // Replies may overtake each other: within one window the count only rises. A second of difference is the server's rounding.
  const bool same_window = std::chrono::abs(told_end - ends) <= Seconds{1};
  used = same_window ? std::max(used, told) : told;
  ends = told_end;
}

HostPlan::HostPlan(HostState state, HostRules rules) : state_(std::move(state)), rules_(rules) {}

const HostPlan::Bucket* HostPlan::emptiest(RequestClass request, Instant now) const {
  const Bucket* found = nullptr;
  const auto consider = [&](const Bucket& bucket) {
    if (bucket.left(now) <= 0 && (found == nullptr || bucket.ends > found->ends)) found = &bucket;
  };
  if (request == RequestClass::plain) return nullptr;
  consider(api_);
  if (request == RequestClass::paging) consider(paging_);
  if (!tells_its_limits_ && !rules_.own) consider(shy_);
  return found;
}

std::optional<Instant> HostPlan::refused_until(RequestClass request, Instant now) const {
  if (state_.held_until && *state_.held_until > now) return state_.held_until;
  const Bucket* empty = emptiest(request, now);
  if (empty != nullptr && empty->ends - now > rules_.patience) return empty->ends;
  return std::nullopt;
}

HostPlan::Verdict HostPlan::ask(RequestClass request, Moment now) const {
  using Kind = Verdict::Kind;
  Verdict verdict;
  if (const auto until = refused_until(request, now.wall)) {
    const bool held = state_.held_until && *state_.held_until > now.wall;
    verdict.kind = Kind::refuse;
    verdict.until = *until;
    verdict.why = held ? "the server asked us to wait" : "we have asked this server as much as it allows for now";
    return verdict;
  }
  if (const Bucket* empty = emptiest(request, now.wall)) {
    verdict.kind = Kind::wait;
    verdict.pause = std::max<std::chrono::milliseconds>(empty->ends - now.wall, std::chrono::milliseconds{100});
    return verdict;
  }
  if (under_way_ >= std::max(rules_.at_once, 1)) {
    verdict.kind = Kind::wait_for_slot;
    return verdict;
  }
  if (last_start_ && !rules_.own && now.steady < *last_start_ + rules_.gap) {
    verdict.kind = Kind::wait;
    verdict.pause = std::chrono::ceil<std::chrono::milliseconds>(*last_start_ + rules_.gap - now.steady);
  }
  return verdict;
}

void HostPlan::started(RequestClass request, Moment now) {
  ++under_way_;
  last_start_ = now.steady;
  if (request == RequestClass::plain) return;
  api_.take(now.wall);
  shy_.take(now.wall);
  if (request == RequestClass::paging) paging_.take(now.wall);
}

/// The headers tell of the bucket closest to its end, and do not say which. A paging request counts in both: the end of the window decides,
/// and where the two windows end together, the bucket that we believe to be emptier.
HostPlan::Bucket& HostPlan::described_bucket(RequestClass request, const net::RateLimit& rate, Instant now) {
  if (request != RequestClass::paging) return api_;
  const auto ends_with = [&](const Bucket& bucket) {
    return rate.reset && std::chrono::abs(*rate.reset - window_end(now, bucket.period)) <= Seconds{2};
  };
  const bool api_end = ends_with(api_), paging_end = ends_with(paging_);
  if (api_end != paging_end) return api_end ? api_ : paging_;
  return api_.left(now) < paging_.left(now) ? api_ : paging_;
}

void HostPlan::ended(RequestClass request, const FetchOutcome& outcome, const net::RateLimit& rate, const PollLimits& limits, Instant now) {
  under_way_ = std::max(under_way_ - 1, 0);
  const bool of_one_address = rules_.own && request == RequestClass::plain && (outcome.status == 429 || outcome.status == 503);
  if (!of_one_address) state_ = after_reply(std::move(state_), outcome, limits, now);
  if (request == RequestClass::plain || !rate.limit) return;
  tells_its_limits_ = true;
  described_bucket(request, rate, now).learn(rate, under_way_, now);
}

void HostPlan::clock_was_set(Seconds by) {
  if (state_.held_until) *state_.held_until += by;
  for (Bucket* bucket : {&api_, &paging_, &shy_}) bucket->ends += by;
}

bool HostPlan::idle(Instant now) const {
  const bool remembers = state_.held_until || state_.unavailable_in_a_row > 0 || tells_its_limits_;
  const auto counting = [&](const Bucket& bucket) { return now < bucket.ends; };
  return under_way_ == 0 && !remembers && !counting(api_) && !counting(paging_) && !counting(shy_);
}

}  // namespace resso::connectors
