#include "connectors/feed/map.hpp"

#include <gtest/gtest.h>
#include <algorithm>

#include "connectors/feed/event_map.hpp"
#include "connectors/feed/feed_parse.hpp"
#include "tests/fakes/fixtures.hpp"
#include "text/timestamp.hpp"

namespace resso::connectors::feed {
namespace {

constexpr std::string_view kSource = "feed:https://vilabosc.example/rss";
constexpr std::string_view kZone = "Europe/Madrid";

std::string fixture(const std::string& name) { return fakes::fixture("feed/" + name); }

Harvest harvest(std::string_view bytes) {
  const auto reading = read_feed(bytes, {"https://vilabosc.example/rss", {}, {}, {}});
  return reading.document ? to_harvest(*reading.document, kSource, kZone) : Harvest{};
}

Post post(std::string_view item) {
  auto read = harvest("<rss version='2.0'><channel><item>" + std::string(item) + "</item></channel></rss>");
  return read.posts.empty() ? Post{} : read.posts.front();
}

bool warns(const Harvest& from, std::string_view code) {
  return std::any_of(from.warnings.begin(), from.warnings.end(), [&](const Warning& each) { return each.code == code; });
}

TEST(FeedIdentity, IsGuidThenLinkThenTitle) {
  const std::string prefix = "entry:" + std::string(kSource) + " ";
  EXPECT_EQ(post("<guid>g</guid><link>https://a.example/1</link>").uri, prefix + "g");
  EXPECT_EQ(post("<title>t</title><link>https://a.example/1</link>").uri, prefix + "https://a.example/1");
  const std::string by_title = post("<title>Festa  major</title>").uri;
  EXPECT_EQ(by_title, post("<title> Festa major</title><description>canviat</description>").uri);
  EXPECT_NE(by_title, post("<title>Festa petita</title>").uri);
}

TEST(FeedIdentity, ASiteThatMovesToHttpsKeepsItsEntries) {
  EXPECT_EQ(post("<guid>http://a.example/1</guid>").uri, post("<guid>https://a.example/1</guid>").uri);
}

TEST(FeedIdentity, RepeatedAndEmptyEntriesAreLeftOutAndTold) {
  const Harvest read = harvest(
      "<rss><channel><item><guid>1</guid><title>nou</title></item><item><guid>1</guid><title>vell</title></item><item/></channel></rss>");
  ASSERT_EQ(read.posts.size(), 1u);
  EXPECT_EQ(read.posts[0].title, "nou");
  EXPECT_TRUE(warns(read, "repeated_entry"));
  EXPECT_TRUE(warns(read, "empty_entry"));
}

TEST(FeedMap, APostSaysWhatTheEntrySays) {
  const Harvest read = harvest(fixture("atom_with_bases.xml"));
  EXPECT_EQ(read.title, "L'Ateneu & el barri");
  EXPECT_EQ(read.format, "atom 1.0");
  EXPECT_EQ(read.deleted_uris, std::vector<std::string>{"entry:" + std::string(kSource) + " tag:ateneu.example,2026:old"});
  ASSERT_EQ(read.posts.size(), 2u);
  const Post& first = read.posts[0];
  EXPECT_EQ(first.kind, PostKind::entry);
  EXPECT_EQ(first.title, "Cicle de cinema");
  EXPECT_EQ(first.url, "https://ateneu.example/bloc/cinema");
  EXPECT_EQ(first.text, "Mireu el programa & veniu. #Cinema #Barri");
  EXPECT_NE(first.summary_text.find("Tres pel·lícules"), std::string::npos);
  EXPECT_EQ(text::format_utc(first.published), "2026-11-18T18:00:00Z");
  EXPECT_EQ(text::format_utc(first.updated.value()), "2026-11-19T08:30:00Z");
  EXPECT_EQ(first.language, "ca");
  EXPECT_EQ(first.author.display_name, "Junta de l'Ateneu");
  EXPECT_EQ(first.author.acct, "junta@ateneu.example");
  EXPECT_EQ(first.categories, (std::vector<std::string>{"Cinema", "agenda"}));
  EXPECT_EQ(first.hashtags, (std::vector<std::string>{"Cinema", "Barri"}));
  ASSERT_EQ(first.media.size(), 1u);
  EXPECT_EQ(first.media[0].type, "application/pdf");
  EXPECT_EQ(first.media[0].length, 1200);
  EXPECT_EQ(read.posts[1].language, "es");
  EXPECT_EQ(read.posts[1].author.display_name, "Rosa");
  EXPECT_EQ(text::format_utc(read.posts[1].published), "2026-11-17T09:30:00Z");
  EXPECT_FALSE(read.posts[1].updated);
}

TEST(FeedMap, HtmlIsMadeSafeAndPlainWordsBecomeParagraphs) {
  EXPECT_EQ(post("<guid>1</guid><description>&lt;p onclick='x()'&gt;Hola&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>").html,
            "<p>Hola</p>");
  EXPECT_EQ(post("<guid>1</guid><description>u\ndos\n\ntres</description>").html, "<p>u<br>dos</p><p>tres</p>");
}

TEST(FeedMap, DatesThatAreNoneLeavePublishedUnset) {
  const Harvest read = harvest(
      "<rss><channel><item><guid>1</guid></item><item><guid>2</guid><pubDate>Thu, 01 Jan 1970 00:00:00 "
      "GMT</pubDate></item></channel></rss>");
  ASSERT_EQ(read.posts.size(), 2u);
  EXPECT_EQ(read.posts[0].published, Instant{});
  EXPECT_EQ(read.posts[1].published, Instant{});
  EXPECT_TRUE(warns(read, "no_date"));
}

TEST(FeedMap, CategoriesCalledTagsAreHashtags) {
  EXPECT_EQ(post("<guid>1</guid><category domain='post_tag'>Sardana</category><category domain='post_tag'>Festa major</category>"
                 "<category>Agenda</category><category>#Barri</category><description>#sardana</description>")
                .hashtags,
            (std::vector<std::string>{"Sardana", "Barri"}));
}

TEST(FeedMap, PicturesComeWithTheirWords) {
  const Post read = post(
      "<guid>1</guid><enclosure url='https://a.example/a.jpg' length='10'/><media:content url='https://a.example/a.jpg'>"
      "<media:title>El cartell</media:title></media:content><itunes:image href='https://a.example/b.png'/>"
      "<enclosure url='ftp://a.example/no.jpg'/>");
  ASSERT_EQ(read.media.size(), 2u);
  EXPECT_EQ(read.media[0], (Media{"https://a.example/a.jpg", "image", "El cartell", 10}));
  EXPECT_EQ(read.media[1].url, "https://a.example/b.png");
}

// ---- events

LocalTime local(int month, int day, int hour, int minute = 0) {
  return LocalTime{std::chrono::local_days{std::chrono::year{2026} / month / day}} + std::chrono::hours{hour} +
         std::chrono::minutes{minute};
}

TEST(FeedEvents, TheTownsDialectIsRead) {
  const Harvest read = harvest(fixture("town_events_dialect.xml"));
  EXPECT_EQ(read.posts.size(), 3u);
  EXPECT_EQ(read.asked_interval, Seconds{900});
  ASSERT_EQ(read.events.size(), 2u);
  const StatedEvent& ball = read.events[0];
  EXPECT_EQ(ball.key, "48151");
  EXPECT_EQ(ball.evidence, Evidence::structured);
  EXPECT_EQ(ball.post_uri, read.posts[0].uri);
  EXPECT_EQ(ball.event.title, "Ball de Sant Martí");
  EXPECT_EQ(ball.event.times.start, local(11, 14, 22, 30));
  EXPECT_EQ(ball.event.times.end, local(11, 15, 1));
  EXPECT_EQ(ball.event.times.zone, kZone);
  EXPECT_EQ(ball.event.place.name, "Envelat de la plaça");
  EXPECT_EQ(ball.event.url, "https://www.vilabosc.example/agenda/ball.html");
  EXPECT_EQ(ball.event.hashtags, std::vector<std::string>{"FestaMajor"});
  EXPECT_EQ(ball.event.summary, "Amb l'orquestra Els de Dalt #FestaMajor");
  const EventTimes& bolets = read.events[1].event.times;
  EXPECT_TRUE(bolets.all_day);
  EXPECT_EQ(bolets.start, local(11, 20, 0));
  EXPECT_EQ(bolets.end, local(11, 23, 0));
  EXPECT_TRUE(warns(read, "bad_event"));
}

struct TimesCase {
  const char* name;
  EventFacts facts;
  LocalTime start;
  std::optional<LocalTime> end;
  bool all_day;
};

EventFacts joined(std::string start, std::string end = {}, std::string zone = {}) {
  EventFacts facts;
  facts.start = std::move(start);
  facts.end = std::move(end);
  facts.zone = std::move(zone);
  return facts;
}

EventFacts apart(std::string date_start, std::string time_start, std::string date_end, std::string time_end) {
  EventFacts facts;
  facts.date_start = std::move(date_start);
  facts.time_start = std::move(time_start);
  facts.date_end = std::move(date_end);
  facts.time_end = std::move(time_end);
  return facts;
}

class FeedEventTimes : public testing::TestWithParam<TimesCase> {};

TEST_P(FeedEventTimes, AreThoseOfTheCitysClock) {
  const auto times = times_of(GetParam().facts, kZone);
  ASSERT_TRUE(times);
  EXPECT_EQ(times->start, GetParam().start);
  EXPECT_EQ(times->end, GetParam().end);
  EXPECT_EQ(times->all_day, GetParam().all_day);
}

INSTANTIATE_TEST_SUITE_P(
    Dialects, FeedEventTimes,
    testing::Values(
        TimesCase{"Offset", joined("2026-11-28T18:30:00+00:00", "2026-11-28T20:00:00Z"), local(11, 28, 19, 30), local(11, 28, 21), false},
        TimesCase{"NoOffset", joined("2026-11-28T18:30:00"), local(11, 28, 18, 30), {}, false},
        TimesCase{"Calendar", joined("20261128T183000", "20261128T200000"), local(11, 28, 18, 30), local(11, 28, 20), false},
        TimesCase{"CalendarUtc", joined("20260728T163000Z"), local(7, 28, 18, 30), {}, false},
        TimesCase{"CalendarDay", joined("20261128"), local(11, 28, 0), local(11, 29, 0), true},
        TimesCase{"DayEndIncluded", joined("2026-11-27", "2026-11-29"), local(11, 27, 0), local(11, 30, 0), true},
        TimesCase{"MidnightIsAClock", joined("2026-11-28T00:00:00"), local(11, 28, 0), {}, false},
        TimesCase{"EndBeforeStart", joined("2026-11-28T18:30", "2026-11-28T10:00"), local(11, 28, 18, 30), {}, false},
        TimesCase{"SpanishDate", joined("28/11/2026 18:30"), local(11, 28, 18, 30), {}, false},
        TimesCase{"ApartHours", apart("28/11/2026", "18.30 h", "", "20h"), local(11, 28, 18, 30), local(11, 28, 20), false},
        TimesCase{"ApartNoEnd", apart("2026-11-28", "18:30", "", ""), local(11, 28, 18, 30), {}, false},
        TimesCase{"ApartDays", apart("2026-11-28", "", "2026-11-29", ""), local(11, 28, 0), local(11, 30, 0), true},
        TimesCase{"ApartLongEvent", apart("2026-11-28", "10:00", "2026-12-08", ""), local(11, 28, 10), local(12, 9, 0), false},
        TimesCase{"ApartWholeDay", apart("2026-11-28", "00:00", "2026-11-28", "23:59"), local(11, 28, 0), local(11, 29, 0), true},
        TimesCase{"ApartBadEnd", apart("2026-11-28", "18:30", "2026-11-01", "99:99"), local(11, 28, 18, 30), {}, false}),
    [](const auto& test) { return test.param.name; });

TEST(FeedEvents, ModulesOfEventsAreRead) {
  const Harvest read = harvest(
      "<rss><channel><item><guid>1</guid><title>Taller</title><ev:startdate>2026-11-28T18:30:00+01:00</ev:startdate><ev:location>Casal</"
      "ev:location>"
      "<ev:organizer>Entitat</ev:organizer></item>"
      "<item><guid>2</guid><title>Xerrada</title><xCal:dtstart>20261129T190000</xCal:dtstart><xCal:uid>u@x</"
      "xCal:uid><xCal:status>CANCELLED</xCal:status>"
      "</item><item><guid>3</guid><title>Ruta</title><ev:tribe_event_meta xmlns:ev='Event'><ev:venue name='Estació' address='Pl. Nova, 1'/>"
      "<ev:startdate>2026-11-30T10:00:00+01:00</ev:startdate></ev:tribe_event_meta></item></channel></rss>");
  ASSERT_EQ(read.events.size(), 3u);
  EXPECT_EQ(read.events[0].event.place.name, "Casal");
  EXPECT_EQ(read.events[0].event.organiser, "Entitat");
  EXPECT_EQ(read.events[1].event.uid, "u@x");
  EXPECT_EQ(read.events[1].event.status, EventStatus::cancelled);
  EXPECT_EQ(read.events[2].event.place.name, "Estació");
  EXPECT_EQ(read.events[2].event.place.address, "Pl. Nova, 1");
  EXPECT_EQ(read.events[2].event.times.start, local(11, 30, 10));
}

}  // namespace
}  // namespace resso::connectors::feed
