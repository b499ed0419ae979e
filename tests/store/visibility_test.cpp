#include "tests/store/support.hpp"

namespace resso::store::testing {
namespace {

class Visibility : public StoreTest {
 protected:
  Visibility() {
    const auto said = [&](const char* name, int at, const char* slug, std::optional<std::int64_t> followers,
                          std::vector<std::string> hashtags) {
      Post p = post(name, day(at), slug);
      if (*slug == 0) p.author.acct = "anna@else.org";
      p.author.followers = followers;
      p.hashtags = std::move(hashtags);
      save(p);
    };
    said("a", 40, "casal", 100, {"TerrassaEntitats", "Dansa"});
    said("b", 41, "casal", 110, {});
    said("c", 41, "veins", 50, {"dansa"});
    said("d", 45, "", 1000, {"terrassaentitats"});
    said("old", 20, "ateneu", 70, {"terrassaentitats"});
    write([](Transaction& t) {
      t.add_counters({"https://example.org/a", day(42), {1, 2, 3, {}}, true});
      t.add_counters({"https://example.org/c", day(43), {0, 4, 0, 1}, true});
      t.add_counters({"https://example.org/old", day(21), {0, 0, 7, 0}, true});
      t.add_boost({"https://example.org/a", "joan@x.org", day(40), 300});
      t.add_boost({"https://example.org/a", "pere@x.org", day(40), std::nullopt});
      t.add_boost({"https://example.org/c", "joan@x.org", day(42), 310});
    });
  }
  // 30 days from day 31 to day 60; before: day 1 to day 30.
  static VisibilityQuery query(Cut by = Cut::none) {
    VisibilityQuery made;
    made.period = {date(31), date(60)};
    made.by = by;
    return made;
  }
  static const VisibilityFigures* row(const VisibilityReport& report, std::string_view key) {
    for (const auto& figures : report.rows)
      if (figures.key == key) return &figures;
    return nullptr;
  }
  static std::vector<std::string> keys(const VisibilityReport& report) {
    std::vector<std::string> found;
    for (const auto& figures : report.rows) found.push_back(figures.key);
    return found;
  }
  void followers(const char* account, Instant at, std::optional<std::int64_t> number) {
    write([&](Transaction& t) { t.add_followers({account, at, number, {}, {}}); });
  }
};

TEST_F(Visibility, PostsAuthorsAndEntitiesAreDistinctInThePeriod) {
  const auto report = visibility(query());
  EXPECT_EQ(report.whole.posts, 4);
  EXPECT_EQ(report.whole.authors, 3);
  EXPECT_EQ(report.whole.active_entities, 2);
  EXPECT_EQ(report.before, (Period{date(1), date(30)}));
  EXPECT_EQ(report.whole_before.posts, 1);
  EXPECT_EQ(report.whole_before.favourites, 7);
  EXPECT_TRUE(report.rows.empty());
}

TEST_F(Visibility, InteractionsAreTheLastCountAndDated) {
  const auto whole = visibility(query()).whole;
  EXPECT_EQ(whole.replies, 1);
  EXPECT_EQ(whole.boosts, 6);
  EXPECT_EQ(whole.favourites, 3);
  EXPECT_EQ(whole.quotes, 1);
  EXPECT_EQ(whole.counted_at, day(43));
  write([](Transaction& t) { t.add_counters({"https://example.org/a", day(44), {1, 5, 3, {}}, true}); });
  EXPECT_EQ(visibility(query()).whole.boosts, 9);
}

TEST_F(Visibility, ReachOfOnePostIsTheLargestAudienceToTheSumOfThoseKnown) {
  auto of_day = query();
  of_day.period = {date(40), date(40)};
  EXPECT_EQ(visibility(of_day).whole.reach, (Reach{.lower = 300, .upper = 400, .boosters_known = 1, .boosters = 2, .posts_unknown = 0}));
}

TEST_F(Visibility, ReachOfManyPostsCountsEveryAudienceOnce) {
  // casal 110, veins 50, anna 1000, joan 310. Boosts: 2 of a (one of them known), 4 of c (one known).
  EXPECT_EQ(visibility(query()).whole.reach, (Reach{.lower = 1000, .upper = 1470, .boosters_known = 2, .boosters = 6, .posts_unknown = 0}));
}

TEST_F(Visibility, ReachIsAGapWhereNoAudienceIsKnown) {
  Post entry = post("e", day(100), "casal");
  save(entry);
  auto later = query();
  later.period = {date(100), date(100)};
  EXPECT_FALSE(visibility(later).whole.reach);
  entry = post("f", day(100), "veins");
  entry.author.followers = 5;
  save(entry);
  EXPECT_EQ(visibility(later).whole.reach, (Reach{.lower = 5, .upper = 5, .posts_unknown = 1}));
}

TEST_F(Visibility, EngagementIsInteractionsByPostsByFollowers) {
  const auto report = visibility(query(Cut::entity));
  ASSERT_TRUE(row(report, "veins"));
  EXPECT_DOUBLE_EQ(*row(report, "veins")->engagement_rate, 5.0 / 1 / 50 * 100);
  EXPECT_DOUBLE_EQ(*row(report, "veins")->interactions_per_1k, 100);
  EXPECT_DOUBLE_EQ(*row(report, "casal")->engagement_rate, 6.0 / 2 / 110 * 100);
  save(post("never-counted", day(200), "casal"));
  auto later = query();
  later.period = {date(200), date(200)};
  EXPECT_FALSE(visibility(later).whole.engagement_rate);
}

TEST_F(Visibility, AdoptionIsOfEnrolledEntitiesOnly) {
  const auto whole = visibility(query()).whole;
  EXPECT_EQ(whole.posts_with_hashtag, 1);
  EXPECT_EQ(whole.entities_with_hashtag, 1);
  EXPECT_EQ(whole.entity_posts, 3);
}

TEST_F(Visibility, RowsStandByInteractionsWithThePeriodBeforeBesideThem) {
  const auto report = visibility(query(Cut::entity));
  EXPECT_EQ(keys(report), (std::vector<std::string>{"casal", "veins", "ateneu"}));
  ASSERT_EQ(report.rows_before.size(), 3u);
  EXPECT_EQ(report.rows[2].posts, 0);
  EXPECT_EQ(report.rows_before[2].key, "ateneu");
  EXPECT_EQ(report.rows_before[2].posts, 1);
  EXPECT_EQ(report.rows_before[0].posts, 0);
}

TEST_F(Visibility, EveryCutDivides) {
  EXPECT_EQ(keys(visibility(query(Cut::district))), (std::vector<std::string>{"2", "4"}));
  EXPECT_EQ(keys(visibility(query(Cut::network))), (std::vector<std::string>{"cultura", "veinal"}));
  EXPECT_EQ(keys(visibility(query(Cut::hashtag))), (std::vector<std::string>{"dansa", "terrassaentitats"}));
  EXPECT_EQ(keys(visibility(query(Cut::language))), (std::vector<std::string>{"ca"}));
  EXPECT_EQ(keys(visibility(query(Cut::channel_kind))), (std::vector<std::string>{"mastodon_account"}));
  EXPECT_TRUE(keys(visibility(query(Cut::topic))).empty());
  EXPECT_EQ(row(visibility(query(Cut::hashtag)), "dansa")->posts, 2);
  EXPECT_EQ(row(visibility(query(Cut::hashtag)), "dansa")->authors, 2);
}

TEST_F(Visibility, DaysStandInTheirOrderWithoutGaps) {
  const auto report = visibility(query(Cut::day));
  ASSERT_EQ(report.rows.size(), 30u);
  ASSERT_EQ(report.rows_before.size(), 30u);
  EXPECT_EQ(report.rows[0].key, "2024-11-04");
  EXPECT_EQ(report.rows[10].posts, 2);
  EXPECT_EQ(report.rows[11].posts, 0);
  EXPECT_EQ(report.rows_before[0].key, "2024-10-05");
  EXPECT_EQ(report.rows_before[19].posts, 1);
}

TEST_F(Visibility, FiltersAreOrWithinAndAndBetween) {
  const auto posts = [&](const std::function<void(VisibilityQuery&)>& ask) {
    auto asked = query();
    ask(asked);
    return visibility(asked).whole.posts;
  };
  EXPECT_EQ(posts([](auto& q) { q.entities = {"casal"}; }), 2);
  EXPECT_EQ(posts([](auto& q) { q.entities = {"casal", "veins"}; }), 3);
  EXPECT_EQ(posts([](auto& q) { q.entities = {"nobody"}; }), 0);
  EXPECT_EQ(posts([](auto& q) { q.districts = {"4"}; }), 1);
  EXPECT_EQ(posts([](auto& q) { q.networks = {"cultura"}; }), 3);
  EXPECT_EQ(posts([](auto& q) { q.networks = {"cultura"}, q.districts = {"2"}; }), 2);
  EXPECT_EQ(posts([](auto& q) { q.hashtags = {"dansa"}; }), 2);
  EXPECT_EQ(posts([](auto& q) { q.hashtags = {"dansa", "terrassaentitats"}; }), 3);  // one of them has both
  EXPECT_EQ(posts([](auto& q) { q.hashtags = {"dansa"}, q.entities = {"veins"}; }), 1);
  EXPECT_EQ(posts([](auto& q) { q.hashtags = {"never"}; }), 0);
  EXPECT_EQ(posts([](auto& q) { q.languages = {"ca"}; }), 4);
  EXPECT_EQ(posts([](auto& q) { q.languages = {"es"}; }), 0);
}

TEST_F(Visibility, ACutOfAFilteredPeriodShowsWhatWasAskedFor) {
  auto asked = query(Cut::hashtag);
  asked.hashtags = {"dansa"};
  EXPECT_EQ(keys(visibility(asked)), std::vector<std::string>{"dansa"});
  asked = query(Cut::district);
  asked.districts = {"2"};
  EXPECT_EQ(keys(visibility(asked)), std::vector<std::string>{"2"});
  asked = query(Cut::hashtag);
  asked.hashtags = {"dansa", "terrassaentitats"};
  const auto report = visibility(asked);
  EXPECT_EQ(row(report, "dansa")->posts, 2);
  EXPECT_EQ(row(report, "terrassaentitats")->posts, 2);
  EXPECT_EQ(report.whole.posts, 3);
}

TEST_F(Visibility, ACampaignIsItsHashtagWithinItsDates) {
  ASSERT_TRUE(store_->set_directory(options_.entities, options_.tracked_hashtags, {{"Dansa 24", "dansa", date(41), date(90)}}).has_value());
  const auto report = visibility(query(Cut::campaign));
  ASSERT_EQ(keys(report), std::vector<std::string>{"Dansa 24"});
  EXPECT_EQ(report.rows[0].posts, 1);
}

TEST_F(Visibility, GrowthIsBetweenTheSnapshotsNearestToTheEnds) {
  followers("casal@example.org", day(28), 90);
  followers("casal@example.org", day(32), 95);
  followers("casal@example.org", day(59), 120);
  followers("casal@example.org", day(63), 130);
  const auto report = visibility(query(Cut::entity));
  EXPECT_EQ(row(report, "casal")->followers_start, 95);
  EXPECT_EQ(row(report, "casal")->followers_end, 120);
  EXPECT_EQ(row(report, "casal")->growth(), 25);
  EXPECT_EQ(report.whole.growth(), 25);
}

TEST_F(Visibility, OneSnapshotTellsOfOneEndOnly) {
  followers("casal@example.org", day(59), 120);
  const auto report = visibility(query(Cut::entity));
  EXPECT_FALSE(row(report, "casal")->followers_start);
  EXPECT_EQ(row(report, "casal")->followers_end, 120);
  EXPECT_FALSE(row(report, "casal")->growth());
}

TEST_F(Visibility, AHiddenAudienceIsAGap) {
  followers("casal@example.org", day(31), std::nullopt);
  followers("casal@example.org", day(59), -1);
  EXPECT_FALSE(visibility(query()).whole.followers_end);
}

TEST_F(Visibility, AGroupGrowsByTheAccountsKnownAtBothEnds) {
  followers("casal@example.org", day(31), 100);
  followers("casal@example.org", day(60), 110);
  followers("veins@example.org", day(60), 5000);
  const auto whole = visibility(query()).whole;
  EXPECT_EQ(whole.followers_start, 100);
  EXPECT_EQ(whole.followers_end, 110);
}

TEST_F(Visibility, AnAccountThatHasSaidNothingIsItsSourcesEntitys) {
  Source source;
  source.id = "account:ateneu@https://masto.cat";
  source.kind = SourceKind::mastodon_account;
  source.url = "https://masto.cat";
  source.name = "ateneu";
  source.entity = "ateneu";
  write([&](Transaction& t) { t.set_sources({source}); });
  followers("ateneu@masto.cat", day(31), 7);
  followers("ateneu@masto.cat", day(60), 9);
  EXPECT_EQ(row(visibility(query(Cut::entity)), "ateneu")->growth(), 2);
}

TEST_F(Visibility, EventsWithADateInThePeriodAreCountedOnce) {
  Event e;
  e.id = "e";
  e.entity = "ateneu";
  e.hashtags = {"Dansa"};
  e.moderation.state = ModerationState::approved;
  e.sources = {{"calendar:x", SourceKind::calendar, Evidence::calendar, "", "", {}, 1}};
  const auto on = [](Instant at) { return Occurrence{"e", at, at, {}, {}, {}, false, EventStatus::confirmed, -1}; };
  write([&](Transaction& t) { t.save_event(e, {on(day(35)), on(day(50)), on(day(90))}, day(400)); });
  const auto report = visibility(query(Cut::entity));
  EXPECT_EQ(report.whole.events, 1);
  EXPECT_EQ(row(report, "ateneu")->events, 1);
  EXPECT_EQ(row(visibility(query(Cut::hashtag)), "dansa")->events, 1);
  EXPECT_EQ(row(visibility(query(Cut::channel_kind)), "calendar")->events, 1);
  EXPECT_EQ(visibility(query(Cut::day)).rows.at(4).events, 1);
}

TEST_F(Visibility, PendingHiddenAndDeletedPostsDoNotCount) {
  Post p = post("z", day(50), "casal");
  p.moderation.state = ModerationState::pending;
  save(p);
  EXPECT_EQ(visibility(query()).whole.posts, 4);
  write([](Transaction& t) { t.set_post_moderation("id-z", {ModerationState::approved, "", "maria", day(1)}); });
  EXPECT_EQ(visibility(query()).whole.posts, 5);
  write([](Transaction& t) { t.delete_post("https://example.org/a", day(50)); });
  const auto whole = visibility(query()).whole;
  EXPECT_EQ(whole.posts, 4);
  EXPECT_EQ(whole.interactions(), 5);
  EXPECT_EQ(whole.reach->boosters, 4);
}

TEST_F(Visibility, ReportInsideATransactionSeesWhatItWrote) {
  write([&](Transaction& t) {
    t.save_post(post("z", day(50)), "feed:x", day(50));
    EXPECT_EQ(t.visibility(query()).whole.posts, 5);
  });
  EXPECT_EQ(visibility(query()).whole.posts, 5);
}

TEST_F(Visibility, LongPeriodsOfMonthsAgreeWithTheirDays) {
  auto year = query();
  year.period = {date(0), date(365)};
  const auto whole = visibility(year).whole;
  auto by_day = year;
  by_day.by = Cut::day;
  EXPECT_EQ(whole, visibility(by_day).whole);
  EXPECT_EQ(whole.posts, 5);
}

TEST_F(Visibility, APeriodTurnedAroundIsEmpty) {
  auto turned = query(Cut::entity);
  turned.period = {date(60), date(31)};
  EXPECT_EQ(visibility(turned).whole, VisibilityFigures{});
}

TEST_F(Visibility, NewlyFollowedHashtagsAreCountedBackwards) {
  ASSERT_TRUE(store_->set_directory(options_.entities, {"dansa"}).has_value());
  EXPECT_EQ(visibility(query()).whole.posts_with_hashtag, 2);
  EXPECT_EQ(visibility(query()).whole.entities_with_hashtag, 2);
  options_.tracked_hashtags = {};
  open();
  EXPECT_EQ(visibility(query()).whole.posts_with_hashtag, 0);
}

TEST_F(Visibility, DaysAreThoseOfTheCity) {
  save(post("late", day(70, 23)));
  auto one_day = query();
  one_day.period = {date(71), date(71)};
  EXPECT_EQ(visibility(one_day).whole.posts, 0);
  options_.rules.zone = "+02:00";
  options_.rules.to_local = [](Instant at) { return LocalTime(at.time_since_epoch() + hours(2)); };
  options_.rules.to_instant = [](LocalTime at) { return Instant(at.time_since_epoch() - hours(2)); };
  open();
  EXPECT_EQ(visibility(one_day).whole.posts, 1);
  EXPECT_TRUE(problems().empty());
}

TEST_F(Visibility, HoursAndWeekdays) {
  Rhythm rhythm;
  auto asked = query();
  asked.entities = {"casal"};
  read([&](Reader& r) { rhythm = r.rhythm(asked); });
  // Day 40 is a Wednesday, day 41 a Thursday; both posts are of 12:00 UTC.
  EXPECT_EQ(rhythm.hours[2][12], (Rhythm::Hour{1, 6}));
  EXPECT_EQ(rhythm.hours[3][12], (Rhythm::Hour{1, 0}));
  EXPECT_EQ(rhythm.hours[5][12], Rhythm::Hour{});
}

}  // namespace
}  // namespace resso::store::testing
