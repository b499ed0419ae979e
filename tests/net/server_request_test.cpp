#include "net/server_request.hpp"

#include <gtest/gtest.h>

namespace resso::net {
namespace {

RequestHead asking(std::string target) {
  RequestHead head;
  head.method = "GET";
  head.target = std::move(target);
  head.headers = Headers{{"Host", "casal.example"}};
  return head;
}

TEST(ServerRequest, TakesTheTargetApart) {
  const auto made = make_server_request(asking("/c%C3%ADrcol/a%20b?x=%20&y"));
  const auto& request = std::get<ServerRequest>(made);
  EXPECT_EQ(request.path, "/círcol/a b");
  EXPECT_EQ(request.query, "x=%20&y");
  EXPECT_EQ(request.target, "/c%C3%ADrcol/a%20b?x=%20&y");
}

TEST(ServerRequest, AnAbsoluteTargetNamesTheHost) {
  const auto made = make_server_request(asking("http://other.example:80?q"));
  const auto& request = std::get<ServerRequest>(made);
  EXPECT_EQ(request.path, "/");
  EXPECT_EQ(request.target, "/?q");
  EXPECT_EQ(request.headers.get("Host"), "other.example:80");
}

TEST(ServerRequest, RefusesOtherTargetsAndPathsThatLeadElsewhere) {
  for (const char* target : {"*", "example.com:443", "a/b", "/a/../b", "/%2e%2e/etc", "/a/..", "/.", "/a/%2E", "/a%00b", "/a%0d%0ab",
                             "/%ff", "/%c0%af", "/%ed%a0%80", "/%", "/%a", "/%zz", "ftp://x/"})
    EXPECT_TRUE(std::holds_alternative<BadRequest>(make_server_request(asking(target)))) << target;
  for (const char* target : {"/...", "/a..b", "//", "/a?../..", "/%F0%9F%8E%89", "/.well-known/x"})
    EXPECT_TRUE(std::holds_alternative<ServerRequest>(make_server_request(asking(target)))) << target;
}

TEST(RemoteAddress, IsTheLastHopThatIsNoTrustedProxy) {
  const Headers headers{{"X-Forwarded-For", "6.6.6.6, 203.0.113.7"}, {"X-Forwarded-For", "10.0.0.2"}};
  const std::vector<std::string> proxies{"127.0.0.1", "10.0.0.2"};
  EXPECT_EQ(remote_address("127.0.0.1", headers, proxies), "203.0.113.7");
  EXPECT_EQ(remote_address("198.51.100.1", headers, proxies), "198.51.100.1");
  EXPECT_EQ(remote_address("127.0.0.1", headers, {}), "127.0.0.1");
  EXPECT_EQ(remote_address("127.0.0.1", {}, proxies), "127.0.0.1");
  EXPECT_EQ(remote_address("127.0.0.1", {{"X-Forwarded-For", "203.0.113.7, unknown"}}, proxies), "127.0.0.1");
}

}  // namespace
}  // namespace resso::net
