#include "agenda/moderate.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

Moderation by_rule(ModerationState state, std::string reason, Instant now) { return {state, std::move(reason), std::string(kRule), now}; }

bool decided_by_person(const std::optional<Moderation>& moderation) {
  return moderation && !moderation->by.empty() && moderation->by != kRule;
}

// Keeps the time of the first decision while the rule says the same.
Moderation keep_time(Moderation fresh, const std::optional<Moderation>& before) {
  if (before && before->state == fresh.state && before->reason == fresh.reason) fresh.at = before->at;
  return fresh;
}

// A post may be seen under several hashtags, or boosted by an entity: the source that trusts most decides.
Moderation most_trusting(const Moderation& fresh, const std::optional<Moderation>& before) {
  const bool both_by_trust = before && before->reason.starts_with("trust: ") && fresh.reason.starts_with("trust: ");
  return both_by_trust && before->state < fresh.state ? *before : fresh;
}

Moderation of_unknown_author(const Post& post, const Source& source, Instant now) {
  if (const auto reason = objection(post.author.consent); !reason.empty())
    return by_rule(ModerationState::hidden, "opted out: " + std::string(reason), now);
  if (source.kind == SourceKind::mastodon_account) return by_rule(ModerationState::hidden, "trust: not enrolled", now);
  switch (source.trust) {
    case Trust::known: return by_rule(ModerationState::hidden, "trust: known", now);
    case Trust::moderated: return by_rule(ModerationState::pending, "trust: moderated", now);
    case Trust::open: return by_rule(ModerationState::approved, "trust: open", now);
  }
  return by_rule(ModerationState::hidden, "trust: unknown", now);
}

// The city's own feeds and calendars were chosen by the operator.
Moderation of_city_source(const Source& source, Instant now) {
  return source.trust == Trust::moderated ? by_rule(ModerationState::pending, "trust: moderated", now)
                                          : by_rule(ModerationState::approved, "configured source", now);
}

}  // namespace

std::string_view objection(const ConsentFlags& flags) {
  if (flags.opt_out_tag) return "asked in its description";
  if (flags.noindex.value_or(false)) return "noindex";
  if (!flags.indexable.value_or(true)) return "not indexable";
  if (!flags.discoverable.value_or(true)) return "not discoverable";
  if (flags.suspended.value_or(false)) return "suspended";
  if (flags.limited.value_or(false)) return "limited";
  if (flags.bot.value_or(false)) return "bot";
  return {};
}

Moderation moderate(const Post& post, const Source& source, const Rules& rules, const std::optional<Moderation>& before, Instant now) {
  if (post.visibility != "public") return keep_time(by_rule(ModerationState::hidden, "not public", now), before);
  if (rules.has_opted_out(post.author.acct)) return keep_time(by_rule(ModerationState::hidden, "opted out by request", now), before);
  if (decided_by_person(before)) return *before;
  if (rules.is_blocked_account(post.author.acct)) return keep_time(by_rule(ModerationState::hidden, "blocked account", now), before);
  if (const auto word = rules.blocked_word_in(post.search_text); !word.empty())
    return keep_time(by_rule(ModerationState::hidden, "blocked word: " + std::string(word), now), before);
  if (!post.entity.empty()) return keep_time(by_rule(ModerationState::approved, "enrolled", now), before);
  if (post.kind == PostKind::entry) return keep_time(of_city_source(source, now), before);
  return keep_time(most_trusting(of_unknown_author(post, source, now), before), before);
}

namespace {

/// A person who decided of a post has not decided of the event: it follows the post, and goes on following it.
Moderation as_its_post(const Moderation& said_in, Instant now) {
  return decided_by_person(said_in) ? by_rule(said_in.state, "as its post: " + said_in.reason, now) : said_in;
}

}  // namespace

Moderation moderate(const StatedEvent& stated, const Source& source, const Rules& rules, const std::optional<Moderation>& said_in,
                    Instant now) {
  if (said_in && said_in->state != ModerationState::approved) return as_its_post(*said_in, now);
  if (const auto word = rules.blocked_word_in(stated.event.search_text); !word.empty())
    return by_rule(ModerationState::hidden, "blocked word: " + std::string(word), now);
  if (stated.evidence == Evidence::extracted && stated.confidence < rules.confidence_threshold())
    return by_rule(ModerationState::pending, "confidence below the threshold", now);
  if (said_in) return as_its_post(*said_in, now);
  if (!stated.event.entity.empty()) return by_rule(ModerationState::approved, "enrolled", now);
  return of_city_source(source, now);
}

Moderation combine(const std::vector<Moderation>& statements, const std::optional<Moderation>& before) {
  if (decided_by_person(before)) return *before;
  const auto best =
      std::min_element(statements.begin(), statements.end(), [](const Moderation& a, const Moderation& b) { return a.state < b.state; });
  return best == statements.end() ? Moderation{} : keep_time(*best, before);
}

}  // namespace resso::agenda
