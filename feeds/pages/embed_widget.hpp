// The agenda as it stands in pages of others: one piece of HTML with absolute links, for the web component, the frame and inclusion by a
// server. The sheet is web/embed.css; what a host may set stands there and in docs/EMBED.md.
#pragma once

#include "feeds/output.hpp"
#include "feeds/pages/layout.hpp"

#include <span>

namespace resso::feeds {

inline constexpr int kEmbedLimit = 6;  ///< acts, where none is asked for

struct EmbedOptions {
  std::string_view theme = "light";  ///< light, dark, auto. Light unless asked for: the host's page may be light only
  int heading = 3;                   ///< level of its title; the days are one below, the acts two
};
/// "0d4f42" or "#0d4f42" as the frame's script wants it. Errors: bad_input.
Result<std::string> read_accent(std::string_view value);
/// Of the request's own keys `theme` and `heading`. Errors: bad_input.
Result<EmbedOptions> embed_options(const OutputRequest& request);

/// The acts of the request's filter, whose `lang` is the language of the words here.
void append_embed_agenda(Html& h, const Snapshot& snapshot, const OutputRequest& request, const EmbedOptions& options);
/// One event with its next dates; what is over, with its last.
void append_embed_event(Html& h, const Snapshot& snapshot, const OutputRequest& request, const Event& event, const EmbedOptions& options);

}  // namespace resso::feeds
