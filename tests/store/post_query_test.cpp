#include "tests/store/support.hpp"

namespace resso::store::testing {
namespace {

using Ids = std::vector<std::string>;

class PostQueryTest : public StoreTest {
 protected:
  PostQueryTest() {
    Post a = post("a", day(1));
    a.hashtags = {"Opera"};
    a.topics = {{"eix-71", "hashtag"}};
    a.districts = {"2"};
    a.search_text = "concert d opera a la placa";
    Post b = post("b", day(2), "ateneu");
    b.hashtags = {"opera", "dansa"};
    b.topics = {{"eix-71", "x"}, {"eix-62", "y"}};
    b.language = "es-ES";
    b.search_text = "baile en la plaza";
    Post c = post("c", day(3));
    c.in_reply_to = "https://example.org/a";
    Post d = post("d", day(4), "");
    d.author.acct = "anon@else.org";
    d.moderation.state = ModerationState::pending;
    d.search_text = "c++ a-b concert";
    Post e = post("e", day(5), "veins");
    e.search_text = "concert al carrer";
    e.districts = {"4"};
    for (const auto& one : {b, a, e, c, d}) save(one, one.entity == "veins" ? "feed:veins" : "hashtag:x@https://one");
  }
  Ids with(const std::function<void(PostQuery&)>& ask) {
    PostQuery query;
    ask(query);
    return ids(query);
  }
};

TEST_F(PostQueryTest, NewestFirstApprovedAndWithoutReplies) {
  EXPECT_EQ(with([](auto&) {}), (Ids{"id-e", "id-b", "id-a"}));
}

TEST_F(PostQueryTest, RepliesAndOthersOnlyWhenAskedFor) {
  EXPECT_EQ(with([](auto& q) { q.include_replies = true; }), (Ids{"id-e", "id-c", "id-b", "id-a"}));
  EXPECT_EQ(with([](auto& q) { q.only_approved = false; }), (Ids{"id-e", "id-d", "id-b", "id-a"}));
  EXPECT_EQ(with([](auto& q) { q.state = ModerationState::pending; }), Ids{"id-d"});
}

TEST_F(PostQueryTest, ValuesOfOneKeyAreOr) {
  EXPECT_EQ(with([](auto& q) { q.filter.entities = {"casal", "veins"}; }), (Ids{"id-e", "id-a"}));
  EXPECT_EQ(with([](auto& q) { q.filter.districts = {"2", "4"}; }), (Ids{"id-e", "id-a"}));
  EXPECT_EQ(with([](auto& q) { q.filter.topics = {"eix-62", "eix-71"}; }), (Ids{"id-b", "id-a"}));
}

TEST_F(PostQueryTest, KeysAreAnd) {
  EXPECT_EQ(with([](auto& q) { q.filter.tags = {"opera"}, q.filter.entities = {"ateneu"}; }), Ids{"id-b"});
  EXPECT_EQ(with([](auto& q) { q.filter.tags = {"opera"}, q.filter.topics = {"eix-62"}, q.filter.languages = {"es"}; }), Ids{"id-b"});
  EXPECT_EQ(with([](auto& q) { q.filter.tags = {"opera"}, q.filter.entities = {"veins"}; }), Ids{});
}

TEST_F(PostQueryTest, EveryKeyOfTheFilterFinds) {
  EXPECT_EQ(with([](auto& q) { q.filter.sources = {"feed:veins"}; }), Ids{"id-e"});
  EXPECT_EQ(with([](auto& q) { q.filter.languages = {"es"}; }), Ids{"id-b"});
  EXPECT_EQ(with([](auto& q) { q.authors = {"veins@example.org"}; }), Ids{"id-e"});
  EXPECT_EQ(with([](auto& q) { q.filter.query = "concert"; }), (Ids{"id-e", "id-a"}));
  EXPECT_EQ(with([](auto& q) { q.filter.query = "concert", q.filter.entities = {"casal"}; }), Ids{"id-a"});
  EXPECT_EQ(with([](auto& q) { q.filter.query = "concert placa"; }), Ids{"id-a"});
}

TEST_F(PostQueryTest, WhatNobodySaidFindsNothing) {
  EXPECT_EQ(with([](auto& q) { q.filter.entities = {"nobody"}; }), Ids{});
  EXPECT_EQ(with([](auto& q) { q.filter.tags = {"nothing"}, q.filter.query = "concert"; }), Ids{});
}

TEST_F(PostQueryTest, WordsAreWordsAndNoQueryLanguage) {
  for (const char* words : {"c++", "a-b", "NOT", "\"", "foo\"", "AND OR", "*", "search_text:x", "(", "NEAR(a b)", "^a", "++"})
    EXPECT_NO_FATAL_FAILURE(with([&](auto& q) { q.filter.query = words, q.only_approved = false; })) << words;
  EXPECT_EQ(with([](auto& q) { q.filter.query = "a-b", q.only_approved = false; }), Ids{"id-d"});
  EXPECT_EQ(with([](auto& q) { q.filter.query = "concert NOT carrer"; }), Ids{});
}

TEST_F(PostQueryTest, WordsFindTheSameWhicheverKeyLeads) {
  Post accented = post("f", day(6), "rare");
  accented.search_text = "rock\u2019n roll a la pla\u00e7a";
  save(accented);
  for (int i = 0; i < 5; ++i) save(post("filler" + std::to_string(i), day(7), "rare"));
  for (const char* words : {"rock", "pla\u00e7a", "rock\u2019n", "roll la", "\u2019"}) {
    const Ids by_words = with([&](auto& q) { q.filter.query = words; });
    const Ids by_entity = with([&](auto& q) { q.filter.query = words, q.authors = {"rare@example.org"}; });
    EXPECT_EQ(by_words, by_entity) << words;
  }
}

TEST_F(PostQueryTest, DaysOfTheCityBothIncluded) {
  EXPECT_EQ(with([](auto& q) { q.filter.from = date(2), q.filter.to = date(4); }), Ids{"id-b"});
  EXPECT_EQ(with([](auto& q) { q.filter.from = date(1), q.filter.days = 2; }), (Ids{"id-b", "id-a"}));
  EXPECT_EQ(with([](auto& q) { q.filter.from = date(4), q.filter.to = date(2); }), Ids{});
}

TEST_F(PostQueryTest, PagesFollowEachOtherWithoutGapOrRepetition) {
  for (const bool tagged : {false, true}) {
    Ids all, page;
    std::string after;
    do {
      page = with([&](auto& q) {
        q.filter.limit = 1, q.after_id = after;
        if (tagged) q.filter.tags = {"dansa", "opera"};
      });
      all.insert(all.end(), page.begin(), page.end());
      if (!page.empty()) after = page.back();
    } while (!page.empty());
    EXPECT_EQ(all, tagged ? (Ids{"id-b", "id-a"}) : (Ids{"id-e", "id-b", "id-a"}));
  }
}

TEST_F(PostQueryTest, AnUnknownCursorGivesAnEmptyPage) {
  EXPECT_EQ(with([](auto& q) { q.after_id = "nonsense"; }), Ids{});
}

}  // namespace
}  // namespace resso::store::testing
