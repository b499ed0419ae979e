#include "connectors/page/page_read.hpp"
#include "connectors/page/poll.hpp"

#include <gtest/gtest.h>

namespace resso::connectors::page {
namespace {

constexpr std::string_view kUrl = "https://ateneu.example/actes";
constexpr std::string_view kZone = "Europe/Madrid";

std::vector<PageEvent> read(std::string_view html) { return read_page_events(html, kUrl, kZone).events; }

PageEvent only(std::string_view html) {
  const auto events = read(html);
  EXPECT_EQ(events.size(), 1u);
  return events.empty() ? PageEvent{} : events.front();
}

TEST(HEvent, IsReadWithItsPlaceAndItsWords) {
  const PageEvent event = only(R"(<article class="h-event"><h2 class="p-name">Xerrada</h2>
    <time class="dt-start" datetime="2026-11-28T18:30:00+01:00">dissabte</time> <time class="dt-end" datetime="2026-11-28 20:00">20 h</time>
    <div class="p-location h-card"><b class="p-name">Ateneu</b> <span class="p-adr h-adr"><span class="p-street-address">Rambla, 2</span>
      <span class="p-postal-code">08221</span> <span class="p-locality">Terrassa</span></span>
      <data class="p-latitude" value="41.5"></data><data class="p-longitude" value="2.0"></data></div>
    <a class="u-url" href="/xerrada">més</a> <img class="u-photo" src="x.jpg" alt="La sala">
    <p class="p-summary">Curt.</p><div class="e-content"><p>Llarg &amp; bo.</p></div>
    <span class="p-category">cultura</span> <span class="p-organizer h-card">Ateneu Popular</span></article>)");
  EXPECT_EQ(event.vocabulary, Vocabulary::microformats);
  EXPECT_EQ(event.name, "Xerrada");
  EXPECT_EQ(event.start, "2026-11-28T18:30:00+01:00");
  EXPECT_EQ(event.end, "2026-11-28 20:00");
  EXPECT_EQ(event.place.name, "Ateneu");
  EXPECT_EQ(event.place.address, "Rambla, 2, 08221 Terrassa");
  EXPECT_EQ(event.place.point, (GeoPoint{41.5, 2.0}));
  EXPECT_EQ(event.url, "https://ateneu.example/xerrada");
  EXPECT_EQ(event.image, "https://ateneu.example/x.jpg");
  EXPECT_EQ(event.image_alt, "La sala");
  EXPECT_EQ(event.description, "<p>Llarg &amp; bo.</p>");
  EXPECT_EQ(event.keywords, std::vector<std::string>{"cultura"});
  EXPECT_EQ(event.organizer, "Ateneu Popular");
}

TEST(HEvent, NameAndAddressAreImpliedOnlyWhereNothingForbidsIt) {
  const PageEvent link = only(R"(<a class="h-event" href="/festa">Festa  major</a>)");
  EXPECT_EQ(link.name, "Festa major");
  EXPECT_EQ(link.url, "https://ateneu.example/festa");
  EXPECT_EQ(only(R"(<p class="h-event"><img alt="Cartell" src="c.png"></p>)").name, "Cartell");
  EXPECT_EQ(only(R"(<p class="h-event">x <span class="p-location">Sala</span></p>)").name, "");
  EXPECT_EQ(only(R"(<p class="h-event">x <a class="h-card" href="/a">A</a></p>)").name, "");
}

TEST(HEvent, ClassesOfStyleSheetsAreNoRoots) {
  EXPECT_EQ(only(R"(<div class="h-event h-full"><div class="h-screen h-4"><b class="p-name">Taller</b></div></div>)").name, "Taller");
}

TEST(HEvent, WhatANestedOneSaysIsNotSaidOfTheOuter) {
  const auto events = read(R"(<div class="h-event"><b class="p-name">Festa</b><div class="h-event"><b class="p-name">Ball</b>
    <time class="dt-start" datetime="2026-11-28"></time></div></div>)");
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].start, "");
  EXPECT_EQ(events[1].start, "2026-11-28");
}

struct TimeCase {
  const char* name;
  std::string_view inner, start;
};
class DtStart : public ::testing::TestWithParam<TimeCase> {};

TEST_P(DtStart, FollowsTheValueClassPattern) {
  const std::string html = "<div class=h-event><b class=p-name>x</b><span class=dt-start" + std::string(GetParam().inner) + "</span></div>";
  EXPECT_EQ(only(html).start, GetParam().start);
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, DtStart,
    ::testing::Values(
        TimeCase{"TextOnly", ">2026-11-28", "2026-11-28"},
        TimeCase{"DateAndTimeApart", "><time class=value datetime=2026-11-28>28</time> a les <b class=value>18:30</b>", "2026-11-28 18:30"},
        TimeCase{"InTheAfternoon", "><b class=value>7:05 p.m.</b><span class=value>2026-11-28</span>", "2026-11-28 19:05"},
        TimeCase{"NoonAndMidnight", "><b class=value>12am</b><span class=value>2026-11-28</span>", "2026-11-28 00:00"},
        TimeCase{"ZoneApart", "><b class=value>2026-11-28</b> <b class=value>18:30</b> <b class=value>+0100</b>", "2026-11-28 18:30+0100"},
        TimeCase{"ValueTitle", "><span class=value-title title=2026-11-28T18:30> </span>dissabte", "2026-11-28T18:30"},
        TimeCase{"AbbrIn", "><abbr class=value title=2026-11-28>28</abbr>", "2026-11-28"}),
    [](const auto& test) { return test.param.name; });

