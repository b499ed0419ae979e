#include "feeds/pages/channel_health.hpp"
#include "feeds/pages/pages.hpp"
#include "tests/feeds/page_facts.hpp"
#include "tests/feeds/sample_snapshot.hpp"

#include <gmock/gmock.h>

namespace resso::feeds {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string entity(const Snapshot& snapshot, std::string slug, std::string language = "ca") {
  const auto self = "/entities/" + slug;
  return *entity_page(snapshot, {{}, std::move(language), std::move(slug), self});
}

TEST(EntityPage, ShowsItsComingActsEachOnce) {
  const auto page = entity(*sample::city(), "casal");
  EXPECT_EQ(count_of(page, "href=\"/events/conversa\""), 1);
  EXPECT_THAT(page, HasSubstr("href=\"webcal://agenda.example.cat/entities/casal/agenda.ics\""));
  EXPECT_THAT(page, HasSubstr("href=\"/?entity=casal\""));
}

TEST(EntityPage, AnnouncesItsOwnFeeds) {
  EXPECT_THAT(entity(*sample::city(), "casal"),
              HasSubstr("type=\"text/calendar\" title=\"Casal de la Maurina\" href=\"/entities/casal/agenda.ics\""));
}

TEST(EntityPage, TellsTheHealthOfItsChannelsAndTheRemedy) {
  const auto page = entity(*sample::city(), "ateneu");
  EXPECT_THAT(page, HasSubstr("<span class=\"state\">Va bé</span>"));
  EXPECT_THAT(page, HasSubstr("14 actes</p>"));
  EXPECT_THAT(page, HasSubstr("<span class=\"state mid\">Millorable</span>"));
  EXPECT_THAT(page, HasSubstr("Hi ha una data que no s’entén. (línies 31, 40) <strong>Remei:</strong>"));
  EXPECT_THAT(page, HasSubstr("<span class=\"state bad\">No arriba</span>"));
  EXPECT_THAT(page, HasSubstr("Falla des de: diumenge 1 de març. L’adreça respon «no trobat» (404)."));
  EXPECT_THAT(page, HasSubstr("<span lang=\"en\">the server answered 404</span>"));
  EXPECT_EQ(count_of(page, "Hi ha una data que no s’entén"), 1);
}

TEST(EntityPage, AChannelBehindAPasswordIsNotLinked) {
  auto snapshot = sample::empty_city();
  auto closed = sample::channel(SourceKind::caldav, "https://dav.example/casal/", "", "casal", Condition::ok);
  closed.closed = true;
  snapshot->sources.push_back(closed);
  snapshot->build();
  EXPECT_THAT(entity(*snapshot, "casal"), Not(HasSubstr("https://dav.example")));
}

TEST(EntityPage, FiguresCompareWithThePeriodBefore) {
  const auto page = entity(*sample::city(), "ateneu");
  EXPECT_THAT(page, HasSubstr("<span class=\"big\">36</span><br>5 més que en el període anterior (+16\u00a0%)"));
  EXPECT_THAT(page, HasSubstr("<span class=\"big\">412–2.310</span><br>estimació; se’n coneix el 75\u00a0% dels impulsors"));
  EXPECT_THAT(page, HasSubstr("24 més que al començament"));
}

TEST(EntityPage, AGapIsAGapAndNotAZero) {
  const auto page = entity(*sample::city(), "dones");
  EXPECT_THAT(page, HasSubstr("<dt>Abast potencial</dt><dd><span class=\"big\">sense dades</span>"));
  EXPECT_THAT(page, HasSubstr("<dt>Seguidors</dt><dd><span class=\"big\">sense dades</span>"));
  EXPECT_THAT(entity(*sample::city(), "casal"), HasSubstr("sense dades."));
}

TEST(EntityPage, WithoutAnyDataSaysSo) {
  auto snapshot = sample::empty_city();
  snapshot->build();
  const auto page = entity(*snapshot, "ateneu");
  EXPECT_THAT(page, HasSubstr("Encara no ho hem mesurat"));
  EXPECT_THAT(page, HasSubstr("Encara no n’hem recollit cap."));
  EXPECT_THAT(page, HasSubstr("Encara no en coneixem cap canal."));
}

TEST(EntityPage, AContentWarningCoversTheWords) {
  auto snapshot = sample::empty_city();
  Post post;
  post.uri = "p";
  post.entity = "casal";
  post.text = "el que no s’ha de veure";
  post.content_warning = "violència";
  post.url = "https://mastodont.example/@casal/9";
  snapshot->posts.push_back(post);
  snapshot->build();
  const auto page = entity(*snapshot, "casal");
  EXPECT_THAT(page, HasSubstr("violència"));
  EXPECT_THAT(page, Not(HasSubstr("el que no s’ha de veure")));
}

TEST(EntitiesPage, GroupsByDistrictWithWhatIsToCome) {
  const auto snapshot = sample::city();
  const auto page = *entities_page(*snapshot, {{}, "ca", "", "/entities"});
  EXPECT_THAT(page, HasSubstr("<h2 id=\"d-2\">Districte\u00a02</h2>"));
  EXPECT_THAT(page, Not(HasSubstr("id=\"d-3\"")));
  EXPECT_THAT(page, HasSubstr("<h2 id=\"d-all\">Tota la ciutat</h2>"));
  EXPECT_THAT(page, HasSubstr("6 actes"));  // each act once, though some have several dates
  EXPECT_THAT(page, HasSubstr("<span class=\"state bad\">No arriba</span>"));
}

TEST(EntitiesPage, TakesTheFilter) {
  const auto snapshot = sample::city();
  Filter filter;
  filter.districts = {"4"};
  const auto page = *entities_page(*snapshot, {filter, "ca", "", "/entities?district=4"});
  EXPECT_THAT(page, HasSubstr("Casal de la Maurina"));
  EXPECT_THAT(page, Not(HasSubstr("Ateneu la Llançadora")));
}

TEST(ChannelHealth, TheWorstChannelSpeaksForTheEntity) {
  SourceFacts good, better, down;
  good.state.condition = better.state.condition = Condition::ok;
  better.state.warnings = {{"x", "bad_date", 1}};
  down.state.condition = Condition::failing;
  const std::vector<const SourceFacts*> some{&good, &better}, all{&good, &down, &better};
  EXPECT_EQ(worst_standing({}), std::nullopt);
  EXPECT_EQ(worst_standing(some), Standing::improvable);
  EXPECT_EQ(worst_standing(all), Standing::failing);
}

}  // namespace
}  // namespace resso::feeds
