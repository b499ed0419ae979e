#include "daemon/poll_words.hpp"

#include "daemon/log.hpp"
#include "text/timestamp.hpp"

namespace resso::daemon {
namespace {

using Kind = connectors::FetchOutcome::Kind;

void add_count(std::string& out, std::int64_t number, std::string_view what) {
  if (number == 0) return;
  if (!out.empty()) out += ", ";
  out += std::to_string(number) + ' ' + std::string(what) + (number == 1 ? "" : "s");
}

}  // namespace

std::string_view outcome_name(const connectors::FetchOutcome& outcome) {
  switch (outcome.kind) {
    case Kind::changed: return "changed";
    case Kind::unchanged: return "unchanged";
    case Kind::failed: return outcome.problem ? resso::name_of(outcome.problem->code) : "failed";
  }
  return "failed";
}

std::string poll_words(const connectors::FetchOutcome& outcome, const IngestResult& result) {
  std::string out;
  add_count(out, result.posts_new, "new post");
  add_count(out, result.posts_changed, "changed post");
  add_count(out, result.posts_deleted, "deleted post");
  add_count(out, result.events_new, "new event");
  add_count(out, result.events_changed - result.events_cancelled, "changed event");
  add_count(out, result.events_cancelled, "cancelled event");
  if (outcome.kind == Kind::failed) {
    const std::string what = outcome.problem ? describe(*outcome.problem) : std::string("no answer");
    return "failed: " + what + (out.empty() ? "" : "; before that: " + out);
  }
  if (outcome.kind == Kind::unchanged) return "unchanged";
  return out.empty() ? "nothing new" : out;
}

std::string why_not_before(const SourceState& state, const connectors::PollLimits& limits, std::optional<Instant> host_held_until,
                           Instant now) {
  if (state.condition == Condition::gone)
    return "it said it is gone for good (410); take it out of the configuration or give its new address";
  if (host_held_until && *host_held_until > now) return "its host asked to wait until " + text::format_utc(*host_held_until);
  if (state.condition == Condition::limited && state.next_poll && *state.next_poll > now)
    return "it asked to wait until " + text::format_utc(*state.next_poll);
  if (state.not_before && *state.not_before > now) return "it asked not to be polled before " + text::format_utc(*state.not_before);
  if (connectors::is_skipped(now, state)) return "it asked not to be polled at this hour";
  if (state.last_poll && now - *state.last_poll < limits.min_interval)
    return "it was asked at " + text::format_utc(*state.last_poll) + "; manners allow it again at " +
           text::format_utc(*state.last_poll + limits.min_interval);
  return {};
}

void log_poll(const Source& source, const connectors::PollReport& report, const SourceState& state, const IngestResult& result,
              double seconds) {
  const auto& outcome = report.outcome;
  const std::string next = state.next_poll ? text::format_utc(*state.next_poll) : std::string("never");
  if (outcome.kind == Kind::failed && outcome.problem) {
    log_failure("poll", *outcome.problem, {{"source", source.id}, {"failures", state.failures}, {"next", next}, {"seconds", seconds}});
    return;
  }
  log(outcome.kind == Kind::changed ? Level::info : Level::debug, "poll",
      {{"source", source.id},
       {"outcome", outcome_name(outcome)},
       {"posts_new", result.posts_new},
       {"posts_changed", result.posts_changed},
       {"events_new", result.events_new},
       {"events_changed", result.events_changed},
       {"bytes", outcome.bytes_received},
       {"next", next},
       {"seconds", seconds}});
}

void log_exception(std::string_view where, std::exception_ptr failure) {
  try {
    std::rethrow_exception(std::move(failure));
  } catch (const std::exception& error) {
    log(Level::error, "exception", {{"where", where}, {"what", error.what()}});
  } catch (...) {
    log(Level::error, "exception", {{"where", where}, {"what", "not a std::exception"}});
  }
}

}  // namespace resso::daemon
