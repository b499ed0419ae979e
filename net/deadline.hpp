// One deadline round a whole operation. `op || timer` of Asio is not that (asio #900): see docs of with_deadline.
#pragma once

#include "model/error.hpp"
#include "model/time.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace resso::net {

/// The work's result, or Errc::timeout with `what` after `limit`; the work is cancelled (terminal) and has ended when this returns.
/// Cancellation of the caller reaches the work and gives Errc::cancelled.
template <class T>
boost::asio::awaitable<Result<T>> with_deadline(boost::asio::awaitable<Result<T>> work, std::chrono::milliseconds limit, std::string what);

/// The same with a timer of the caller's, already set: cancelling that timer from elsewhere ends the work with Errc::cancelled.
template <class T>
boost::asio::awaitable<Result<T>> with_deadline(boost::asio::awaitable<Result<T>> work, boost::asio::steady_timer& timer, std::string what);

}  // namespace resso::net

#include "net/deadline_impl.hpp"
