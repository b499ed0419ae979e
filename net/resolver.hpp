// Names to addresses, without threads: c-ares' sockets wait on our own executor. Asio's resolver has one thread for all lookups, and one
// that hangs there can neither be cancelled nor left behind; here a lookup that nobody waits for any more is dropped.
#pragma once

#include "model/error.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace resso::net {

class Resolver {
 public:
  /// `hosts`: name and numeric address, asked first; `servers`: "127.0.0.1:53,…", empty: resolv.conf's.
  Resolver(boost::asio::any_io_executor executor, std::vector<std::pair<std::string, std::string>> hosts, std::string servers);
  ~Resolver();

  /// In the order in which to try them (RFC 6724), at least one. A numeric `host` in any spelling is itself. Errors: network, cancelled.
  boost::asio::awaitable<Result<std::vector<boost::asio::ip::address>>> resolve(std::string host);
  void close();  ///< ends all lookups with Errc::cancelled

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace resso::net
