// The one HTTP server: GET and HEAD (and what the handler's owner allows), keep-alive, limits, deadlines. Wire details stay in
// http_server.cpp and server_*.cpp.
#pragma once

#include "model/error.hpp"
#include "net/message.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace resso::net {

struct ServerRequest {
  std::string method;  ///< "GET", "HEAD"; others only with ServerOptions::allow_body
  std::string target;  ///< as sent, origin form
  std::string path;    ///< percent-decoded, begins with '/', valid UTF-8, no NUL
  std::string query;   ///< raw, without '?'
  Headers headers;
  std::string body;
  std::string remote;  ///< numeric address
  bool secure = false;
};

/// The body is shared so that a cached one is never copied. Content-Length, Date, Connection are the server's; HEAD loses its body there.
struct ServerResponse {
  int status = 200;
  Headers headers;
  std::shared_ptr<const std::string> body;
};

/// Runs on the server's executor and must not block it. After handler_timeout it is cancelled and the reader gets a 503, even if the
/// handler goes on regardless: what it refers to must live until the io_context is gone. An exception becomes a plain 500, told to
/// ServerOptions::on_error.
using Handler = std::function<boost::asio::awaitable<ServerResponse>(ServerRequest)>;

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: any free one; Server::port() tells
  std::filesystem::path tls_certificate, tls_key;
  bool allow_body = false;  ///< POST, PUT and bodies: for the fakes of tests and the demo, and the admin side; the public side answers 405
  /// Where allow_body is not set: may this POST come with a body all the same? Empty: none may.
  std::function<bool(std::string_view target)> takes_post;
  std::size_t body_limit = 1u << 20;
  std::size_t header_limit = 16u << 10;
  std::size_t target_limit = 8u << 10;
  std::chrono::milliseconds header_timeout{10'000}, idle_timeout{60'000}, write_timeout{30'000},
      handler_timeout{30'000};  ///< handler_timeout also for a body to come; large answers get more than write_timeout
  int max_connections = 2000;
  int max_connections_per_address = 100;
  int max_requests_per_connection = 10'000;
  std::vector<std::string> trusted_proxies;  ///< whose X-Forwarded-For and -Proto are believed; no cap per address for them
  std::function<void(const std::string& message)> on_error;
};

struct ServerStatistics {
  std::uint64_t connections = 0, connections_refused = 0, requests = 0, bad_requests = 0, timeouts = 0, bytes_sent = 0;
  std::uint64_t open = 0;
};

/// Listens from construction of listen(); use from the executor's one thread.
class Server {
 public:
  /// Errors: bad_input (certificate), network (address in use: says which and what to do).
  static Result<std::unique_ptr<Server>> listen(boost::asio::any_io_executor executor, ServerOptions options, Handler handler);
  ~Server();

  std::uint16_t port() const;
  std::string address() const;  ///< "http://127.0.0.1:8080"
  ServerStatistics statistics() const;
  /// Stops accepting, lets requests under way end until `grace`, then closes everything.
  boost::asio::awaitable<void> stop(std::chrono::milliseconds grace);

 private:
  class State;
  explicit Server(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace resso::net
