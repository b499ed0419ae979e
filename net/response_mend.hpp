// The head of an answer, from what browsers take to what Beast takes.
#pragma once

#include <string>
#include <string_view>

namespace resso::net {

/// Mends bare LF, folded and stray lines, a status without a reason, control characters, blanks before colons. What is no answer at all
/// stays none. Every field's name gets one more character in front, to be taken off again: Beast refuses an answer for a Connection field
/// that is no list, or for a Content-Length beside a Transfer-Encoding, where browsers and RFC 9112 §6.3 go on; so it must not know whose
/// fields they are.
std::string mend_response_head(std::string_view head);

}  // namespace resso::net
