// Where a fetcher may go: no loopback, private, link-local, shared, multicast, reserved or metadata address, in any spelling
// (IPv4-mapped, NAT64, 6to4 included). Asked with the address that is really connected to, after DNS and after every redirect.
#pragma once

#include "model/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace resso::net {

class AddressGuard {
 public:
  explicit AddressGuard(std::vector<std::string> allow_hosts);

  /// `host`: as in the URL; `address`: numeric, as resolved. Errc::refused says which range it is and that [network] allow_hosts would let
  /// it.
  Result<void> check(std::string_view host, std::uint16_t port, std::string_view address) const;

 private:
  std::vector<std::string> allow_hosts_;
};

/// The reserved range an address is in ("loopback", "private", "link-local", …); empty: a public address.
std::string_view reserved_range(std::string_view address);

/// The usual spelling of a numeric address in any spelling a resolver would take ("0x7f.1", "[::1]", "2130706433"); empty: a name.
std::string canonical_address(std::string_view host);
/// That, or the name in lower case without the dot at its end.
std::string canonical_host(std::string_view host);

}  // namespace resso::net
