// Last step of the agenda: may it be shown? By rule, with the rule's name. What a moderator decided stays decided.
#pragma once

#include "agenda/rules.hpp"
#include "model/event.hpp"
#include "model/post.hpp"
#include "model/source.hpp"

#include <optional>
#include <string_view>

namespace resso::agenda {

/// Moderation::by of what no person decided.
inline constexpr std::string_view kRule = "rule";

/// `post.entity` must be attributed and `post.search_text` filled. `before`: what is stored of it, if anything.
/// Enrolled entities consent by enrolling; of others only what is public, not opted out and not a bot's, as the trust rule says.
Moderation moderate(const Post& post, const Source& source, const Rules& rules, const std::optional<Moderation>& before, Instant now);

/// `said_in`: moderation of the post that an event was found in; an event is never more visible than its post.
Moderation moderate(const StatedEvent& stated, const Source& source, const Rules& rules, const std::optional<Moderation>& said_in,
                    Instant now);

/// Of an event with several statements: the most visible rule's result, unless a moderator (`before`) decided.
Moderation combine(const std::vector<Moderation>& statements, const std::optional<Moderation>& before);

/// Why an account that is not enrolled must not be shown: "noindex", "bot", …; empty: nothing against it (field-notes 6a).
std::string_view objection(const ConsentFlags& flags);

}  // namespace resso::agenda
