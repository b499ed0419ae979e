#include "feeds/selection.hpp"

#include "machine_city.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resso::feeds {
namespace {

using machine::at;
using machine::day;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Case {
  std::string query, expected;
};

class Canonical : public testing::TestWithParam<Case> {};

TEST_P(Canonical, IsOneForm) {
  const auto snapshot = machine::city();
  const auto filter = parse_filter(GetParam().query, *snapshot);
  ASSERT_TRUE(filter) << describe(filter.error());
  EXPECT_EQ(canonical_query(*filter), GetParam().expected);
  const auto again = parse_filter(GetParam().expected, *snapshot);
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *filter);
}

INSTANTIATE_TEST_SUITE_P(
    Queries, Canonical,
    testing::Values(Case{"", ""}, Case{"limit=5&entity=casal", "entity=casal&limit=5"},
                    Case{"entity=casal&entity=ateneu&entity=casal", "entity=ateneu&entity=casal"},
                    Case{"tag=%23Catal%C3%A0&tag=CATALA", "tag=catala"}, Case{"q=Col%C2%B7loqui++d%27Hivern", "q=colloqui%20d%20hivern"},
                    Case{"q=a&q=b", "q=a%20b"}, Case{"lang=CA-es", "lang=ca"}, Case{"district=4&district=2", "district=2&district=4"},
                    Case{"from=2026-03-14&to=2026-03-15", "from=2026-03-14&to=2026-03-15"},
                    Case{"days=7&from=2026-03-14", "from=2026-03-14&days=7"}, Case{"days=007", "days=7"},
                    Case{"source=mastodon&source=calendar", "source=calendar&source=mastodon"},
                    Case{"source=feed%3Ahttps%3A%2F%2Fateneu.example%2Ffeed", "source=feed%3Ahttps%3A%2F%2Fateneu.example%2Ffeed"},
                    Case{"topic=eix-81", "topic=eix-81"}, Case{"&&q=pa&", "q=pa"}));

TEST(Filter, WhatAFormSendsEmptyIsNotAsked) {
  const auto filter = parse_filter("q=&from=&to=&entity=&district=%20&days=", *machine::city());
  ASSERT_TRUE(filter) << describe(filter.error());
  EXPECT_EQ(*filter, Filter{});
}

TEST(Filter, WhatTrackersAddToLinksIsNotOurs) {
  const auto filter = parse_filter("fbclid=abc&utm_source=butlleti&district=4&gclid=1", *machine::city());
  ASSERT_TRUE(filter) << describe(filter.error());
  EXPECT_EQ(canonical_query(*filter), "district=4");
}

struct Mistake {
  std::string query, where, what;
};

class Mistakes : public testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, AreNamedWithKeyAndValue) {
  const auto filter = parse_filter(GetParam().query, *machine::city());
  ASSERT_FALSE(filter);
  EXPECT_EQ(filter.error().code, Errc::bad_input);
  EXPECT_EQ(filter.error().where, GetParam().where);
  EXPECT_THAT(describe(filter.error()), HasSubstr(GetParam().what));
}

INSTANTIATE_TEST_SUITE_P(Queries, Mistakes,
                         testing::Values(Mistake{"days=soon", "days", "days: not a number from 1 to 400: “soon”"},
                                         Mistake{"days=0", "days", "not a number from 1 to 400: “0”"},
                                         Mistake{"days=401", "days", "not a number from 1 to 400"},
                                         Mistake{"days=99999999999999999999", "days", "not a number from 1 to 400"},
                                         Mistake{"limit=-1", "limit", "1 to 1000: “-1”"}, Mistake{"limit=5x", "limit", "“5x”"},
                                         Mistake{"entity=nobody", "entity", "no such entity: “nobody”"},
                                         Mistake{"district=9", "district", "no such district: “9” (use one of: 1, 2, 4)"},
                                         Mistake{"topic=eix-99", "topic", "no such topic: “eix-99” (use one of: eix-71, eix-81)"},
                                         Mistake{"tag=%21%21", "tag", "no letter or digit in it: “!!”"},
                                         Mistake{"q=%E2%80%A6", "q", "no letter or digit in it: “…”"},
                                         Mistake{"source=gopher", "source", "no such source: “gopher”"},
                                         Mistake{"lang=fr", "lang", "not a language of this agenda: “fr” (use one of: ca, es, en)"},
                                         Mistake{"from=14-03-2026", "from", "not a day: “14-03-2026” (write it as 2026-03-14)"},
                                         Mistake{"to=2026-02-30", "to", "not a day: “2026-02-30”"},
                                         Mistake{"from=2026-03-15&to=2026-03-14", "to", "before “from”: 2026-03-14"},
                                         Mistake{"days=3&days=4", "days", "given twice with different values"},
                                         Mistake{"entitat=casal", "entitat", "not a key of the filter (use one of: entity, district,"},
                                         Mistake{"entity=%FF%FE", "entity", "no such entity: “"}));

