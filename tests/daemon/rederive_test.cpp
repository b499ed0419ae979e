// What is held, derived again by other rules: what follows from them changes, ids and decisions stay.
#include "daemon/rederive.hpp"

#include "agenda/merge_keys.hpp"
#include "config/read.hpp"
#include "daemon/ingest.hpp"
#include "tests/agenda/agenda_settings.hpp"
#include "tests/daemon/store_fixture.hpp"

#include <gmock/gmock.h>

namespace resso::daemon {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Instant kNow{1'795'000'000s};  // 18 November 2026

config::Settings city() {
  auto read = config::parse_settings(config::example_toml(), "example.toml");
  const auto& shipped = std::get<config::Settings>(read);
  config::Settings settings = agenda::small_city();
  settings.grammars = shipped.grammars;
  settings.merge_words = shipped.merge_words;
  settings.derivation = "first";
  Source calendar;
  calendar.kind = SourceKind::calendar;
  calendar.url = "https://a.example/c.ics";
  calendar.entity = "ateneu";
  calendar.id = source_id(calendar.kind, calendar.url, "");
  settings.sources = {calendar, agenda::owned_feed("ateneu"), agenda::hashtag_source(Trust::open)};
  return settings;
}

class Rederive : public StoreFixture {
 protected:
  void poll(const config::Settings& settings, std::size_t source, const connectors::Harvest& harvest, Instant now = kNow) {
    const agenda::Rules rules(settings);
    write([&](store::Transaction& transaction) {
      SourceState state;
      state.source_id = settings.sources[source].id;
      ingest(transaction, settings.sources[source], state, harvest, rules, now);
    });
  }

  /// All of it, a few at a time. Returns what it came to.
  Rederiving rederive(config::Settings settings, std::size_t limit = 2) {
    const Configuration configuration(std::move(settings));
    const agenda::Rules rules(configuration.settings);
    Rederiving state;
    write([&](store::Transaction& t) { state = begin_rederiving(t, configuration.settings, false); });
    for (int steps = 0; !state.finished() && steps < 1000; ++steps)
      write([&](store::Transaction& t) { rederive_some(t, state, configuration, rules, kNow + 1h, limit); });
    EXPECT_TRUE(state.finished());
    return state;
  }

  std::vector<Event> events() {
    std::vector<Event> out;
    write([&](store::Transaction& t) {
      for (auto& stored : t.events({std::nullopt, false})) out.push_back(std::move(stored.event));
    });
    return out;
  }
  Post post(const std::string& uri) {
    std::optional<Post> out;
    write([&](store::Transaction& t) { out = t.post_by_uri(uri); });
    return out.value_or(Post{});
  }
  std::uint64_t version() {
    std::uint64_t out = 0;
    write([&](store::Transaction& t) { out = t.agenda_version(); });
    return out;
  }

