// Connections kept for the next question to the same origin, and how many there may be: a few to one origin, some in all. Whoever asks
// while all places are taken waits in line. No timer runs here: what has been idle too long is closed when the next fetch comes by.
#pragma once

#include "net/socket_stream.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace resso::net {

class ConnectionPool {
 private:
  class State;

 public:
  struct Limits {
    int per_origin, total;
    std::chrono::seconds idle_timeout;
  };
  ConnectionPool(boost::asio::any_io_executor executor, Limits limits);
  ~ConnectionPool();

  /// A place to have one connection to one origin; leaving it empty-handed or with a connection is the same.
  class Place {
   public:
    Place(std::shared_ptr<State> state, std::string origin);
    Place(Place&&) = default;
    Place& operator=(Place&&) = delete;
    ~Place();
    /// The idle connection used last; null: there is none, make one.
    std::unique_ptr<SocketStream> take_idle();
    void keep(std::unique_ptr<SocketStream> stream);

   private:
    std::shared_ptr<State> state_;
    std::string origin_;
    int generation_;  ///< of the connections that it may keep
  };
  boost::asio::awaitable<Place> enter(std::string origin);
  std::optional<Place> try_enter(const std::string& origin);  ///< unset: enter would have to wait
  /// Those that are in use are closed when they come back.
  void close_idle();
  std::size_t idle() const;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace resso::net
