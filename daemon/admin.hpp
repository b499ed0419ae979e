// The admin listener: health, metrics, and polls on demand. Loopback by default; with a token when the configuration names one.
#pragma once

#include "daemon/configuration.hpp"
#include "daemon/metrics.hpp"
#include "daemon/poller.hpp"
#include "daemon/publisher.hpp"
#include "daemon/rederiver.hpp"
#include "net/server.hpp"

#include <functional>
#include <map>
#include <memory>

namespace resso::daemon {

class Admin {
 public:
  struct Parts {
    asio::any_io_executor coordinator;  ///< where poller and publisher live
    Threads* threads = nullptr;
    store::Store* store = nullptr;
    Metrics* metrics = nullptr;
    Published* published = nullptr;
    Poller* poller = nullptr;
    Publisher* publisher = nullptr;
    Rederiver* rederiver = nullptr;
    std::function<net::ServerStatistics()> public_statistics;
    std::function<Instant()> now;
    std::function<Result<void>()> on_accounts_decided;  ///< on the coordinator: the rules in force have to learn of it
    Secret token;
  };
  explicit Admin(Parts parts) : parts_(std::move(parts)) {}

  asio::awaitable<net::ServerResponse> answer(net::ServerRequest request);

 private:
  asio::awaitable<net::ServerResponse> ready();
  asio::awaitable<net::ServerResponse> metrics();
  asio::awaitable<net::ServerResponse> start_poll(std::string query);
  asio::awaitable<net::ServerResponse> poll_progress(std::string query);
  asio::awaitable<net::ServerResponse> moderate(std::string query);
  asio::awaitable<net::ServerResponse> decide_merge(std::string query);
  asio::awaitable<net::ServerResponse> rederive(bool again);
  bool is_allowed(const net::ServerRequest& request) const;

  Parts parts_;
  std::map<std::int64_t, std::shared_ptr<PollRound>> rounds_;  // on the coordinator only
  std::int64_t last_round_ = 0;
};

}  // namespace resso::daemon
