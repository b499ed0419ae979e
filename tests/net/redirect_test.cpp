#include "net/redirect.hpp"

#include <gtest/gtest.h>

namespace resso::net {
namespace {

FetchReply answer(int status, std::string location) {
  FetchReply reply;
  reply.status = status;
  if (!location.empty()) reply.headers.add("Location", std::move(location));
  return reply;
}

FetchRequest post(std::string url) {
  FetchRequest request(std::move(url));
  request.method = "POST";
  request.body = "a=b";
  request.headers = {{"Content-Type", "text/plain"}, {"Authorization", "Bearer s"}};
  return request;
}

TEST(Redirected, OnlyARedirectWithALocationIsFollowed) {
  const FetchRequest request("https://a.example/x");
  for (const int status : {200, 300, 304, 404}) EXPECT_FALSE(*redirected(request, answer(status, "/y"))) << status;
  EXPECT_FALSE(*redirected(request, answer(301, "")));
  for (const int status : {301, 302, 303, 307, 308})
    EXPECT_EQ((*redirected(request, answer(status, "y?z")))->url, "https://a.example/y?z") << status;
}

TEST(Redirected, APostBecomesAGetWhereTheStandardSaysSo) {
  const FetchRequest request = post("https://a.example/x");
  for (const int status : {301, 302, 303}) {
    const auto next = **redirected(request, answer(status, "/y"));
    EXPECT_EQ(next.method, "GET") << status;
    EXPECT_TRUE(next.body.empty());
    EXPECT_FALSE(next.headers.has("Content-Type"));
  }
  for (const int status : {307, 308}) EXPECT_EQ((**redirected(request, answer(status, "/y"))).body, "a=b") << status;
}

TEST(Redirected, SecretsStayAtTheirOrigin) {
  FetchRequest request = post("https://u:p@a.example/x");
  const auto same = **redirected(request, answer(307, "/y"));
  EXPECT_EQ(same.headers.get("Authorization"), "Bearer s");
  EXPECT_EQ(same.digest_user, "u");
  for (const char* elsewhere : {"https://b.example/", "http://a.example/", "https://a.example:8443/"}) {
    const auto next = **redirected(request, answer(307, elsewhere));
    EXPECT_FALSE(next.headers.has("Authorization")) << elsewhere;
    EXPECT_TRUE(next.digest_user.empty()) << elsewhere;
  }
}

TEST(Redirected, WhatCannotBeFetchedIsAnError) {
  const auto next = redirected(FetchRequest("https://a.example/x"), answer(302, "mailto:casal@a.example"));
  ASSERT_TRUE(next.has_error());
  EXPECT_EQ(next.error().where, "https://a.example/x");
}

}  // namespace
}  // namespace resso::net
