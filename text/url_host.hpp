// The host of an address, in the one form that is resolved, compared and sent.
#pragma once

#include "model/error.hpp"

#include <string>
#include <string_view>

namespace resso::text {

/// Lower case and ASCII: names by IDNA (UTS 46, as browsers), IPv4 in its dotted form whatever form it had, IPv6 without brackets, shortest
/// form. Percent escapes are decoded first. Errors: bad_input.
Result<std::string> ascii_host(std::string_view host);

}  // namespace resso::text
