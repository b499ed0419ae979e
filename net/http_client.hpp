// The one HTTP client. Sockets, TLS and DNS stay in its .cpp files.
#pragma once

#include "net/fetcher.hpp"
#include "net/stream_opener.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace resso::net {

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
/// was called; streams it opened may live on, their next read gives Errc::cancelled.
class HttpClient : public Fetcher, public StreamOpener {
 public:
  HttpClient(asio::any_io_executor executor, FetcherOptions options);
  ~HttpClient() override;
  asio::awaitable<Result<FetchReply>> fetch(FetchRequest request) override;
  asio::awaitable<Result<std::unique_ptr<ReplyStream>>> open(FetchRequest request) override;
  /// Of what is asked from now on: in whose name, for how long and how much, and which private hosts are let through. The rest stays.
  void reconfigure(const FetcherOptions& options);
  /// Ends idle connections and makes fetches and streams under way end with Errc::cancelled at once, also those in name resolution.
  void close();

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace resso::net
