#include "connectors/page/page_read.hpp"
#include "connectors/page/poll.hpp"

#include <gtest/gtest.h>

namespace resso::connectors::page {
namespace {

constexpr std::string_view kUrl = "https://casal.example/agenda/";
constexpr std::string_view kZone = "Europe/Madrid";

std::vector<PageEvent> read(std::string_view html) { return read_page_events(html, kUrl, kZone).events; }

LocalTime local(int day, int hour, int minute = 0) {
  return LocalTime{std::chrono::local_days{std::chrono::year{2026} / 11 / day}} + std::chrono::hours{hour} + std::chrono::minutes{minute};
}

TEST(Microdata, AnEventIsReadWithPlaceAddressPictureAndParagraphs) {
  const auto events = read(R"(<div itemscope itemtype="https://schema.org/MusicEvent">
    <a itemprop="url" href="cors"><strong itemprop="name">Cors  d'hivern &amp; vermut</strong></a>
    <time itemprop="startDate" datetime="2026-11-28T18:30">dissabte</time><meta itemprop="endDate" content="2026-11-28T20:00">
    <div itemprop="location" itemscope itemtype="http://schema.org/Place"><span itemprop="name">Casal</span>
      <div itemprop="address" itemscope itemtype="http://schema.org/PostalAddress"><span itemprop="streetAddress">Carrer Major, 1</span>
        <span itemprop="postalCode">08221</span> <span itemprop="addressLocality">Terrassa</span></div>
      <span itemprop="geo" itemscope itemtype="http://schema.org/GeoCoordinates"><meta itemprop="latitude" content="41.56">
        <meta itemprop="longitude" content="2.01"></span></div>
    <img itemprop="image" src="/img/cor.jpg" alt="El cor cantant">
    <link itemprop="eventStatus" href="https://schema.org/EventPostponed">
    <div itemprop="description"><p>Primer.</p><p>Segon.</p></div>
    <span itemprop="organizer" itemscope itemtype="http://schema.org/Organization"><b itemprop="name">Cor del barri</b></span>
    <div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><a itemprop="url" href="/entrades">5 €</a>
      <span itemprop="name">Entrada</span></div></div>)");
  ASSERT_EQ(events.size(), 1u);
  const PageEvent& event = events[0];
  EXPECT_EQ(event.name, "Cors d'hivern & vermut");
  EXPECT_EQ(event.url, "https://casal.example/agenda/cors");
  EXPECT_EQ(event.start, "2026-11-28T18:30");
  EXPECT_EQ(event.end, "2026-11-28T20:00");
  EXPECT_EQ(event.place.name, "Casal");
  EXPECT_EQ(event.place.address, "Carrer Major, 1, 08221 Terrassa");
  EXPECT_EQ(event.place.point, (GeoPoint{41.56, 2.01}));
  EXPECT_EQ(event.image, "https://casal.example/img/cor.jpg");
  EXPECT_EQ(event.image_alt, "El cor cantant");
  EXPECT_EQ(event.status, "EventPostponed");
  EXPECT_EQ(event.description, "<p>Primer.</p><p>Segon.</p>");
  EXPECT_EQ(event.organizer, "Cor del barri");
}

TEST(Microdata, ALinksNameIsItsWordsAndItsDateItsContent) {
  const auto events = read(R"(<div itemscope itemtype="http://schema.org/Event"><a itemprop="name url" href="/f">Festa</a>
    <span itemprop="startDate" content="2026-11-28T10:00">el 28</span><a itemprop="location" href="/sala">Sala Nova</a></div>)");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].name, "Festa");
  EXPECT_EQ(events[0].url, "https://casal.example/f");
  EXPECT_EQ(events[0].start, "2026-11-28T10:00");
  EXPECT_EQ(events[0].place.name, "Sala Nova");
}

TEST(Microdata, ItemrefBringsInWhatStandsElsewhereAndMayLeadInCircles) {
  const auto events =
      read(R"(<div itemscope itemtype="http://schema.org/Event" itemref="where when" id="e"><b itemprop="name">Fira</b></div>
    <p id="when"><time itemprop="startDate" datetime="2026-11-28">28</time></p>
    <div id="where"><span itemprop="location">Plaça Vella</span><div itemprop="subEvent" itemscope itemtype="http://schema.org/Event"
      itemref="where"><i itemprop="name">Tast</i></div></div>)");
  ASSERT_GE(events.size(), 2u);
  EXPECT_EQ(events[0].name, "Fira");
  EXPECT_EQ(events[0].start, "2026-11-28");
  EXPECT_EQ(events[0].place.name, "Plaça Vella");
}

TEST(Microdata, SeveralTypesOldVocabulariesAndOrphansCount) {
  const auto names = [](std::string_view html) {
    std::vector<std::string> list;
    for (const auto& event : read(html)) list.push_back(event.name);
    return list;
  };
  EXPECT_EQ(names(R"(<body itemscope itemtype="http://schema.org/WebPage"><div itemprop="mainEntity" itemscope
    itemtype="http://schema.org/Thing http://schema.org/DanceEvent"><b itemprop="name">a</b></div>
    <div itemscope itemtype="http://schema.org/Person"><b itemprop="name">ningú</b></div></body>)"),
            std::vector<std::string>{"a"});
  EXPECT_EQ(names(R"(<div itemscope itemtype="http://data-vocabulary.org/Event"><b itemprop="summary">b</b></div>
    <div itemprop="event" itemscope itemtype="https://schema.org/Festival"><b itemprop="http://schema.org/name">c</b></div>)"),
            (std::vector<std::string>{"b", "c"}));
}

TEST(Microdata, AddressesAreRelativeToTheBaseElement) {
  const auto events = read(R"(<head><base href="https://www.casal.example/ca/"></head><div itemscope itemtype="http://schema.org/Event">
    <a itemprop="url" href="acte?id=1"><span itemprop="name">x</span></a></div>)");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].url, "https://www.casal.example/ca/acte?id=1");
}

TEST(Microdata, DeepAndWidePagesDoNoHarm) {
  std::string deep = "<div itemscope itemtype=http://schema.org/Event>";
  for (int i = 0; i < 3000; ++i) deep += "<div itemprop=subEvent itemscope itemtype=http://schema.org/Event><b itemprop=name>x</b>";
  EXPECT_FALSE(read(deep).empty());
  std::string wide = "<div id=a>";
  for (int i = 0; i < 2000; ++i)
    wide += "<p itemscope itemtype=http://schema.org/Event itemref=a itemprop=subEvent><b itemprop=name>y</b></p>";
  EXPECT_LE(read(wide).size(), kMostEvents);
}

TEST(PageTimes, MidnightToTheLastMinuteIsAWholeDay) {
  const Harvest harvest = read_page(R"(<script type="application/ld+json">[
      {"@type": "Event", "name": "a", "startDate": "2026-11-28T00:00:00+01:00", "endDate": "2026-11-28T23:59:59+01:00"},
      {"@type": "Event", "name": "b", "startDate": "2026-11-28T00:00:00+01:00", "endDate": "2026-11-29T00:00:00+01:00"},
      {"@type": "Event", "name": "c", "startDate": "2026-11-28T00:00:00+01:00", "endDate": "2026-11-28T04:00:00+01:00"}]</script>)",
                                    kUrl, "page:x", kZone);
  ASSERT_EQ(harvest.events.size(), 3u);
  for (const std::size_t i : {0u, 1u}) {
    EXPECT_TRUE(harvest.events[i].event.times.all_day);
    EXPECT_EQ(harvest.events[i].event.times.end, local(29, 0));
  }
  EXPECT_FALSE(harvest.events[2].event.times.all_day);
}

}  // namespace
}  // namespace resso::connectors::page
