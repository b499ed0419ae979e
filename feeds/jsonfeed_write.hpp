// JSON Feed 1.1 with one extension, `_resso`: when and where an act is, as data.
#pragma once

#include "feeds/channel.hpp"

namespace resso::feeds {

std::string jsonfeed_text(const Channel& channel);

}  // namespace resso::feeds
