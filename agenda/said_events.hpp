// The events that a post or a feed entry announces in words, as statements of that post. A post and its feed entry go through the same
// door.
#pragma once

#include "agenda/extract.hpp"
#include "model/event.hpp"
#include "model/post.hpp"

#include <vector>

namespace resso::agenda {

/// In the order of the words. `key` is the post's uri and the event's number in it, so that an edit changes the event and not its identity;
/// `source_id` and `seen` are the caller's to give. Nothing of posts that are replies, deleted, or not for everybody.
std::vector<StatedEvent> said_events(const Post& post, const ExtractRules& rules);

/// The acts that a post told of before, found again in what it tells now, keep their keys, and so their events: by start and title, by
/// either, else in the order of the words. What is new gets a number that none of them has.
void keep_keys(std::vector<StatedEvent>& said, const std::vector<StatedEvent>& before);

}  // namespace resso::agenda
