#include "connectors/feed/feed_parse.hpp"

#include <gtest/gtest.h>
#include <algorithm>

#include "connectors/feed/words_render.hpp"
#include "tests/fakes/fixtures.hpp"
#include "text/timestamp.hpp"

namespace resso::connectors::feed {
namespace {

std::string fixture(const std::string& name) { return fakes::fixture("feed/" + name); }

FeedReading read(std::string_view bytes, FeedOrigin origin = {"https://casal.example/rss/feed.xml", {}, {}, {}}) {
  return read_feed(bytes, origin);
}

FeedDocument rss(std::string_view channel) {
  auto reading = read("<rss version='2.0'><channel>" + std::string(channel) + "</channel></rss>");
  return reading.document.value_or(FeedDocument{});
}

Entry item(std::string_view parts) {
  FeedDocument feed = rss("<item>" + std::string(parts) + "</item>");
  return feed.entries.empty() ? Entry{} : feed.entries.front();
}

bool warns(const FeedDocument& feed, std::string_view code, int line = -1) {
  return std::any_of(feed.warnings.begin(), feed.warnings.end(),
                     [&](const Warning& each) { return each.code == code && (line < 0 || each.line == line); });
}

std::string utc(const std::optional<Instant>& at) { return at ? text::format_utc(*at) : "-"; }

// ---- what it is

TEST(FeedParse, TellsWhatTheBytesAre) {
  using Found = FeedReading::Found;
  EXPECT_EQ(read("").found, Found::empty);
  EXPECT_EQ(read("<!DOCTYPE html><html><body>x</body></html>").found, Found::html);
  EXPECT_EQ(read("BEGIN:VCALENDAR\r\nEND:VCALENDAR").found, Found::calendar);
  EXPECT_EQ(read("<opml version='2.0'><body/></opml>").found, Found::opml);
  EXPECT_EQ(read("{\"a\": 1}").found, Found::json);
  EXPECT_EQ(read("<urlset/>").found, Found::xml);
  EXPECT_EQ(read("No existeix").found, Found::text);
}

TEST(FeedParse, FormatsAndVersions) {
  const auto told = [](std::string_view bytes) {
    const auto feed = read(bytes).document;
    return feed ? std::string(name_of(feed->format)) + " " + feed->version : "";
  };
  EXPECT_EQ(told("<rss version='0.91'><channel/></rss>"), "rss 0.91");
  EXPECT_EQ(told("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel/></rdf:RDF>"),
            "rdf 1.0");
  EXPECT_EQ(told("<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>"), "atom 0.3");
  EXPECT_EQ(told("<feed xmlns='http://www.w3.org/2005/Atom'/>"), "atom 1.0");
  EXPECT_EQ(told("{\"version\": \"https://jsonfeed.org/version/1\", \"items\": []}"), "jsonfeed 1");
}

// ---- RSS

TEST(RssParse, AChannelAndItsItems) {
  const FeedDocument feed = rss(
      "<title>Casal</title><link>/</link><description>Notícies</description><language>ca_ES</language><ttl>90</ttl>"
      "<managingEditor>junta@casal.example (La Junta)</managingEditor><lastBuildDate>Mon, 23 Nov 2026 18:30:00 GMT</lastBuildDate>"
      "<image><url>/logo.png</url><title>x</title><link>/no</link></image><skipHours><hour>0</hour><hour>24</hour><hour>3</hour></"
      "skipHours>"
      "<skipDays><day>Sunday</day><day>demà</day></skipDays>"
      "<item><title>Concert</title><link>concert</link><guid isPermaLink='false'>c1</guid><pubDate>Sun, 22 Nov 2026 10:00 +0100</pubDate>"
      "<author>anna@casal.example (Anna Puig)</author><category domain='tema'>Música</category><category>Música</category>"
      "<comments>concert#c</comments><enclosure url='cartell.jpg' type='image/jpeg' length='123'/></item>");
  EXPECT_EQ(plain_line(feed.title), "Casal");
  EXPECT_EQ(feed.link, "https://casal.example/");
  EXPECT_EQ(feed.links.size(), 1u);
  EXPECT_EQ(feed.language, "ca-ES");
  EXPECT_EQ(feed.asked_interval, Seconds{5400});
  EXPECT_EQ(feed.authors, (std::vector<Person>{{"La Junta", "junta@casal.example", ""}}));
  EXPECT_EQ(feed.image, "https://casal.example/logo.png");
  EXPECT_EQ(feed.skip_hours, (std::vector<int>{0, 0, 3}));
  EXPECT_EQ(feed.skip_days, std::vector<int>{0});
  ASSERT_EQ(feed.entries.size(), 1u);
  const Entry& entry = feed.entries[0];
  EXPECT_EQ(entry.id, "c1");
  EXPECT_EQ(entry.link, "https://casal.example/rss/concert");
  EXPECT_EQ(utc(entry.published), "2026-11-22T09:00:00Z");
  EXPECT_EQ(entry.authors.front().name, "Anna Puig");
  EXPECT_EQ(entry.categories, (std::vector<Category>{{"Música", "", "tema"}, {"Música", "", ""}}));
  EXPECT_EQ(entry.comments, "https://casal.example/rss/concert#c");
  EXPECT_EQ(entry.enclosures, (std::vector<Enclosure>{{"https://casal.example/rss/cartell.jpg", "image/jpeg", "123", ""}}));
}

TEST(RssParse, AGuidIsALinkUnlessItSaysNot) {
  EXPECT_EQ(item("<guid>https://a.example/1</guid>").link, "https://a.example/1");
  EXPECT_EQ(item("<guid isPermaLink='false'>https://a.example/1</guid>").link, "");
  EXPECT_EQ(item("<guid>123</guid>").link, "");
  EXPECT_EQ(item("<guid>https://a.example/1</guid><link>https://a.example/2</link>").link, "https://a.example/2");
}

TEST(RssParse, ContentIsNotSummary) {
  const Entry entry = item("<description>breu</description><content:encoded><![CDATA[<p>llarg</p>]]></content:encoded>");
  EXPECT_EQ(entry.summary.value, "breu");
  EXPECT_EQ(entry.summary.type, Words::Type::plain);
  EXPECT_EQ(entry.content.value, "<p>llarg</p>");
  EXPECT_EQ(entry.content.type, Words::Type::html);
  EXPECT_EQ(item("<content:encoded>x</content:encoded>").brief().value, "x");
}

TEST(RssParse, ModulesAreRead) {
  const Entry entry = item(
      "<dc:creator>Joan</dc:creator><dc:subject>Dansa</dc:subject><dc:date>2026-11-23T10:00:00Z</dc:date><dc:language>ca</dc:language>"
      "<media:content url='a.jpg' medium='image' fileSize='9'><media:description>Una sardana</media:description></media:content>"
      "<media:thumbnail url='t.jpg'/><georss:point>41.56 2.01</georss:point><atom:link rel='related' href='r'/>"
      "<itunes:keywords>jota, sardana</itunes:keywords>");
  EXPECT_EQ(entry.authors.front().name, "Joan");
  EXPECT_EQ(utc(entry.published), "2026-11-23T10:00:00Z");
  EXPECT_EQ(entry.language, "ca");
  EXPECT_EQ(entry.media, (std::vector<Enclosure>{{"https://casal.example/rss/a.jpg", "image", "9", "Una sardana"}}));
  EXPECT_EQ(entry.image, "https://casal.example/rss/t.jpg");
  EXPECT_EQ(entry.point, (GeoPoint{41.56, 2.01}));
  EXPECT_EQ(entry.links.front().rel, "related");
  ASSERT_EQ(entry.categories.size(), 3u);
  EXPECT_EQ(entry.categories[2].name, "sardana");
}

TEST(RssParse, ForeignElementsOfTheSameNameDoNotCount) {
  const auto reading = read(
      "<rss version='2.0' xmlns:x='urn:x'><channel><x:title>no</x:title><item><title>sí</title><x:title>no</x:title>"
      "<x:description>no</x:description></item></channel></rss>");
  EXPECT_EQ(plain_line(reading.document->title), "");
  EXPECT_EQ(plain_line(reading.document->entries[0].title), "sí");
  EXPECT_FALSE(reading.document->entries[0].summary.stated());
}

TEST(RssParse, ADefaultNamespaceOfTheirOwnIsRss) {
  const auto reading = read("<rss version='2.0' xmlns='urn:mine'><channel><title>t</title><item><title>i</title></item></channel></rss>");
  ASSERT_EQ(reading.document->entries.size(), 1u);
  EXPECT_EQ(plain_line(reading.document->title), "t");
}

TEST(RssParse, RdfItemsStandBesideTheChannel) {
  const auto reading = read(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
      "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel rdf:about='https://a.example/'><title>t</title>"
      "<sy:updateFrequency>2</sy:updateFrequency><sy:updatePeriod>daily</sy:updatePeriod></channel>"
      "<item rdf:about='https://a.example/1'><title>u</title><link>https://a.example/1</link></item></rdf:RDF>");
  ASSERT_EQ(reading.document->entries.size(), 1u);
  EXPECT_EQ(reading.document->entries[0].id, "https://a.example/1");
  EXPECT_EQ(reading.document->asked_interval, Seconds{43200});
}

TEST(RssParse, ABadDateIsToldWithItsLine) {
  const auto reading = read("<rss version='2.0'><channel>\n<item><title>x</title>\n<pubDate>dissabte</pubDate></item></channel></rss>");
  EXPECT_FALSE(reading.document->entries[0].published);
  EXPECT_TRUE(warns(*reading.document, "bad_date", 3));
}

TEST(RssParse, EntriesAreCapped) {
  std::string channel;
  for (std::size_t i = 0; i < kMostEntries + 10; ++i) channel += "<item><guid>" + std::to_string(i) + "</guid></item>";
  const FeedDocument feed = rss(channel);
  EXPECT_EQ(feed.entries.size(), kMostEntries);
  EXPECT_TRUE(warns(feed, "too_many_entries"));
}

// ---- recovery

TEST(FeedRecovery, LatinBytesUnderAUtf8DeclarationAreLetters) {
  const auto reading = read(fixture("latin1_declared_utf8.xml"));
  ASSERT_TRUE(reading.document);
  EXPECT_FALSE(reading.well_formed);
  EXPECT_EQ(reading.encoding, "windows-1252");
  EXPECT_EQ(plain_line(reading.document->title), "Associació de Veïns de la Creu");
  EXPECT_EQ(plain_line(reading.document->entries.at(0).title), "Reunió: façanes i voreres");
  EXPECT_EQ(plain_line(reading.document->entries.at(0).summary), "Dimarts a les 19 h. Berenar à la plaça");
  EXPECT_TRUE(warns(*reading.document, "wrong_encoding"));
  EXPECT_TRUE(warns(*reading.document, "xml_entity", 3));
}

TEST(FeedRecovery, AHandmadeFeedKeepsAllThatAPersonCouldRead) {
  const auto reading = read(fixture("handmade_with_mistakes.xml"));
  ASSERT_TRUE(reading.document);
  EXPECT_FALSE(reading.well_formed);
  const FeedDocument& feed = *reading.document;
  EXPECT_EQ(plain_line(feed.title), "Colla Gegantera & amics");
  EXPECT_EQ(feed.link, "http://colla.example/?p=1&lang=ca");
  ASSERT_EQ(feed.entries.size(), 3u);
  EXPECT_EQ(feed.entries[0].link, "http://colla.example/?p=7&lang=ca");
  EXPECT_EQ(plain_line(feed.entries[0].summary), "Diumenge a la plaça. Hi haurà coca & xocolata");
  EXPECT_EQ(plain_line(feed.entries[1].title), "Assaig < obert");
  EXPECT_EQ(plain_line(feed.entries[1].summary), "Cada dijous a les 20 h");
  EXPECT_EQ(plain_line(feed.entries[2].title), "Sopar de germanor");
  EXPECT_EQ(feed.entries[2].id, "9");
  EXPECT_EQ(plain_line(feed.entries[2].summary), "Cal reservar abans del di");
  for (const char* code : {"xml_junk", "xml_ampersand", "xml_entity", "xml_mismatch", "xml_less_than", "xml_truncated"})
    EXPECT_TRUE(warns(feed, code)) << code;
}

// ---- Atom

TEST(AtomParse, BasesLanguagesAndTexts) {
  const auto reading = read(fixture("atom_with_bases.xml"), {"https://feeds.example/x", "application/atom+xml", {}, "en"});
  ASSERT_TRUE(reading.document);
  EXPECT_TRUE(reading.well_formed);
  const FeedDocument& feed = *reading.document;
  EXPECT_EQ(plain_line(feed.title), "L'Ateneu & el barri");
  EXPECT_EQ(feed.link, "https://ateneu.example/bloc/");
  EXPECT_EQ(feed.self, "https://ateneu.example/bloc/atom.xml");
  EXPECT_EQ(feed.hub, "https://hub.example/");
  EXPECT_EQ(feed.language, "ca");
  EXPECT_EQ(feed.deleted_ids, std::vector<std::string>{"tag:ateneu.example,2026:old"});
  ASSERT_EQ(feed.entries.size(), 2u);
  const Entry& first = feed.entries[0];
  EXPECT_EQ(first.link, "https://ateneu.example/bloc/cinema");
  EXPECT_EQ(first.enclosures.at(0).url, "https://ateneu.example/bloc/cartell.pdf");
  EXPECT_EQ(first.content.base, "https://ateneu.example/bloc/cinema/");
  EXPECT_NE(safe_html(first.content).find("https://ateneu.example/bloc/cinema/programa"), std::string::npos);
  EXPECT_EQ(safe_html(first.content).find("dolent"), std::string::npos);
  EXPECT_EQ(utc(first.updated), "2026-11-19T08:30:00Z");
  EXPECT_EQ(first.categories.at(0).shown(), "Cinema");
  const Entry& second = feed.entries[1];
  EXPECT_EQ(second.language, "es");
  EXPECT_EQ(second.link, "https://ateneu.example/bloc/charla");
  EXPECT_EQ(second.authors.at(0).url, "https://ateneu.example/rosa");
}

TEST(AtomParse, ContentLocationIsTheBaseUnlessItIsNoWebAddress) {
  constexpr std::string_view kFeed = "<feed xmlns='http://www.w3.org/2005/Atom'><link href='a'/></feed>";
  EXPECT_EQ(read(kFeed, {"https://a.example/x/y", {}, "/z/", {}}).document->link, "https://a.example/z/a");
  EXPECT_EQ(read(kFeed, {"https://a.example/x/y", {}, "javascript:x()", {}}).document->link, "https://a.example/x/a");
}

TEST(AtomParse, PlainTextIsNotMarkup) {
  const auto reading = read("<feed xmlns='http://www.w3.org/2005/Atom'><title type='text'>1 &lt;b&gt; 2</title></feed>");
  EXPECT_EQ(plain_line(reading.document->title), "1 <b> 2");
}

// ---- JSON Feed

TEST(JsonFeedParse, ItemsAuthorsAndAttachments) {
  const auto reading = read(fixture("jsonfeed.json"), {"https://radio.example/feed.json", "application/feed+json", {}, {}});
  ASSERT_TRUE(reading.document);
  EXPECT_TRUE(reading.well_formed);
  const FeedDocument& feed = *reading.document;
  EXPECT_EQ(feed.version, "1.1");
  EXPECT_EQ(feed.hub, "https://hub.example/");
  ASSERT_EQ(feed.entries.size(), 2u);
  EXPECT_EQ(feed.entries[0].id, "101");
  EXPECT_EQ(feed.entries[0].link, "https://radio.example/p/101");
  EXPECT_EQ(feed.entries[0].enclosures.at(0).length, "5000000");
  EXPECT_EQ(utc(feed.entries[0].published), "2026-11-20T17:30:00Z");
  EXPECT_EQ(plain_line(feed.entries[1].content), "Sense títol < però amb text");
  EXPECT_TRUE(warns(feed, "bad_date"));
}

TEST(JsonFeedParse, BrokenJsonIsNoFeed) {
  EXPECT_FALSE(read("{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [").document);
  EXPECT_FALSE(read("{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [").well_formed);
  EXPECT_TRUE(read("{\"items\": [null, 3, {\"id\": null}], \"title\": []}").document);
}

}  // namespace
}  // namespace resso::connectors::feed
