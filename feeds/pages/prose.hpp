// The safe HTML of others fitted into our pages: no pictures (they would be asked of third parties), no headings (they are ours), only
// plain tags without attributes, links to the web, and every tag closed.
#pragma once

#include "feeds/pages/html.hpp"

namespace resso::feeds {

/// `safe_html` comes from text::sanitize_html; what is not on the list here loses its tag and keeps its words.
void append_prose(Html& h, std::string_view safe_html);
/// Plain text as paragraphs.
void append_paragraphs(Html& h, std::string_view text);

}  // namespace resso::feeds
