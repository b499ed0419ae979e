#include "net/message.hpp"

#include <gtest/gtest.h>

namespace resso::net {
namespace {

TEST(Headers, NamesCompareWithoutCase) {
  const Headers headers{{"Content-Type", "text/calendar"}, {"ETag", "W/\"a\""}};
  EXPECT_EQ(headers.get("content-type"), "text/calendar");
  EXPECT_TRUE(headers.has("ETAG"));
  EXPECT_FALSE(headers.has("ETag2"));
  EXPECT_EQ(headers.get("Last-Modified"), "");
}

TEST(Headers, SetReplacesAllOfThatNameInThePlaceOfTheFirst) {
  Headers headers{{"A", "1"}, {"B", "2"}, {"a", "3"}};
  headers.set("A", "4");
  ASSERT_EQ(headers.size(), 2u);
  EXPECT_EQ(headers.begin()->second, "4");
  EXPECT_EQ(headers.joined("a"), "4");
}

TEST(Headers, JoinsRepeatedFieldsAsOneList) {
  const Headers headers{{"Link", "<a>"}, {"X", "-"}, {"link", "<b>"}};
  EXPECT_EQ(headers.joined("Link"), "<a>, <b>");
}

TEST(Headers, RemoveTakesEveryFieldOfTheName) {
  Headers headers{{"Cookie", "a"}, {"B", "2"}, {"COOKIE", "c"}};
  headers.remove("cookie");
  EXPECT_EQ(headers.size(), 1u);
}

}  // namespace
}  // namespace resso::net