TEST(HEvent, ATimeAsTheEndIsOfTheStartsDay) {
  const PageEvent event = only(R"(<div class="h-event"><b class="p-name">x</b><time class="dt-start" datetime="2026-11-28T18:30">a</time>
    <span class="dt-end"><b class="value">21:00</b></span></div>)");
  EXPECT_EQ(event.end, "2026-11-28 21:00");
}

TEST(HCalendar, TheClassicClassesAreRead) {
  const PageEvent event = only(R"(<div class="vevent" id="a"><a class="url summary" href="/sopar">Sopar popular</a>
    <abbr class="dtstart" title="20261128T203000+0100">28/11</abbr> <span class="duration"><b class="value-title" title="PT2H"> </b></span>
    <div class="location vcard"><span class="fn org">La Nau</span><div class="adr"><span class="street-address">Carrer Nou, 3</span>
      <span class="locality">Terrassa</span></div><abbr class="geo" title="41.5;2.0">mapa</abbr></div>
    <p class="description">Porteu <em>plat</em>.</p> <a class="category" rel="tag" href="/t/festa">festa</a>
    <ul><li class="attendee vcard"><span class="fn">Anna</span><a class="url" href="/anna">.</a></li></ul>
    <span class="status">CANCELLED</span></div>)");
  EXPECT_EQ(event.name, "Sopar popular");
  EXPECT_EQ(event.url, "https://ateneu.example/sopar");
  EXPECT_EQ(event.start, "20261128T203000+0100");
  EXPECT_EQ(event.duration, "PT2H");
  EXPECT_EQ(event.place.name, "La Nau");
  EXPECT_EQ(event.place.address, "Carrer Nou, 3, Terrassa");
  EXPECT_EQ(event.place.point, (GeoPoint{41.5, 2.0}));
  EXPECT_EQ(event.description, "Porteu <em>plat</em>.");
  EXPECT_EQ(event.keywords, std::vector<std::string>{"festa"});
  EXPECT_EQ(event.status, "EventCancelled");
}

TEST(HCalendar, ItsTimesAreTheCitysAndItsDurationGivesTheEnd) {
  const Harvest harvest = read_page(R"(<div class="vevent"><b class="summary">x</b><abbr class="dtstart" title="20261128T193000Z"></abbr>
    <span class="duration">PT1H30M</span></div>)",
                                    kUrl, "page:x", kZone);
  ASSERT_EQ(harvest.events.size(), 1u);
  EXPECT_EQ(harvest.format, "microformats");
  const EventTimes& times = harvest.events[0].event.times;
  const LocalTime start = LocalTime{std::chrono::local_days{std::chrono::year{2026} / 11 / 28}} + std::chrono::minutes{20 * 60 + 30};
  EXPECT_EQ(times.start, start);
  EXPECT_EQ(times.end, start + std::chrono::minutes{90});
  EXPECT_EQ(times.zone, kZone);
}

TEST(HCalendar, TheIncludePatternBringsInWhatStandsElsewhere) {
  const auto events = read(R"(<span id="where" class="location">Sala Gran</span><span id="loop"><a class="include" href="#loop"></a></span>
    <p class="vevent"><b class="summary">a</b><object class="include" data="#where"></object></p>
    <p class="vevent"><b class="summary">b</b><a class="include" href="#where"></a><a class="include" href="#loop"></a></p>)");
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].place.name, "Sala Gran");
  EXPECT_EQ(events[1].place.name, "Sala Gran");
}

TEST(HEvent, PropertiesInPropertiesDoNoHarm) {
  std::string page = "<div class=h-event>";
  for (int i = 0; i < 200; ++i) page += "<div class='p-location p-name p-category dt-start e-content'>";
  for (int i = 0; i < 5'000; ++i) page += "<i></i><b></b>";
  EXPECT_EQ(read(page).size(), 1u);
}

TEST(HEvent, ItemrefAndTableHeadersBringInWhatSeveralShare) {
  const auto events = read(R"(<div class="h-event" itemref="when"><b class="p-name">a</b></div>
    <div class="h-event" itemref="when nothing"><b class="p-name">b</b></div><p id="when"><time class="dt-start">2026-11-28</time></p>
    <table><tr><th id="day"><span class="dtstart">2026-11-29</span></th></tr>
    <tr><td class="vevent" headers="day"><b class="summary">c</b></td></tr></table>)");
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].start, "2026-11-28");
  EXPECT_EQ(events[1].start, "2026-11-28");
  EXPECT_EQ(events[2].start, "2026-11-29");
}

}  // namespace
}  // namespace resso::connectors::page
