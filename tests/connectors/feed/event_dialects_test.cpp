// Every dialect in which feeds say when something happens, each as its generators write it.
#include "connectors/feed/feed_parse.hpp"
#include "connectors/feed/map.hpp"

#include <gtest/gtest.h>

namespace resso::connectors::feed {
namespace {

constexpr std::string_view kZone = "Europe/Madrid";

LocalTime local(int day, int hour, int minute = 0) {
  return LocalTime{std::chrono::local_days{std::chrono::year{2026} / 11 / day}} + std::chrono::hours{hour} + std::chrono::minutes{minute};
}

Harvest harvest(std::string_view bytes) {
  const auto reading = read_feed(bytes, {"https://casal.example/feed", {}, {}, {}});
  return reading.document ? to_harvest(*reading.document, "feed:x", kZone) : Harvest{};
}

/// The one event of an RSS item whose root has these namespaces.
Event event(std::string_view namespaces, std::string_view item) {
  const Harvest read =
      harvest("<rss version=\"2.0\" " + std::string(namespaces) + "><channel><title>c</title><item><guid>1</guid><title>Taller</title>" +
              std::string(item) + "</item></channel></rss>");
  EXPECT_EQ(read.events.size(), 1u);
  return read.events.empty() ? Event{} : read.events.front().event;
}

TEST(EventDialects, TheEventModuleOfRss10) {
  const Harvest read = harvest(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
      "xmlns:ev='http://purl.org/rss/1.0/modules/event/'><channel rdf:about='https://a.example/'><title>c</title></channel>"
      "<item rdf:about='https://a.example/1'><title>Assemblea</title><link>https://a.example/1</link>"
      "<ev:startdate>2026-11-28T19:00:00+01:00</ev:startdate><ev:enddate>2026-11-28T21:00:00+01:00</ev:enddate>"
      "<ev:location>Ateneu</ev:location><ev:organizer>Junta</ev:organizer><ev:type>reunió</ev:type></item></rdf:RDF>");
  ASSERT_EQ(read.events.size(), 1u);
  const Event& found = read.events[0].event;
  EXPECT_EQ(found.times.start, local(28, 19));
  EXPECT_EQ(found.times.end, local(28, 21));
  EXPECT_EQ(found.place.name, "Ateneu");
  EXPECT_EQ(found.organiser, "Junta");
}

TEST(EventDialects, TheEventsCalendarsRss) {
  const Event found = event("xmlns:ev='http://purl.org/rss/1.0/modules/event/' xmlns:georss='http://www.georss.org/georss'",
                            "<link>https://casal.example/acte/taller/</link><ev:tribe_event_meta xmlns:ev='Event'>"
                            "<ev:startdate>2026-11-28T18:30:00+01:00</ev:startdate><ev:enddate>2026-11-28T20:00:00+01:00</ev:enddate>"
                            "<ev:venue name='Casal' address='Carrer Major, 1'/></ev:tribe_event_meta>"
                            "<georss:point>41.56 2.01</georss:point>");
  EXPECT_EQ(found.times.start, local(28, 18, 30));
  EXPECT_EQ(found.times.end, local(28, 20));
  EXPECT_EQ(found.place.name, "Casal");
  EXPECT_EQ(found.place.address, "Carrer Major, 1");
  EXPECT_EQ(found.place.point, (GeoPoint{41.56, 2.01}));
  EXPECT_EQ(found.url, "https://casal.example/acte/taller/");
}

TEST(EventDialects, XCalInRss) {
  const Event found =
      event("xmlns:xCal='urn:ietf:params:xml:ns:xcal'",
            "<xCal:summary>Taller</xCal:summary><xCal:dtstart>20261128T173000Z</xCal:dtstart><xCal:duration>PT90M</xCal:duration>"
            "<xCal:location>Sala 1</xCal:location><xCal:x-calconnect-street>Rambla, 2</xCal:x-calconnect-street>"
            "<xCal:uid>u@x</xCal:uid><xCal:status>TENTATIVE</xCal:status>");
  EXPECT_EQ(found.times.start, local(28, 18, 30));
  EXPECT_EQ(found.times.end, local(28, 20));
  EXPECT_EQ(found.place.name, "Sala 1");
  EXPECT_EQ(found.place.address, "Rambla, 2");
  EXPECT_EQ(found.uid, "u@x");
  EXPECT_EQ(found.status, EventStatus::tentative);
}

TEST(EventDialects, XCalNestedWithItsZone) {
  const Event found = event("xmlns:xcal='urn:ietf:params:xml:ns:icalendar-2.0'",
                            "<xcal:vevent><xcal:properties><xcal:dtstart tzid='Europe/Lisbon'><xcal:date-time>2026-11-28T18:30:00"
                            "</xcal:date-time></xcal:dtstart><xcal:location>Lisboa</xcal:location></xcal:properties></xcal:vevent>");
  EXPECT_EQ(found.times.start, local(28, 18, 30));
  EXPECT_EQ(found.times.zone, "Europe/Lisbon");
  EXPECT_EQ(found.place.name, "Lisboa");
}

TEST(EventDialects, XCalInAtom) {
  const Harvest read = harvest(
      "<feed xmlns='http://www.w3.org/2005/Atom' "
      "xmlns:xCal='urn:ietf:params:xml:ns:xcal'><title>c</title><id>urn:c</id><entry><id>urn:1</id>"
      "<title>Cinema</title><xCal:dtstart>2026-11-28</xCal:dtstart><xCal:location>Plaça</xCal:location></entry></feed>");
  ASSERT_EQ(read.events.size(), 1u);
  EXPECT_TRUE(read.events[0].event.times.all_day);
  EXPECT_EQ(read.events[0].event.place.name, "Plaça");
}

TEST(EventDialects, TheDiputaciosSites) {
  const Event found = event("xmlns:events='http://www.gsite.org/RSS/modules/event_dates/'",
                            "<events:date_start>28/11/2026</events:date_start><events:time_start>18:30</events:time_start>"
                            "<events:date_end>28/11/2026</events:date_end><events:time_end>20:00</events:time_end>"
                            "<events:location>Biblioteca</events:location>");
  EXPECT_EQ(found.times.start, local(28, 18, 30));
  EXPECT_EQ(found.times.end, local(28, 20));
  EXPECT_EQ(found.place.name, "Biblioteca");
}

TEST(EventDialects, MidnightToMidnightIsAWholeDay) {
  const Event found = event("xmlns:ev='http://purl.org/rss/1.0/modules/event/'",
                            "<ev:startdate>2026-11-28T00:00:00+01:00</ev:startdate><ev:enddate>2026-11-28T23:59:59+01:00</ev:enddate>");
  EXPECT_TRUE(found.times.all_day);
  EXPECT_EQ(found.times.end, local(29, 0));
}

struct Point {
  const char* name;
  std::string_view item;
};
class EventPoints : public ::testing::TestWithParam<Point> {};

TEST_P(EventPoints, AreThePlacesOfTheEvent) {
  const Event found = event(
      "xmlns:ev='http://purl.org/rss/1.0/modules/event/' xmlns:georss='http://www.georss.org/georss' "
      "xmlns:gml='http://www.opengis.net/gml' "
      "xmlns:geo='http://www.w3.org/2003/01/geo/wgs84_pos#'",
      "<ev:startdate>2026-11-28</ev:startdate>" + std::string(GetParam().item));
  EXPECT_EQ(found.place.point, (GeoPoint{41.5, 2.25}));
}

INSTANTIATE_TEST_SUITE_P(Forms, EventPoints,
                         ::testing::Values(Point{"GeoRssSimple", "<georss:point>41.5 2.25</georss:point>"},
                                           Point{"GeoRssGml",
                                                 "<georss:where><gml:Point><gml:pos>41.5 2.25</gml:pos></gml:Point></georss:where>"},
                                           Point{"W3c", "<geo:lat>41.5</geo:lat><geo:long>2.25</geo:long>"},
                                           Point{"W3cPoint", "<geo:Point><geo:lat>41.5</geo:lat><geo:long>2.25</geo:long></geo:Point>"}),
                         [](const auto& test) { return test.param.name; });

TEST(EventPictures, ComeWithTheirWordsFromEveryVocabulary) {
  constexpr std::string_view kNames = "xmlns:ev='http://purl.org/rss/1.0/modules/event/' xmlns:media='http://search.yahoo.com/mrss/'";
  const std::string start = "<ev:startdate>2026-11-28</ev:startdate>";
  const Event described =
      event(kNames, start +
                        "<media:group><media:content url='https://a.example/a.jpg' medium='image'><media:title>titol</media:title>"
                        "<media:description>Un gegant ballant</media:description></media:content></media:group>");
  ASSERT_TRUE(described.image);
  EXPECT_EQ(described.image->url, "https://a.example/a.jpg");
  EXPECT_EQ(described.image->alt, "Un gegant ballant");
  const Event enclosed = event(kNames, start + "<enclosure url='/cartell.png' type='image/png' length='9'/>");
  ASSERT_TRUE(enclosed.image);
  EXPECT_EQ(enclosed.image->url, "https://casal.example/cartell.png");
}

TEST(EventPictures, TheAuthorsFaceIsNone) {
  const Event found =
      event("xmlns:ev='http://purl.org/rss/1.0/modules/event/' xmlns:media='http://search.yahoo.com/mrss/'",
            "<ev:startdate>2026-11-28</ev:startdate><media:content url='https://1.gravatar.com/avatar/abc?s=96' medium='image'>"
            "<media:title>anna</media:title></media:content><media:content url='https://a.example/c.jpg' medium='image'/>");
  ASSERT_TRUE(found.image);
  EXPECT_EQ(found.image->url, "https://a.example/c.jpg");
}

}  // namespace
}  // namespace resso::connectors::feed
