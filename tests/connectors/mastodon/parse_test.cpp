#include "connectors/mastodon/parse.hpp"

#include "connectors/mastodon/json_mend.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::mastodon {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ParseStatuses, IdsMayBeNumbersOrAnything) {
  const auto page = parse_statuses(
      R"([{"id":115000000000000001,"created_at":"x"},{"id":"AbC-é","created_at":"x"},{"id":18446744073709551615,"created_at":"x"}])");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->statuses[0].id, "115000000000000001");
  EXPECT_EQ(page->statuses[1].id, "AbC-é");
  EXPECT_EQ(page->statuses[2].id, "18446744073709551615");
}

TEST(ParseStatuses, OneBadElementCostsOnlyItself) {
  const auto page = parse_statuses(R"([null,{"id":"1","created_at":"x"},7,{"error":"x"},[]])");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->statuses.size(), 1u);
  EXPECT_EQ(page->unreadable, 4);
}

TEST(ParseStatuses, NullsAndWrongTypesAreLeftUnset) {
  const auto page = parse_statuses(
      R"([{"id":"1","created_at":"x","url":null,"language":5,"replies_count":"many","reblogs_count":2.0,"tags":{},"media_attachments":[null,{"url":null,"remote_url":"https://r.example/x","description":null}],"account":null}])");
  ASSERT_TRUE(page);
  const WireStatus& status = page->statuses[0];
  EXPECT_EQ(status.url, "");
  EXPECT_FALSE(status.replies);
  EXPECT_EQ(status.boosts, 2);
  ASSERT_EQ(status.media.size(), 1u);
  EXPECT_EQ(status.media[0].remote_url, "https://r.example/x");
}

TEST(ParseStatuses, AContextIsAncestorsThenDescendants) {
  const auto page = parse_statuses(R"({"ancestors":[{"id":"1","created_at":"x"}],"descendants":[{"id":"2","created_at":"x"}]})");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->statuses.at(0).id, "1");
  EXPECT_EQ(page->statuses.at(1).id, "2");
}

TEST(ParseStatuses, HalfAnEmojiOrIllFormedBytesDoNotLoseThePage) {
  const auto page =
      parse_statuses("[{\"id\":\"1\",\"created_at\":\"x\",\"content\":\"a\\ud83d b\\udf89 \\ud83c\\udf89 caf\xE9 \\\\ud83d\"}]");
  ASSERT_TRUE(page) << page.error().what;
  EXPECT_EQ(page->statuses.at(0).content, "a\uFFFD b\uFFFD 🎉 caf\uFFFD \\ud83d");
}

TEST(ParseStatuses, WhatIsNoListSaysWhatTheServerSaid) {
  EXPECT_THAT(parse_statuses(R"({"error":"Too many requests"})").error().what, HasSubstr("Too many requests"));
  EXPECT_EQ(parse_statuses("<html>").error().code, Errc::bad_input);
  EXPECT_EQ(parse_statuses("").error().code, Errc::bad_input);
  EXPECT_EQ(parse_statuses(std::string(100'000, '[')).error().code, Errc::bad_input);
}

TEST(ParseStatus, ABoostHoldsTheOriginalAndBoostsDoNotNest) {
  const auto status =
      parse_status(R"({"id":"2","created_at":"x","reblog":{"id":"1","created_at":"x","uri":"u","reblog":{"id":"0","created_at":"x"}}})");
  ASSERT_TRUE(status);
  ASSERT_TRUE(status->reblog);
  EXPECT_EQ(status->reblog->uri, "u");
  EXPECT_FALSE(status->reblog->reblog);
}

TEST(ParseStatus, ItsEmojiAreKnownByTheirCodes) {
  const auto status = parse_status(
      R"({"id":"1","created_at":"2026-11-18T12:00:00Z","emojis":[{"shortcode":"musica","url":"https://m.example/e.png"},7],
          "account":{"acct":"anna","emojis":[{"shortcode":"cor"}]}})");
  ASSERT_TRUE(status);
  EXPECT_EQ(status->emojis, std::vector<std::string>{"musica"});
  EXPECT_EQ(status->account.emojis, std::vector<std::string>{"cor"});
}

TEST(ParseAccount, TellsFlagsThatAreSetFromThoseThatAreNot) {
  const auto account = parse_account(
      R"({"id":"7","username":"casal","acct":"casal","bot":false,"discoverable":null,"indexable":true,"followers_count":-1,"moved":{"acct":"a@n.example","url":"https://n.example/@a"}})");
  ASSERT_TRUE(account);
  EXPECT_EQ(account->bot, false);
  EXPECT_FALSE(account->discoverable.has_value());
  EXPECT_EQ(account->indexable, true);
  EXPECT_EQ(account->followers, -1);
  EXPECT_EQ(account->moved_acct, "a@n.example");
  EXPECT_FALSE(parse_account("{}"));
}

TEST(ParseInstance, BothVersionsOfTheApi) {
  const auto v2 = parse_instance(
      R"({"domain":"m.example","title":"M","version":"4.5.0","configuration":{"urls":{"streaming":"wss://s.example"},"timelines_access":{"hashtag_feeds":{"local":"public","remote":"authenticated"}}}})");
  ASSERT_TRUE(v2);
  EXPECT_EQ(v2->streaming_url, "wss://s.example");
  EXPECT_EQ(v2->hashtags_local, "public");
  EXPECT_EQ(v2->hashtags_remote, "authenticated");
  const auto v1 = parse_instance(R"({"uri":"https://a.example/","title":"A","version":"2.7.2 Akkoma 3.10","urls":{
    "streaming_api" : "wss://a.example"}
})");
  ASSERT_TRUE(v1);
  EXPECT_EQ(v1->domain, "a.example");
  EXPECT_EQ(v1->streaming_url, "wss://a.example");
  EXPECT_FALSE(parse_instance(R"({"error":"no"})"));
}

TEST(ParseApiError, InBothItsForms) {
  EXPECT_EQ(parse_api_error(R"({"error":"Not Found"})"), "Not Found");
  EXPECT_EQ(parse_api_error(R"({"error":null,"error_description":"expired"})"), "expired");
  EXPECT_EQ(parse_api_error("[]"), "");
  EXPECT_EQ(parse_api_error("\"error"), "");
}

}  // namespace
}  // namespace resso::connectors::mastodon
