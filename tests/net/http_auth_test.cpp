#include "net/http_auth.hpp"

#include <gtest/gtest.h>

namespace resso::net {
namespace {

AuthRequest mufasa() {
  AuthRequest request;
  request.method = "GET";
  request.target = "/dir/index.html";
  request.user = "Mufasa";
  request.password = "Circle of Life";
  request.client_nonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  return request;
}

constexpr const char* kRest =
    "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
    "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

std::string digest_of(const std::string& answer) {
  const std::size_t at = answer.find("response=\"") + 10;
  return answer.substr(at, answer.find('"', at) - at);
}

TEST(Digest, AnswersTheExamplesOfRfc7616) {
  const Headers md5{{"WWW-Authenticate", std::string("Digest algorithm=MD5, ") + kRest}};
  const auto first = answer_challenge(parse_challenges(md5), mufasa());
  ASSERT_TRUE(first);
  EXPECT_EQ(digest_of(*first), "8ca523f5e9506fed4657c9700eebdbec");
  const Headers sha{{"WWW-Authenticate", std::string("Digest algorithm=SHA-256, ") + kRest}};
  const auto second = answer_challenge(parse_challenges(sha), mufasa());
  ASSERT_TRUE(second);
  EXPECT_EQ(digest_of(*second), "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  EXPECT_NE(second->find("qop=auth, nc=00000001"), std::string::npos) << *second;
  EXPECT_NE(second->find("algorithm=SHA-256"), std::string::npos);
}

TEST(Digest, AnswersTheExampleOfRfc2617WithoutAlgorithm) {
  AuthRequest request = mufasa();
  request.password = "Circle Of Life";
  request.client_nonce = "0a4f113b";
  const Headers reply{
      {"WWW-Authenticate",
       "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc\""}};
  EXPECT_EQ(digest_of(*answer_challenge(parse_challenges(reply), request)), "6629fae49393a05397450978507c4ef1");
}

TEST(Digest, TakesTheStrongestOfferAndBasicOnlyWithoutDigest) {
  const Headers all{{"WWW-Authenticate", "Basic realm=\"a, b\", Digest algorithm=MD5, realm=r, nonce=n"},
                    {"WWW-Authenticate", "Digest algorithm=SHA-256-sess, realm=r, nonce=n, qop=auth"},
                    {"WWW-Authenticate", "Negotiate"}};
  const auto challenges = parse_challenges(all);
  ASSERT_EQ(challenges.size(), 4u);
  EXPECT_EQ(challenges[0].parameters.at("realm"), "a, b");
  EXPECT_NE(answer_challenge(challenges, mufasa())->find("SHA-256-sess"), std::string::npos);
  EXPECT_EQ(*answer_challenge({challenges[0]}, mufasa()), "Basic TXVmYXNhOkNpcmNsZSBvZiBMaWZl");
  EXPECT_EQ(answer_challenge({challenges[3]}, mufasa()), std::nullopt);
}

TEST(Digest, ChallengesThatCannotBeMetAreLeft) {
  for (const char* value :
       {"Digest", "Digest realm=r", "Digest algorithm=WHIRLPOOL, nonce=n, realm=r", "Digest qop=other, nonce=n", "=,=,,\"", ""})
    EXPECT_EQ(answer_challenge(parse_challenges({{"WWW-Authenticate", value}}), mufasa()), std::nullopt) << value;
}

TEST(Digest, KnowsAStaleNonce) {
  EXPECT_TRUE(is_stale(parse_challenges({{"WWW-Authenticate", "Digest nonce=n, stale=TRUE"}})));
  EXPECT_FALSE(is_stale(parse_challenges({{"WWW-Authenticate", "Digest nonce=n, stale=false"}})));
}

TEST(Digest, ClientNoncesDiffer) { EXPECT_NE(random_word(), random_word()); }

}  // namespace
}  // namespace resso::net
