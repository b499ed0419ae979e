#include "connectors/mastodon/map.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::mastodon {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Vantage kVantage{"https://m.example", "m.example", Instant{Seconds(1'795'000'000)}, "m.example"};

WireStatus status() {
  WireStatus wire;
  wire.id = "5";
  wire.uri = "https://home.example/users/anna/statuses/5";
  wire.url = "https://home.example/@anna/5";
  wire.created_at = "2026-11-18T12:00:00.123Z";
  wire.content = "<p>Festa al #BarriVell!</p>";
  wire.visibility = "public";
  wire.account.username = "anna";
  wire.account.acct = "anna@Home.Example";
  wire.account.url = "https://home.example/@anna";
  return wire;
}

TEST(MapStatus, TheAuthorAlwaysHasAHost) {
  WireStatus wire = status();
  EXPECT_EQ(map_status(wire, kVantage).post->author.acct, "anna@home.example");
  wire.account.acct = "anna";
  EXPECT_EQ(map_status(wire, kVantage).post->author.acct, "anna@m.example");
}

TEST(MapStatus, AnAddressThatIsNotOfTheWebIsNone) {
  WireStatus wire = status();
  wire.url = "pshtt://home.example/@anna/5";
  wire.account.url = "mailto:anna@home.example";
  wire.account.avatar = "data:image/png;base64,AA==";
  const Post post = *map_status(wire, kVantage).post;
  EXPECT_EQ(post.url, "");
  EXPECT_EQ(post.author.url, "");
  EXPECT_EQ(post.author.avatar, "");
  EXPECT_EQ(post.uri, wire.uri) << "who it is stays";
}

TEST(MapStatus, HashtagsAreEachOnceAsTheAuthorWroteThem) {
  WireStatus wire = status();
  wire.tags = {"barrivell", "8m"};
  wire.spoiler_text = "sobre #Música";
  EXPECT_THAT(map_status(wire, kVantage).post->hashtags, ElementsAre("BarriVell", "Música", "8m"));
}

TEST(MapStatus, ContentIsMadeSafeAndPlain) {
  WireStatus wire = status();
  wire.content = "<p onclick=x>Hola :cor: <script>x()</script><a href=\"javascript:x\">aquí</a></p>";
  wire.poll_options = {"Sí", "No & mai"};
  const MappedStatus mapped = map_status(wire, kVantage);
  EXPECT_EQ(mapped.post->html, "<p>Hola :cor: aquí</p><ul><li>Sí</li><li>No &amp; mai</li></ul>");
  EXPECT_EQ(mapped.post->text, "Hola :cor: aquí\n\n- Sí\n- No & mai");
}

TEST(MapStatus, CustomEmojiAreNoWords) {
  WireStatus wire = status();
  wire.content = "<p>Concert :musica: a les 19:30, sala :cor:</p>";
  wire.spoiler_text = ":musica: Música";
  wire.poll_options = {":musica: Sí"};
  wire.emojis = {"musica", "", "30"};
  wire.account.display_name = "Anna :musica:";
  wire.account.emojis = {"musica"};
  const Post post = *map_status(wire, kVantage).post;
  EXPECT_EQ(post.text, "Concert a les 19:30, sala :cor:\n\n- Sí") << "what the server does not name as one stays";
  EXPECT_EQ(post.content_warning, "Música");
  EXPECT_EQ(post.author.display_name, "Anna");
  wire.account.display_name = ":musica:";
  EXPECT_EQ(map_status(wire, kVantage).post->author.display_name, "anna") << "a name of nothing else";
}

TEST(MapStatus, MediaKeepTheirAltText) {
  WireStatus wire = status();
  wire.media = {{"image", "https://m.example/a.png", "", "Cartell"},
                {"gifv", "", "https://r.example/b.mp4", ""},
                {"unknown", "", "", "x"},
                {"image", "javascript:x", "", ""}};
  EXPECT_THAT(map_status(wire, kVantage).post->media,
              ElementsAre(Media{"https://m.example/a.png", "image", "Cartell", 0}, Media{"https://r.example/b.mp4", "video", "", 0}));
}

