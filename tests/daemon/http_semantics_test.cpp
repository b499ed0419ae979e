#include "daemon/http_semantics.hpp"

#include "text/timestamp.hpp"

#include <gtest/gtest.h>

namespace resso::daemon {
namespace {

TEST(ChooseCoding, TakesBrotliWhereItIsLikedAsMuchAsGzip) {
  EXPECT_EQ(choose_coding("gzip, deflate, br"), Coding::brotli);
  EXPECT_EQ(choose_coding("gzip;q=1, br;q=0.5"), Coding::gzip);
  EXPECT_EQ(choose_coding("gzip"), Coding::gzip);
  EXPECT_EQ(choose_coding("br;q=0, gzip;q=0"), Coding::identity);
  EXPECT_EQ(choose_coding("*"), Coding::brotli);
  EXPECT_EQ(choose_coding("*;q=0"), Coding::identity);
  EXPECT_EQ(choose_coding(""), Coding::identity);
}

TEST(ChooseLanguage, FollowsTheReadersOrder) {
  const std::vector<std::string> available{"ca", "es", "en"};
  EXPECT_EQ(choose_language("en-GB,en;q=0.9,es;q=0.8", available), "en");
  EXPECT_EQ(choose_language("fr, es;q=0.3", available), "es");
  EXPECT_EQ(choose_language("fr", available), "ca");
  EXPECT_EQ(choose_language("en;q=0, es;q=0.1", available), "es");
  EXPECT_EQ(choose_language("", available), "ca");
}

TEST(EtagListed, ComparesWeakly) {
  EXPECT_TRUE(etag_listed("\"a\", W/\"b\"", "\"b\""));
  EXPECT_TRUE(etag_listed("*", "\"b\""));
  EXPECT_FALSE(etag_listed("\"a\"", "\"b\""));
  EXPECT_FALSE(etag_listed("b", "\"b\""));
}

TEST(NotModified, IfNoneMatchDecidesBeforeTheDate) {
  const std::vector<std::string> etags{"\"x\""};
  const auto at = *text::parse_rfc3339("2026-11-23T10:00:00Z");
  const std::string later = "Tue, 24 Nov 2026 10:00:00 GMT";
  EXPECT_TRUE(is_not_modified({{"If-Modified-Since", later}}, etags, at));
  EXPECT_FALSE(is_not_modified({{"If-Modified-Since", later}, {"If-None-Match", "\"y\""}}, etags, at));
  EXPECT_TRUE(is_not_modified({{"If-None-Match", "\"x\""}}, etags, at));
  EXPECT_FALSE(is_not_modified({{"If-Modified-Since", "yesterday"}}, etags, at)) << "a bad date is ignored";
  EXPECT_FALSE(is_not_modified({{"If-Modified-Since", "Mon, 23 Nov 2026 09:59:59 GMT"}}, etags, at));
}

}  // namespace
}  // namespace resso::daemon
