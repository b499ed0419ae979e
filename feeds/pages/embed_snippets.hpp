// What a webmaster pastes: one choice of the agenda, written in each of the ways that pages of others can take it.
#pragma once

#include "feeds/pages/layout.hpp"
#include "model/filter.hpp"

#include <string>
#include <string_view>

namespace resso::feeds {

struct EmbedChoice {
  Filter filter;         ///< without languages
  std::string language;  ///< of the words; empty: the host's page says it, or the city's first
  std::string theme;     ///< "dark", "auto"; empty: light
  std::string accent;    ///< "0d4f42"; empty: our own
  std::string title;     ///< of what was chosen
  std::string page;      ///< where a person finds the same, absolute
  std::string event;     ///< id: a frame of this event alone; empty: the agenda
};

int embed_height(const Filter& filter);  ///< px that the acts of a filter take at a usual width

std::string frame_address(const Snapshot& snapshot, const EmbedChoice& choice);
std::string frame_snippet(const Snapshot& snapshot, const EmbedChoice& choice, std::string_view width, int height);
std::string component_snippet(const Snapshot& snapshot, const EmbedChoice& choice);
/// For the host's own sheet: the room is kept before the script is there, and the colour.
std::string style_snippet(const EmbedChoice& choice);
/// The address that a server includes from, and the sheet for what it includes.
std::string server_snippet(const Snapshot& snapshot, const EmbedChoice& choice);

}  // namespace resso::feeds
