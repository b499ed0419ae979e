// Answers to "401 Unauthorized": Basic (RFC 7617) and Digest (RFC 7616). Pure.
#pragma once

#include "net/message.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::net {

struct Challenge {
  std::string scheme;                             ///< "basic", "digest", …
  std::map<std::string, std::string> parameters;  ///< names in lower case
};

/// All challenges of all WWW-Authenticate fields.
std::vector<Challenge> parse_challenges(const Headers& reply);

struct AuthRequest {
  std::string_view method, target, body, user, password;
  std::string client_nonce;  ///< a fresh random word
};

/// The Authorization value for the best challenge that can be met: Digest with the strongest hash before Basic. Unset: none can.
std::optional<std::string> answer_challenge(const std::vector<Challenge>& challenges, const AuthRequest& request);

/// The server says that only the nonce was old.
bool is_stale(const std::vector<Challenge>& challenges);

std::string basic_authorization(std::string_view user, std::string_view password);
std::string random_word();  ///< 128 bits, hexadecimal

}  // namespace resso::net
