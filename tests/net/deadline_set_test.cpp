#include "net/deadline_set.hpp"

#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>
#include <string>

namespace resso::net {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using Clock = DeadlineSet::Clock;

class Watches : public ::testing::Test {
 protected:
  /// Watches that write their name when they are ended.
  auto watch(const std::string& name, std::chrono::milliseconds limit) {
    return std::make_unique<DeadlineSet::Watch>(*set_, Clock::now() + limit, [this, name] { ended_ += name; });
  }
  /// How long the context has something to do.
  std::chrono::nanoseconds run() {
    const auto began = Clock::now();
    context_.restart();
    context_.run();
    return Clock::now() - began;
  }
  asio::io_context context_{1};
  std::shared_ptr<DeadlineSet> set_ = std::make_shared<DeadlineSet>(context_.get_executor());
  std::string ended_;
};

TEST_F(Watches, EndEachAtItsOwnTimeWhicheverCameFirst) {
  const auto late = watch("c", 60ms), early = watch("a", 20ms), middle = watch("b", 40ms), never = watch("d", 1h);
  asio::steady_timer enough(context_, 80ms);
  enough.async_wait([&](boost::system::error_code) { context_.stop(); });
  EXPECT_GE(run(), 60ms);
  EXPECT_EQ(ended_, "abc");
  EXPECT_TRUE(late->was_late() && early->was_late() && middle->was_late());
  EXPECT_FALSE(never->was_late());
}

TEST_F(Watches, GoesOnWithTheNextWhenTheFirstIsGone) {
  auto first = watch("a", 10ms);
  const auto second = watch("b", 40ms);
  first.reset();
  EXPECT_GE(run(), 40ms);
  EXPECT_EQ(ended_, "b");
}

TEST_F(Watches, LeaveNothingToWaitForWhenTheyAreGone) {
  for (int i = 0; i < 3; ++i) {
    auto one = watch("a", 1h), other = watch("b", 2h);
    one.reset();
    other.reset();
    EXPECT_LT(run(), 1s);
  }
  EXPECT_EQ(ended_, "");
}

TEST_F(Watches, CloseEndsAllSoonAndNoneOfThemWasLate) {
  const auto one = watch("a", 1h), other = watch("b", 2h);
  set_->close();
  EXPECT_EQ(ended_, "");  // not within close(): its caller may be what would be ended
  EXPECT_LT(run(), 1s);
  EXPECT_EQ(ended_, "ab");
  EXPECT_FALSE(one->was_late() || other->was_late());
}

TEST_F(Watches, EndSoonWhenTheSetIsClosedAlready) {
  set_->close();
  const auto one = watch("a", 1h);
  EXPECT_LT(run(), 1s);
  EXPECT_EQ(ended_, "a");
}

}  // namespace
}  // namespace resso::net
