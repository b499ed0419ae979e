#include "net/deadline.hpp"

#include "tests/fakes/loopback.hpp"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>

namespace resso::net {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

asio::awaitable<Result<int>> answer_after(std::chrono::milliseconds time, Result<int> answer) {
  auto waiting = fakes::pause(time);
  co_await std::move(waiting);
  co_return answer;
}

asio::awaitable<Result<int>> throw_after(std::chrono::milliseconds time) {
  auto waiting = fakes::pause(time);
  co_await std::move(waiting);
  throw std::runtime_error("a bug");
}

class Deadline : public ::testing::Test {
 protected:
  Result<int> run(asio::awaitable<Result<int>> work, std::chrono::milliseconds limit) {
    const auto began = std::chrono::steady_clock::now();
    auto result = fakes::run_to_end(context_, with_deadline(std::move(work), limit, "no answer within the test"));
    took_ = std::chrono::steady_clock::now() - began;
    return result;
  }
  asio::io_context context_{1};
  std::chrono::nanoseconds took_{};
};

TEST_F(Deadline, GivesTheResultOfWorkThatEndsInTime) {
  EXPECT_EQ(*run(answer_after(1ms, 42), 5s), 42);
  EXPECT_LT(took_, 1s);
}

TEST_F(Deadline, AFailureIsToldAtOnceAndNotAtTheDeadline) {
  const auto result = run(answer_after(1ms, Error{Errc::network, "reset", "", "", 0}), 5s);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().what, "reset");
  EXPECT_LT(took_, 1s);
}

TEST_F(Deadline, WorkThatTakesLongerIsCancelledAndEndsAsTimeout) {
  const auto result = run(answer_after(1h, 42), 20ms);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::timeout);
  EXPECT_EQ(result.error().what, "no answer within the test");
  EXPECT_LT(took_, 1s);
}

TEST_F(Deadline, AnExceptionOutOfTheWorkComesThrough) { EXPECT_THROW(run(throw_after(1ms), 5s), std::runtime_error); }

TEST_F(Deadline, CancellingTheCallerGivesCancelled) {
  asio::cancellation_signal signal;
  std::optional<Result<int>> result;
  asio::co_spawn(context_, with_deadline(answer_after(1h, 42), 1h, ""),
                 asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr thrown, Result<int> made) {
                   if (!thrown) result = std::move(made);
                 }));
  asio::steady_timer timer(context_, 10ms);
  timer.async_wait([&](boost::system::error_code) { signal.emit(asio::cancellation_type::terminal); });
  context_.run();
  ASSERT_TRUE(result);
  ASSERT_FALSE(*result);
  EXPECT_EQ(result->error().code, Errc::cancelled);
}

TEST_F(Deadline, CancellingTheCallersTimerGivesCancelled) {
  asio::steady_timer deadline(context_, 1h);
  asio::post(context_, [&] { asio::post(context_, [&] { deadline.cancel(); }); });
  const auto result = fakes::run_to_end(context_, with_deadline(answer_after(1h, 42), deadline, ""));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::cancelled);
}

TEST_F(Deadline, AnInnerDeadlineEndsWithTheOuterOne) {
  const auto result = run(with_deadline(answer_after(1h, 42), 1h, "inner"), 20ms);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::timeout);
  EXPECT_EQ(result.error().what, "no answer within the test");
}

}  // namespace
}  // namespace resso::net
