#include "connectors/poll_policy.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

namespace resso::connectors {
namespace {

using Kind = FetchOutcome::Kind;

constexpr int kAgreeingRedirects = 3;
constexpr Seconds kRedirectAge{86400};
constexpr int kUnavailableInARow = 3;

}  // namespace

bool is_skipped(Instant at, const SourceState& state) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const auto hour = static_cast<int>(std::chrono::floor<std::chrono::hours>(at - day).count());
  const auto weekday = static_cast<int>(std::chrono::weekday{day}.c_encoding());
  const auto has = [](const std::vector<int>& values, int value) { return std::find(values.begin(), values.end(), value) != values.end(); };
  return has(state.skip_hours, hour) || has(state.skip_days, weekday);
}

namespace {

Seconds later_by(Seconds delay, double jitter) {
  const double share = std::clamp(jitter, 0.0, 1.0) * 0.1;
  return delay + Seconds{static_cast<std::int64_t>(static_cast<double>(delay.count()) * share)};
}

/// A poll that starts may wait so long for its turn at the host.
constexpr Seconds kQueueing{120};

/// The first moment from `due` that is in no hour and no day to be skipped nor runs into one, at most `latest`; some way into its hour, so
/// that the sources of one host do not all come with the stroke of the bell.
Instant after_skipped(Instant due, const SourceState& state, Instant latest, double jitter) {
  Instant at = due;
  while (at < latest && (is_skipped(at, state) || is_skipped(at + kQueueing, state)))
    at = std::chrono::floor<std::chrono::hours>(at) + std::chrono::hours{1};
  if (at != due) at += later_by(Seconds{6000}, jitter) - Seconds{6000};
  return std::min(at, latest);
}

/// Halved by a change, longer by a quarter without one: settles near half the time between changes of a regular source.
Seconds adapted(const SourceState& state, bool changed, const PollLimits& limits) {
  if (state.interval == Seconds{0}) return std::clamp(limits.default_interval, limits.min_interval, limits.max_interval);
  const Seconds next = changed ? state.interval / 2 : state.interval + std::max(state.interval / 4, Seconds{1});
  return std::clamp(next, limits.min_interval, limits.max_interval);
}

/// What the host and the document ask together, capped.
Seconds asked(const SourceState& state, const PollLimits& limits) {
  const Seconds longest = std::max(state.fresh_for.value_or(Seconds{0}), state.asked_interval.value_or(Seconds{0}));
  return std::clamp(longest, Seconds{0}, limits.max_asked);
}

/// A 304 updates what it names (RFC 9111 §3.2); with another entity tag it is of another representation, so the old date goes too.
Validators updated(const Validators& old, const Validators& told, bool not_modified) {
  if (!not_modified) return told;
  if (told.empty()) return old;
  if (!told.etag.empty() && told.etag != old.etag) return told;
  return {old.etag, told.last_modified.empty() ? old.last_modified : told.last_modified};
}

/// Three agreeing replies over at least a day: one hijacked or misconfigured answer must not move a source for good.
void consider_redirect(SourceState& state, const std::string& target, Instant now) {
  if (target.empty() || target != state.redirect_target) {
    state.redirect_target = target;
    state.redirect_count = 0;
    state.redirect_since.reset();
    if (target.empty()) return;
    state.redirect_since = now;
  }
  ++state.redirect_count;
  if (state.redirect_count >= kAgreeingRedirects && now - state.redirect_since.value_or(now) >= kRedirectAge) {
    state.effective_url = std::exchange(state.redirect_target, {});
    state.redirect_count = 0;
    state.redirect_since.reset();
  }
}

void keep_what_was_understood(SourceState& state, const PollReport& report) {
  const Harvest& harvest = report.harvest;
  state.title = harvest.title.empty() ? state.title : harvest.title;
  state.format = harvest.format.empty() ? state.format : harvest.format;
  state.entries = static_cast<std::int64_t>(harvest.posts.size());
  state.events = static_cast<std::int64_t>(harvest.events.size());
  state.warnings = harvest.warnings;
}

/// A document that was not read again (304, same bytes) still asks what it asked.
void keep_what_was_asked(SourceState& state, const PollReport& report, bool read_anew) {
  const FetchOutcome& outcome = report.outcome;
  const auto interval = std::max(outcome.asked_interval, report.harvest.asked_interval);
  const auto& hours = outcome.skip_hours.empty() ? report.harvest.skip_hours : outcome.skip_hours;
  const auto& days = outcome.skip_days.empty() ? report.harvest.skip_days : outcome.skip_days;
  // RFC 9111 §4.3.4: what a 304 does not say stays as it was; another 200 speaks for itself.
  if (outcome.kind == Kind::changed || outcome.status == 200 || outcome.freshness) state.fresh_for = outcome.freshness;
  if (read_anew || interval) state.asked_interval = interval;
  if (read_anew || !hours.empty()) state.skip_hours = hours;
  if (read_anew || !days.empty()) state.skip_days = days;
}

SourceState after_success(SourceState state, const PollReport& report, const PollLimits& limits, Instant now, double jitter) {
  const FetchOutcome& outcome = report.outcome;
  const bool first = !state.last_success;
  const bool same_bytes = !outcome.content_digest.empty() && outcome.content_digest == state.content_digest;
  const bool changed = outcome.kind == Kind::changed && !same_bytes;

  state.condition = Condition::ok;
  state.problem.reset();
  state.failures = 0;
  state.failing_since.reset();
  state.last_success = now;
  state.validators = updated(state.validators, outcome.validators, outcome.kind == Kind::unchanged);
  state.validators_of = outcome.validators_of;
  if (changed) {
    state.last_change = now;
    keep_what_was_understood(state, report);
    if (!outcome.content_digest.empty()) state.content_digest = outcome.content_digest;
  }
  keep_what_was_asked(state, report, changed);
  consider_redirect(state, outcome.permanent_target, now);

  // The first answer is news only to us: it says nothing about how often the source changes.
  state.interval = adapted(state, changed && !first, limits);
  if (first) state.interval = std::clamp(limits.default_interval, limits.min_interval, limits.max_interval);

  const Seconds wanted = limits.event_today ? std::min(limits.min_interval, state.interval) : state.interval;
  const Seconds asked_for = asked(state, limits);
  const Seconds spread = std::min(later_by(wanted, jitter), limits.max_interval);
  const Instant due = now + std::max(spread, asked_for);
  state.next_poll = after_skipped(due, state, due + limits.max_asked, jitter);
  state.not_before = now + asked_for;
  return state;
}

Seconds hold_of(const FetchOutcome& outcome, const PollLimits& limits, Instant now) {
  Seconds hold = limits.default_hold;
  if (outcome.retry_after) {
    hold = *outcome.retry_after;
  } else if (outcome.rate_reset) {
    hold = *outcome.rate_reset - now;
  }
  return std::clamp(hold, Seconds{0}, limits.max_hold);
}

Seconds backoff(Seconds interval, int failures, Seconds cap) {
  Seconds delay = std::max(interval, Seconds{1});
  for (int i = 1; i < failures && delay < cap; ++i) delay *= 2;
  return std::min(delay, cap);
}

Condition condition_of(Errc code) {
  switch (code) {
    case Errc::gone: return Condition::gone;
    case Errc::auth: return Condition::needs_auth;
    case Errc::rate_limited: return Condition::limited;
    case Errc::refused: return Condition::refused;
    default: return Condition::failing;
  }
}

SourceState after_failure(SourceState state, const FetchOutcome& outcome, Error problem, const PollLimits& limits, Instant now,
                          double jitter) {
  const bool no_longer_there = problem.code == Errc::gone || problem.code == Errc::not_found;
  if (no_longer_there && !state.effective_url.empty()) {
    state.effective_url.clear();
    state.validators = {};
    state.validators_of.clear();
    problem.code = Errc::not_found;
    problem.reason = "not_found_moved";
    problem.remedy = "the configured address, which had moved here, is tried again";
  }
  state.condition = condition_of(problem.code);
  state.problem = std::move(problem);
  state.failures = std::min(state.failures + 1, 1'000'000);
  if (!state.failing_since) state.failing_since = now;
  if (state.condition == Condition::gone) {
    state.next_poll = kNever;
    return state;
  }
  if (state.interval == Seconds{0}) state.interval = std::clamp(limits.default_interval, limits.min_interval, limits.max_interval);

  const bool limited = state.condition == Condition::limited;
  const Seconds usual = std::max(state.interval, std::min(state.asked_interval.value_or(Seconds{0}), limits.max_asked));
  const Seconds waited = backoff(usual, state.failures, limited ? std::max(usual, limits.max_hold) : limits.max_backoff);
  const Seconds told = limited || outcome.retry_after ? hold_of(outcome, limits, now) : Seconds{0};
  // At the cap of the back-off sources keep the phase that they had; what the host said is exceeded, never met too early.
  const Seconds delay = std::max(std::min(later_by(waited, jitter), limits.max_backoff), later_by(told, jitter));
  state.next_poll = after_skipped(now + delay, state, now + std::max(delay, limits.max_asked), jitter);
  return state;
}

}  // namespace

