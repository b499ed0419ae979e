// Addresses as people and programs write them (WHATWG's leniency over RFC 3986). Boost.URL and ICU's IDNA inside.
#pragma once

#include "model/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace resso::text {

/// An absolute http or https address, normalised: scheme and host lower case, host in its ASCII (IDNA) form, default port dropped,
/// illegal characters percent-encoded, dot segments removed, no fragment in `target`.
struct Url {
  std::string scheme;      ///< "http" or "https"
  std::string host;        ///< without brackets for IPv6
  std::uint16_t port = 0;  ///< always set: 80 or 443 when not stated
  std::string target;      ///< path and query, begins with '/'
  std::string fragment;
  std::string user, password;  ///< percent-decoded; never printed by str()

  std::string origin() const;     ///< "https://host" or "https://host:8443"
  std::string authority() const;  ///< "host" or "host:8443", IPv6 in brackets: the Host header
  std::string path() const;       ///< target without its query
  std::string str() const;        ///< without user, password and fragment
  bool operator==(const Url&) const = default;
};

/// Errors: bad_input with what is wrong with it. webcal: reads as https:, feed: as what follows it (or http:).
Result<Url> parse_url(std::string_view text);

/// `reference` against `base`, absolute, any scheme kept (mailto:, …); empty when it cannot be made sense of or is unsafe (javascript:,
/// data:, …).
std::string resolve_url(std::string_view base, std::string_view reference);

/// Equality of pages for merging: scheme, "www.", trailing slash, fragment and tracking parameters (utm_*, fbclid, …) do not count.
std::string url_key(std::string_view url);

std::string percent_encode(std::string_view text);  ///< all but unreserved characters (RFC 3986 §2.3)
std::string percent_decode(std::string_view text);  ///< '+' stays '+'

}  // namespace resso::text
