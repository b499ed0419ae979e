#include "net/task_group.hpp"

#include "tests/fakes/loopback.hpp"

#include <gtest/gtest.h>

namespace resso::net {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

asio::awaitable<void> count_down(std::chrono::milliseconds time, int& left) {
  struct AtEnd {
    int& left;
    ~AtEnd() { --left; }
  } at_end{left};
  auto waiting = fakes::pause(time);
  co_await std::move(waiting);
}

asio::awaitable<void> fail() {
  auto waiting = fakes::pause(1ms);
  co_await std::move(waiting);
  throw std::runtime_error("a bug");
}

asio::awaitable<void> ignore_cancellation(int& left) {
  co_await asio::this_coro::throw_if_cancelled(false);
  for (int i = 0; i < 50; ++i) {
    asio::steady_timer timer(co_await asio::this_coro::executor, 10ms);
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    co_await asio::this_coro::reset_cancellation_state();
  }
  --left;
}

class TaskGroupTest : public ::testing::Test {
 protected:
  asio::io_context context_{1};
  std::vector<std::string> failed_;
  TaskGroup group_{context_.get_executor(), [this](const std::string& task, std::exception_ptr) { failed_.push_back(task); }};
};

TEST_F(TaskGroupTest, JoinWaitsUntilAllHaveEnded) {
  int left = 3;
  for (int i = 1; i <= 3; ++i) group_.spawn("task", count_down(i * 5ms, left));
  EXPECT_EQ(group_.size(), 3u);
  EXPECT_TRUE(fakes::run_to_end(context_, group_.join(5s)));
  EXPECT_EQ(left, 0);
  EXPECT_EQ(group_.size(), 0u);
}

TEST_F(TaskGroupTest, JoinOfAnEmptyGroupIsTrueAtOnce) { EXPECT_TRUE(fakes::run_to_end(context_, group_.join(0ms))); }

TEST_F(TaskGroupTest, CancelEndsTasksAndIsNoFailure) {
  int left = 2;
  group_.spawn("a", count_down(1h, left));
  group_.spawn("b", count_down(1h, left));
  asio::post(context_, [this] { group_.cancel(); });
  EXPECT_TRUE(fakes::run_to_end(context_, group_.join(5s)));
  EXPECT_EQ(left, 0);
  EXPECT_TRUE(failed_.empty());
}

TEST_F(TaskGroupTest, AfterCancelNewTasksAreRefused) {
  group_.cancel();
  int left = 1;
  group_.spawn("late", count_down(0ms, left));
  EXPECT_EQ(group_.size(), 0u);
  EXPECT_TRUE(fakes::run_to_end(context_, group_.join(1s)));
}

TEST_F(TaskGroupTest, AnExceptionIsToldWithTheTasksName) {
  group_.spawn("poll of a feed", fail());
  EXPECT_TRUE(fakes::run_to_end(context_, group_.join(5s)));
  EXPECT_EQ(failed_, std::vector<std::string>{"poll of a feed"});
}

TEST_F(TaskGroupTest, JoinGivesUpAfterItsGrace) {
  int left = 1;
  group_.spawn("deaf", ignore_cancellation(left));
  asio::post(context_, [this] { group_.cancel(); });
  EXPECT_FALSE(fakes::run_to_end(context_, group_.join(30ms)));
  EXPECT_EQ(group_.size(), 1u);
}

TEST(TaskGroupLife, TasksMayOutliveTheGroupAndTheContextMayEndUnderThem) {
  int left = 2;
  {
    asio::io_context context(1);
    {
      TaskGroup group(context.get_executor(), nullptr);
      group.spawn("a", count_down(1h, left));
      group.spawn("b", count_down(1h, left));
      context.poll();
    }
  }
  EXPECT_EQ(left, 0);
}

}  // namespace
}  // namespace resso::net
