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

// RFC 4231 §4.3, and RFC 2202 §3 for SHA-1.
TEST(Hmac, GivesTheStandardsValues) {
  const std::string_view key = "Jefe", bytes = "what do ya want for nothing?";
  EXPECT_EQ(hmac_hex(HmacMethod::sha1, key, bytes), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(hmac_hex(HmacMethod::sha256, key, bytes), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac_hex(HmacMethod::sha384, key, bytes),
            "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649");
  EXPECT_EQ(
      hmac_hex(HmacMethod::sha512, key, bytes),
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737");
}

TEST(RandomHex, IsAsLongAsAskedAndNeverTheSame) {
  EXPECT_EQ(random_hex(20).size(), 40u);
  EXPECT_NE(random_hex(20), random_hex(20));
}

TEST(EqualInConstantTime, IsEquality) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
}

}  // namespace
}  // namespace resso::text
