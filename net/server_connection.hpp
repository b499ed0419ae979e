// One connection of the server: requests in turn, each with its deadlines. No timer of its own: the server looks at `deadline` now and
// then.
#pragma once

#include "net/server.hpp"
#include "net/server_request.hpp"
#include "net/socket_stream.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <unordered_set>

namespace resso::net {

class ServerConnection;

/// What all connections of a server share.
struct ServerShared {
  using Clock = std::chrono::steady_clock;

  boost::asio::any_io_executor executor;
  ServerOptions options;
  Handler handler;
  TlsContext tls;  ///< null: plain
  ServerStatistics statistics;
  std::unordered_set<ServerConnection*> open;
  bool stopping = false;
  std::function<void(const std::string& address)> on_closed;  ///< a connection has gone from `open`

  void complain(const std::string& message) const {
    if (options.on_error) options.on_error(message);
  }
  std::string_view date_line();  ///< of this second

 private:
  std::int64_t date_second_ = 0;
  std::string date_line_;
};

class ServerConnection : public std::enable_shared_from_this<ServerConnection> {
 public:
  using Clock = ServerShared::Clock;
  ServerConnection(std::shared_ptr<ServerShared> shared, boost::asio::ip::tcp::socket socket, std::string address);
  ~ServerConnection();

  /// To be spawned with cancellation() as its slot; ends when the connection has.
  static boost::asio::awaitable<void> run(std::shared_ptr<ServerConnection> self);
  boost::asio::cancellation_slot cancellation() { return signal_.slot(); }

  Clock::time_point deadline() const { return deadline_; }
  void expire();     ///< the deadline has passed
  void wind_down();  ///< the server stops: go now if idle, else after this answer
  void abort();      ///< the server has stopped: go
  const std::string& address() const { return address_; }

 private:
  enum class Phase { handshake, idle, head, body, handling, writing, lingering };
  enum class Next { request, close, linger };

  boost::asio::awaitable<Next> serve_one(int served);
  boost::asio::awaitable<bool> read_more(SocketStream::ErrorCode& failure);
  boost::asio::awaitable<std::size_t> read_head(int served, BadRequest& refusal);
  boost::asio::awaitable<bool> read_body(const RequestHead& head, std::string& body, BadRequest& refusal);
  boost::asio::awaitable<ServerResponse> answer(ServerRequest request);
  boost::asio::awaitable<bool> write(const ServerResponse& response, bool with_body, bool keep_alive, int minor_version);
  boost::asio::awaitable<Next> refuse(BadRequest refusal, bool with_body = true);
  boost::asio::awaitable<void> linger();
  void enter(Phase phase, std::chrono::milliseconds limit);
  void give_up();
  void leave();
  std::string_view unread() const { return std::string_view(buffer_).substr(begin_, end_ - begin_); }

  std::shared_ptr<ServerShared> shared_;
  SocketStream stream_;
  std::string address_;
  boost::asio::cancellation_signal signal_;
  Phase phase_ = Phase::head;
  Clock::time_point deadline_{};
  bool expired_ = false, given_up_ = false, has_left_ = false;
  std::string buffer_;  ///< what was read and not used yet is in [begin_, end_)
  std::size_t begin_ = 0, end_ = 0;
  std::string head_;  ///< of the answer, its memory used again
};

}  // namespace resso::net
