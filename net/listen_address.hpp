// Addresses from the server's side: where to listen, who connects, and what to say when listening fails.
#pragma once

#include "model/error.hpp"

#include <boost/asio/ip/address.hpp>
#include <string>

namespace resso::net {

/// Numeric, "localhost", or a name of this machine.
Result<boost::asio::ip::address> address_to_listen(const std::string& host);
std::string authority_of(const boost::asio::ip::address& address, std::uint16_t port);  ///< "127.0.0.1:80", "[::1]:80"
Error listen_problem(const boost::system::error_code& failure, const std::string& where);

/// IPv4 addresses come mapped to a socket that listens on both.
boost::asio::ip::address unmapped(const boost::asio::ip::address& address);
/// Whose connections count together: an address, or for IPv6 the network that one customer gets.
std::string counted_as(const std::string& address);

}  // namespace resso::net
