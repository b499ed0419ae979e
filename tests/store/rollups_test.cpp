// The rollups against a count by hand over the same posts, after many operations in random order.
#include "tests/store/support.hpp"

#include <map>
#include <random>
#include <set>
#include <sstream>

namespace resso::store::testing {
namespace {

struct Known {
  Post post;
  std::map<std::string, std::optional<std::int64_t>> boosters;
  Counters counters;
  bool counted = false;
};

// All figures as text: the difference can be read, and rates are equal when they look equal.
std::string told(const VisibilityFigures& f) {
  std::ostringstream text;
  text << "posts " << f.posts << " authors " << f.authors << " entities " << f.active_entities << " replies " << f.replies << " boosts "
       << f.boosts << " favourites " << f.favourites << " quotes " << f.quotes << " tagged " << f.posts_with_hashtag << "/"
       << f.entities_with_hashtag << "/" << f.entity_posts;
  if (f.reach)
    text << " reach " << f.reach->lower << "-" << f.reach->upper << " boosters " << f.reach->boosters_known << "/" << f.reach->boosters
         << " unknown " << f.reach->posts_unknown;
  if (f.engagement_rate) text << " rate " << *f.engagement_rate << " per 1k " << f.interactions_per_1k.value_or(-1);
  return text.str();
}

std::string fold(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

class RandomOperations : public StoreTest {
 protected:
  std::int64_t roll(std::int64_t below) { return std::uniform_int_distribution<std::int64_t>(0, below - 1)(random_); }
  std::string one_of(std::initializer_list<const char*> values) {
    return *(values.begin() + roll(static_cast<std::int64_t>(values.size())));
  }

  Post invent(int number) {
    Post p =
        post(std::to_string(number), day(static_cast<int>(roll(70)), static_cast<int>(roll(24))), one_of({"casal", "ateneu", "veins", ""}));
    change(p);
    p.author.acct = p.entity.empty() ? one_of({"anna@x.org", "berta@x.org"}) : p.entity + "@example.org";
    if (roll(3) > 0) p.author.followers = 100 + roll(5);
    return p;
  }
  void change(Post& p) {
    p.text = "words " + std::to_string(roll(1000));
    p.search_text = p.text;
    p.language = one_of({"ca", "es", "ca-ES", ""});
    p.hashtags.clear();
    for (const char* tag : {"TerrassaEntitats", "Dansa", "opera"})
      if (roll(2) == 0) p.hashtags.emplace_back(tag);
    p.topics.clear();
    for (const char* topic : {"eix-1", "eix-2", "dansa"})
      if (roll(3) == 0) p.topics.push_back({topic, "r"});
    p.moderation.state = roll(5) == 0 ? ModerationState::pending : ModerationState::approved;
    if (roll(8) == 0) p.published = day(static_cast<int>(roll(70)));
  }

  void step(Transaction& t) {
    const auto what = roll(10);
    if (what < 3 || known_.empty()) {
      const Post p = invent(static_cast<int>(known_.size()));
      t.save_post(p, "feed:x", day(100));
      known_[p.uri].post = p;
      return;
    }
    auto& [uri, one] = *std::next(known_.begin(), roll(static_cast<std::int64_t>(known_.size())));
    if (what == 3) {
      t.delete_post(uri, day(100));
      one.post.deleted = true;
    } else if (what < 6) {
      if (roll(2) == 0 && !one.post.deleted) change(one.post);
      t.save_post(one.post, "feed:y", day(101));
    } else if (what == 6) {
      one.post.moderation.state = roll(3) == 0 ? ModerationState::hidden : ModerationState::approved;
      t.set_post_moderation(one.post.id, one.post.moderation);
    } else if (what < 9) {
      const Counters counters{roll(9), roll(9), roll(9), roll(9)};
      t.add_counters({uri, day(100, clock_++ / 3600 % 24) + Seconds(clock_), counters, true});
      if (!one.post.deleted) one.counters = counters, one.counted = true;
    } else {
      const std::string booster = one_of({"joan@x.org", "pere@x.org", "anna@x.org"});
      const auto followers = roll(3) == 0 ? std::nullopt : std::optional<std::int64_t>(50 + roll(200));
      t.add_boost({uri, booster, day(50), followers});
      if (one.post.deleted) return;
      auto [at, fresh] = one.boosters.emplace(booster, followers);
      if (!fresh && !at->second) at->second = followers;
    }
  }

  // The definitions of visibility.md, post by post.
  template <class Wanted>
  VisibilityFigures count_by_hand(const Period& period, Wanted wanted) {
    VisibilityFigures f;
    std::set<std::string> authors, entities, tracking;
    std::map<std::string, std::int64_t> audiences, author_audiences;
    Reach reach;
    std::int64_t rated_posts = 0, rated_interactions = 0;
    bool counted = false;
    for (const auto& [uri, one] : known_) {
      const Post& p = one.post;
      const auto on = std::chrono::floor<days>(LocalTime(p.published.time_since_epoch()));
      if (p.deleted || p.moderation.state != ModerationState::approved || on < period.from || on > period.to || !wanted(p)) continue;
      ++f.posts;
      authors.insert(p.author.acct);
      const std::int64_t interactions = one.counters.replies.value_or(0) + one.counters.boosts.value_or(0) +
                                        one.counters.favourites.value_or(0) + one.counters.quotes.value_or(0);
      f.replies += one.counters.replies.value_or(0), f.boosts += one.counters.boosts.value_or(0);
      f.favourites += one.counters.favourites.value_or(0), f.quotes += one.counters.quotes.value_or(0);
      counted = counted || one.counted;
      if (p.author.followers) {
        ++rated_posts, rated_interactions += interactions;
        for (auto* map : {&audiences, &author_audiences}) (*map)[p.author.acct] = std::max((*map)[p.author.acct], *p.author.followers);
      } else {
        ++reach.posts_unknown;
      }
      for (const auto& [booster, followers] : one.boosters) {
        if (!followers) continue;
        ++reach.boosters_known;
        audiences[booster] = std::max(audiences[booster], *followers);
      }
      reach.boosters += std::max<std::int64_t>(one.counters.boosts.value_or(0), static_cast<std::int64_t>(one.boosters.size()));
      if (p.entity.empty()) continue;
      entities.insert(p.entity);
      ++f.entity_posts;
      if (!std::count(p.hashtags.begin(), p.hashtags.end(), "TerrassaEntitats")) continue;
      ++f.posts_with_hashtag;
      tracking.insert(p.entity);
    }
    f.authors = static_cast<std::int64_t>(authors.size());
    f.active_entities = static_cast<std::int64_t>(entities.size());
    f.entities_with_hashtag = static_cast<std::int64_t>(tracking.size());
    for (const auto& [account, followers] : audiences) reach.lower = std::max(reach.lower, followers), reach.upper += followers;
    if (!audiences.empty()) f.reach = reach;
    std::int64_t followers = 0;
    for (const auto& [account, number] : author_audiences) followers += number;
    if (counted && followers > 0) {
      f.engagement_rate = static_cast<double>(rated_interactions) / static_cast<double>(rated_posts) / static_cast<double>(followers) * 100;
      f.interactions_per_1k = static_cast<double>(rated_interactions) / static_cast<double>(followers) * 1000;
    }
    return f;
  }

  template <class Wanted>
  void compare(const VisibilityQuery& query, Wanted wanted, const char* what) {
    SCOPED_TRACE(what);
    auto whole = visibility(query).whole;
    whole.counted_at.reset();  // a maximum that stays when a post goes
    // Whether anything was counted is read off the same maximum.
    const auto expected = count_by_hand(query.period, wanted);
    if (!expected.engagement_rate) whole.engagement_rate.reset(), whole.interactions_per_1k.reset();
    EXPECT_EQ(told(whole), told(expected));
  }

  void compare_all() {
    const auto tagged = [](const Post& p, const char* tag) {
      return std::any_of(p.hashtags.begin(), p.hashtags.end(), [&](const auto& one) { return fold(one) == tag; });
    };
    VisibilityQuery query;
    for (const Period& period : {Period{date(0), date(70)}, Period{date(10), date(24)}, Period{date(28), date(60)}}) {
      query = {.period = period};
      compare(
          query, [](const Post&) { return true; }, "all");
      query.entities = {"casal"};
      compare(
          query, [](const Post& p) { return p.entity == "casal"; }, "entity");
      query = {.period = period, .districts = {"4"}, .languages = {"ca"}};
      compare(
          query, [](const Post& p) { return (p.entity == "ateneu" || p.entity == "veins") && p.language.starts_with("ca"); }, "district");
      query = {.period = period, .hashtags = {"dansa"}};
      compare(
          query, [&](const Post& p) { return tagged(p, "dansa"); }, "hashtag");
      query.hashtags = {"dansa", "opera"};
      compare(
          query, [&](const Post& p) { return tagged(p, "dansa") || tagged(p, "opera"); }, "hashtags");
      query.topics = {"dansa"};
      compare(
          query,
          [&](const Post& p) {
            const bool topic = std::any_of(p.topics.begin(), p.topics.end(), [](const auto& mark) { return mark.topic == "dansa"; });
            return topic && (tagged(p, "dansa") || tagged(p, "opera"));
          },
          "hashtags and topic");
    }
  }

  std::mt19937 random_{20'260'308};
  std::map<std::string, Known> known_;
  int clock_ = 0;
};

TEST_F(RandomOperations, LeaveRollupsThatEqualACountByHand) {
  for (int round = 0; round < 6; ++round) {
    for (int batch = 0; batch < 4; ++batch)
      write([&](Transaction& t) {
        for (int i = 0; i < 60; ++i) step(t);
      });
    compare_all();
  }
  ASSERT_TRUE(problems().empty());
  VisibilityQuery query{.period = {date(0), date(70)}, .by = Cut::hashtag};
  const auto before = visibility(query);
  ASSERT_TRUE(store_->rebuild().has_value());
  auto after = visibility(query);
  for (auto* report : {&after}) {  // made anew, the newest count is of posts that are still there
    report->whole.counted_at = before.whole.counted_at;
    for (std::size_t i = 0; i < report->rows.size(); ++i) report->rows[i].counted_at = before.rows.at(i).counted_at;
  }
  EXPECT_EQ(after.whole, before.whole);
  EXPECT_EQ(after.rows, before.rows);
  compare_all();
}

TEST_F(RandomOperations, SavedAgainWordForWordChangeNoFigure) {
  write([&](Transaction& t) {
    for (int i = 0; i < 200; ++i) step(t);
  });
  VisibilityQuery query{.period = {date(0), date(70)}, .by = Cut::entity};
  const auto before = visibility(query);
  write([&](Transaction& t) {
    for (const auto& [uri, one] : known_) EXPECT_FALSE(t.save_post(one.post, "feed:y", day(110)).inserted);
  });
  EXPECT_EQ(visibility(query), before);
}

}  // namespace
}  // namespace resso::store::testing
