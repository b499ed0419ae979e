// One question and its answer over one connection, and making that connection. Nothing here knows of redirects or of other connections.
#pragma once

#include "net/address_guard.hpp"
#include "net/answer_reader.hpp"
#include "net/socket_stream.hpp"
#include "net/web_address.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace resso::net {

/// Tries the addresses in order, those the guard lets through; the handshake too when `tls` is given.
boost::asio::awaitable<Result<std::unique_ptr<SocketStream>>> connect(std::vector<boost::asio::ip::address> addresses, WebAddress to,
                                                                      const AddressGuard& guard, ssl_ctx_st* tls, FetchProgress& progress);

struct Question {
  std::string method;
  std::string head;  ///< request line and fields, as they are sent
  std::string body;
  std::size_t header_limit = 0, body_limit = 0;
};

struct Answer {
  ResponseHead head;
  std::string body;        ///< as it came, still compressed
  bool can_go_on = false;  ///< the connection may be used again
};

/// `buffer`: any number of exchanges on one executor may have the same. Small ones cost speed: each read fills one at most.
boost::asio::awaitable<Result<Answer>> exchange(SocketStream& stream, const Question& question, FetchProgress& progress,
                                                std::span<char> buffer);

}  // namespace resso::net
