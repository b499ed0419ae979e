// What a domain says of one of its accounts (WebFinger, RFC 7033): bytes of a JRD to what we need of it. Pure; survives anything.
#pragma once

#include "model/error.hpp"

#include <string>
#include <string_view>

namespace resso::connectors::mastodon {

struct WireFinger {
  std::string subject;  ///< "acct:casal@casal.example", as the domain writes it; may be empty
  std::string actor;    ///< address of the account's ActivityPub actor: on the server that has the API
};

/// Errors: bad_input, also when no actor is named.
Result<WireFinger> parse_webfinger(std::string_view json);

}  // namespace resso::connectors::mastodon
