// What machines read of the site: sitemap, robots, structured data, how a link to a page looks elsewhere.
#include "feeds/crawlers_write.hpp"
#include "feeds/pages/pages.hpp"
#include "tests/feeds/page_facts.hpp"
#include "tests/feeds/sample_snapshot.hpp"

#include <gmock/gmock.h>

namespace resso::feeds {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Sitemap, NamesEveryPageOnceWithItsWholeAddressAndLanguages) {
  const auto snapshot = sample::city();
  const auto map = *write_sitemap(*snapshot, {});
  for (const std::string path :
       {"/", "/entities", "/visibility", "/subscribe", "/embed", "/guia", "/about", "/sources", "/entities/ateneu", "/events/festa"}) {
    EXPECT_EQ(count_of(map, "<loc>https://agenda.example.cat" + path + "</loc>"), 1) << path;
  }
  // A repeated act has one page.
  EXPECT_EQ(count_of(map, "<loc>https://agenda.example.cat/events/conversa</loc>"), 1);
  EXPECT_EQ(count_of(map, "<url>"), static_cast<int>(8 + snapshot->entities.size() + snapshot->events.size()));
  EXPECT_THAT(map, HasSubstr("hreflang=\"es\" href=\"https://agenda.example.cat/guia?lang=es\"/>"));
  EXPECT_THAT(map, HasSubstr("<lastmod>2026-03-10T11:00:00Z</lastmod>"));
}

TEST(Sitemap, HoldsNoMorePagesThanItsProtocolAllows) {
  auto snapshot = sample::empty_city();
  for (int i = 0; i < 50'100; ++i) snapshot->entities.push_back({"e" + std::to_string(i), "E", {}, {}, {}, ""});
  snapshot->build();
  EXPECT_EQ(count_of(*write_sitemap(*snapshot, {}), "<url>"), 50'000);
}

TEST(Robots, MayReadEverythingAndFindTheSitemap) {
  EXPECT_EQ(*write_robots(*sample::city(), {}), "User-agent: *\nAllow: /\n\nSitemap: https://agenda.example.cat/sitemap.xml\n");
  EXPECT_TRUE(match_output("/robots.txt"));
  EXPECT_TRUE(match_output("/sitemap.xml"));
}

TEST(AgendaPage, ListsItsActsForMachinesInTheOrderOfThePage) {
  const auto page = *agenda_page(*sample::city(), {{}, "ca", "", "/"});
  EXPECT_THAT(page, HasSubstr("\"@type\":\"ItemList\""));
  EXPECT_THAT(page, HasSubstr("\"numberOfItems\":12,"));
  EXPECT_THAT(page, HasSubstr("{\"@type\":\"ListItem\",\"position\":1,\"url\":\"https://agenda.example.cat/events/benvinguda\"}"));
  EXPECT_EQ(count_of(page, "\"@type\":\"ListItem\""), 12);
}

TEST(EventPage, AMovedActTellsMachinesItsNewDayAndItsOldOne) {
  const auto page = *event_page(*sample::city(), {{}, "ca", "xerrada", "/events/xerrada"});
  EXPECT_THAT(page, HasSubstr("\"eventStatus\":\"https://schema.org/EventRescheduled\""));
  EXPECT_THAT(page, HasSubstr("\"startDate\":\"2026-03-19T17:00+01:00\",\"previousStartDate\":\"2026-03-13T17:00+01:00\""));
}

TEST(EventPage, ARepeatedActTellsMachinesItsComingDates) {
  const auto page = *event_page(*sample::city(), {{}, "ca", "conversa", "/events/conversa"});
  EXPECT_EQ(count_of(page, "\"@type\":\"Event\""), 11);
  EXPECT_THAT(page, HasSubstr("\"startDate\":\"2026-03-23T18:30+01:00\",\"endDate\":\"2026-03-23T20:00+01:00\""));
}

TEST(EventPage, ShowsItsPictureOnlyWhereItIsLinkedTo) {
  auto snapshot = sample::city();
  sample::event_named(*snapshot, "festa").image = Media{"https://ateneu.example/cartell.png", "image/png", "Cartell", 0};
  const auto page = *event_page(*snapshot, {{}, "ca", "festa", "/events/festa"});
  EXPECT_THAT(page, HasSubstr("<meta property=\"og:image\" content=\"https://ateneu.example/cartell.png\">"));
  EXPECT_THAT(page, HasSubstr("\"image\":\"https://ateneu.example/cartell.png\""));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
}

TEST(EveryPage, TellsHowALinkToItLooksAndWhereItsOtherLanguagesAre) {
  const auto page = *subscribe_page(*sample::city(), {{}, "es", "", "/subscribe?lang=es"});
  EXPECT_THAT(page, HasSubstr("<meta property=\"og:title\" content=\"Suscripción a la agenda: calendario, RSS y móvil\">"));
  EXPECT_THAT(page, HasSubstr("<meta property=\"og:url\" content=\"https://agenda.example.cat/subscribe?lang=es\">"));
  EXPECT_THAT(page, HasSubstr("<meta property=\"og:locale\" content=\"es_ES\">"));
  EXPECT_THAT(page, HasSubstr("<meta property=\"og:site_name\" content=\"Ressò · Terrassa\">"));
  EXPECT_THAT(page, HasSubstr("hreflang=\"x-default\" href=\"https://agenda.example.cat/subscribe\">"));
}

}  // namespace
}  // namespace resso::feeds
