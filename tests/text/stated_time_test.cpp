#include "text/stated_time.hpp"

#include <gtest/gtest.h>

namespace resso::text {
namespace {

using namespace std::chrono_literals;

LocalTime face(int hour, int minute = 0) {
  return LocalTime{std::chrono::local_days{std::chrono::year{2026} / 11 / 28}} + std::chrono::hours{hour} + std::chrono::minutes{minute};
}

struct Case {
  const char* name;
  std::string_view words;
  StatedTime stated;
};
class StatedTimes : public ::testing::TestWithParam<Case> {};

TEST_P(StatedTimes, KeepTheirFaceAndTheirOffset) { EXPECT_EQ(parse_stated_time(GetParam().words), GetParam().stated); }

INSTANTIATE_TEST_SUITE_P(Shapes, StatedTimes,
                         ::testing::Values(Case{"Day", "2026-11-28", {face(0), false, {}}},
                                           Case{"OrdinalDay", "2026-332", {face(0), false, {}}},
                                           Case{"NoZone", "2026-11-28T18:30", {face(18, 30), true, {}}},
                                           Case{"Midnight", "2026-11-28T00:00:00", {face(0), true, {}}},
                                           Case{"Offset", "2026-11-28T18:30:00+01:00", {face(18, 30), true, 3600s}},
                                           Case{"OffsetOfHours", "2026-11-28t18:30-08", {face(18, 30), true, -28800s}},
                                           Case{"Utc", "20261128T183000Z", {face(18, 30), true, 0s}},
                                           Case{"Blank", "2026-11-28 18:30:00 +0100", {face(18, 30), true, 3600s}},
                                           Case{"Rfc822", "Sat, 28 Nov 2026 18:30:00 GMT", {face(18, 30), true, 0s}},
                                           Case{"Words", "28 de novembre de 2026, 18:30", {face(18, 30), true, {}}}),
                         [](const auto& test) { return test.param.name; });

TEST(StatedTime, AMonthAYearAndNoDateAreNone) {
  for (const std::string_view words : {"2026-11", "2026", "aviat", "", "18:30", "2026-11-31"})
    EXPECT_FALSE(parse_stated_time(words)) << words;
}

}  // namespace
}  // namespace resso::text
