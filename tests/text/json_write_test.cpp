#include "text/json_write.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace resso::text {
namespace {

TEST(JsonWriter, WritesNestedValuesWithCommasWhereTheyBelong) {
  JsonWriter json;
  json.begin_object().member("a", 1).key("b").begin_array().value("x").value(true).null().begin_object().end_object().end_array();
  json.member("c", 2.5).end_object();
  EXPECT_EQ(json.take(), R"({"a":1,"b":["x",true,null,{}],"c":2.5})");
}

TEST(JsonWriter, EscapesWhatRfc8259DemandsAndNothingElse) {
  JsonWriter json;
  json.value("\"\\\b\f\n\r\t\x01\x1f/ç🎉");
  EXPECT_EQ(json.take(), "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f/ç🎉\"");
}

TEST(JsonWriter, KeysAreEscapedToo) {
  JsonWriter json;
  json.begin_object().member("a\"b", "").end_object();
  EXPECT_EQ(json.take(), R"({"a\"b":""})");
}

TEST(JsonWriter, NumbersReadBackTheSame) {
  JsonWriter json;
  json.begin_array().value(std::numeric_limits<std::int64_t>::min()).value(0.1).value(std::nan("")).value(INFINITY).end_array();
  EXPECT_EQ(json.take(), "[-9223372036854775808,0.1,null,null]");
}

TEST(JsonWriter, MembersWithoutTextAreLeftOut) {
  JsonWriter json;
  json.begin_object().member_if("a", "").member_if("b", "x").strings("c", {"1", "2"}).strings("d", {}).end_object();
  EXPECT_EQ(json.take(), R"({"b":"x","c":["1","2"],"d":[]})");
}

TEST(JsonWriter, IndentsForPeople) {
  JsonWriter json(2);
  json.begin_object().member("a", 1).key("b").begin_array().end_array().end_object();
  EXPECT_EQ(json.take(), "{\n  \"a\": 1,\n  \"b\": []\n}");
}

}  // namespace
}  // namespace resso::text
