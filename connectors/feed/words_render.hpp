// A feed's words made safe HTML, or plain text.
#pragma once

#include "connectors/feed/feed_document.hpp"
#include "text/html.hpp"

#include <string>

namespace resso::connectors::feed {

std::string safe_html(const Words& words);           ///< by the sanitiser; plain words as paragraphs
std::string plain_text(const Words& words);          ///< reads well, lines kept
text::HtmlForms safe_and_plain(const Words& words);  ///< both, for one reading
std::string plain_line(const Words& words);          ///< on one line: titles

}  // namespace resso::connectors::feed
