#include "connectors/page/page_read.hpp"
#include "connectors/page/poll.hpp"

#include <gtest/gtest.h>

namespace resso::connectors::page {
namespace {

constexpr std::string_view kUrl = "https://casal.example/agenda/";
constexpr std::string_view kZone = "Europe/Madrid";

std::vector<PageEvent> read(std::string_view html) { return read_page_events(html, kUrl, kZone).events; }

std::string json_ld(std::string_view json) { return "<script type=\"application/ld+json\">" + std::string(json) + "</script>"; }

TEST(PageEvents, ToldInTwoVocabulariesAreOneAndFillEachOther) {
  const auto events = read(json_ld(R"({"@type": "Event", "name": "Fira", "startDate": "2026-11-28T17:30:00Z"})") +
                           R"(<div itemscope itemtype="http://schema.org/Event"><b itemprop="name">FIRA</b>
    <meta itemprop="startDate" content="2026-11-28T18:30"><span itemprop="location">Plaça</span></div>
    <div class="vevent"><b class="summary">Fira</b><b class="dtstart">2026-11-28</b><a class="url" href="/fira">f</a></div>)");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].vocabulary, Vocabulary::json_ld);
  EXPECT_EQ(events[0].place.name, "Plaça");
  EXPECT_EQ(events[0].url, "https://casal.example/fira");
  EXPECT_EQ(events[0].start, "2026-11-28T17:30:00Z");
}

TEST(PageEvents, OtherDaysAndOtherPlacesAreOtherEvents) {
  const std::string microdata = R"(<div itemscope itemtype="http://schema.org/Event"><b itemprop="name">Ioga</b>
    <meta itemprop="startDate" content="2026-11-28T18:30"><span itemprop="location">Sala Gran</span></div>)";
  EXPECT_EQ(read(json_ld(R"({"@type": "Event", "name": "Ioga", "startDate": "2026-11-29T18:30"})") + microdata).size(), 2u);
  EXPECT_EQ(read(json_ld(R"({"@type": "Event", "name": "Ioga", "startDate": "2026-11-28T18:30", "location": "Parc"})") + microdata).size(),
            2u);
}

TEST(PageEvents, WhatAGraphTellsApartBelongsTogether) {
  const auto events = read(json_ld(R"({"@context": "https://schema.org", "@graph": [
    {"@type": "Place", "@id": "#casal", "name": "Casal"},
    {"@type": "ImageObject", "@id": "#foto", "contentUrl": "/f.jpg", "caption": "Cartell"},
    {"@type": "Event", "name": "a", "startDate": "2026-11-28", "location": {"@id": "#casal"}, "image": {"@id": "#foto"}}]})"));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].place.name, "Casal");
  EXPECT_EQ(events[0].image, "https://casal.example/f.jpg");
  EXPECT_EQ(events[0].image_alt, "Cartell");
}

TEST(PageEvents, ASeriesWithoutADateIsTheFrameOfItsParts) {
  const auto events = read(json_ld(R"({"@type": "EventSeries", "name": "Cicle", "subEvent": [
    {"@type": "Event", "name": "a", "startDate": "2026-11-28"}, {"@type": "Event", "name": "b", "startDate": "2026-12-05"}]})"));
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].name, "a");
}

TEST(PageEvents, TheDoorsOpenBeforeItBeginsAndOffersAreNoEvents) {
  const auto events = read(json_ld(R"({"@type": "Event", "name": "a", "doorTime": "2026-11-28T19:00", "startDate": "2026-11-28T20:00",
    "offers": {"@type": "Offer", "url": "/entrades", "price": 5}})"));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].start, "2026-11-28T20:00");
  EXPECT_EQ(events[0].url, "");
}

TEST(PageEvents, AScheduleIsARule) {
  const Harvest harvest = read_page(json_ld(R"({"@type": "Event", "name": "Ioga", "eventSchedule": {"@type": "Schedule",
      "repeatFrequency": "P1W", "byDay": ["https://schema.org/Tuesday", "https://schema.org/Thursday"], "startDate": "2026-11-03",
      "endDate": "2026-12-31", "startTime": "18:00", "endTime": "19:30", "exceptDate": "2026-12-08"}})"),
                                    kUrl, "page:x", kZone);
  ASSERT_EQ(harvest.events.size(), 1u);
  const Event& event = harvest.events[0].event;
  EXPECT_EQ(event.recurrence.rrules, std::vector<std::string>{"FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261231"});
  EXPECT_EQ(event.recurrence.exdates_by_day.size(), 1u);
  const LocalTime start = LocalTime{std::chrono::local_days{std::chrono::year{2026} / 11 / 3}} + std::chrono::hours{18};
  EXPECT_EQ(event.times.start, start);
  EXPECT_EQ(event.times.end, start + std::chrono::minutes{90});
}

TEST(PageEvents, ARemarkBeforeTheJsonIsReadOver) {
  EXPECT_EQ(read(json_ld("\n<!-- per al cercador -->\n{\"@type\": \"Festival\", \"name\": \"a\"}")).size(), 1u);
}

TEST(PageEvents, PlainDescriptionsKeepTheirLinesAndSigns) {
  const Harvest harvest = read_page(
      json_ld(R"({"@type": "Event", "name": "a", "startDate": "2026-11-28", "description": "1 < 2\nDuc pa"})"), kUrl, "page:x", kZone);
  ASSERT_EQ(harvest.events.size(), 1u);
  EXPECT_NE(harvest.events[0].event.description_html.find("1 &lt; 2<br>Duc pa"), std::string::npos);
}

TEST(PageCharset, IsThatOfTheMetaElement) {
  const std::string latin =
      "<meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-1\"><p class=h-event>Teatre \xE0 la pla\xE7"
      "a</p>";
  const auto events = read(page_utf8(latin, "text/html"));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].name, "Teatre à la plaça");
}

TEST(PageWithoutEvents, NamesTheCalendarOrTheFeedThatItOffers) {
  const auto warnings = [](std::string_view html) { return read_page(html, kUrl, "page:x", kZone).warnings; };
  const auto both = warnings(
      R"(<link rel=alternate type="application/rss+xml" href=/feed/><link rel=alternate type="text/calendar" href="/agenda/?ical=1">)");
  ASSERT_EQ(both.size(), 1u);
  EXPECT_EQ(both[0].code, "page_offers_calendar");
  EXPECT_NE(both[0].what.find("https://casal.example/agenda/?ical=1"), std::string::npos);
  const auto feed = warnings(R"(<link rel=alternate type="application/rss+xml" href=/feed/>)");
  EXPECT_EQ(feed.at(0).code, "page_offers_feed");
  EXPECT_NE(feed.at(0).what.find("https://casal.example/feed/"), std::string::npos);
  EXPECT_EQ(warnings("<a href=/x/acte.ics>Afegeix</a><link rel=alternate type=application/rss+xml href=/feed/>").at(0).code,
            "page_offers_feed");
  EXPECT_EQ(warnings("<a href=/agenda.ics>Afegeix</a>").at(0).code, "page_offers_calendar");
  EXPECT_EQ(warnings("<p>Benvinguts</p>").at(0).code, "page_without_events");
  EXPECT_TRUE(warnings(json_ld(R"({"@type": "Event", "name": "a", "startDate": "2026-11-28"})")).empty());
}

}  // namespace
}  // namespace resso::connectors::page
