#include "net/web_address.hpp"

#include <gtest/gtest.h>

namespace resso::net {
namespace {

TEST(WebAddress, TakesAnAddressApart) {
  const auto address = parse_web_address("HTTPS://Casal.Example:8443/agenda?x=1#top");
  ASSERT_TRUE(address);
  EXPECT_TRUE(address->secure);
  EXPECT_EQ(address->host, "casal.example");
  EXPECT_EQ(address->port, 8443);
  EXPECT_EQ(address->target, "/agenda?x=1");
  EXPECT_EQ(address->origin(), "https://casal.example:8443");
}

TEST(WebAddress, LeavesOutThePortThatGoesWithoutSaying) {
  EXPECT_EQ(parse_web_address("http://a.example:80")->str(), "http://a.example/");
  EXPECT_EQ(parse_web_address("https://a.example:443/")->authority(), "a.example");
  EXPECT_EQ(parse_web_address("http://[::1]:8080/x")->authority(), "[::1]:8080");
  EXPECT_EQ(parse_web_address("http://[::1]:8080/x")->host, "::1");
}

TEST(WebAddress, EncodesWhatPeopleTypeAndKeepsWhatIsEncoded) {
  EXPECT_EQ(parse_web_address(" http://a.example/català x|[1]?q=é&p=%20%zz ")->target, "/catal%C3%A0%20x%7C%5B1%5D?q=%C3%A9&p=%20%25zz");
  EXPECT_EQ(parse_web_address("http://a.example\\b\r\n/c")->target, "/b/c");
  EXPECT_EQ(parse_web_address("http://a.example?q")->target, "/?q");
}

TEST(WebAddress, RemovesDotSegments) {
  EXPECT_EQ(parse_web_address("http://a.example/a/../b/./c")->target, "/b/c");
  EXPECT_EQ(parse_web_address("http://a.example/a/%2E%2e/b")->target, "/b");
  EXPECT_EQ(parse_web_address("http://a.example:80.")->target, "/");
  EXPECT_EQ(parse_web_address("http://a.example/.well-known/a..b//c")->target, "/.well-known/a..b//c");
}

TEST(WebAddress, WritesNumericHostsInTheirUsualSpelling) {
  EXPECT_EQ(parse_web_address("http://0x7f.1/")->host, "127.0.0.1");
  EXPECT_EQ(parse_web_address("http://2130706433/")->host, "127.0.0.1");
}

TEST(WebAddress, KeepsSecretsApartAndNeverShowsThem) {
  const auto address = parse_web_address("http://casal:s%40cret@a.example/x");
  EXPECT_EQ(address->user, "casal");
  EXPECT_EQ(address->password, "s@cret");
  EXPECT_EQ(address->str(), "http://a.example/x");
  EXPECT_EQ(without_secrets("ftp://u:p@h/x@y"), "ftp://h/x@y");
  EXPECT_EQ(parse_web_address("ftp://u:p@h/x").error().where, "ftp://h/x");
}

TEST(WebAddress, RefusesWhatCannotBeFetched) {
  for (const char* text : {"", "casal", "ftp://a.example/", "http://", "http:///x", "http://a.example:0/", "http://a.example:99999/",
                           "mailto:a@b.example", "http://a b/", "javascript:alert(1)"}) {
    const auto address = parse_web_address(text);
    ASSERT_FALSE(address) << text;
    EXPECT_EQ(address.error().code, Errc::bad_input) << text;
  }
}

TEST(ResolveLocation, FollowsRelativeAndAbsoluteReferences) {
  const auto base = *parse_web_address("https://a.example/x/y?q");
  EXPECT_EQ(resolve_location(base, "../z")->str(), "https://a.example/z");
  EXPECT_EQ(resolve_location(base, "/z?p")->str(), "https://a.example/z?p");
  EXPECT_EQ(resolve_location(base, "//b.example/")->str(), "https://b.example/");
  EXPECT_EQ(resolve_location(base, "http://c.example")->str(), "http://c.example/");
  EXPECT_EQ(resolve_location(base, "?r")->str(), "https://a.example/x/y?r");
  EXPECT_EQ(resolve_location(base, "/çò d")->str(), "https://a.example/%C3%A7%C3%B2%20d");
  EXPECT_FALSE(resolve_location(base, "javascript:x"));
  EXPECT_FALSE(resolve_location(base, "file:///etc/passwd"));
}

}  // namespace
}  // namespace resso::net
