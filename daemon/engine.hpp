// What polls and publishes, without listeners: the daemon has one, and so has `resso poll`.
#pragma once

#include "daemon/configuration.hpp"
#include "daemon/metrics.hpp"
#include "daemon/poller.hpp"
#include "daemon/publication.hpp"
#include "daemon/publisher.hpp"
#include "daemon/rederiver.hpp"
#include "daemon/refresher.hpp"
#include "daemon/streams.hpp"
#include "daemon/threads.hpp"
#include "daemon/websub.hpp"
#include "net/http_client.hpp"
#include "net/task_group.hpp"
#include "store/store.hpp"

#include <memory>

namespace resso::daemon {

class Engine {
 public:
  /// Opens the store and reads the states. `executor`: of the coordinating thread.
  static Result<std::unique_ptr<Engine>> create(asio::any_io_executor executor, ConfigurationPtr from_file);
  ~Engine();

  void start();          ///< polls and publishes from now on
  void start_polling();  ///< polls only what rounds ask for and what is due; nothing is published
  /// What moderators decided of accounts (resso moderate) is added to both configurations.
  Result<void> reconfigure(ConfigurationPtr from_file);
  asio::awaitable<bool> stop(std::chrono::milliseconds grace);
  void join_threads() { threads_.join(); }

  Threads& threads() { return threads_; }
  store::Store& store() { return *store_; }
  Metrics& metrics() { return metrics_; }
  Published& published() { return published_; }
  Poller& poller() { return *poller_; }
  Publisher& publisher() { return *publisher_; }
  Rederiver& rederiver() { return *rederiver_; }
  WebSub& websub() { return *websub_; }

  static Instant now();

 private:
  void begin_websub(const config::Settings& settings);
  Engine(asio::any_io_executor executor, ConfigurationPtr configuration, std::unique_ptr<store::Store> store);

  asio::any_io_executor executor_;
  Threads threads_;
  Metrics metrics_;
  Published published_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<net::HttpClient> client_;
  std::unique_ptr<Poller> poller_;
  std::unique_ptr<Refresher> refresher_;
  std::unique_ptr<Rederiver> rederiver_;
  std::unique_ptr<Streams> streams_;
  std::unique_ptr<Publisher> publisher_;
  std::unique_ptr<WebSub> websub_;
  net::TaskGroup tasks_;
};

/// Opens the store that the settings name.
Result<std::unique_ptr<store::Store>> open_store(const config::Settings& settings, bool read_only);

}  // namespace resso::daemon
