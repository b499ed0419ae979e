#include "net/cache_rules.hpp"

#include <gtest/gtest.h>

namespace resso::net {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr Instant kNow = sys_days(std::chrono::year(2026) / 3 / 1) + 12h;

TEST(Freshness, IsMaxAgeLessAge) {
  EXPECT_EQ(freshness({{"Cache-Control", "public, MAX-AGE=600"}, {"Age", "100"}}, kNow), 500s);
  EXPECT_EQ(freshness({{"Cache-Control", "max-age=600"}, {"Age", "900"}}, kNow), 0s);
  EXPECT_EQ(freshness({{"Cache-Control", "max-age=\"60\""}}, kNow), 60s);
}

TEST(Freshness, TakesSMaxageOnlyWithoutMaxAge) {
  EXPECT_EQ(freshness({{"Cache-Control", "s-maxage=30"}}, kNow), 30s);
  EXPECT_EQ(freshness({{"Cache-Control", "s-maxage=30, max-age=60"}}, kNow), 60s);
}

TEST(Freshness, IsExpiresLessDate) {
  const Headers headers{{"Date", "Sun, 01 Mar 2026 11:00:00 GMT"}, {"Expires", "Sun, 01 Mar 2026 13:00:00 GMT"}};
  EXPECT_EQ(freshness(headers, kNow), 7200s);
  EXPECT_EQ(freshness({{"Expires", "Sun, 01 Mar 2026 13:00:00 GMT"}}, kNow), 3600s);
  EXPECT_EQ(freshness({{"Expires", "0"}}, kNow), 0s);
}

TEST(Freshness, TakesDatesAsServersWriteThem) {
  for (const char* expires : {"Sunday, 01-Mar-26 13:00:00 GMT", "Sun Mar  1 13:00:00 2026", "1 Mar 2026 13:00:00 UTC",
                              "Sun, 01 Mar 2026 14:00:00 +0100", "2026-03-01T13:00:00Z"})
    EXPECT_EQ(freshness({{"Expires", expires}}, kNow), 3600s) << expires;
}

TEST(Freshness, AnExpiresThatIsNoDateIsPast) {
  for (const char* expires :
       {"", "0", "-1", "never", "::::", "Sun, 31 Feb 2027 08:49:37 GMT", "Mon, 01 Mar 2027 25:49:37 GMT", "Sun, 06 Nov 99999 08:49:37 GMT"})
    EXPECT_EQ(freshness({{"Expires", expires}}, kNow), 0s) << expires;
}

TEST(Freshness, IsUnsetWhenNothingIsSaidOrKeepingIsForbidden) {
  EXPECT_EQ(freshness({}, kNow), std::nullopt);
  EXPECT_EQ(freshness({{"Cache-Control", "no-cache, max-age=60"}}, kNow), std::nullopt);
  EXPECT_EQ(freshness({{"Cache-Control", "no-store"}}, kNow), std::nullopt);
}

TEST(Freshness, SurvivesNumbersBeyondAnyClock) {
  EXPECT_EQ(freshness({{"Cache-Control", "max-age=99999999999999999999999"}}, kNow), std::chrono::days(3650));
}

TEST(RetryAfter, IsSecondsOrADateAndNeverNegative) {
  EXPECT_EQ(retry_after({{"Retry-After", "120"}}, kNow), 120s);
  EXPECT_EQ(retry_after({{"Retry-After", "Sun, 01 Mar 2026 12:01:00 GMT"}}, kNow), 60s);
  EXPECT_EQ(retry_after({{"Retry-After", "Sun, 01 Mar 2026 11:00:00 GMT"}}, kNow), 0s);
  EXPECT_EQ(retry_after({{"Retry-After", "soon"}}, kNow), std::nullopt);
  const Headers slow{{"Retry-After", "Sun, 01 Mar 2026 12:01:00 GMT"}, {"Date", "Sun, 01 Mar 2026 11:55:00 GMT"}};
  EXPECT_EQ(retry_after(slow, kNow), 6min) << "the date is of the server's clock";
  EXPECT_EQ(retry_after({}, kNow), std::nullopt);
}

TEST(RateLimit, ReadsBothDialectsOfReset) {
  const auto mastodon =
      rate_limit({{"X-RateLimit-Limit", "300"}, {"X-RateLimit-Remaining", "7"}, {"X-RateLimit-Reset", "2026-03-01T12:05:00.123456Z"}});
  EXPECT_EQ(mastodon.limit, 300);
  EXPECT_EQ(mastodon.remaining, 7);
  EXPECT_EQ(mastodon.reset, kNow + 5min);
  const auto unix_seconds = std::to_string((kNow + 5min).time_since_epoch().count());
  EXPECT_EQ(rate_limit({{"x-ratelimit-reset", unix_seconds}}).reset, kNow + 5min);
  EXPECT_EQ(rate_limit({{"X-RateLimit-Reset", unix_seconds + "000"}}).reset, kNow + 5min);
  EXPECT_EQ(rate_limit({{"X-RateLimit-Reset", "60"}, {"Date", "Sun, 01 Mar 2026 12:00:00 GMT"}}).reset, kNow + 1min);
  EXPECT_FALSE(rate_limit({{"X-RateLimit-Reset", "never"}}).reset);
  const Headers fast{{"X-RateLimit-Reset", "2026-03-01T12:15:00Z"}, {"Date", "Sun, 01 Mar 2026 12:10:00 GMT"}};
  EXPECT_EQ(rate_limit(fast, kNow).reset, kNow + 5min) << "by our clock";
}

TEST(Validators, AreEchoedExactlyAsReceived) {
  const Headers reply{{"etag", "W/\"33a64-ñ\""}, {"Last-Modified", "yesterday evening"}};
  Headers request;
  add_conditional(request, validators(reply));
  EXPECT_EQ(request.get("If-None-Match"), "W/\"33a64-ñ\"");
  EXPECT_EQ(request.get("If-Modified-Since"), "yesterday evening");
  Headers none;
  add_conditional(none, Validators{});
  EXPECT_EQ(none.size(), 0u);
}

TEST(LinkTarget, FindsARelationAmongManyInAnySpelling) {
  const Headers headers{{"Link", "<https://a.example/?max_id=1,2>; rel=\"next\", <https://a.example/?min_id=3>; REL=prev"},
                        {"Link", "</feed>; title=\"a, \\\"b\\\"; rel=next\"; rel=\"alternate hub\""}};
  EXPECT_EQ(link_target(headers, "next"), "https://a.example/?max_id=1,2");
  EXPECT_EQ(link_target(headers, "prev"), "https://a.example/?min_id=3");
  EXPECT_EQ(link_target(headers, "hub"), "/feed");
  EXPECT_EQ(link_target(headers, "last"), "");
}

TEST(LinkTarget, MalformedFieldsHaveNone) {
  for (const char* value : {"", "<", ">", "<a", "a; rel=next", ";;,,", "<a>; rel=\"nex", "<a>\\"}) {
    EXPECT_EQ(link_target({{"Link", value}}, "next"), "") << value;
  }
}

}  // namespace
}  // namespace resso::net
