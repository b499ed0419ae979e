// COLOR of RFC 7986 §5.9 takes the names of CSS only, no numbers.
#pragma once

#include <string_view>

namespace resso::feeds {

/// The name nearest to "#rrggbb" or "#rgb"; a name stays itself if it is one of ours. Empty: not a colour that we know.
std::string_view css_color_name(std::string_view color);

}  // namespace resso::feeds
