#include "feeds/pages/pages.hpp"
#include "tests/feeds/page_facts.hpp"
#include "tests/feeds/sample_snapshot.hpp"

#include <gmock/gmock.h>

namespace resso::feeds {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string agenda(const Snapshot& snapshot, Filter filter = {}, std::string language = "ca") {
  return *agenda_page(snapshot, {std::move(filter), std::move(language), "", "/"});
}

/// The <li> of an act.
std::string line_of(const std::string& page, const std::string& id) {
  const auto link = page.find("href=\"/events/" + id + "\"");
  if (link == std::string::npos) return {};
  const auto begin = page.rfind("<li class=\"act", link);
  return page.substr(begin, page.find("</li>", link) - begin);
}

TEST(AgendaPage, ShowsTheNextSevenDaysWithoutAFilter) {
  const auto page = agenda(*sample::city());
  EXPECT_THAT(page, HasSubstr("id=\"d2026-03-12\""));
  EXPECT_THAT(page, HasSubstr("id=\"d2026-03-17\""));
  EXPECT_THAT(page, Not(HasSubstr("id=\"d2026-03-21\"")));
  EXPECT_THAT(page, HasSubstr("<h1>Què fem a Terrassa</h1>"));
  EXPECT_THAT(page, HasSubstr("12 actes de 3 entitats"));
  EXPECT_EQ(count_of(page, "<li class=\"act"), 12);
}

TEST(AgendaPage, TitleStandsBeforeTheHourInTheSource) {
  const auto line = line_of(agenda(*sample::city()), "factura");
  EXPECT_LT(line.find("class=\"ttl\""), line.find("class=\"when\""));
  EXPECT_THAT(line, HasSubstr("<time datetime=\"2026-03-12T17:30+01:00\">17.30\u00a0h</time>"));
  EXPECT_THAT(line, HasSubstr("<small class=\"till\">fins a les 19"));
  EXPECT_THAT(line, HasSubstr("Energia a la llar"));
  EXPECT_THAT(line, HasSubstr("<span class=\"src\">Calendari</span> <span class=\"src\">RSS</span>"));
}

TEST(AgendaPage, ACancelledActStaysInItsPlaceAndSaysSo) {
  const auto line = line_of(agenda(*sample::city()), "passejada");
  EXPECT_THAT(line, HasSubstr("class=\"act cancelled\""));
  EXPECT_THAT(line, HasSubstr("<span class=\"tag off\">Cancel·lat</span>"));
}

TEST(AgendaPage, APostponedActShowsItsNewDay) {
  const auto line = line_of(agenda(*sample::city()), "xerrada");
  EXPECT_THAT(line, HasSubstr("<span class=\"tag later\">Ajornat</span>"));
  EXPECT_THAT(line, HasSubstr("ara, dj. 19"));
}

TEST(AgendaPage, ActsReadFromWordsSaySo) {
  EXPECT_THAT(line_of(agenda(*sample::city()), "cine"), HasSubstr("Dia i hora extrets d’una publicació"));
  EXPECT_THAT(line_of(agenda(*sample::city()), "factura"), Not(HasSubstr("extrets")));
}

TEST(AgendaPage, WholeDaysAndSeveralDaysTellTheirEnd) {
  const auto page = agenda(*sample::city());
  const auto weeks = line_of(page, "exposicio");
  EXPECT_THAT(weeks, HasSubstr("<time datetime=\"2026-03-05\">tot el dia</time>"));
  EXPECT_THAT(weeks, HasSubstr("fins al 29/3"));
  EXPECT_THAT(line_of(page, "horta"), HasSubstr("i dg. 15"));
  // What began before stands under the first day, after its hours.
  EXPECT_GT(page.find("/events/exposicio"), page.find("/events/cine"));
  EXPECT_LT(page.find("/events/exposicio"), page.find("id=\"d2026-03-13\""));
}

TEST(AgendaPage, ARepeatedActSaysHowOften) {
  EXPECT_THAT(line_of(agenda(*sample::city()), "conversa"), HasSubstr("cada dilluns"));
  EXPECT_THAT(line_of(agenda(*sample::city(), {}, "en"), "conversa"), HasSubstr("every Monday"));
}

TEST(AgendaPage, HoursAreTheCitysWhateverZoneTheCalendarUses) {
  const auto line = line_of(agenda(*sample::city()), "utc");
  EXPECT_THAT(line, HasSubstr("<time datetime=\"2026-03-17T18:00+01:00\">18\u00a0h</time>"));
}

TEST(AgendaPage, TitlesInAnotherLanguageAreMarked) {
  EXPECT_THAT(line_of(agenda(*sample::city()), "talk"), HasSubstr("lang=\"en\">Open evening"));
  EXPECT_THAT(line_of(agenda(*sample::city(), {}, "en"), "talk"), Not(HasSubstr("lang=")));
  EXPECT_THAT(line_of(agenda(*sample::city()), "talk"), HasSubstr("Per confirmar"));
}

TEST(AgendaPage, TabsCountWhatTheyWouldShow) {
  const auto page = agenda(*sample::city());
  EXPECT_THAT(page, HasSubstr("<a href=\"/?days=1\">"));
  EXPECT_THAT(page, HasSubstr("<span class=\"first\">Avui</span></span> <b>5<"));
  EXPECT_THAT(page, HasSubstr("<a href=\"/?from=2026-03-14&amp;days=2\">"));
  EXPECT_THAT(page, HasSubstr("<a href=\"/?days=7\" aria-current=\"page\">"));
}

TEST(AgendaPage, TheWeekendTabIsCurrentHoweverItsDaysWereAsked) {
  Filter weekend;
  weekend.from = sample::day(2026, 3, 14);
  weekend.to = sample::day(2026, 3, 15);
  const auto page = agenda(*sample::city(), weekend);
  EXPECT_THAT(page, HasSubstr("<a href=\"/?from=2026-03-14&amp;days=2\" aria-current=\"page\">"));
  EXPECT_THAT(page, Not(HasSubstr("<a href=\"/?days=7\" aria-current")));
}

TEST(AgendaPage, OnASundayOnlyOneTabIsCurrent) {
  auto snapshot = sample::city();
  snapshot->today = sample::day(2026, 3, 15);
  Filter today;
  today.days = 1;
  EXPECT_EQ(count_of(agenda(*snapshot, today), "aria-current=\"page\"><svg"), 1);
}

TEST(AgendaPage, AppliedFiltersCanBeTakenAway) {
  Filter filter;
  filter.districts = {"2"};
  filter.topics = {"eix-62"};
  const auto page = agenda(*sample::city(), filter);
  EXPECT_THAT(page, HasSubstr("Heu filtrat per:"));
  EXPECT_THAT(page, HasSubstr("<a class=\"chip\" href=\"/?topic=eix-62&amp;days=7\">Districte\u00a02 "));
  EXPECT_THAT(page, HasSubstr("<a class=\"chip\" href=\"/?district=2&amp;days=7\">Energia a la llar "));
  EXPECT_EQ(count_of(page, "<li class=\"act"), 1);
}

TEST(AgendaPage, WordsAndEntitiesAreLookedForInAllThatIsToCome) {
  Filter words;
  words.query = "festa";
  EXPECT_THAT(agenda(*sample::city(), words), HasSubstr("/events/festa"));
  Filter entity;
  entity.entities = {"casal"};
  EXPECT_THAT(agenda(*sample::city(), entity), HasSubstr("id=\"d2026-06-15\""));
}

TEST(AgendaPage, NothingFoundNearOffersTheFirstDayThatHasIt) {
  auto snapshot = sample::city();
  sample::add_event(*snapshot, "lluny", "Berenar de tardor", sample::at(sample::day(2026, 10, 3), 17),
                    sample::at(sample::day(2026, 10, 3), 19), "ateneu")
      .search_text = "berenar de tardor";
  snapshot->build();
  Filter filter;
  filter.query = "tardor";
  filter.days = 7;
  const auto page = agenda(*snapshot, filter);
  EXPECT_THAT(
      page, HasSubstr("<a href=\"/?q=tardor&amp;from=2026-10-03&amp;days=1\">1 acte</a> amb els mateixos filtres, dissabte 3 d’octubre: "));
  EXPECT_THAT(page, HasSubstr(">Berenar de tardor</a>"));
}

TEST(AgendaPage, APeriodThatNoTabTellsIsToldInWords) {
  const auto snapshot = sample::city();
  Filter month;
  month.days = 30;
  EXPECT_THAT(agenda(*snapshot, month), HasSubstr(" entitats · del 12 de març al 10 d’abril</p>"));
  EXPECT_THAT(agenda(*snapshot), HasSubstr("12 actes de 3 entitats</p>"));
  Filter words;
  words.query = "factura";
  EXPECT_THAT(agenda(*snapshot, words), HasSubstr(" · tot el que ve</p>"));
}

TEST(AgendaPage, ATopicHasItsShortNameInListsAndItsTitleWhereThereIsRoom) {
  auto snapshot = sample::city();
  auto& topic = *std::find_if(snapshot->topics.begin(), snapshot->topics.end(), [](const Topic& each) { return each.id == "eix-62"; });
  topic.titles["ca"] = "Lluita contra la pobresa energètica";
  topic.names["ca"] = "Energia";
  EXPECT_THAT(line_of(agenda(*snapshot), "factura"), HasSubstr(">Energia</span>"));
  EXPECT_THAT(line_of(agenda(*snapshot, {}, "es"), "factura"), Not(HasSubstr(">Energia</span>"))) << "no Spanish name: the Spanish title";
  EXPECT_THAT(*event_page(*snapshot, {{}, "ca", "factura", "/events/factura"}), HasSubstr(">Lluita contra la pobresa energètica</span>"));
}

TEST(AgendaPage, NothingFoundOffersWhatThereIs) {
  Filter filter;
  filter.query = "factura";
  filter.districts = {"4"};
  filter.days = 7;
  const auto page = agenda(*sample::city(), filter);
  EXPECT_THAT(page, HasSubstr("<h1>Cap acte amb aquests filtres</h1>"));
  EXPECT_THAT(page, HasSubstr("<a href=\"/?q=factura&amp;days=60\">1 acte</a> sense el filtre Districte"));
  EXPECT_THAT(page, HasSubstr("El més proper al que cercàveu"));
  EXPECT_THAT(page, HasSubstr("/events/factura"));
}

TEST(AgendaPage, AnEmptyCitySaysSoWithoutADeadEnd) {
  auto snapshot = sample::empty_city();
  snapshot->build();
  const auto page = agenda(*snapshot);
  EXPECT_THAT(page, HasSubstr("<h1>Cap acte aquests dies</h1>"));
  EXPECT_THAT(page, Not(HasSubstr("Si obriu una mica")));
}

TEST(AgendaPage, TheMonthLinksOnlyDaysWithActs) {
  const auto page = agenda(*sample::city());
  EXPECT_THAT(page, HasSubstr("<td><a href=\"/?from=2026-03-21&amp;days=1\">21<span class=\"vh\">: 2 actes</span></a></td>"));
  EXPECT_THAT(page, HasSubstr("<td>11</td>"));
  EXPECT_THAT(page, HasSubstr("aria-current=\"date\">12<"));
}

TEST(AgendaPage, TheMonthLeadsToItselfWholeAndToTheOneAfter) {
  const auto page = agenda(*sample::city());
  EXPECT_THAT(page, HasSubstr("<caption><a class=\"all\" href=\"/?from=2026-03-12&amp;to=2026-03-31\">Març de 2026</a> "
                              "<a href=\"/?from=2026-04-01&amp;to=2026-04-30\" aria-label=\"Abril de 2026\">→</a></caption>"));
  Filter april;
  april.from = sample::day(2026, 4, 1);
  april.to = sample::day(2026, 4, 30);
  april.districts = {"2"};
  const auto next = agenda(*sample::city(), april);
  EXPECT_THAT(next, HasSubstr("aria-current=\"page\">Abril de 2026</a>"));
  EXPECT_THAT(next, HasSubstr("<a href=\"/?district=2&amp;from=2026-03-12&amp;to=2026-03-31\" aria-label=\"Març de 2026\">←</a>"));
}

TEST(AgendaPage, ALongListEndsWithADayAndGoesOn) {
  auto snapshot = sample::empty_city();
  for (int i = 0; i < 130; ++i) {
    const auto day = sample::kToday + std::chrono::days{i / 20};
    sample::add_event(*snapshot, "act" + std::to_string(i), "Acte " + std::to_string(i), sample::at(day, 10), sample::at(day, 11));
  }
  snapshot->build();
  const auto page = agenda(*snapshot);
  EXPECT_EQ(count_of(page, "<li class=\"act"), 40);
  EXPECT_THAT(page, HasSubstr("130 actes"));
  EXPECT_THAT(page, HasSubstr("<a class=\"btn alt\" href=\"/?from=2026-03-14&amp;to=2026-03-18\">Del 14 al 18 de març →</a>"));
}

TEST(AgendaPage, TheNextWeekIsOneLinkAway) {
  EXPECT_THAT(agenda(*sample::city()),
              HasSubstr("<a class=\"btn alt\" href=\"/?from=2026-03-19&amp;to=2026-03-25\">Del 19 al 25 de març →</a>"));
}

TEST(AgendaPage, SearchKeepsTheOtherFilters) {
  Filter filter;
  filter.districts = {"2"};
  filter.query = "cosir";
  const auto page = agenda(*sample::city(), filter);
  EXPECT_THAT(page, HasSubstr("<input type=\"hidden\" name=\"district\" value=\"2\">"));
  EXPECT_THAT(page, HasSubstr("autocomplete=\"off\" value=\"cosir\">"));
}

/// The sample city, which keeps two days of the week shown and one beyond it.
std::unique_ptr<Snapshot> city_with_days() {
  using std::chrono::March;
  auto snapshot = sample::city();
  const auto keep = [&](std::string id, std::chrono::month_day date, std::map<std::string, std::string> titles,
                        std::vector<std::string> topics) {
    snapshot->days.push_back({std::move(id), date, std::move(titles), std::move(topics), {}, ""});
  };
  keep("treball", March / 17, {{"ca", "Dia del Treball"}, {"en", "Work Day"}}, {"eix-64"});
  snapshot->days.back().url = "https://days.example/work";
  keep("poesia", March / 18, {{"ca", "Dia de la Poesia"}}, {"eix-81"});
  keep("aigua", March / 22, {{"ca", "Dia de l’Aigua"}}, {});
  return snapshot;
}

/// The <section> of a day.
std::string day_of_page(const std::string& page, const std::string& date) {
  const auto begin = page.find("<section class=\"day\" aria-labelledby=\"d" + date);
  return begin == std::string::npos ? "" : page.substr(begin, page.find("</section>", begin) - begin);
}

TEST(AgendaPage, ADayThatTheCityKeepsIsToldBeforeItsActsAndIsNoAct) {
  const auto page = agenda(*city_with_days());
  const auto day = day_of_page(page, "2026-03-17");
  EXPECT_THAT(
      day, HasSubstr("<p class=\"special\"><b class=\"topic t1\">Diada</b> <span><a rel=\"noopener\" href=\"https://days.example/work\""));
  EXPECT_LT(day.find("Dia del Treball"), day.find("class=\"act\""));
  EXPECT_THAT(page, HasSubstr("12 actes de 3 entitats"));
  EXPECT_THAT(page, HasSubstr("\"numberOfItems\":12"));
}

TEST(AgendaPage, ADayWithoutActsAppearsInThePeriodForWhatIsKeptOnIt) {
  const auto page = agenda(*city_with_days());
  const auto day = day_of_page(page, "2026-03-18");
  EXPECT_THAT(day, HasSubstr("Dia de la Poesia"));
  EXPECT_THAT(day, Not(HasSubstr("<ul")));
  EXPECT_LT(page.find("id=\"d2026-03-17\""), page.find("id=\"d2026-03-18\""));
  EXPECT_THAT(page, Not(HasSubstr("Dia de l’Aigua")));
}

TEST(AgendaPage, WhoAsksForATopicSeesItsDaysOnly) {
  Filter filter;
  filter.topics = {"eix-64"};
  const auto page = agenda(*city_with_days(), filter);
  EXPECT_THAT(page, HasSubstr("Dia del Treball"));
  EXPECT_THAT(page, Not(HasSubstr("Dia de la Poesia")));
}

TEST(AgendaPage, WhoAsksForAnEntitySeesNoDayWithoutItsActs) {
  Filter filter;
  filter.entities = {"ateneu"};
  const auto page = agenda(*city_with_days(), filter);
  EXPECT_THAT(day_of_page(page, "2026-03-17"), HasSubstr("Dia del Treball"));
  EXPECT_THAT(page, Not(HasSubstr("Dia de la Poesia")));
}

TEST(AgendaPage, AKeptDayWithoutATitleInThePagesLanguageSaysInWhichItIs) {
  EXPECT_THAT(agenda(*city_with_days(), {}, "en"), HasSubstr("Special day</b> <span lang=\"ca\">Dia de la Poesia</span>"));
}

TEST(AgendaPage, WhereNothingIsFoundKeptDaysDoNotHideIt) {
  auto snapshot = sample::empty_city();
  snapshot->days = city_with_days()->days;
  snapshot->build();
  EXPECT_THAT(agenda(*snapshot), Not(HasSubstr("Diada")));
}

TEST(AgendaPage, APeriodOfManyYearsIsNotWalkedDayByDay) {
  Filter filter;
  filter.from = sample::day(1, 1, 1);
  filter.to = sample::day(9999, 12, 31);
  EXPECT_EQ(count_of(agenda(*city_with_days(), filter), "Dia de la Poesia"), 2);  // this year's and the next one's, within 400 days
}

}  // namespace
}  // namespace resso::feeds
