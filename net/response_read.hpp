// The head of an answer, as browsers take it.
#pragma once

#include "net/http_head.hpp"

#include <optional>
#include <string_view>

namespace resso::net {

/// Forgives bare LF, folded and stray lines, a status without a reason, control characters, blanks before colons. Keeps all fields, also
/// those that contradict one another: which of them counts is asked later (RFC 9112 §6.3). Unset: there is no status.
std::optional<ResponseHead> read_response_head(std::string_view head);

}  // namespace resso::net
