// What one output is about: its filter with the entity of its path, its names and its addresses.
#pragma once

#include "feeds/output.hpp"

#include <map>
#include <string>
#include <string_view>

namespace resso::feeds {

/// The request's filter, narrowed to the entity of the path. Errors: not_found when there is no such entity.
Result<Filter> scoped_filter(const Snapshot& snapshot, const OutputRequest& request);

/// OutputRequest::everything of a question: a filter was named and it is empty, where the page would show the default one.
bool asks_everything(const Snapshot& snapshot, const Output& output, const Filter& filter, std::string_view query);
/// For a page that takes the city's default filter: that, until somebody chooses.
bool shows_default(const Snapshot& snapshot, const OutputRequest& request);
const Filter& shown_filter(const Snapshot& snapshot, const OutputRequest& request);
/// The query of a page's address that means this filter and no other: "q=" where everything is meant and would not go without saying.
std::string page_query(const Snapshot& snapshot, const Filter& filter);

enum class Telling { agenda, posts };
/// "Agenda de Terrassa · Districte 2 · #8M": tells one filtered feed from another in a list of subscriptions.
std::string scope_title(const Snapshot& snapshot, const OutputRequest& request, Telling telling);

std::string self_url(const Snapshot& snapshot, const OutputRequest& request);
/// The page where a person finds the same.
std::string page_url(const Snapshot& snapshot, const OutputRequest& request);
std::string event_url(const Snapshot& snapshot, const Event& event);

/// One of `titles` (by language tag): in `language`, else in the city's first, else in any; null when there is none.
using Titles = std::map<std::string, std::string>;
const Titles::value_type* best_title(const Snapshot& snapshot, std::string_view language, const Titles& titles);
/// The best title; the id of a topic that has none.
std::string topic_title(const Snapshot& snapshot, std::string_view language, std::string_view topic);
/// Who does it: the entity's name, else the organiser's as stated. Empty: not known.
std::string_view actor_name(const Snapshot& snapshot, const Event& event);

// When a reader of the data may say that it has changed; never the clock's now.
Instant created_at(const Snapshot& snapshot, const Event& event);
Instant modified_at(const Snapshot& snapshot, const Event& event);

}  // namespace resso::feeds
