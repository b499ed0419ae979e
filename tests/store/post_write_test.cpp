#include "tests/store/support.hpp"

namespace resso::store::testing {
namespace {

using PostWrite = StoreTest;

Post full_post() {
  Post p = post("full", day(1));
  p.kind = PostKind::entry;
  p.title = "Festa major";
  p.summary_text = "resum";
  p.content_warning = "avís";
  p.visibility = "unlisted";
  p.language = "ca-ES";
  p.author = {"https://example.org/@casal",
              "casal@example.org",
              "El Casal",
              "https://example.org/u",
              "https://example.org/a.png",
              120,
              3,
              44,
              "https://elsewhere.org/@casal",
              {true, false, false, true, false, true, true}};
  p.updated = day(2);
  p.hashtags = {"TerrassaEntitats", "Òpera"};
  p.categories = {"cultura"};
  p.mentions = {"ateneu@example.org"};
  p.media = {{"https://example.org/1.png", "image", "un \"cartell\"\n", 1234}};
  p.districts = {"2", "4"};
  p.topics = {{"eix-71", "hashtag #8M"}};
  p.moderation.at = day(1);
  return p;
}

TEST_F(PostWrite, EveryMemberComesBack) {
  Post p = full_post();
  save(p, "feed:a", day(3));
  p.first_seen = day(3);
  p.seen_on = {"feed:a"};
  EXPECT_EQ(stored("full"), p);
  read([&](Reader& r) { EXPECT_EQ(r.post_by_id("id-full"), p); });
}

TEST_F(PostWrite, TheSamePostAgainChangesNothing) {
  const Post p = full_post();
  const auto first = save(p);
  EXPECT_TRUE(first.inserted && first.changed);
  const auto again = save(p, "feed:x", day(9));
  EXPECT_FALSE(again.inserted || again.changed);
  EXPECT_EQ(stored("full")->first_seen, day(0));
}

TEST_F(PostWrite, AnotherSourceJoinsWhereItWasSeen) {
  save(post("a", day(1)), "hashtag:x@https://one", day(1));
  const auto again = save(post("a", day(1)), "hashtag:x@https://two", day(2));
  EXPECT_FALSE(again.inserted || again.changed);
  EXPECT_EQ(stored("a")->seen_on, (std::vector<std::string>{"hashtag:x@https://one", "hashtag:x@https://two"}));
}

TEST_F(PostWrite, AnEditIsAChange) {
  Post p = post("a", day(1));
  save(p);
  p.text = "other";
  EXPECT_TRUE(save(p).changed);
  EXPECT_EQ(stored("a")->text, "other");
}

TEST_F(PostWrite, MoreFollowersOfTheAuthorAreNoChange) {
  Post p = post("a", day(1));
  p.author.followers = 100;
  save(p);
  p.author.followers = 101;
  p.author.statuses = 7;
  EXPECT_FALSE(save(p).changed);
  EXPECT_EQ(stored("a")->author.followers, 100);
}

TEST_F(PostWrite, AnAudienceToldLaterIsKept) {
  Post p = post("a", day(1));
  save(p);
  p.author.followers = 5;
  EXPECT_FALSE(save(p).changed);
  EXPECT_EQ(stored("a")->author.followers, 5);
}

TEST_F(PostWrite, ANewDateMovesThePostAndKeepsItWhole) {
  Post p = full_post();
  save(p);
  save(post("b", day(5)));
  p.published = day(8);
  EXPECT_TRUE(save(p).changed);
  EXPECT_EQ(stored("full")->published, day(8));
  PostQuery words;
  words.filter.query = "full";
  EXPECT_EQ(ids({}), (std::vector<std::string>{"id-full", "id-b"}));
  EXPECT_EQ(ids(words), std::vector<std::string>{"id-full"});
  EXPECT_TRUE(problems().empty());
}

TEST_F(PostWrite, ManyPostsOfOneSecondStandSideBySide) {
  for (const char* name : {"a", "b", "c"}) save(post(name, day(1)));
  EXPECT_EQ(ids({}), (std::vector<std::string>{"id-c", "id-b", "id-a"}));
}

TEST_F(PostWrite, DatesFarOutsideDoNoHarm) {
  save(post("future", Instant(Seconds(std::int64_t{1} << 60))));
  save(post("past", Instant(Seconds(-(std::int64_t{1} << 60)))));
  EXPECT_EQ(ids({}), (std::vector<std::string>{"id-future", "id-past"}));
}

TEST_F(PostWrite, ADeletedPostKeepsItsIdentityAndLosesItsWords) {
  save(full_post());
  bool known = false, again = true, unknown = true;
  write([&](Transaction& t) { known = t.delete_post("https://example.org/full", day(4)); });
  write([&](Transaction& t) { again = t.delete_post("https://example.org/full", day(5)); });
  write([&](Transaction& t) { unknown = t.delete_post("https://example.org/none", day(4)); });
  EXPECT_TRUE(known);
  EXPECT_FALSE(again);
  EXPECT_FALSE(unknown);
  const auto left = stored("full");
  ASSERT_TRUE(left);
  EXPECT_TRUE(left->deleted);
  EXPECT_EQ(left->text + left->html + left->title + left->author.display_name + left->search_text, "");
  EXPECT_TRUE(left->media.empty() && left->hashtags.empty() && left->mentions.empty());
  PostQuery words;
  words.filter.query = "full";
  EXPECT_TRUE(ids(words).empty());
  EXPECT_TRUE(ids({}).empty());
  EXPECT_TRUE(problems().empty());
}

TEST_F(PostWrite, ADeletedStatusStaysDeletedWhateverASlowServerShows) {
  const Post p = post("a", day(1));
  save(p);
  write([&](Transaction& t) { t.delete_post(p.uri, day(2)); });
  EXPECT_FALSE(save(p, "hashtag:x@https://slow").changed);
  EXPECT_TRUE(stored("a")->deleted);
}

TEST_F(PostWrite, AFeedEntryMayComeBack) {
  Post p = post("a", day(1));
  p.kind = PostKind::entry;
  save(p);
  write([&](Transaction& t) { t.delete_post(p.uri, day(2)); });
  EXPECT_TRUE(save(p).changed);
  EXPECT_EQ(stored("a")->text, p.text);
  EXPECT_FALSE(stored("a")->deleted);
}

TEST_F(PostWrite, AModeratorsDecisionIsKeptWithWhoAndWhen) {
  save(post("a", day(1)));
  const Moderation hidden{ModerationState::hidden, "spam", "maria", day(3)};
  write([&](Transaction& t) { t.set_post_moderation("id-a", hidden); });
  EXPECT_EQ(stored("a")->moderation, hidden);
  EXPECT_TRUE(ids({}).empty());
  read([&](Reader& r) { EXPECT_EQ(r.moderation_log(10), (std::vector<ModerationEntry>{{"post", "id-a", hidden}})); });
}

TEST_F(PostWrite, TheSameJudgementAtAnotherTimeIsNoChange) {
  Post p = post("a", day(1));
  p.moderation.at = day(1);
  save(p);
  p.moderation.at = day(2);
  EXPECT_FALSE(save(p).changed);
  EXPECT_EQ(stored("a")->moderation.at, day(1));
}

TEST_F(PostWrite, AnErrorInATransactionLeavesNothing) {
  const auto done = store_->write([&](Transaction& t) -> Result<void> {
    t.save_post(post("a", day(1), "new-entity"), "feed:x", day(1));
    return Error{Errc::bad_input, "no", "", "", 0};
  });
  ASSERT_TRUE(done.has_error());
  EXPECT_EQ(done.error().code, Errc::bad_input);
  EXPECT_FALSE(stored("a"));
  EXPECT_TRUE(store_->health().writable);
  // What the transaction had made for its own use is forgotten too.
  save(post("a", day(1), "new-entity"));
  EXPECT_EQ(stored("a")->entity, "new-entity");
}

TEST_F(PostWrite, AnExceptionInATransactionLeavesNothing) {
  EXPECT_THROW((void)store_->write([&](Transaction& t) -> Result<void> {
    t.save_post(post("a", day(1)), "feed:x", day(1));
    throw std::logic_error("a bug");
  }),
               std::logic_error);
  EXPECT_FALSE(stored("a"));
  EXPECT_TRUE(save(post("a", day(1))).inserted);
}

TEST_F(PostWrite, OldPostsAndSamplesArePrunedWithAllThatHangsOnThem) {
  save(post("old", day(1)));
  save(post("new", day(90)));
  write([&](Transaction& t) {
    t.add_counters({"https://example.org/old", day(2), {1, 2, 3, {}}, true});
    t.add_boost({"https://example.org/old", "ana@x.org", day(2), 4});
    t.add_followers({"casal@example.org", day(2), 10, {}, {}});
  });
  std::int64_t removed = 0, again = 1, kept = 1;
  write([&](Transaction& t) { kept = t.prune(day(100), 0, 0); });
  write([&](Transaction& t) { removed = t.prune(day(100), 30, 30); });
  write([&](Transaction& t) { again = t.prune(day(100), 30, 30); });
  EXPECT_EQ(kept, 0);
  EXPECT_EQ(removed, 2);  // the post, taking its sample with it, and the followers
  EXPECT_EQ(again, 0);
  EXPECT_FALSE(stored("old"));
  EXPECT_EQ(visibility({{date(0), date(10)}, {}, {}, {}, {}, {}, {}, Cut::none}).whole.posts, 0);
  read([](Reader& r) { EXPECT_EQ(r.totals().samples, 0); });
  EXPECT_TRUE(problems().empty());
}

}  // namespace
}  // namespace resso::store::testing
