// Parsing away from the coordinating thread, and back.
#pragma once

#include "net/fetcher.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace resso::connectors {

/// The result of `work`, called on `heavy` (PollContext::heavy; called in place when that is empty). The coroutine itself never leaves its
/// own thread: it sleeps meanwhile, so that a cancellation cannot race with it; the work is not interrupted by one.
template <class Work, class T = std::invoke_result_t<Work>>
boost::asio::awaitable<T> run_heavy(boost::asio::any_io_executor heavy, Work work) {
  namespace asio = boost::asio;
  if (!heavy) co_return work();
  struct Shared {
    explicit Shared(Work&& todo) : work(std::move(todo)) {}
    Work work;
    std::optional<T> result;
    std::exception_ptr failure;
  };
  auto shared = std::make_shared<Shared>(std::move(work));
  auto start = [heavy, shared](auto handler) {
    auto home = asio::get_associated_executor(handler);
    asio::post(heavy, [shared, guard = asio::make_work_guard(home), handler = std::move(handler)]() mutable {
      try {
        shared->result.emplace(shared->work());
      } catch (...) {
        shared->failure = std::current_exception();
      }
      auto executor = guard.get_executor();
      asio::post(executor, std::move(handler));
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(std::move(start), asio::use_awaitable);
  if (shared->failure) std::rethrow_exception(shared->failure);
  co_return std::move(*shared->result);
}

}  // namespace resso::connectors
