#include "net/listen_address.hpp"

#include "net/address_guard.hpp"

#include <netdb.h>
#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstring>

namespace resso::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

Result<asio::ip::address> address_to_listen(const std::string& host) {
  ErrorCode failure;
  if (host == "localhost") return asio::ip::address(asio::ip::address_v4::loopback());
  const auto numeric = asio::ip::make_address(canonical_host(host), failure);
  if (!failure) return numeric;
  addrinfo hints{}, *found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  if (getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0 || !found)
    return Error{Errc::network, "there is no address named " + host, "", "write a numeric address, or localhost", 0};
  tcp::endpoint endpoint;
  endpoint.resize(found->ai_addrlen);
  std::memcpy(endpoint.data(), found->ai_addr, found->ai_addrlen);
  freeaddrinfo(found);
  return endpoint.address();
}

std::string authority_of(const asio::ip::address& address, std::uint16_t port) {
  const std::string numeric = address.to_string();
  return (address.is_v6() ? "[" + numeric + "]" : numeric) + ":" + std::to_string(port);
}

Error listen_problem(const ErrorCode& failure, const std::string& where) {
  if (failure == asio::error::address_in_use)
    return Error{Errc::network, "another program listens on " + where + " already", "", "end that program, or listen on another port", 0};
  if (failure == asio::error::access_denied)
    return Error{Errc::network, "not allowed to listen on " + where, "", "ports below 1024 need CAP_NET_BIND_SERVICE; choose a higher one",
                 0};
  if (failure == boost::system::errc::address_not_available)
    return Error{Errc::network, "cannot listen on " + where + ": this machine does not have that address", "", "", 0};
  return Error{Errc::network, "cannot listen on " + where + ": " + failure.message(), "", "", 0};
}

asio::ip::address unmapped(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  return address;
}

std::string counted_as(const std::string& address) {
  ErrorCode failure;
  const auto parsed = asio::ip::make_address(address, failure);
  if (failure || parsed.is_v4()) return address;
  auto bytes = parsed.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), 0);
  return asio::ip::address_v6(bytes).to_string();
}

}  // namespace resso::net
