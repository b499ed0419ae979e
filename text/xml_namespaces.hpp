// Prefixes that feeds use without declaring them. Not for use outside text/.
#pragma once

#include <string_view>

namespace resso::text {

/// Empty: nobody's prefix.
std::string_view usual_namespace(std::string_view prefix);

}  // namespace resso::text
