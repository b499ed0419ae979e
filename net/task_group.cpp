#include "net/task_group.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <unordered_set>
#include <vector>

namespace resso::net {

namespace asio = boost::asio;

namespace {

bool is_cancellation(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const boost::system::system_error& error) {
    return error.code() == asio::error::operation_aborted;
  } catch (...) {
    return false;
  }
}

}  // namespace

struct TaskGroup::State {
  struct Task;

  State(asio::any_io_executor on, OnException report) : executor(std::move(on)), on_exception(std::move(report)) {}

  void end(Task* task) {
    tasks.erase(task);
    if (tasks.empty())
      for (auto* joiner : joiners) joiner->cancel();
  }
  void cancel();

  asio::any_io_executor executor;
  OnException on_exception;
  std::unordered_set<Task*> tasks;
  std::unordered_set<asio::steady_timer*> joiners;
  bool cancelled = false;
};

/// Owned by the task's completion handler, so that it goes when the task ends and also when its io_context is destroyed under it.
struct TaskGroup::State::Task : std::enable_shared_from_this<Task> {
  Task(std::shared_ptr<State> of, std::string called)
      : group(std::move(of)), name(std::move(called)), signal(std::make_shared<asio::cancellation_signal>()) {
    group->tasks.insert(this);
  }
  ~Task() { group->end(this); }
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;

  std::shared_ptr<State> group;
  std::string name;
  std::shared_ptr<asio::cancellation_signal> signal;
};

void TaskGroup::State::cancel() {
  cancelled = true;
  std::vector<std::shared_ptr<Task>> all;  // a task that ends meanwhile must not take the set from under us
  for (auto* task : tasks) all.push_back(task->shared_from_this());
  for (const auto& task : all) task->signal->emit(asio::cancellation_type::terminal);
}

TaskGroup::TaskGroup(asio::any_io_executor executor, OnException on_exception)
    : state_(std::make_shared<State>(std::move(executor), std::move(on_exception))) {}

TaskGroup::~TaskGroup() {
  state_->on_exception = nullptr;  // what it refers to may go with our owner
  state_->cancel();
}

void TaskGroup::spawn(std::string name, asio::awaitable<void> work) {
  if (state_->cancelled) return;
  auto task = std::make_shared<State::Task>(state_, std::move(name));
  const auto slot = task->signal->slot();
  auto on_end = [task](std::exception_ptr failure) {
    const auto& group = *task->group;
    if (failure && group.on_exception && !is_cancellation(failure)) group.on_exception(task->name, failure);
    // Boost 1.81 may have a dispatched cancellation under way that points into the signal: let it pass first.
    asio::post(group.executor, [signal = task->signal] {});
  };
  task.reset();
  asio::co_spawn(state_->executor, std::move(work), asio::bind_cancellation_slot(slot, std::move(on_end)));
}

void TaskGroup::cancel() { state_->cancel(); }

asio::awaitable<bool> TaskGroup::join(std::chrono::milliseconds grace) {
  const auto state = state_;
  asio::steady_timer timer(state->executor, grace);
  struct Registration {
    State& of;
    asio::steady_timer& joiner;
    ~Registration() { of.joiners.erase(&joiner); }
  } registration{*state, timer};
  state->joiners.insert(&timer);
  while (!state->tasks.empty() && timer.expiry() > std::chrono::steady_clock::now()) {
    boost::system::error_code woken;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
  co_return state->tasks.empty();
}

std::size_t TaskGroup::size() const { return state_->tasks.size(); }

}  // namespace resso::net
