#include "connectors/connector.hpp"

#include <gtest/gtest.h>

namespace resso::connectors {
namespace {

using namespace std::chrono_literals;
using Kind = FetchOutcome::Kind;

constexpr Instant kNow{std::chrono::sys_days{2026y / 11 / 23} + 10h};

net::FetchReply reply(int status, net::Headers headers = {}) {
  net::FetchReply out;
  out.status = status;
  out.headers = std::move(headers);
  out.final_url = "https://a.example:8443/feed";
  return out;
}

struct Meaning {
  int status;
  bool retry_after;
  std::optional<Errc> code;
};

class Status : public ::testing::TestWithParam<Meaning> {};

TEST_P(Status, HasItsMeaning) {
  net::Headers headers;
  if (GetParam().retry_after) headers.add("Retry-After", "120");
  const FetchOutcome outcome = outcome_of(reply(GetParam().status, headers), kNow);
  EXPECT_EQ(outcome.problem.has_value(), GetParam().code.has_value());
  if (!outcome.problem) return;
  EXPECT_EQ(outcome.kind, Kind::failed);
  EXPECT_EQ(outcome.problem->code, *GetParam().code);
  EXPECT_NE(outcome.problem->what.find("(" + std::to_string(GetParam().status) + ")"), std::string::npos) << outcome.problem->what;
  EXPECT_FALSE(outcome.problem->remedy.empty());
  EXPECT_EQ(outcome.problem->where, "https://a.example:8443/feed");
}

INSTANTIATE_TEST_SUITE_P(
    Http, Status,
    ::testing::Values(Meaning{200, false, {}}, Meaning{203, false, {}}, Meaning{207, false, {}}, Meaning{304, false, {}},
                      Meaning{202, false, Errc::http}, Meaning{204, false, Errc::http}, Meaning{302, false, Errc::http},
                      Meaning{400, false, Errc::http}, Meaning{401, false, Errc::auth}, Meaning{403, false, Errc::auth},
                      Meaning{403, true, Errc::rate_limited}, Meaning{404, false, Errc::not_found}, Meaning{410, false, Errc::gone},
                      Meaning{418, false, Errc::http}, Meaning{429, false, Errc::rate_limited}, Meaning{429, true, Errc::rate_limited},
                      Meaning{500, false, Errc::http}, Meaning{503, false, Errc::http}, Meaning{503, true, Errc::rate_limited},
                      Meaning{599, false, Errc::http}, Meaning{999, false, Errc::http}));

TEST(Outcome, TellsWhatPolicyNeedsOfAGoodReply) {
  const net::Headers headers{{"ETag", "W/\"a\""}, {"Last-Modified", "yesterday, about"}, {"Cache-Control", "max-age=600"}, {"Age", "100"}};
  const FetchOutcome outcome = outcome_of(reply(200, headers), kNow);
  EXPECT_EQ(outcome.kind, Kind::changed);
  EXPECT_EQ(outcome.validators, (Validators{"W/\"a\"", "yesterday, about"}));
  EXPECT_EQ(outcome.freshness, 500s);
  EXPECT_EQ(outcome.host, "https://a.example:8443");
  EXPECT_EQ(outcome_of(reply(304), kNow).kind, Kind::unchanged);
}

TEST(Outcome, TheEndOfTheWindowMattersWhenTheBucketIsEmpty) {
  const auto with = [](int status, std::string remaining) {
    const net::Headers headers{
        {"X-RateLimit-Limit", "300"}, {"X-RateLimit-Remaining", remaining}, {"X-RateLimit-Reset", "2026-11-23T10:05:00.123Z"}};
    return outcome_of(reply(status, headers), kNow).rate_reset;
  };
  EXPECT_EQ(with(200, "12"), std::nullopt);
  EXPECT_EQ(with(200, "0"), kNow + 5min);
  EXPECT_EQ(with(429, "0"), kNow + 5min);
}

struct Chain {
  const char* name;
  std::vector<int> statuses;
  std::string expected;
};

class Redirects : public ::testing::TestWithParam<Chain> {};

TEST_P(Redirects, ArePermanentOnlyWhenAllAre) {
  net::FetchReply moved = reply(200);
  int hop = 0;
  for (const int status : GetParam().statuses) {
    moved.redirects.push_back(
        {status, "https://h" + std::to_string(hop) + ".example/", "https://h" + std::to_string(hop + 1) + ".example/"});
    ++hop;
  }
  EXPECT_EQ(outcome_of(moved, kNow).permanent_target, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Http, Redirects,
                         ::testing::Values(Chain{"None", {}, ""}, Chain{"One", {301}, "https://h1.example/"},
                                           Chain{"Two", {308, 301}, "https://h2.example/"}, Chain{"Temporary", {302}, ""},
                                           Chain{"Mixed", {301, 307}, ""}),
                         [](const auto& test) { return test.param.name; });

TEST(Outcome, AnErrorKeepsItsWordsAndItsHost) {
  const FetchOutcome outcome = outcome_of(Error{Errc::timeout, "no answer within 20 s", "https://a.example/f", "", 0});
  EXPECT_EQ(outcome.kind, Kind::failed);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.problem->what, "no answer within 20 s");
  EXPECT_EQ(outcome.host, "https://a.example");
}

net::FetchReply page(std::string body, std::string type = "text/html; charset=utf-8") {
  net::FetchReply out = reply(200, {{"Content-Type", std::move(type)}});
  out.body = std::move(body);
  return out;
}

TEST(LoginPage, IsKnownByTitleFormOrAddress) {
  EXPECT_TRUE(looks_like_login_page(page("<html><head><title>Inicia la sessió - Pixelfed</title></head></html>")) ||
              looks_like_login_page(page("<html><title>Inicia sessió</title>")));
  net::FetchReply called_a_feed = page("<!doctype html><title>Log in</title><form></form>");
  called_a_feed.headers.set("Content-Type", "application/rss+xml");
  EXPECT_TRUE(looks_like_login_page(called_a_feed)) << "what the body is decides, whatever its server calls it";
  EXPECT_TRUE(looks_like_login_page(page("<!DOCTYPE html><title>Log in | Example</title>")));
  EXPECT_TRUE(looks_like_login_page(page("<html><title>Identifica't</title>")));
  EXPECT_TRUE(looks_like_login_page(page("<html><title>Benvinguts</title><form><input type=\"password\" name=p></form>")));
  net::FetchReply moved = page("<html><title>Hola</title>");
  moved.redirects.push_back({302, "https://a.example/feed", "https://a.example/users/sign_in?next=feed"});
  moved.final_url = "https://a.example/users/sign_in?next=feed";
  EXPECT_TRUE(looks_like_login_page(moved));
}

TEST(LoginPage, OrdinaryPagesAndFeedsAreNone) {
  EXPECT_FALSE(looks_like_login_page(page("<html><title>Casal de Barri</title><p>Login del soci al costat</p></html>")));
  EXPECT_FALSE(looks_like_login_page(page("<html><title>Blogin blogs</title></html>")));
  EXPECT_FALSE(
      looks_like_login_page(page("<html><head><link rel=alternate type=\"application/rss+xml\" href=/feed></head><input type=password>")));
  EXPECT_FALSE(
      looks_like_login_page(page("<?xml version=\"1.0\"?><rss><channel><title>Log in</title></channel></rss>", "application/rss+xml")));
  EXPECT_FALSE(looks_like_login_page(page("{\"title\": \"Log in\"}", "application/json")));
}

TEST(WithholdSecrets, WhatLetsUsInStaysAtTheSourcesOwnHost) {
  Source source;
  source.url = "https://a.example/cal.ics";
  for (const auto& [url, at_home] :
       {std::pair{"https://a.example/new.ics", true}, {"https://b.example/cal.ics", false}, {"http://a.example/", false}}) {
    net::FetchRequest request(url);
    request.headers.add("Authorization", "Bearer t");
    request.digest_user = "u";
    request.digest_password = "p";
    withhold_secrets(request, source);
    EXPECT_EQ(request.headers.has("Authorization"), at_home) << url;
    EXPECT_EQ(request.digest_user.empty(), !at_home) << url;
    EXPECT_EQ(request.digest_password.empty(), !at_home) << url;
  }
}

}  // namespace
}  // namespace resso::connectors
