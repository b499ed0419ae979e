// What people want to know of an inspection, worked out once for its text and for its JSON.
#pragma once

#include "connectors/kinds/inspect.hpp"
#include "feeds/pages/health_words.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::daemon {

struct Upcoming {
  const Event* event = nullptr;
  Occurrence occurrence;
};

struct InspectFacts {
  std::string title, format;            ///< format in its own name: "RSS 2.0"
  std::size_t entries = 0, events = 0;  ///< posts and events of the document
  std::vector<const Post*> newest;      ///< the first three
  std::vector<Upcoming> next;           ///< the next three dates
  std::size_t coming = 0;               ///< events with a date to come
  std::optional<feeds::Trouble> problem;
  std::vector<feeds::Trouble> warnings;
  std::vector<std::string> notes;  ///< keys of phrases: "inspect.note.plain_http"
  std::string verdict;             ///< key of a phrase: "inspect.verdict.fine"
  bool fine = false;               ///< nothing to mend: exit status 0
};

InspectFacts facts_of(const connectors::Inspection& inspection, const feeds::Phrases& say, Instant now, const std::string& zone);

/// A block for the configuration, ready to be pasted; empty when there is nothing to add. Comments in the language of `say`.
std::string configuration_block(const connectors::Inspection& inspection, const feeds::Phrases& say, std::string_view user = {});

}  // namespace resso::daemon
