// One question to the admin side of the daemon that has the store, from a command beside it.
#pragma once

#include "model/secret.hpp"
#include "net/fetcher.hpp"

#include <map>
#include <string>

namespace resso::daemon {

/// Blocks until the answer is there. `admin`: "http://127.0.0.1:8081", which `url` begins with. Errors: those of a fetch; auth when the
/// daemon runs with a token that this configuration does not have.
Result<net::FetchReply> ask_daemon(const std::string& admin, std::string method, std::string url, const Secret& token);

/// Texts, numbers and flags of the daemon's JSON answer, as text by name; its error where it answered with one.
Result<std::map<std::string, std::string>> facts_of(const net::FetchReply& reply);

}  // namespace resso::daemon