Instant after_rest(Instant now, const SourceState& state, const PollLimits& limits, double jitter) {
  const Instant latest = state.last_poll.value_or(now) + 2 * limits.max_asked;
  return after_skipped(now, state, std::max(now, latest), jitter);
}

SourceState after_poll(SourceState state, const PollReport& report, const PollLimits& limits, Instant now, double jitter) {
  const FetchOutcome& outcome = report.outcome;
  const bool failed = outcome.kind == Kind::failed || outcome.problem.has_value();
  Error problem = outcome.problem.value_or(Error{Errc::internal, "the poll failed without a reason", state.source_id, "report this", 0});
  if (failed && problem.code == Errc::cancelled) return state;
  if (failed && problem.code == Errc::rate_limited && outcome.status == 0) {
    // Refused in the middle of many pages: the host has had its poll all the same.
    const bool asked_something = outcome.bytes_received > 0;
    if (asked_something) state.last_poll = now;
    const Seconds wait = std::min(outcome.retry_after.value_or(limits.min_interval), limits.max_hold);
    state.next_poll = now + later_by(asked_something ? std::max(wait, limits.min_interval) : wait, jitter);
    if (!report.cursor.empty()) state.cursor = report.cursor;
    return state;
  }
  state.last_poll = now;
  if (!report.cursor.empty()) state.cursor = report.cursor;
  if (!failed) return after_success(std::move(state), report, limits, now, jitter);
  if (!report.harvest.warnings.empty()) state.warnings = report.harvest.warnings;
  return after_failure(std::move(state), outcome, std::move(problem), limits, now, jitter);
}

HostState after_reply(HostState host, const FetchOutcome& outcome, const PollLimits& limits, Instant now) {
  if (outcome.status == 0) return host;
  const auto hold = [&] { host.held_until = std::max(host.held_until.value_or(now), now + hold_of(outcome, limits, now)); };
  if (outcome.status == 429) {
    host.unavailable_in_a_row = 0;
    hold();
  } else if (outcome.status == 503) {
    host.unavailable_in_a_row = std::min(host.unavailable_in_a_row + 1, kUnavailableInARow);
    if (host.unavailable_in_a_row == kUnavailableInARow) hold();
  } else {
    host.unavailable_in_a_row = 0;
    if (host.held_until && *host.held_until <= now) host.held_until.reset();
  }
  return host;
}

Instant first_poll(std::string_view source_id, Instant now, Seconds spread) {
  if (spread <= Seconds{0}) return now;
  std::uint64_t hash = 14695981039346656037u;  // FNV-1a, as it must be the same in every run
  for (const char c : source_id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  hash ^= hash >> 32;  // its low bits alone are badly spread for ids that differ at the end only
  return now + Seconds{static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(spread.count()))};
}

}  // namespace resso::connectors
