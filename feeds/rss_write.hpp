// RSS 2.0 with atom:link, content:encoded, dc:creator, Media RSS and, for acts, the event module.
#pragma once

#include "feeds/channel.hpp"

namespace resso::feeds {

std::string rss_text(const Channel& channel);

}  // namespace resso::feeds
