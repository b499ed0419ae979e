#include "agenda/consent.hpp"

namespace resso::agenda {
namespace {

constexpr std::chrono::days kWordHolds{14};

/// `objection` wins over its opposite, and both over silence.
std::optional<bool> strictest(std::optional<bool> a, std::optional<bool> b, bool objection) {
  if (a == objection || b == objection) return objection;
  return a ? a : b;
}

}  // namespace

ConsentFlags strictest(const ConsentFlags& a, const ConsentFlags& b) {
  ConsentFlags both;
  both.discoverable = strictest(a.discoverable, b.discoverable, false);
  both.indexable = strictest(a.indexable, b.indexable, false);
  both.noindex = strictest(a.noindex, b.noindex, true);
  both.limited = strictest(a.limited, b.limited, true);
  both.suspended = strictest(a.suspended, b.suspended, true);
  both.bot = strictest(a.bot, b.bot, true);
  both.opt_out_tag = a.opt_out_tag || b.opt_out_tag;
  return both;
}

ConsentFlags flags_in_force(const ConsentFlags& now_told, const std::vector<ConsentTold>& before, Instant now) {
  ConsentFlags flags = now_told;
  for (const auto& told : before)
    if (told.seen + kWordHolds > now) flags = strictest(flags, told.flags);
  return flags;
}

std::string_view rule_applied(const Post& post) {
  switch (post.moderation.state) {
    case ModerationState::approved: return post.in_reply_to.empty() ? "shown" : "count-only";
    case ModerationState::pending: return "waiting";
    case ModerationState::hidden: return "hidden";
  }
  return "hidden";
}

bool is_by_stranger(const Post& post, const Rules& rules) {
  return post.kind == PostKind::status && rules.entity_of_account(post.author.acct).empty();
}

}  // namespace resso::agenda
