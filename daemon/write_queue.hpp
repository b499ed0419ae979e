// Writes that wait for the store's one writer at the same time share a transaction: what a commit costs (the log, the full-text index's
// segments, the rollups) is paid once for all of them.
#pragma once

#include "daemon/threads.hpp"
#include "store/store.hpp"

#include <chrono>
#include <functional>
#include <memory>

namespace resso::daemon {

class WriteQueue {
 public:
  /// May be run twice, and begins anew each time: what it gives back beside its result is to be set, not added to.
  using Work = std::function<Result<void>(store::Transaction&)>;

  /// `writer`: the executor of the store's one writing thread. `longest`: a transaction that has taken so long takes no more, since others
  /// want to write too.
  WriteQueue(store::Store& store, asio::any_io_executor writer, std::chrono::milliseconds longest = std::chrono::milliseconds(50));

  /// Returns when `work` is in the store. It fails alone: where a transaction of several fails, each is done again in one of its own. What
  /// it throws comes to its own caller.
  asio::awaitable<Result<void>> write(Work work);

 private:
  struct Line;
  std::shared_ptr<Line> line_;
  asio::any_io_executor writer_;
};

}  // namespace resso::daemon
