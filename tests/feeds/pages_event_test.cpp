#include "feeds/pages/pages.hpp"
#include "tests/feeds/page_facts.hpp"
#include "tests/feeds/sample_snapshot.hpp"

#include <gmock/gmock.h>

namespace resso::feeds {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string event(const Snapshot& snapshot, std::string id, std::string language = "ca") {
  const auto self = "/events/" + id;
  return *event_page(snapshot, {{}, std::move(language), std::move(id), self});
}

std::string json_ld(const std::string& page) {
  const std::string_view tag = "<script type=\"application/ld+json\">";
  const auto begin = page.find(tag) + tag.size();
  return page.substr(begin, page.find("</script>", begin) - begin);
}

TEST(EventPage, TellsWhenWhereAndWho) {
  const auto page = event(*sample::city(), "colloqui");
  EXPECT_THAT(page, HasSubstr("<h1>Col·loqui «Cosir xarxa, fer barri»</h1>"));
  EXPECT_THAT(page, HasSubstr("<time datetime=\"2026-03-14T18:00+01:00\">dissabte 14 de març, 18\u00a0h</time>"));
  EXPECT_THAT(page, HasSubstr("d’aquí a 2 dies"));
  EXPECT_THAT(page, HasSubstr("carrer de la Llançadora, 14 · Districte\u00a02 · "));
  EXPECT_THAT(page, HasSubstr("<a href=\"/entities/ateneu\">Ateneu la Llançadora</a>"));
  EXPECT_THAT(page, HasSubstr("href=\"/?from=2026-03-14&amp;days=1\">← Dissabte 14 de març</a>"));
  EXPECT_THAT(page, HasSubstr("<li>Entrada lliure</li>"));
}

TEST(EventPage, OffersCalendarsAsPlainLinks) {
  const auto page = event(*sample::city(), "colloqui");
  EXPECT_THAT(page, HasSubstr("<a class=\"btn\" href=\"/events/colloqui.ics\">Afegeix al calendari</a>"));
  EXPECT_THAT(page, HasSubstr("dates=20260314T170000Z/20260314T190000Z"));
  EXPECT_THAT(page, HasSubstr("startdt=2026-03-14T18%3A00%2B01%3A00"));
  EXPECT_THAT(page, HasSubstr("href=\"webcal://agenda.example.cat/events/colloqui.ics\""));
  EXPECT_THAT(event(*sample::city(), "festa"), HasSubstr("dates=20260321/20260322"));
}

TEST(EventPage, ACancelledActSaysSinceWhenAndOffersNoCalendar) {
  const auto page = event(*sample::city(), "passejada");
  EXPECT_THAT(page, HasSubstr("<div class=\"banner\" role=\"note\">"));
  EXPECT_THAT(page, HasSubstr("Ho sabem des de: avui, 8.15"));
  EXPECT_THAT(page, HasSubstr("<h1><span class=\"gone\">"));
  EXPECT_THAT(page, Not(HasSubstr("Afegeix al calendari")));
  EXPECT_THAT(json_ld(page), HasSubstr("https://schema.org/EventCancelled"));
}

TEST(EventPage, APostponedActTellsItsNewDate) {
  const auto page = event(*sample::city(), "xerrada");
  EXPECT_THAT(page, HasSubstr("Nova data: dijous 19 de març, 17"));
  EXPECT_THAT(json_ld(page), HasSubstr("https://schema.org/EventRescheduled"));
}

TEST(EventPage, AnExtractedActShowsItsWordsAndItsConfidence) {
  const auto page = event(*sample::city(), "cine");
  EXPECT_THAT(page, HasSubstr("confiança del 86\u00a0%"));
  EXPECT_THAT(page, HasSubstr("<blockquote>Avui a dos quarts de vuit, cinefòrum"));
  EXPECT_THAT(page, HasSubstr("@dones@mastodont.example"));
}

TEST(EventPage, ARepeatedActListsItsComingDates) {
  const auto page = event(*sample::city(), "conversa");
  EXPECT_THAT(page, HasSubstr("Properes dates"));
  EXPECT_THAT(page, HasSubstr("dilluns 23 de març, 18.30"));
  EXPECT_THAT(page, HasSubstr("I 4 dates més."));
}

TEST(EventPage, AnActThatIsOverSaysSo) {
  auto snapshot = sample::city();
  snapshot->today = sample::day(2026, 4, 2);
  const auto page = event(*snapshot, "colloqui");
  EXPECT_THAT(page, HasSubstr("Aquest acte ja ha passat."));
  EXPECT_THAT(page, Not(HasSubstr("Afegeix al calendari")));
}

TEST(EventPage, JsonLdTellsMachinesTheSame) {
  const auto data = json_ld(event(*sample::city(), "colloqui"));
  EXPECT_THAT(data, HasSubstr("\"@type\":\"Event\""));
  EXPECT_THAT(data, HasSubstr("\"startDate\":\"2026-03-14T18:00+01:00\",\"endDate\":\"2026-03-14T20:00+01:00\""));
  EXPECT_THAT(data, HasSubstr("\"eventStatus\":\"https://schema.org/EventScheduled\""));
  EXPECT_THAT(data, HasSubstr("\"streetAddress\":\"carrer de la Llançadora, 14\""));
  EXPECT_THAT(data, HasSubstr("\"url\":\"https://agenda.example.cat/events/colloqui\""));
  EXPECT_THAT(json_ld(event(*sample::city(), "talk")), HasSubstr("\"@type\":\"VirtualLocation\",\"url\":\"https://meet.example/evening\""));
  EXPECT_THAT(json_ld(event(*sample::city(), "exposicio")), HasSubstr("\"startDate\":\"2026-03-05\",\"endDate\":\"2026-03-29\""));
  EXPECT_THAT(json_ld(event(*sample::city(), "horta")), HasSubstr("\"latitude\":41.56604"));
}

TEST(EventPage, SpeaksEveryLanguage) {
  EXPECT_THAT(event(*sample::city(), "colloqui", "es"), HasSubstr("sábado 14 de marzo, 18"));
  EXPECT_THAT(event(*sample::city(), "colloqui", "en"), HasSubstr("Saturday 14 March, 6"));
  EXPECT_THAT(event(*sample::city(), "colloqui", "en"), HasSubstr("<h1 lang=\"ca\">"));
}

}  // namespace
}  // namespace resso::feeds
