// How with_deadline does it: a parallel group ends with its first operation, whether that one failed or not.
#pragma once

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <exception>
#include <utility>

namespace resso::net {

template <class T>
boost::asio::awaitable<Result<T>> with_deadline(boost::asio::awaitable<Result<T>> work, boost::asio::steady_timer& timer,
                                                std::string what) {
  namespace asio = boost::asio;
  const auto executor = co_await asio::this_coro::executor;
  const auto state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none) co_return Error{Errc::cancelled, "cancelled", "", "", 0};
  // The work is moved into the group: it must have ended before its frame, and this one, may go.
  auto group =
      asio::experimental::make_parallel_group(asio::co_spawn(executor, std::move(work), asio::deferred), timer.async_wait(asio::deferred));
  auto waiting = group.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  auto [order, failure, result, timer_error] = co_await std::move(waiting);
  if (order[0] == 1 && !timer_error) co_return Error{Errc::timeout, std::move(what), "", "", 0};
  if (failure) {
    try {
      std::rethrow_exception(failure);
    } catch (const boost::system::system_error& error) {
      // What an operation throws when its coroutine is cancelled; any other exception is a bug and goes on up.
      if (error.code() != asio::error::operation_aborted) throw;
    }
    co_return Error{Errc::cancelled, "cancelled", "", "", 0};
  }
  co_return std::move(result);
}

template <class T>
boost::asio::awaitable<Result<T>> with_deadline(boost::asio::awaitable<Result<T>> work, std::chrono::milliseconds limit, std::string what) {
  const auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer timer(executor, limit);
  auto bounded = with_deadline(std::move(work), timer, std::move(what));
  co_return co_await std::move(bounded);
}

}  // namespace resso::net
