#include "model/error.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace resso {
namespace {

TEST(Error, IsDescribedWithItsPlaceAndItsRemedy) {
  const Error error{Errc::bad_input, "not a URL: “htp:/x”", "city.toml", "write it as https://…", 12};
  EXPECT_EQ(describe(error), "city.toml:12: not a URL: “htp:/x” (write it as https://…)");
  EXPECT_EQ(describe(Error{Errc::timeout, "no answer within 20 s", "", "", 0}), "no answer within 20 s");
}

TEST(Error, EveryCodeIsFoundAgainByItsName) {
  for (int i = 0; i <= static_cast<int>(Errc::internal); ++i) {
    const auto code = static_cast<Errc>(i);
    EXPECT_EQ(errc_named(name_of(code)), code);
  }
  EXPECT_EQ(errc_named("no such"), Errc::internal);
}

TEST(Error, ValueOfAnErrorIsABugAndThrows) {
  const Result<int> result{Error{Errc::gone, "gone", "", "", 0}};
  EXPECT_THROW((void)result.value(), std::logic_error);
}

}  // namespace
}  // namespace resso
