// The public listener: GET paths to documents of the current publication. Runs on web threads; what is not rendered yet is made on the
// heavy pool.
#pragma once

#include "daemon/configuration.hpp"
#include "daemon/metrics.hpp"
#include "daemon/publication.hpp"
#include "daemon/threads.hpp"
#include "daemon/websub.hpp"
#include "net/server.hpp"
#include "store/store.hpp"

namespace resso::daemon {

class Routes {
 public:
  struct Parts {
    Threads* threads = nullptr;
    store::Store* store = nullptr;
    Metrics* metrics = nullptr;
    Published* published = nullptr;
    WebSub* websub = nullptr;  ///< lives on `coordinator`; null: a test without
    asio::any_io_executor coordinator;
  };
  explicit Routes(Parts parts) : parts_(std::move(parts)) {}

  asio::awaitable<net::ServerResponse> answer(net::ServerRequest request);

 private:
  asio::awaitable<net::ServerResponse> route(const net::ServerRequest& request);
  asio::awaitable<net::ServerResponse> hub(net::ServerRequest request);
  asio::awaitable<net::ServerResponse> output(const net::ServerRequest& request, std::shared_ptr<Publication> publication,
                                              feeds::Match match);
  asio::awaitable<net::ServerResponse> visibility(const net::ServerRequest& request, std::shared_ptr<Publication> publication);

  Parts parts_;
};

}  // namespace resso::daemon