TEST(Filter, HugeQueriesAreRefusedAtOnce) {
  EXPECT_FALSE(parse_filter(std::string(100'000, 'a'), *machine::city()));
  EXPECT_FALSE(parse_filter("q=" + std::string(4000, 'a'), *machine::city()));
  std::string many;
  for (int i = 0; i < 600; ++i) many += "tag=t" + std::to_string(i) + "&";
  EXPECT_FALSE(parse_filter(many, *machine::city()));
}

TEST(Filter, AValueThatIsNoUtf8IsQuotedAsText) {
  const auto filter = parse_filter("days=%FFx", *machine::city());
  ASSERT_FALSE(filter);
  EXPECT_TRUE(text::is_valid_utf8(filter.error().what));
}

std::vector<std::string> ids(const std::vector<Selected>& selected) {
  std::vector<std::string> out;
  for (const auto& one : selected) out.push_back(one.event->id);
  return out;
}

std::vector<std::string> upcoming(const Snapshot& snapshot, std::string_view query) {
  return ids(select_events(snapshot, *parse_filter(query, snapshot), true));
}

TEST(Select, ValuesOfOneKeyAreOrAndKeysAreAnd) {
  const auto s = machine::city();
  EXPECT_THAT(upcoming(*s, "entity=casal"), ElementsAre("conversa", "festa"));
  EXPECT_THAT(upcoming(*s, "entity=casal&from=2026-03-21&to=2026-03-21"), ElementsAre("festa"));
  EXPECT_THAT(upcoming(*s, "topic=eix-71&topic=eix-81&q=exposicio"), ElementsAre("exposicio"));
  EXPECT_THAT(upcoming(*s, "topic=eix-81&q=exposicio"), IsEmpty());
}

TEST(Select, ADistrictIsTheEventsOrItsPlaces) {
  const auto s = machine::city();
  EXPECT_THAT(upcoming(*s, "district=1"), ElementsAre("exposicio"));
  EXPECT_THAT(upcoming(*s, "district=4"), ElementsAre("festa"));
}

TEST(Select, WordsBeginWordsAndAllMustOccur) {
  const auto s = machine::city();
  EXPECT_THAT(upcoming(*s, "q=conv+GRUP"), ElementsAre("conversa"));
  EXPECT_THAT(upcoming(*s, "q=grup+coral"), IsEmpty());
  EXPECT_THAT(upcoming(*s, "q=versa"), IsEmpty());
  EXPECT_THAT(upcoming(*s, "q=col%C2%B7loqui"), ElementsAre("colloqui"));
}

TEST(Select, TagsAreFolded) { EXPECT_THAT(upcoming(*machine::city(), "tag=%23TERRASSAentitats"), ElementsAre("colloqui")); }

TEST(Select, SourcesGoByIdOrKind) {
  const auto s = machine::city();
  EXPECT_EQ(upcoming(*s, "source=calendar"), upcoming(*s, ""));
  EXPECT_EQ(upcoming(*s, "source=calendar%3Ahttps%3A%2F%2Fateneu.example%2Fagenda.ics"), upcoming(*s, ""));
  EXPECT_THAT(upcoming(*s, "source=mastodon"), IsEmpty());
}

TEST(Select, WhatTellsNoLanguageIsInAll) {
  const auto s = machine::city();
  s->events[0].language.clear();
  s->build();
  EXPECT_THAT(upcoming(*s, "lang=en"), ElementsAre(s->events[0].id, "nit"));
}

TEST(Select, WhatTheIndexSaysOfWordsIsWhatTheWordsSay) {
  std::vector<Event> events(3);
  events[0].search_text = "concert de nadal a la llancadora ca n aurell 2026";
  events[1].search_text = "concerts i dansa";
  const AgendaIndex index(events, {}, text::Zone::utc());
  for (const char* asked :
       {"", "concert", "concerts", "conc", "c", "nadal concert", "a la", "llanca", "2026", "aur n", "oncert", "xyz", "nadal xyz", "d"}) {
    Filter filter;
    filter.query = asked;
    const auto passing = index.passing(filter);
    for (std::size_t i = 0; i < events.size(); ++i) EXPECT_EQ(passing[i], words_occur(asked, events[i].search_text)) << asked << ' ' << i;
  }
}

TEST(Select, DatesOfAnEventAreThoseThatPass) {
  const auto s = machine::city();
  for (const std::string_view query : {"", "days=7", "days=400", "district=2", "from=2026-04-01"}) {
    const Filter filter = *parse_filter(query, *s);
    for (const Event& event : s->events) {
      std::vector<const Occurrence*> selected;
      for (const Selected& each : select_occurrences(*s, filter, true)) {
        if (each.event == &event) selected.push_back(each.occurrence);
      }
      // A filter that the event does not pass says nothing of its dates.
      if (!selected.empty()) EXPECT_EQ(select_dates(*s, filter, event, true), selected) << query << ' ' << event.id;
    }
  }
}

TEST(Selection, AnswersForEveryPeriodAndKeyWhatLookingAtEachDateSays) {
  const auto s = machine::city();
  const auto& keys = s->agenda.entities();
  for (const std::string query : {"", "district=2", "topic=eix-81", "q=conversa", "entity=ateneu&entity=casal"}) {
    const Filter filter = *parse_filter(query, *s);
    const Selection selection(*s, filter);
    const auto all = select_occurrences(*s, filter, false);
    for (const std::string period :
         {"days=1", "days=7", "days=400", "from=2026-03-20&days=2", "from=2026-03-29&to=2026-03-31", "from=2027-03-01"}) {
      const Filter within = *parse_filter(period, *s);
      const auto from = within.from.value_or(s->today);
      const auto to = within.to ? *within.to : within.days ? from + std::chrono::days{*within.days - 1} : LocalDate::max();
      std::size_t dates = 0;
      std::map<std::string, std::int64_t> by;
      for (const Selected& each : all) {
        const auto span = days_of(*s, *each.occurrence);
        if (span.last < from || span.first > to) continue;
        ++dates;
        ++by[each.event->entity];
      }
      SCOPED_TRACE(query + " in " + period);
      EXPECT_EQ(selection.count(within), dates);
      const auto counts = selection.count(keys, within, true);
      EXPECT_EQ(counts.dates, dates);
      for (const Entity& entity : s->entities) EXPECT_EQ(counts.of(keys, entity.slug), by[entity.slug]) << entity.slug;
    }
  }
}

TEST(Selection, FindsWhatBeganLongBefore) {
  auto s = machine::empty_city();
  machine::add(*s, machine::event("exposicio", "x", at(day(2026, 2, 20), 10), at(day(2026, 5, 2), 20)));
  for (int i = 0; i < 30; ++i)
    machine::add(*s, machine::event("acte" + std::to_string(i), "x", at(day(2026, 3, 1) + std::chrono::days{i}, 18),
                                    at(day(2026, 3, 1) + std::chrono::days{i}, 20)));
  s->build();
  Filter may;
  may.from = day(2026, 5, 1);
  may.days = 1;
  EXPECT_EQ(Selection(*s, {}).count(may), 1u);
}

TEST(Select, UpcomingIsWhatHasNotEndedToday) {
  auto s = machine::empty_city();
  const auto add = [&](std::string id, LocalTime start, LocalTime end) {
    machine::add(*s, machine::event(std::move(id), "x", start, end));
  };
  add("yesterday", at(day(2026, 3, 11), 18), at(day(2026, 3, 11), 20));
  add("this-morning", at(day(2026, 3, 12), 8), at(day(2026, 3, 12), 9));
  add("last-night", at(day(2026, 3, 11), 22), at(day(2026, 3, 12), 3));
  add("since-tuesday", at(day(2026, 3, 10), 10), at(day(2026, 3, 12), 18));
  s->build();
  EXPECT_THAT(upcoming(*s, ""), ElementsAre("since-tuesday", "this-morning"));
  EXPECT_EQ(select_occurrences(*s, {}, false).size(), 4u);
}

TEST(Select, DaysCountFromTodayOrFrom) {
  const auto s = machine::city();
  EXPECT_THAT(upcoming(*s, "days=1"), ElementsAre("exposicio"));
  EXPECT_THAT(upcoming(*s, "days=2"), ElementsAre("exposicio", "xerrada", "passejada"));
  EXPECT_THAT(upcoming(*s, "days=1&from=2026-03-21"), ElementsAre("exposicio", "festa"));
}

TEST(Select, ALastDayIsIncludedAndTheMidnightAfterItIsNot) {
  const auto s = machine::city();
  EXPECT_THAT(upcoming(*s, "q=exposicio&from=2026-03-29"), ElementsAre("exposicio"));
  EXPECT_THAT(upcoming(*s, "q=exposicio&from=2026-03-30"), IsEmpty());
}

TEST(Select, LimitCountsWhatIsSelected) {
  const auto s = machine::city();
  EXPECT_THAT(upcoming(*s, "limit=2"), ElementsAre("exposicio", "xerrada"));
  EXPECT_EQ(select_occurrences(*s, *parse_filter("limit=7", *s), true).size(), 7u);
  EXPECT_EQ(select_posts(*s, *parse_filter("limit=1", *s)).size(), 1u);
}

TEST(Select, AnEventComesOnceWithItsFirstDateThatPasses) {
  const auto s = machine::city();
  const auto selected = select_events(*s, *parse_filter("q=conversa&from=2026-05-01", *s), true);
  ASSERT_EQ(selected.size(), 1u);
  EXPECT_EQ(selected[0].occurrence->local_start, at(day(2026, 5, 4), 18, 30));
}

TEST(Select, PostsGoByTheirOwnFacts) {
  const auto s = machine::city();
  const auto post_ids = [&](std::string_view query) {
    std::vector<std::string> out;
    for (const auto* post : select_posts(*s, *parse_filter(query, *s))) out.push_back(post->id);
    return out;
  };
  EXPECT_THAT(post_ids(""), ElementsAre("post2", "post1", "entry1"));
  EXPECT_THAT(post_ids("entity=ateneu"), ElementsAre("entry1"));
  EXPECT_THAT(post_ids("source=mastodon"), ElementsAre("post2", "post1"));
  EXPECT_THAT(post_ids("source=feed"), ElementsAre("entry1"));
  EXPECT_THAT(post_ids("district=4&q=espelmes"), ElementsAre("post2"));
  EXPECT_THAT(post_ids("days=2"), ElementsAre("post2"));
  EXPECT_THAT(post_ids("from=2026-02-01&to=2026-02-28"), ElementsAre("entry1"));
}

TEST(Select, AnOccurrenceWithoutItsEventIsLeftOut) {
  const auto s = machine::city();
  s->occurrences.push_back(s->occurrences.front());
  s->occurrences.back().event_id = "nobody";
  s->build();
  EXPECT_NO_FATAL_FAILURE(upcoming(*s, ""));
  EXPECT_EQ(select_occurrences(*s, {}, false).size(), s->occurrences.size() - 1);
}

TEST(Instance, AnOverrideChangesWhatItNamesAndNothingElse) {
  auto event = machine::event("x", "Series", at(day(2026, 3, 14), 18), std::nullopt);
  event.recurrence.overrides.resize(1);
  event.recurrence.overrides[0].place = Place{"Another", "", "4", std::nullopt, ""};
  auto date = machine::occurrence(event, event.times.start, std::nullopt);
  date.override_index = 0;
  const auto instance = instance_of({&date, &event});
  EXPECT_EQ(instance.title, "Series");
  EXPECT_EQ(instance.place->name, "Another");
  date.override_index = 7;
  EXPECT_EQ(instance_of({&date, &event}).place->name, "Ateneu la Llançadora");
}

TEST(Snapshot, FindsByIdAfterBuild) {
  const auto s = machine::city();
  EXPECT_EQ(s->event("festa")->title, "Festa del barri");
  EXPECT_EQ(s->entity("casal")->name, "Casal de la Maurina");
  EXPECT_EQ(s->topic("eix-81")->sdgs, std::vector<int>{11});
  EXPECT_EQ(s->district("4")->name, "Districte 4");
  EXPECT_EQ(s->event("nothing"), nullptr);
  EXPECT_EQ(s->zone.name(), "Europe/Madrid");
}

}  // namespace
}  // namespace resso::feeds
