#include "text/digest.hpp"

#include <gtest/gtest.h>

namespace resso::text {
namespace {

TEST(Sha256, KnownAnswersOfFips180) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(ShortId, IsTheFirst65BitsInBase32) {
  // ba7816bf8f01cfea4… in groups of five bits.
  EXPECT_EQ(short_id("abc"), "xj4bnp4pahh6u");
  EXPECT_NE(short_id("a"), short_id("b"));
}

TEST(Base64, PadsByRfc4648) {
  EXPECT_EQ(base64_encode(""), "");
  EXPECT_EQ(base64_encode("f"), "Zg==");
  EXPECT_EQ(base64_encode("fo"), "Zm8=");
  EXPECT_EQ(base64_encode("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64_encode(std::string_view("\0\xFF", 2)), "AP8=");
}

}  // namespace
}  // namespace resso::text
