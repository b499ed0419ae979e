// A feed's words made safe HTML, or plain text.
#pragma once

#include "connectors/feed/feed_document.hpp"

#include <string>

namespace resso::connectors::feed {

std::string safe_html(const Words& words);   ///< by the sanitiser; plain words as paragraphs
std::string plain_text(const Words& words);  ///< reads well, lines kept
std::string plain_line(const Words& words);  ///< on one line: titles

}  // namespace resso::connectors::feed
