#include "daemon/ingest.hpp"

#include "config/read.hpp"
#include "daemon/event_write.hpp"
#include "daemon/merge_decide.hpp"
#include "daemon/poll_words.hpp"
#include "tests/agenda/agenda_settings.hpp"
#include "tests/daemon/store_fixture.hpp"

#include <gmock/gmock.h>

namespace resso::daemon {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

const Instant kNow{1'795'000'000s};
const Window kComing{kNow - 24h * 400, kNow + 24h * 400};

class Ingest : public StoreFixture {
 protected:
  Ingest() : rules_(agenda::small_city()) {}

  IngestResult poll(const Source& source, const connectors::Harvest& harvest, Instant now = kNow) {
    IngestResult result;
    const auto written = store_->write([&](store::Transaction& transaction) -> Result<void> {
      SourceState state;
      state.source_id = source.id;
      result = ingest(transaction, source, state, harvest, rules_, now);
      warnings_ = state.warnings;
      return {};
    });
    EXPECT_TRUE(written) << describe(written.error());
    return result;
  }

  std::vector<store::StoredEvent> events() {
    std::vector<store::StoredEvent> out;
    (void)store_->read([&](store::Reader& reader) -> Result<void> {
      out = reader.events({kComing, true});
      return {};
    });
    return out;
  }

  std::uint64_t version() {
    std::uint64_t out = 0;
    (void)store_->read([&](store::Reader& reader) -> Result<void> {
      out = reader.agenda_version();
      return {};
    });
    return out;
  }

  static Source calendar(std::string url = "https://a.example/c.ics") {
    Source source;
    source.kind = SourceKind::calendar;
    source.url = std::move(url);
    source.entity = "ateneu";
    source.id = source_id(source.kind, source.url, "");
    return source;
  }

  static StatedEvent act(std::string uid, std::string title, std::chrono::hours in = 48h) {
    StatedEvent stated;
    stated.key = uid;
    stated.evidence = Evidence::calendar;
    stated.event.uid = std::move(uid);
    stated.event.title = std::move(title);
    stated.event.times.start = LocalTime((kNow + in).time_since_epoch());
    stated.event.times.zone = "UTC";
    return stated;
  }

  static connectors::Harvest whole_calendar(std::vector<StatedEvent> events) {
    connectors::Harvest harvest;
    harvest.events = std::move(events);
    harvest.events_are_all = true;
    return harvest;
  }

  agenda::Rules rules_;
  std::vector<Warning> warnings_;
};

TEST_F(Ingest, AnEventIsInTheAgendaWithItsEntityDistrictAndTopics) {
  const auto result = poll(calendar(), whole_calendar({act("1", "Concert")}));
  EXPECT_EQ(result.events_new, 1);
  EXPECT_TRUE(result.visible);
  const auto stored = events();
  ASSERT_THAT(stored, SizeIs(1));
  EXPECT_EQ(stored[0].event.entity, "ateneu");
  EXPECT_THAT(stored[0].event.districts, ElementsAre("2"));
  EXPECT_THAT(stored[0].event.topics, ElementsAre(TopicMark{"eix-81", "entity ateneu"}));
  EXPECT_THAT(stored[0].occurrences, SizeIs(1));
}

TEST_F(Ingest, TheSameHarvestAgainChangesNothing) {
  poll(calendar(), whole_calendar({act("1", "Concert"), act("2", "Xerrada")}));
  const auto before = events();
  const auto version_before = version();
  const auto result = poll(calendar(), whole_calendar({act("1", "Concert"), act("2", "Xerrada")}), kNow + 3600s);
  EXPECT_FALSE(result.visible);
  EXPECT_EQ(result.events_new + result.events_changed, 0);
  EXPECT_EQ(version(), version_before);
  EXPECT_EQ(events()[0].event, before[0].event);
}

connectors::Harvest one_entry(std::string title) {
  Post entry;
  entry.uri = "entry:feed:web 1";
  entry.kind = PostKind::entry;
  entry.published = kNow - 60s;
  entry.title = std::move(title);
  connectors::Harvest harvest;
  harvest.posts = {entry};
  return harvest;
}

TEST_F(Ingest, WhatAFeedShowsAgainIsMadeAnewOnlyUnderOtherRules) {
  auto settings = agenda::small_city();
  settings.derivation = "1";
  rules_ = agenda::Rules(settings);
  const auto state = [&] {
    ModerationState held{};
    (void)store_->read([&](store::Reader& reader) -> Result<void> {
      held = reader.post_by_uri("entry:feed:web 1")->moderation.state;
      return {};
    });
    return held;
  };
  EXPECT_EQ(poll(agenda::owned_feed("ateneu"), one_entry("Feu diners")).posts_new, 1);
  ASSERT_EQ(state(), ModerationState::approved);
  settings.moderation.blocked_words = {"diners"};
  rules_ = agenda::Rules(settings);  // they still say that they are the same
  EXPECT_EQ(poll(agenda::owned_feed("ateneu"), one_entry("Feu diners")).posts_changed, 0);
  EXPECT_EQ(state(), ModerationState::approved) << "it was looked at again";
  settings.derivation = "2";
  rules_ = agenda::Rules(settings);
  poll(agenda::owned_feed("ateneu"), one_entry("Feu diners"));
  EXPECT_EQ(state(), ModerationState::hidden);
}

TEST(LeaveOutExpired, IsOfWhatIsOlderThanPostsAreKept) {
  auto harvest = one_entry("Concert");
  harvest.posts.resize(3, harvest.posts.front());
  harvest.posts[1].published = kNow - 24h * 366;
  harvest.posts[2].published = {};
  leave_out_expired(harvest, 0, kNow);
  EXPECT_THAT(harvest.posts, SizeIs(3)) << "for ever";
  leave_out_expired(harvest, 365, kNow);
  ASSERT_THAT(harvest.posts, SizeIs(2));
  EXPECT_EQ(harvest.posts[0].published, kNow - 60s);
  EXPECT_EQ(harvest.posts[1].published, Instant{}) << "nobody knows how old it is";
}

TEST_F(Ingest, AnEntryThatAFeedTookBackAndShowsAgainIsThereAgain) {
  const Source web = agenda::owned_feed("ateneu");
  poll(web, one_entry("Concert"));
  connectors::Harvest gone;
  gone.deleted_uris = {"entry:feed:web 1"};
  EXPECT_EQ(poll(web, gone, kNow + 60s).posts_deleted, 1);
  EXPECT_TRUE(poll(web, one_entry("Concert"), kNow + 120s).visible);
  (void)store_->read([&](store::Reader& reader) -> Result<void> {
    EXPECT_THAT(reader.posts({}), SizeIs(1));
    return {};
  });
}

TEST_F(Ingest, WhatComesBackUnchangedIntoItsCalendarIsOnAgain) {
  poll(calendar(), whole_calendar({act("1", "Concert"), act("2", "Xerrada")}));
  poll(calendar(), whole_calendar({act("2", "Xerrada")}), kNow + 60s);
  poll(calendar(), whole_calendar({act("1", "Concert"), act("2", "Xerrada")}), kNow + 120s);
  for (const auto& stored : events()) EXPECT_EQ(stored.event.status, EventStatus::confirmed) << stored.event.title;
}

TEST_F(Ingest, AChangedTitleMovesSequenceAndKeepsTheId) {
  poll(calendar(), whole_calendar({act("1", "Concert")}));
  const auto before = events()[0].event;
  EXPECT_EQ(poll(calendar(), whole_calendar({act("1", "Concert de Nadal")}), kNow + 60s).events_changed, 1);
  const auto after = events()[0].event;
  EXPECT_EQ(after.id, before.id);
  EXPECT_EQ(after.sequence, before.sequence + 1);
  EXPECT_EQ(after.title, "Concert de Nadal");
}

TEST_F(Ingest, WhatVanishedFromItsCalendarIsCancelled) {
  poll(calendar(), whole_calendar({act("1", "Concert"), act("2", "Xerrada")}));
  EXPECT_EQ(poll(calendar(), whole_calendar({act("2", "Xerrada")}), kNow + 60s).events_cancelled, 1);
  for (const auto& stored : events())
    EXPECT_EQ(stored.event.status, stored.event.title == "Concert" ? EventStatus::cancelled : EventStatus::confirmed);
}

TEST_F(Ingest, AnEventThatIsCancelledWhenItIsFirstSeenIsNewAndNothingElse) {
  auto off = act("1", "Concert");
  off.event.status = EventStatus::cancelled;
  const auto result = poll(calendar(), whole_calendar({off, act("2", "Xerrada")}));
  EXPECT_EQ(result.events_new, 2);
  EXPECT_EQ(result.events_cancelled, 0);
  connectors::FetchOutcome outcome;
  outcome.kind = connectors::FetchOutcome::Kind::changed;
  EXPECT_EQ(poll_words(outcome, result), "2 new events");
}

TEST_F(Ingest, APastEventThatACalendarClearsAwayIsNotCancelled) {
  poll(calendar(), whole_calendar({act("1", "Concert", -48h), act("2", "Xerrada")}));
  EXPECT_EQ(poll(calendar(), whole_calendar({act("2", "Xerrada")}), kNow + 60s).events_cancelled, 0);
}

TEST_F(Ingest, ACalendarThatGivesNewUidsAtEveryExportKeepsItsEvents) {
  poll(calendar(), whole_calendar({act("a-1", "Concert")}));
  const auto before = events()[0].event;
  const auto result = poll(calendar(), whole_calendar({act("b-1", "Concert")}), kNow + 60s);
  EXPECT_EQ(result.events_cancelled + result.events_new, 0);
  ASSERT_THAT(events(), SizeIs(1));
  EXPECT_EQ(events()[0].event.id, before.id);
  EXPECT_EQ(events()[0].event.status, EventStatus::confirmed);
}

TEST_F(Ingest, TheSameUidInTwoCalendarsIsOneEventWithTwoSources) {
  poll(calendar(), whole_calendar({act("1", "Concert")}));
  poll(calendar("https://b.example/c.ics"), whole_calendar({act("1", "Concert")}), kNow + 60s);
  const auto stored = events();
  ASSERT_THAT(stored, SizeIs(1));
  EXPECT_THAT(stored[0].event.sources, SizeIs(2));
}

// The rules of the small city with the words that come with the program.
class FuzzyIngest : public Ingest {
 protected:
  FuzzyIngest() {
    auto settings = agenda::small_city();
    settings.merge_words = std::get<config::Settings>(config::parse_settings("", "city.toml")).merge_words;
    rules_ = agenda::Rules(settings);
  }

  static Source web() { return agenda::owned_feed("ateneu"); }

  static StatedEvent entry(std::string key, std::string title, std::chrono::hours in = 48h) {
    StatedEvent stated = act("", std::move(title), in);
    stated.key = std::move(key);
    stated.evidence = Evidence::structured;
    return stated;
  }

  static connectors::Harvest news(StatedEvent stated) {
    connectors::Harvest harvest;
    harvest.events = {std::move(stated)};
    return harvest;
  }

  template <class Decide>
  std::string decide(Decide decision) {
    std::string id;
    const auto written = store_->write([&](store::Transaction& transaction) -> Result<void> {
      auto made = decision(transaction);
      if (!made) return made.error();
      id = *made;
      return {};
    });
    EXPECT_TRUE(written) << describe(written.error());
    return id;
  }
};

TEST_F(FuzzyIngest, AStatementWithNeitherUidNorPageFindsItsEvent) {
  poll(calendar(), whole_calendar({act("1@a.example", "Xerrada sobre compostatge"), act("2@a.example", "Ball de gitanes")}));
  poll(web(), news(entry("p1", "Charla: compostaje")), kNow + 60s);
  const auto stored = events();
  ASSERT_THAT(stored, SizeIs(2));
  const auto& merged = stored[0].event.title == "Ball de gitanes" ? stored[1].event : stored[0].event;
  EXPECT_EQ(merged.title, "Xerrada sobre compostatge");
  EXPECT_THAT(merged.sources, SizeIs(2));
}

TEST_F(FuzzyIngest, WhatOneCalendarCallsByTwoUidsStaysTwo) {
  poll(calendar(), whole_calendar({act("1@a.example", "Partida de dòmino"), act("2@a.example", "Partida de dòmino")}));
  EXPECT_THAT(events(), SizeIs(2));
}

TEST_F(FuzzyIngest, ANewDateFindsTheOldOne) {
  poll(calendar(), whole_calendar({act("1@a.example", "Ball de gitanes")}));
  StatedEvent put_off = entry("p1", "Ball de gitanes", 48h + 24h * 14);
  put_off.event.status = EventStatus::postponed;
  poll(web(), news(put_off), kNow + 60s);
  const auto stored = events();
  ASSERT_THAT(stored, SizeIs(1));
  EXPECT_EQ(stored[0].event.status, EventStatus::postponed);
  ASSERT_TRUE(stored[0].event.moved_to);
  EXPECT_EQ(stored[0].event.moved_to->start, put_off.event.times.start);
}

TEST_F(FuzzyIngest, WhoSpokeLastDecidesOfACancellation) {
  poll(calendar(), whole_calendar({act("1@a.example", "Ball de gitanes")}));
  StatedEvent off = entry("p1", "Ball de gitanes cancel·lat");
  off.event.status = EventStatus::cancelled;
  poll(web(), news(off), kNow + 60s);
  ASSERT_THAT(events(), SizeIs(1));
  EXPECT_EQ(events()[0].event.status, EventStatus::cancelled);
  poll(calendar(), whole_calendar({act("1@a.example", "Ball de gitanes")}), kNow + 90s);
  EXPECT_EQ(events()[0].event.status, EventStatus::cancelled) << "the calendar said nothing new";
  poll(calendar(), whole_calendar({act("1@a.example", "Ball de gitanes, es fa")}), kNow + 120s);
  EXPECT_EQ(events()[0].event.status, EventStatus::confirmed);
}

TEST_F(FuzzyIngest, WhatWasSplitStaysApartAtTheNextPollAndCanBeJoinedAgain) {
  poll(calendar(), whole_calendar({act("1@a.example", "Ball de gitanes")}));
  const auto before = events()[0].event;
  poll(web(), news(entry("p1", "Ball de gitanes")), kNow + 60s);
  ASSERT_THAT(events(), SizeIs(1));
  const store::StatementKey told{calendar().id, "1@a.example"}, entry_key{web().id, "p1"};
  decide([&](store::Transaction& t) { return split_statement(t, entry_key, rules_, "anna", kNow + 90s); });
  ASSERT_THAT(events(), SizeIs(2));
  poll(web(), news(entry("p1", "Ball de gitanes, a les set")), kNow + 120s);
  poll(web(), news(entry("p2", "Ball de gitanes")), kNow + 120s);
  EXPECT_THAT(events(), SizeIs(2)) << "set apart for ever; what another entry says goes to the best of them";
  const auto id = decide([&](store::Transaction& t) { return join_statements(t, entry_key, told, rules_, "anna", kNow + 150s); });
  EXPECT_EQ(id, before.id) << "the older id stays";
  ASSERT_THAT(events(), SizeIs(1));
  EXPECT_THAT(events()[0].event.sources, SizeIs(3));
}

TEST_F(FuzzyIngest, TheStatementThatWasFirstCanBeSplitOff) {
  poll(web(), news(entry("p1", "Ball de gitanes")));
  const auto before = events()[0].event;
  poll(calendar(), whole_calendar({act("1@a.example", "Ball de gitanes")}), kNow + 60s);
  const auto id = decide([&](store::Transaction& t) { return split_statement(t, {web().id, "p1"}, rules_, "anna", kNow + 90s); });
  EXPECT_NE(id, before.id);
  ASSERT_THAT(events(), SizeIs(2));
}

TEST_F(FuzzyIngest, AnOrderToMergeNamesEventsAndSourcesAndSaysWhatItDoesNotFind) {
  poll(calendar(), whole_calendar({act("1@a.example", "Ball de gitanes")}));
  poll(web(), news(entry("p1", "Ball de gitanes")), kNow + 60s);
  const std::string whole = events()[0].event.id;
  MergeOrder order{.event = whole, .source = web().id, .by = "anna"};
  const auto parsed = merge_order_of(query_of(order));
  ASSERT_TRUE(parsed);
  const auto split = carry_out(*store_, rules_, *parsed, kNow + 90s);
  ASSERT_TRUE(split) << describe(split.error());
  EXPECT_THAT(events(), SizeIs(2));
  const auto again = carry_out(*store_, rules_, order, kNow + 90s);
  ASSERT_FALSE(again);
  EXPECT_THAT(describe(again.error()), testing::HasSubstr(calendar().id)) << "who does tell of it";
  const auto joined = carry_out(*store_, rules_, {.join = true, .event = *split, .other = whole, .by = "anna"}, kNow + 120s);
  ASSERT_TRUE(joined) << describe(joined.error());
  EXPECT_EQ(*joined, whole);
  EXPECT_THAT(events(), SizeIs(1));
  order.by.clear();
  EXPECT_FALSE(carry_out(*store_, rules_, order, kNow));
}

TEST_F(Ingest, ABombOfARuleIsCutWithAWarning) {
  auto bomb = act("1", "Bomba");
  bomb.event.recurrence.rrules = {"FREQ=MINUTELY"};
  poll(calendar(), whole_calendar({bomb, act("2", "Xerrada")}));
  ASSERT_THAT(warnings_, SizeIs(1));
  EXPECT_EQ(warnings_[0].code, "truncated_expansion");
  EXPECT_THAT(events(), SizeIs(2)) << "the other event is there all the same";
}

TEST_F(Ingest, ABombOfARuleTakesNoDateOfItsNeighbours) {
  std::vector<StatedEvent> acts;
  for (int i = 0; i < 8; ++i) {
    auto bomb = act("bomb " + std::to_string(i), "Bomba " + std::to_string(i), 24h * (i + 1));
    bomb.event.recurrence.rrules = {"FREQ=MINUTELY"};
    acts.push_back(bomb);
    acts.push_back(act(std::to_string(i), "Xerrada " + std::to_string(i), 24h * (i + 20)));
  }
  poll(calendar(), whole_calendar(acts));
  std::size_t all = 0, alone = 0;
  for (const auto& stored : events()) {
    all += stored.occurrences.size();
    alone += stored.event.recurrence.empty() && stored.occurrences.size() == 1;
    EXPECT_LE(stored.occurrences.size(), kOccurrencesPerSeries) << stored.event.title;
  }
  EXPECT_EQ(alone, 8U);
  EXPECT_LE(all, kOccurrencesPerSource + alone);
}

TEST_F(Ingest, ThatDatesAreLeftOutIsToldForAsLongAsItIsSo) {
  auto bomb = act("1", "Bomba");
  bomb.event.recurrence.rrules = {"FREQ=MINUTELY"};
  poll(calendar(), whole_calendar({bomb, act("2", "Xerrada")}));
  poll(calendar(), whole_calendar({bomb, act("2", "Xerrada d'avui")}), kNow + 60s);
  ASSERT_THAT(warnings_, SizeIs(1)) << "the bomb was not looked at again";
  EXPECT_EQ(warnings_[0].code, "truncated_expansion");
  bomb.event.recurrence.rrules = {"FREQ=WEEKLY"};
  poll(calendar(), whole_calendar({bomb, act("2", "Xerrada d'avui")}), kNow + 120s);
  EXPECT_THAT(warnings_, SizeIs(0)) << "mended, it is said no more";
  poll(calendar(), whole_calendar({bomb, act("2", "Xerrada")}), kNow + 180s);
  EXPECT_THAT(warnings_, SizeIs(0));
}

TEST_F(Ingest, SeriesOfWhichDatesGoOutOfTheWindowKeepTheOthers) {
  std::vector<StatedEvent> acts;
  for (const char* key : {"1", "2", "3"}) {
    acts.push_back(act(key, "Taller " + std::string(key), -24h * 390));
    acts.back().event.recurrence.rrules = {"FREQ=WEEKLY;COUNT=80"};
  }
  poll(calendar(), whole_calendar(acts));
  poll(calendar(), whole_calendar({}), kNow + 24h * 40);  // all have vanished, and each has fewer dates than before
  EXPECT_THAT(warnings_, SizeIs(0));
  const auto stored = events();
  ASSERT_THAT(stored, SizeIs(3));
  for (const auto& one : stored) EXPECT_GT(one.occurrences.size(), 60U) << one.event.title;
}

TEST_F(Ingest, OfTooManyDatesThoseToComeAreKept) {
  auto bomb = act("1", "Bomba", -24h * 300);
  bomb.event.recurrence.rrules = {"FREQ=HOURLY"};
  poll(calendar(), whole_calendar({bomb}));
  const auto stored = events();
  ASSERT_THAT(stored, SizeIs(1));
  ASSERT_THAT(stored[0].occurrences, SizeIs(kOccurrencesPerSeries));
  EXPECT_GE(stored[0].occurrences.front().start, kNow - 1h);
}

TEST_F(Ingest, APostIsAttributedFoldedAndShown) {
  connectors::Harvest harvest;
  Post post = agenda::status_by("Ateneu@mastodont.example");
  post.text = "Avui, Col·loqui!";
  post.hashtags = {"Orgull", "orgull"};
  post.published = kNow - 60s;
  harvest.posts = {post};
  const auto result = poll(agenda::hashtag_source(Trust::known), harvest);
  EXPECT_EQ(result.posts_new, 1);
  (void)store_->read([&](store::Reader& reader) -> Result<void> {
    const auto posts = reader.posts({});
    EXPECT_THAT(posts, SizeIs(1));
    if (posts.size() != 1) return {};
    EXPECT_EQ(posts[0].entity, "ateneu");
    EXPECT_THAT(posts[0].hashtags, ElementsAre("Orgull"));
    EXPECT_THAT(posts[0].search_text, testing::HasSubstr("colloqui"));
    return {};
  });
}

TEST_F(Ingest, APostThatTwoSourcesShowHasTheTopicsOfBothAndKeepsThem) {
  auto settings = agenda::small_city();
  Source one = agenda::owned_feed("ateneu"), two = one;
  two.url = "https://other.example/feed";
  two.id = source_id(two.kind, two.url, "");
  one.topics = {"eix-71"}, two.topics = {"eix-75"};
  settings.sources = {one, two};
  rules_ = agenda::Rules(settings);
  Post post;
  post.uri = "https://web.example/1";
  post.kind = PostKind::entry;
  post.published = kNow - 60s;
  post.title = "Xerrada";
  connectors::Harvest harvest;
  harvest.posts = {post};
  for (const auto* source : {&one, &two, &one, &two}) poll(*source, harvest);
  const auto version_before = version();
  EXPECT_EQ(poll(one, harvest).posts_changed, 0);
  EXPECT_EQ(poll(two, harvest).posts_changed, 0);
  EXPECT_EQ(version(), version_before);
  std::vector<std::string> topics;
  (void)store_->read([&](store::Reader& reader) -> Result<void> {
    const auto held = reader.post_by_uri(post.uri);
    for (const auto& mark : held->topics) topics.push_back(mark.topic);
    return {};
  });
  EXPECT_THAT(topics, testing::IsSupersetOf({"eix-71", "eix-75"}));
}

/// The small city with the words that ship: grammars, and those of merging.
agenda::Rules rules_with_words() {
  auto shipped = config::parse_settings(config::example_toml(), "example.toml");
  auto settings = agenda::small_city();
  settings.grammars = std::get<config::Settings>(shipped).grammars;
  settings.merge_words = std::get<config::Settings>(shipped).merge_words;
  return agenda::Rules(settings);
}

/// kNow is 18 November 2026.
Post told(std::string uri, std::string words, Instant published = kNow - 1h) {
  Post post;
  post.uri = std::move(uri);
  post.kind = PostKind::entry;
  post.published = published;
  post.title = std::move(words);
  return post;
}

TEST_F(Ingest, WhatAPostAnnouncesIsAnEventThatAnEditMovesAndADeletionTakesAway) {
  rules_ = rules_with_words();
  const Source feed = agenda::owned_feed("ateneu");
  connectors::Harvest harvest;
  harvest.posts = {told("https://web.example/1", "Concert de nadales el 12 de desembre a les 19 h")};
  poll(feed, harvest);
  ASSERT_THAT(events(), SizeIs(1));
  const Event first = events().front().event;
  EXPECT_EQ(first.title, "Concert de nadales");
  EXPECT_EQ(first.entity, "ateneu");
  EXPECT_EQ(first.sources.front().evidence, Evidence::extracted);

  harvest.posts = {told("https://web.example/1", "Concert de nadales el 12 de desembre a les 20 h")};
  poll(feed, harvest, kNow + 1h);
  ASSERT_THAT(events(), SizeIs(1));
  EXPECT_EQ(events().front().event.id, first.id);
  EXPECT_EQ(events().front().event.times.start, first.times.start + 1h);

  harvest.posts.clear();
  harvest.deleted_uris = {"https://web.example/1"};
  poll(feed, harvest, kNow + 2h);
  EXPECT_EQ(events().front().event.status, EventStatus::cancelled);
}

TEST_F(Ingest, WhatAFeedTellsOfAnEventInItsOwnFieldsIsNotReadOutOfItsWordsToo) {
  rules_ = rules_with_words();
  connectors::Harvest harvest;
  harvest.posts = {told("https://web.example/1", "Concert de nadales el 12 de desembre a les 19 h")};
  StatedEvent field = act("https://web.example/1", "Concert de nadales");
  field.evidence = Evidence::structured;
  field.post_uri = "https://web.example/1";
  harvest.events = {field};
  poll(agenda::owned_feed("ateneu"), harvest);
  ASSERT_THAT(events(), SizeIs(1));
  EXPECT_THAT(events().front().event.sources, SizeIs(1));
  EXPECT_EQ(events().front().event.sources.front().evidence, Evidence::structured);
}

TEST_F(Ingest, ACalendarAndAPostOfOneActAreOneLineAndThePostThatCancelsItCancelsIt) {
  rules_ = rules_with_words();
  connectors::Harvest calendar_says;
  StatedEvent concert = act("u1", "Concert de nadales");
  concert.event.times.start = LocalTime(std::chrono::local_days(std::chrono::year(2026) / 12 / 12)) + 19h;
  concert.event.times.zone = "Europe/Madrid";
  calendar_says.events = {concert};
  poll(calendar(), calendar_says);
  const Source feed = agenda::owned_feed("ateneu");
  connectors::Harvest said;
  said.posts = {told("https://web.example/1", "Concert de nadales, dissabte 12 de desembre a les 19 h")};
  poll(feed, said, kNow + 1h);
  ASSERT_THAT(events(), SizeIs(1));
  EXPECT_THAT(events().front().event.sources, SizeIs(2));

  said.posts = {told("https://web.example/2", "CANCEL·LAT: el concert de nadales de dissabte 12 de desembre", kNow + 2h)};
  poll(feed, said, kNow + 2h);
  ASSERT_THAT(events(), SizeIs(1));
  EXPECT_EQ(events().front().event.status, EventStatus::cancelled);
  EXPECT_THAT(events().front().event.sources, SizeIs(3));
}

TEST_F(Ingest, APendingPostMovesNoVersion) {
  connectors::Harvest harvest;
  Post post = agenda::status_by("veina@altre.example");
  post.published = kNow;
  harvest.posts = {post};
  const auto before = version();
  EXPECT_FALSE(poll(agenda::hashtag_source(Trust::moderated), harvest).visible);
  EXPECT_EQ(version(), before);
}

TEST_F(Ingest, ExpandsSeriesFurtherAsTimeGoes) {
  auto weekly = act("1", "Assaig");
  weekly.event.recurrence.rrules = {"FREQ=WEEKLY"};
  poll(calendar(), whole_calendar({weekly}));
  const auto last_before = events()[0].occurrences.back().start;
  std::int64_t expanded = 0;
  (void)store_->write([&](store::Transaction& transaction) -> Result<void> {
    expanded = expand_further(transaction, rules_, kNow + 24h * 30, 100);
    return {};
  });
  EXPECT_EQ(expanded, 1);
  std::vector<store::StoredEvent> later;
  (void)store_->read([&](store::Reader& reader) -> Result<void> {
    later = reader.events({Window{kNow, kNow + 24h * 500}, true});
    return {};
  });
  EXPECT_GT(later[0].occurrences.back().start, last_before + 24h * 20);
}

}  // namespace
}  // namespace resso::daemon