  static StatedEvent act(std::string uid, std::string title, std::string place = {}) {
    StatedEvent stated;
    stated.key = uid;
    stated.evidence = Evidence::calendar;
    stated.event.uid = std::move(uid);
    stated.event.title = std::move(title);
    stated.event.times.start = LocalTime(std::chrono::local_days(std::chrono::year(2026) / 12 / 12)) + 19h;
    stated.event.times.zone = "Europe/Madrid";
    stated.event.place.name = std::move(place);
    return stated;
  }
  static connectors::Harvest said(std::string uri, std::string words) {
    connectors::Harvest harvest;
    Post post;
    post.uri = std::move(uri);
    post.kind = PostKind::entry;
    post.published = kNow;
    post.title = std::move(words);
    harvest.posts = {post};
    return harvest;
  }
  static connectors::Harvest calendar(std::vector<StatedEvent> events) {
    connectors::Harvest harvest;
    harvest.events = std::move(events);
    harvest.events_are_all = true;
    return harvest;
  }
};

TEST_F(Rederive, BySameRulesChangesNothing) {
  poll(city(), 0, calendar({act("1", "Concert de nadales", "Casal"), act("2", "Taller de ceràmica")}));
  poll(city(), 1, said("https://web.example/1", "Concert de nadales, dissabte 12 de desembre a les 19 h"), kNow + 60s);
  poll(city(), 1, said("https://web.example/2", "Cineclub el 13 de desembre a les 18 h i xerrada el 14 de desembre a les 19 h"),
       kNow + 90s);
  rederive(city());
  const auto before = events();
  const auto version_before = version();
  auto other = city();
  other.derivation = "second";
  const Rederiving done = rederive(other);
  EXPECT_EQ(done.posts_changed + done.events_changed + done.statements_moved, 0);
  EXPECT_EQ(events(), before);
  EXPECT_EQ(version(), version_before);
}

TEST_F(Rederive, MakesTheKeysAgainByWhichStatementsFindEachOther) {
  poll(city(), 0, calendar({act("1", "Concert de nadales", "Casal"), act("2", "Taller de ceràmica")}));
  StatedEvent other = act("3", "Nadales a la plaça");
  other.event.entity = "gremi";
  const auto day = std::chrono::floor<std::chrono::days>(other.event.times.start);
  const auto near = [&](const config::Settings& settings) {
    const auto keys = agenda::merge_keys(agenda::MergeRules(settings).traits_of(other.event));
    std::string titles;
    write([&](store::Transaction& t) {
      for (const auto& event : t.events_on_days(day, day, keys.asked)) titles += event.title + ";";
    });
    return titles;
  };
  config::Settings settings = city();
  EXPECT_EQ(near(settings), "Concert de nadales;");
  settings.derivation = "other words";
  write([&](store::Transaction& t) { begin_rederiving(t, settings, false); });
  EXPECT_EQ(near(settings), "Taller de ceràmica;Concert de nadales;") << "until they are made, all are compared";
  rederive(settings);
  EXPECT_EQ(near(settings), "Concert de nadales;");
}

TEST_F(Rederive, IsDueWhenTheRulesAreOthersAndThenNoMore) {
  poll(city(), 0, calendar({act("1", "Concert")}));
  write([&](store::Transaction& t) { EXPECT_FALSE(begin_rederiving(t, city(), false).finished()) << "nobody knows by what rules"; });
  rederive(city());
  write([&](store::Transaction& t) { EXPECT_TRUE(begin_rederiving(t, city(), false).finished()); });
  auto other = city();
  other.derivation = "second";
  write([&](store::Transaction& t) { EXPECT_FALSE(begin_rederiving(t, other, false).finished()); });
}

TEST_F(Rederive, AnEmptyStoreHasNothingToDerive) {
  write([&](store::Transaction& t) { EXPECT_TRUE(begin_rederiving(t, city(), false).finished()); });
}

TEST_F(Rederive, ATopicsNewHashtagReachesPostsAndEventsThatKeepTheirIds) {
  auto concert = act("1", "Concert");
  concert.event.hashtags = {"Sardana"};
  poll(city(), 0, calendar({concert}));
  auto notice = said("https://web.example/1", "Sardanes a la plaça");
  notice.posts[0].hashtags = {"Sardana"};
  poll(city(), 1, notice);
  const Event before = events()[0];
  const auto version_before = version();

  auto other = city();
  other.derivation = "second";
  other.topics[0].hashtags.push_back("Sardana");
  const Rederiving done = rederive(other);
  EXPECT_EQ(done.posts_changed, 1);
  EXPECT_EQ(done.events_changed, 1);
  ASSERT_THAT(events(), SizeIs(1));
  EXPECT_EQ(events()[0].id, before.id);
  const auto has_topic = [](const std::vector<TopicMark>& marks) {
    return std::any_of(marks.begin(), marks.end(), [](const TopicMark& mark) { return mark.topic == "eix-71"; });
  };
  EXPECT_TRUE(has_topic(events()[0].topics));
  EXPECT_TRUE(has_topic(post("https://web.example/1").topics));
  EXPECT_GT(version(), version_before);
}

TEST_F(Rederive, APlaceThatTheGazetteerLearnsGivesItsDistrict) {
  poll(city(), 0, calendar({act("1", "Concert", "Can Met, sala 2")}));
  EXPECT_THAT(events()[0].districts, ElementsAre("2"));
  auto other = city();
  other.derivation = "second";
  other.places = {{"Casal de Can Met", {"Can Met"}, "carrer Major, 3", "4", GeoPoint{41.5, 2.0}}};
  rederive(other);
  EXPECT_THAT(events()[0].districts, ElementsAre("2", "4"));
  EXPECT_EQ(events()[0].place.name, "Can Met, sala 2");
  EXPECT_EQ(events()[0].place.address, "carrer Major, 3");
}

TEST_F(Rederive, EventsThatTheNewRulesTakeForOneBecomeTheOlderAndOthersPartAgain) {
  auto apart = city();
  apart.merge_words.clear();
  poll(apart, 0, calendar({act("1", "Recital de nadal", "Espai Raimon")}));
  poll(apart, 1, said("https://web.example/1", "Concert de nadal, dissabte 12 de desembre a les 19 h a la Sala Gran"), kNow + 60s);
  ASSERT_THAT(events(), SizeIs(2));
  const std::string first = events()[0].id, second = events()[1].id;

  auto together = city();
  together.derivation = "second";
  together.places = {{"Espai Raimon", {"Sala Gran"}, "", "", std::nullopt}};
  EXPECT_EQ(rederive(together).statements_moved, 1);
  ASSERT_THAT(events(), SizeIs(1));
  EXPECT_EQ(events()[0].id, first);
  EXPECT_THAT(events()[0].sources, SizeIs(2));

  apart.derivation = "third";
  EXPECT_EQ(rederive(apart).statements_moved, 1);
  ASSERT_THAT(events(), SizeIs(2));
  EXPECT_THAT((std::vector{events()[0].id, events()[1].id}), testing::UnorderedElementsAre(first, second));
}

TEST_F(Rederive, AnActThatWasMisreadIsGoneAndNotCancelled) {
  poll(city(), 1, said("https://web.example/1", "Concert de nadales, dissabte 12 de desembre a les 19 h"));
  ASSERT_THAT(events(), SizeIs(1));
  auto other = city();
  other.derivation = "second";
  other.grammars.clear();
  rederive(other);
  EXPECT_THAT(events(), IsEmpty());
  EXPECT_EQ(post("https://web.example/1").title, "Concert de nadales, dissabte 12 de desembre a les 19 h");
}

TEST_F(Rederive, LessTrustHidesWhatNobodyDecidedOf) {
  connectors::Harvest harvest;
  Post said = agenda::status_by("veina@altre.example");
  said.published = kNow;
  Post kept = said;
  kept.uri += "0";
  harvest.posts = {said, kept};
  poll(city(), 2, harvest);
  const std::string id = post(kept.uri).id;
  write([&](store::Transaction& t) { t.set_post_moderation(id, {ModerationState::approved, "seen", "anna", kNow}); });
  auto other = city();
  other.derivation = "second";
  other.sources[2].trust = Trust::moderated;
  rederive(other);
  EXPECT_EQ(post(said.uri).moderation.state, ModerationState::pending);
  EXPECT_EQ(post(kept.uri).moderation.state, ModerationState::approved);
}

TEST_F(Rederive, WhatASourceThatIsNoLongerFollowedGaveStays) {
  poll(city(), 1, said("https://web.example/1", "Hola"));
  auto other = city();
  other.derivation = "second";
  other.sources.erase(other.sources.begin() + 1);
  rederive(other);
  EXPECT_EQ(post("https://web.example/1").entity, "ateneu");
  EXPECT_EQ(post("https://web.example/1").moderation.state, ModerationState::approved);
}

TEST_F(Rederive, GoesOnWhereItWasAfterARestart) {
  for (int i = 0; i < 5; ++i) poll(city(), 1, said("https://web.example/" + std::to_string(i), "Hola"));
  const Configuration configuration(city());
  const agenda::Rules rules(configuration.settings);
  Rederiving state;
  write([&](store::Transaction& t) {
    state = begin_rederiving(t, configuration.settings, false);
    rederive_some(t, state, configuration, rules, kNow, 3);
  });
  EXPECT_EQ(describe(state), "3 of 5 derived again");
  Rederiving found;
  write([&](store::Transaction& t) { found = begin_rederiving(t, configuration.settings, false); });
  EXPECT_EQ(found.done, 3);
  EXPECT_EQ(found.after.key, state.after.key);
  write([&](store::Transaction& t) { EXPECT_EQ(begin_rederiving(t, configuration.settings, true).done, 0) << "somebody asked"; });
}

}  // namespace
}  // namespace resso::daemon
