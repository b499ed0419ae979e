#include "connectors/kinds/feed_fallback.hpp"

#include "connectors/mastodon/feed_entry.hpp"
#include "tests/connectors/mastodon/polling.hpp"

#include <gmock/gmock.h>

namespace resso::connectors {
namespace {

using mastodon::PolledSource;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using Kind = FetchOutcome::Kind;

std::string item(const std::string& url) {
  return "<item><guid isPermaLink=\"true\">" + url + "</guid><link>" + url +
         "</link><pubDate>Wed, 18 Nov 2026 12:00:00 +0000</pubDate>"
         "<description>&lt;p&gt;Festa &lt;a "
         "href=\"https://m.example/tags/Barri\"&gt;#&lt;span&gt;Barri&lt;/span&gt;&lt;/a&gt;&lt;/p&gt;</description>"
         "<category>barri</category></item>";
}

std::string rss(const std::string& items) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>#barri</title>" + items + "</channel></rss>";
}

/// A server whose API wants a token and whose feeds do not.
struct ClosedServer {
  bool api_is_closed = true;
  std::string feed_path = "/tags/barri.rss";
  std::string feed = rss(item("https://m.example/@anna/115") + item("https://far.example/@berta/77"));
  fakes::ScriptedFetcher fetcher{[this](const net::FetchRequest& request) { return answer(request); }};

  net::FetchReply answer(const net::FetchRequest& request) const {
    const std::string target = mastodon::target_of(request);
    if (target.starts_with("/api/v2/instance")) return fakes::reply(200, R"({"domain":"m.example","version":"4.5.0"})");
    if (target.starts_with("/api/") && api_is_closed) return fakes::reply(401, R"({"error":"This API requires an authenticated user"})");
    if (target.starts_with("/api/")) return fakes::reply(200, "[]");
    if (target == feed_path && !feed.empty()) {
      if (request.headers.get("If-None-Match") == "\"f1\"") return fakes::reply(304, "", {{"ETag", "\"f1\""}});
      return fakes::reply(200, feed, {{"Content-Type", "application/rss+xml"}, {"ETag", "\"f1\""}});
    }
    return fakes::reply(404, "<!DOCTYPE html><title>404</title>");
  }

  std::vector<std::string> asked() {
    std::vector<std::string> targets;
    for (const auto& request : std::exchange(fetcher.requests, {})) targets.push_back(mastodon::target_of(request));
    return targets;
  }
};

TEST(FeedFallback, AClosedHashtagIsReadFromItsFeedAndHealthSaysSo) {
  ClosedServer server;
  PolledSource polling(server.fetcher);
  const PollReport report = polling.poll(&poll_hashtag_or_feed);
  ASSERT_EQ(report.outcome.kind, Kind::changed);
  EXPECT_EQ(report.harvest.format, "mastodon rss");
  EXPECT_EQ(report.harvest.warnings.at(0).code, "api_closed");
  EXPECT_THAT(report.harvest.warnings.at(0).what, HasSubstr("token"));
  ASSERT_THAT(report.harvest.posts, SizeIs(2));
  const Post& post = report.harvest.posts[0];
  EXPECT_EQ(post.kind, PostKind::status);
  EXPECT_EQ(post.uri, "https://m.example/users/anna/statuses/115") << "as the API calls it: seen elsewhere it is the same post";
  EXPECT_EQ(post.author.acct, "anna@m.example");
  EXPECT_EQ(post.text, "Festa #Barri");
  EXPECT_THAT(post.hashtags, ElementsAre("Barri"));
  EXPECT_EQ(report.harvest.posts[1].author.acct, "berta@far.example");
}

TEST(FeedFallback, TheApiIsTriedAgainOnceADayOnly) {
  ClosedServer server;
  PolledSource polling(server.fetcher);
  polling.poll(&poll_hashtag_or_feed);
  server.asked();
  EXPECT_EQ(polling.poll(&poll_hashtag_or_feed).outcome.kind, Kind::unchanged) << "with the feed's own validators";
  EXPECT_THAT(server.asked(), ElementsAre("/tags/barri.rss"));
  polling.now += Seconds(90'000);
  polling.poll(&poll_hashtag_or_feed);
  EXPECT_THAT(server.asked(), Contains(HasSubstr("/api/v1/timelines/tag/barri")));
  server.api_is_closed = false;
  polling.now += Seconds(90'000);
  EXPECT_EQ(polling.poll(&poll_hashtag_or_feed).harvest.format, "mastodon 4.5.0");
  server.asked();
  polling.poll(&poll_hashtag_or_feed);
  EXPECT_THAT(server.asked(), Not(Contains("/tags/barri.rss"))) << "the API is open again";
}

TEST(FeedFallback, WithATokenTheApiIsAskedAndItsRefusalTold) {
  ClosedServer server;
  PolledSource polling(server.fetcher);
  polling.give_token();
  const PollReport report = polling.poll(&poll_hashtag_or_feed);
  EXPECT_EQ(report.outcome.problem->code, Errc::auth);
  EXPECT_THAT(server.asked(), Not(Contains("/tags/barri.rss")));
}

TEST(FeedFallback, WithoutAFeedTheRefusalIsTold) {
  ClosedServer server;
  server.feed.clear();
  PolledSource polling(server.fetcher);
  const PollReport report = polling.poll(&poll_hashtag_or_feed);
  ASSERT_TRUE(report.outcome.problem);
  EXPECT_EQ(report.outcome.problem->code, Errc::auth);
  EXPECT_THAT(report.outcome.problem->remedy, HasSubstr("token_file"));
}

TEST(FeedFallback, AnAccountsFeedIsFoundWhereItsSoftwareHasIt) {
  ClosedServer server;
  server.feed_path = "/@casal/feed.rss";
  server.feed = rss(item("https://m.example/@casal/statuses/01J9ZZ"));
  PolledSource polling(server.fetcher, SourceKind::mastodon_account);
  const PollReport report = polling.poll(&poll_account_or_feed);
  ASSERT_THAT(report.harvest.posts, SizeIs(1));
  EXPECT_EQ(report.harvest.posts[0].uri, "https://m.example/users/casal/statuses/01J9ZZ");
  EXPECT_EQ(report.harvest.account, "casal@m.example");
  server.asked();
  polling.poll(&poll_account_or_feed);
  EXPECT_THAT(server.asked(), ElementsAre("/@casal/feed.rss"));
}

TEST(StatusOfEntry, UrisFollowFromAddressesAsEachSoftwareDoesIt) {
  const auto uri_of = [](const char* url, const char* uri = "entry:x guid") {
    Post entry;
    entry.uri = uri;
    entry.url = url;
    const auto post = mastodon::status_of_entry(entry);
    return post ? post->uri + " " + post->author.acct : std::string();
  };
  EXPECT_EQ(uri_of("https://m.example/@anna/115"), "https://m.example/users/anna/statuses/115 anna@m.example");
  EXPECT_EQ(uri_of("https://g.example/@anna/statuses/01J"), "https://g.example/users/anna/statuses/01J anna@g.example");
  EXPECT_EQ(uri_of("https://m.example/users/anna/statuses/115"), "https://m.example/users/anna/statuses/115 anna@m.example");
  EXPECT_EQ(uri_of("https://p.example/p/anna/77"), "https://p.example/p/anna/77 anna@p.example");
  EXPECT_EQ(uri_of("https://a.example/notice/AbC", "entry:x https://a.example/objects/0d5e"), "https://a.example/objects/0d5e ");
  EXPECT_EQ(uri_of(""), "");
}

}  // namespace
}  // namespace resso::connectors
