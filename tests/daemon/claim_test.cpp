#include "daemon/claim.hpp"

#include "tests/daemon/temporary_directory.hpp"

#include <gmock/gmock.h>

namespace resso::daemon {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(Claim, ASecondDaemonOnTheSameStoreIsToldWhoHasIt) {
  const TemporaryDirectory directory;
  const auto store = directory / "resso.db";
  auto first = Claim::take(store);
  ASSERT_TRUE(first);
  first->announce("http://127.0.0.1:8081");
  const auto second = Claim::take(store);
  ASSERT_FALSE(second);
  EXPECT_THAT(describe(second.error()), HasSubstr("http://127.0.0.1:8081"));
  EXPECT_EQ(Claim::holder(store), "http://127.0.0.1:8081");
}

TEST(Claim, IsFreeAgainWhenItsHolderHasGone) {
  const TemporaryDirectory directory;
  const auto store = directory / "resso.db";
  { const auto claim = Claim::take(store); }
  EXPECT_THAT(Claim::holder(store), IsEmpty());
  EXPECT_TRUE(Claim::take(store));
}

}  // namespace
}  // namespace resso::daemon
