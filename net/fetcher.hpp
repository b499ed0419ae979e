// The one HTTP client. Sockets, TLS and DNS stay in its .cpp files; connectors see this port only, tests put a fake behind it.
#pragma once

#include "model/error.hpp"
#include "model/time.hpp"
#include "net/message.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace resso::net {

namespace asio = boost::asio;

struct FetchRequest {
  FetchRequest() = default;  // a constructor keeps aggregates out of co_await expressions
  explicit FetchRequest(std::string address) : url(std::move(address)) {}

  std::string method = "GET";
  std::string url;  ///< http or https
  Headers headers;  ///< Host, User-Agent, Accept-Encoding, Connection, Content-Length are the client's
  std::string body;
  std::optional<Seconds> timeout;            ///< for the whole fetch, redirects included; default: FetcherOptions
  std::optional<std::size_t> body_limit;     ///< after decompression
  bool follow_redirects = true;              ///< Authorization is dropped when the origin changes
  std::string digest_user, digest_password;  ///< answers a 401 with Basic or Digest (RFC 7616), whichever is asked; empty: none
};

struct Redirect {
  int status = 0;
  std::string from, to;
};

struct FetchReply {
  int status = 0;
  Headers headers;
  std::string body;       ///< decompressed
  std::string final_url;  ///< after redirects
  std::vector<Redirect> redirects;
  std::uint64_t bytes_received = 0;  ///< of bodies, on the wire
  bool reused_connection = false;
};

/// Any HTTP status is a reply, not an error. Errors: cancelled, timeout, network, tls, refused, limit, bad_input;
/// Error::where is the URL (without user and password), Error::what says the phase: "no answer within 20 s", "connection reset after 1,024
/// bytes".
class Fetcher {
 public:
  virtual ~Fetcher() = default;
  virtual asio::awaitable<Result<FetchReply>> fetch(FetchRequest request) = 0;
};

struct FetcherOptions {
  std::string user_agent = "Resso";
  Seconds timeout{20};
  std::size_t body_limit = 15u << 20;
  std::size_t header_limit = 64u << 10;
  int max_redirects = 5;
  int connections_per_host = 2;
  int connections = 64;
  Seconds idle_timeout{
      30};  ///< of a pooled connection; what is older is closed when the next fetch comes by, so that no timer keeps the executor busy
  std::vector<std::string> allow_hosts;                    ///< "host" or "host:port" let through the address guard
  std::string ca_file;                                     ///< more trust anchors (PEM), for tests; empty: the system's only
  std::vector<std::pair<std::string, std::string>> hosts;  ///< name and numeric address, asked before /etc/hosts and DNS
  std::string dns_servers;                                 ///< "127.0.0.1:53,…" instead of resolv.conf's
};

/// Works on `executor`, which must not be used by several threads at once. Destroy it after its io_context has ended its work or close()
/// was called.
class HttpClient : public Fetcher {
 public:
  HttpClient(asio::any_io_executor executor, FetcherOptions options);
  ~HttpClient() override;
  asio::awaitable<Result<FetchReply>> fetch(FetchRequest request) override;
  /// Ends idle connections and makes fetches under way end with Errc::cancelled at once, also those in name resolution.
  void close();

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace resso::net
