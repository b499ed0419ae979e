#include "daemon/write_queue.hpp"

#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace resso::daemon {
namespace {

using Clock = std::chrono::steady_clock;

struct Job {
  WriteQueue::Work work;
  enum { waiting, done, alone } state = waiting;  // alone: what it was done with failed
};
using JobPtr = std::shared_ptr<Job>;

}  // namespace

/// Those who wait. Lives as long as one of them does.
struct WriteQueue::Line {
  Line(store::Store& of, std::chrono::milliseconds at_most) : store(of), longest(at_most) {}

  void join(JobPtr job) {
    const std::lock_guard lock(mutex);
    waiting.push_back(std::move(job));
  }

  JobPtr next() {
    const std::lock_guard lock(mutex);
    if (waiting.empty()) return nullptr;
    JobPtr job = std::move(waiting.front());
    waiting.pop_front();
    return job;
  }

  /// On the writer's thread, once for each who joined.
  Result<void> take_turn(Job& own) {
    while (own.state == Job::waiting) write_together();
    if (own.state == Job::alone) return store.write(own.work);
    return {};
  }

  /// All who wait now, `own` among them, or as many as go into one transaction.
  void write_together() {
    std::vector<JobPtr> together;
    bool written = false;
    try {
      written = store.write([&](store::Transaction& transaction) { return run_waiting(transaction, together); }).has_value();
    } catch (...) {
      // Whose it is shows when each is done by itself.
    }
    for (const JobPtr& job : together) job->state = written ? Job::done : Job::alone;
  }

  Result<void> run_waiting(store::Transaction& transaction, std::vector<JobPtr>& together) {
    const auto until = Clock::now() + longest;
    while (together.empty() || Clock::now() < until) {
      JobPtr job = next();
      if (!job) break;
      together.push_back(job);
      if (auto done = job->work(transaction); !done) return done;
    }
    return {};
  }

  store::Store& store;
  const std::chrono::milliseconds longest;
  std::mutex mutex;
  std::deque<JobPtr> waiting;
};

WriteQueue::WriteQueue(store::Store& store, asio::any_io_executor writer, std::chrono::milliseconds longest)
    : line_(std::make_shared<Line>(store, longest)), writer_(std::move(writer)) {}

asio::awaitable<Result<void>> WriteQueue::write(Work work) {
  auto job = std::make_shared<Job>(std::move(work));
  line_->join(job);
  auto turn = [line = line_, job] { return line->take_turn(*job); };
  auto running = run_on(writer_, std::move(turn));
  co_return co_await std::move(running);
}

}  // namespace resso::daemon
