// First step of the agenda: whose it is, and so of which districts.
#pragma once

#include "agenda/rules.hpp"
#include "model/event.hpp"
#include "model/post.hpp"
#include "model/source.hpp"

#include <string>
#include <vector>

namespace resso::agenda {

enum class AttributedBy { nobody, account, source, organiser };

struct Attribution {
  std::string entity;  ///< slug; empty: of no enrolled entity
  AttributedBy by = AttributedBy::nobody;
  std::vector<std::string> districts;
};

/// A status belongs to its author's account, wherever it was seen; a feed entry to the owner of the feed. An account that is mentioned is
/// not the speaker: an entity that is only mentioned gives its districts, not its name.
Attribution attribute(const Post& post, const Source& source, const Rules& rules);

/// A stated event belongs to the owner of its source; one of the city's own sources, to the organiser that it names.
Attribution attribute(const StatedEvent& stated, const Source& source, const Rules& rules);

}  // namespace resso::agenda
