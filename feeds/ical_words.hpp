// The words of a calendar entry: description, place in one line, categories.
#pragma once

#include "feeds/filter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace resso::feeds {

std::string status_word(std::string_view language, EventStatus status);  ///< "Cancel·lat"; empty for confirmed
/// "Ateneu la Llançadora, carrer de la Llançadora, 14"; the address of a meeting online when there is no other place.
std::string place_line(const Place& place);
/// Topics by title, then what the sources file it under; each once.
std::vector<std::string> category_names(const Snapshot& snapshot, std::string_view language, const Event& event);
/// Plain text: what has changed, what it is, who does it, where to read more.
std::string description_text(const Snapshot& snapshot, std::string_view language, const Event& event, const Instance& instance);
/// What a reader must know first: cancelled, postponed and to when, read from words. Sentences, may be empty.
std::vector<std::string> notes(const Snapshot& snapshot, std::string_view language, const Event& event, EventStatus status);

}  // namespace resso::feeds
