// The daemon's threads (architecture.md, rule 7): one coordinates, a small pool does heavy work, one writes and a few read the store.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <type_traits>
#include <utility>

namespace resso::daemon {

namespace asio = boost::asio;

struct Threads {
  asio::thread_pool heavy{2};    ///< parsing, rendering, compressing
  asio::thread_pool writer{1};   ///< the store's one writer
  asio::thread_pool readers{2};  ///< the store's readers

  void join() {
    heavy.join();
    writer.join();
    readers.join();
  }
};

namespace detail {
template <class Work>
asio::awaitable<std::invoke_result_t<Work>> call(Work work) {
  co_return work();
}
}  // namespace detail

/// Runs `work` on a pool and comes back to the caller's executor with its result. Once begun it is not cancelled: what it does to the
/// store is whole. (A slot of its own also keeps clear of Asio 1.81's lifetime trouble with cancelled co_spawn.)
template <class Work>
asio::awaitable<std::invoke_result_t<Work>> run_on(asio::any_io_executor executor, Work work) {
  auto token = asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable);
  auto running = detail::call(std::move(work));
  co_return co_await asio::co_spawn(executor, std::move(running), token);
}

template <class Work>
asio::awaitable<std::invoke_result_t<Work>> run_on(asio::thread_pool& pool, Work work) {
  return run_on(asio::any_io_executor(pool.get_executor()), std::move(work));
}

}  // namespace resso::daemon
