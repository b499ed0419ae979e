// What the rules make of what was said: attribution, topics, search text, moderation. For polls, and for what is derived again.
#pragma once

#include "agenda/rules.hpp"
#include "daemon/configuration.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resso::daemon {

/// To be raised with whatever changes in the program itself what it makes of the same words and rules.
inline constexpr int kDerivationVersion = 3;

/// For Transaction::has_heard: all that decides beside the words themselves.
std::string heard_by(const Source& source, const agenda::Rules& rules);

/// `before`: the post as it is stored; its moderation and its first publication go on. `same_rules`: what they made of the same words of
/// the same source stands; where rules change, the store is derived again.
Post derive_post(Post said, const std::optional<Post>& before, const Source& source, const agenda::Rules& rules, Instant now,
                 bool same_rules);

/// Entity, districts, place, topics, search text and moderation of a statement; a decision that says the same keeps its time.
void derive_statement(StatedEvent& stated, const std::optional<StatedEvent>& before, const Source& source, const agenda::Rules& rules,
                      store::Reader& reader, Instant now);

/// The sources that a post came by and that are still configured.
std::vector<const Source*> sources_of_post(const Post& post, const Configuration& configuration);

/// Those sources in one: the first, with the topics and districts of all. None that is still configured: one that trusts nobody new.
Source source_of_post(const Post& post, const Configuration& configuration);

}  // namespace resso::daemon
