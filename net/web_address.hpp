// http and https addresses as the client needs them: where to connect and what to ask there. Lenient with what redirects contain.
#pragma once

#include "model/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace resso::net {

struct WebAddress {
  bool secure = false;
  std::string host;  ///< lower case; IPv6 without brackets, numeric addresses in their usual spelling
  std::uint16_t port = 0;
  std::string target;  ///< path and query, begins with '/'
  std::string user, password;

  std::string authority() const;  ///< Host field: "host", "host:8080", "[::1]:8080"
  std::string origin() const;     ///< "https://" + authority()
  std::string str() const;        ///< without user and password
};

/// Errors: bad_input.
Result<WebAddress> parse_web_address(std::string_view text);
/// A Location field against the address that answered with it.
Result<WebAddress> resolve_location(const WebAddress& base, std::string_view location);

/// What may be shown of a text that should be an address: without anything between "//" and "@".
std::string without_secrets(std::string_view text);

}  // namespace resso::net
