// Structured concurrency: coroutines that belong to somebody, who can cancel them and wait for them. Nothing is ever detached.
#pragma once

#include "model/time.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <exception>
#include <functional>
#include <memory>
#include <string>

namespace resso::net {

/// Use from the executor's one thread only. An exception out of a task is a bug: it goes to `on_exception` with the task's name.
class TaskGroup {
 public:
  using OnException = std::function<void(const std::string& task, std::exception_ptr)>;
  TaskGroup(boost::asio::any_io_executor executor, OnException on_exception);
  ~TaskGroup();

  void spawn(std::string name, boost::asio::awaitable<void> task);
  void cancel();  ///< terminal cancellation to all; new tasks are refused from now on
  /// True when all have ended within `grace`; false leaves the rest running.
  boost::asio::awaitable<bool> join(std::chrono::milliseconds grace);
  std::size_t size() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace resso::net
