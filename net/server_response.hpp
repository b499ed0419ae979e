// The bytes of an answer before its body.
#pragma once

#include "net/server.hpp"

#include <string>
#include <string_view>

namespace resso::net {

std::string_view reason_of(int status);
/// 1xx, 204 and 304 have no body, whatever the handler gave.
bool may_have_body(int status);

struct ResponseFraming {
  bool keep_alive = true;
  int minor_version = 1;       ///< of the request
  std::string_view date_line;  ///< "Date: …\r\n"
};

/// Replaces `out`. Length, date and connection are set here; a handler's own are left out, and so is a field with a line break in it.
void compose_response_head(std::string& out, const ServerResponse& response, const ResponseFraming& framing);

/// A short text of ours, for what never gets to a handler.
ServerResponse plain_response(int status, std::string_view why);

}  // namespace resso::net