TEST(MapStatus, EditsRepliesWarningsAndLanguageAreKept) {
  WireStatus wire = status();
  wire.edited_at = "2026-11-18T13:00:00Z";
  wire.in_reply_to_id = "4";
  wire.spoiler_text = "  política ";
  wire.language = "ca";
  wire.mentions = {{"casal", ""}, {"ateneu@home.example", ""}};
  const Post post = *map_status(wire, kVantage).post;
  EXPECT_EQ(*post.updated - post.published, Seconds(3600));
  EXPECT_EQ(post.in_reply_to, "4");
  EXPECT_EQ(post.content_warning, "política");
  EXPECT_EQ(post.language, "ca");
  EXPECT_THAT(post.mentions, ElementsAre("casal@m.example", "ateneu@home.example"));
}

TEST(MapStatus, CountersAreOfTheOriginOnlyOnThePostsOwnServer) {
  WireStatus wire = status();
  wire.favourites = 4;
  wire.boosts = -1;
  const MappedStatus away = map_status(wire, kVantage);
  EXPECT_FALSE(away.counters->from_origin);
  EXPECT_EQ(away.counters->counters.favourites, 4);
  EXPECT_FALSE(away.counters->counters.boosts) << "negative means hidden";
  EXPECT_TRUE(map_status(wire, {"https://home.example", "home.example", {}, {}}).counters->from_origin);
}

TEST(MapStatus, ABoostGivesTheOriginalAndWhoBoosted) {
  WireStatus wire;
  wire.id = "9";
  wire.created_at = "2026-11-18T15:00:00Z";
  wire.visibility = "public";
  wire.account.acct = "casal";
  wire.account.followers = 120;
  wire.reblog = std::make_shared<const WireStatus>(status());
  const MappedStatus mapped = map_status(wire, kVantage);
  EXPECT_EQ(mapped.id, "9");
  EXPECT_EQ(mapped.post->uri, "https://home.example/users/anna/statuses/5");
  EXPECT_EQ(mapped.post->author.acct, "anna@home.example");
  ASSERT_TRUE(mapped.boost);
  EXPECT_EQ(mapped.boost->post_uri, mapped.post->uri);
  EXPECT_EQ(mapped.boost->account, "casal@m.example");
  EXPECT_EQ(mapped.boost->followers, 120);
  EXPECT_EQ(mapped.boost->at - mapped.post->published, Seconds(3 * 3600));
}

TEST(MapStatus, WhatIsNotPublicNeverEnters) {
  for (const char* visibility : {"private", "direct", "limited"}) {
    WireStatus wire = status();
    wire.visibility = visibility;
    const MappedStatus mapped = map_status(wire, kVantage);
    EXPECT_FALSE(mapped.post || mapped.counters || mapped.boost) << visibility;
    EXPECT_EQ(mapped.problem, "");
  }
}

TEST(MapStatus, APostWithoutADateOrAnAddressSaysSo) {
  WireStatus undated = status(), unnamed = status();
  undated.created_at = "ahir";
  unnamed.uri = unnamed.url = "";
  EXPECT_THAT(map_status(undated, kVantage).problem, HasSubstr("ahir"));
  EXPECT_FALSE(map_status(unnamed, kVantage).post);
}

TEST(ToAccount, ConsentFlagsAndOptOutTags) {
  WireAccount wire;
  wire.acct = "anna@home.example";
  wire.indexable = false;
  wire.note = "<p>Mestra. <a href=\"x\">#<span>noBot</span></a></p>";
  const Account account = to_account(wire, kVantage);
  EXPECT_EQ(account.consent.indexable, false);
  EXPECT_FALSE(account.consent.discoverable.has_value());
  EXPECT_TRUE(account.consent.opt_out_tag);
  wire.note = "<p>#robots i #botànica</p>";
  EXPECT_FALSE(to_account(wire, kVantage).consent.opt_out_tag);
}

TEST(AccountDomain, IsWhatTheServerSaysUnlessItIsATestServer) {
  EXPECT_EQ(account_domain("https://social.city.example", "city.example"), "city.example");
  EXPECT_EQ(account_domain("https://m.example", ""), "m.example");
  EXPECT_EQ(account_domain("http://127.0.0.1:8080", "localhost"), "127.0.0.1:8080");
  EXPECT_EQ(account_domain("https://m.example", "not a host"), "m.example");
}

}  // namespace
}  // namespace resso::connectors::mastodon
