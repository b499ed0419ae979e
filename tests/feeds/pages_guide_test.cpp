// "/guia" and "/about": what they tell, and that it comes from the city's data.
#include "feeds/pages/pages.hpp"
#include "tests/feeds/page_facts.hpp"
#include "tests/feeds/sample_snapshot.hpp"

#include <gmock/gmock.h>

namespace resso::feeds {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string guide(const Snapshot& snapshot, std::string language = "ca") {
  return *guide_page(snapshot, {{}, std::move(language), "", "/guia"});
}
std::string about(const Snapshot& snapshot, std::string language = "ca") {
  return *about_page(snapshot, {{}, std::move(language), "", "/about"});
}

TEST(GuidePage, ItsExamplesAreOfDaysToCome) {
  auto snapshot = sample::city();
  EXPECT_THAT(guide(*snapshot), HasSubstr("Taller de reparació de bicicletes. Dissabte 11 d’abril, de 18 a 20\u00a0h, al Casal del Barri"));
  EXPECT_THAT(guide(*snapshot, "es"), HasSubstr("Sábado 11 de abril, de 18 a 20\u00a0h"));
  EXPECT_THAT(guide(*snapshot, "en"), HasSubstr("Saturday 11 April, 6–8\u00a0pm"));
  snapshot->today = sample::day(2026, 9, 1);
  EXPECT_THAT(guide(*snapshot), HasSubstr("Dissabte 3 d’octubre, de 18 a 20"));
}

TEST(GuidePage, NamesTheCitysOwnHashtags) {
  EXPECT_THAT(guide(*sample::city()), HasSubstr("<strong>#TerrassaEntitats</strong>"));
  auto without = sample::empty_city();
  without->hashtags.clear();
  without->build();
  EXPECT_THAT(guide(*without), Not(HasSubstr("id=\"tags\"")));
}

TEST(GuidePage, TellsOfEveryWayToBeUnderstood) {
  const auto page = guide(*sample::city());
  for (const std::string part : {"short", "post", "dates", "place", "tags", "changes", "calendar", "feed", "consent", "check"}) {
    EXPECT_THAT(page, HasSubstr(" id=\"" + part + "\"")) << part;
  }
  EXPECT_THAT(page, HasSubstr("CANCEL·LAT: Taller de reparació de bicicletes, dissabte 11 d’abril, 18\u00a0h"));
  EXPECT_THAT(page, HasSubstr("AJORNAT al dissabte 25 d’abril"));
  EXPECT_THAT(page, HasSubstr("href=\"https://example.cat/contacte\""));
}

TEST(GuidePage, GoodAndBadAreSaidInWordsNotOnlyInColour) {
  const auto page = guide(*sample::city());
  EXPECT_GE(count_of(page, ">Així sí</span>"), 3);
  EXPECT_GE(count_of(page, ">Així no</span>"), 2);
}

TEST(AboutPage, TellsMethodConsentAndWhoseTheDataAre) {
  const auto page = about(*sample::city());
  for (const std::string part : {"sources", "method", "figures", "consent", "data", "privacy", "errors"}) {
    EXPECT_THAT(page, HasSubstr(" id=\"" + part + "\"")) << part;
  }
  EXPECT_THAT(page, HasSubstr("<a href=\"/sources\">"));
  EXPECT_THAT(page, HasSubstr("<a href=\"/visibility#definitions\">"));
  EXPECT_THAT(page, HasSubstr("<a href=\"/opml.xml\">"));
  EXPECT_THAT(about(*sample::city(), "en"), HasSubstr("Each text and picture belongs to whoever published it"));
}

}  // namespace
}  // namespace resso::feeds
