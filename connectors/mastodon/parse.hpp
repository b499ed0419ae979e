// Bytes of an API reply to its wire shape. Pure; survives anything (simdjson inside, parse.cpp only).
#pragma once

#include "connectors/mastodon/wire.hpp"
#include "model/error.hpp"

#include <string_view>

namespace resso::connectors::mastodon {

/// A page of a timeline, or a context (ancestors, then descendants). Errors: bad_input. An element that is no status costs only itself.
Result<WireStatuses> parse_statuses(std::string_view json);
Result<WireStatus> parse_status(std::string_view json);
Result<WireAccount> parse_account(std::string_view json);
/// A list of accounts; what is none is passed over.
Result<WireAccounts> parse_accounts(std::string_view json);
Result<WireInstance> parse_instance(std::string_view json);  ///< /api/v2/instance or /api/v1/instance

/// The id of an ActivityPub object; empty when it is none.
std::string parse_object_id(std::string_view json);

/// The server's words in {"error":"…"} or {"error_description":"…"}; empty when the body is no such thing.
std::string parse_api_error(std::string_view json);

}  // namespace resso::connectors::mastodon
