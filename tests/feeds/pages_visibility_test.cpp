#include "feeds/pages/figures.hpp"
#include "feeds/pages/pages.hpp"
#include "tests/feeds/page_facts.hpp"
#include "tests/feeds/sample_snapshot.hpp"

#include <gmock/gmock.h>

namespace resso::feeds {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string visibility(const Snapshot& snapshot, const VisibilityReport& report, std::string_view language = "ca") {
  return visibility_page(snapshot, report, language, "/visibility");
}

TEST(VisibilityPage, TellsThePeriodAndThePeriodBefore) {
  const auto snapshot = sample::city();
  EXPECT_THAT(visibility(*snapshot, *snapshot->visibility),
              HasSubstr("Del 12 de febrer a l’11 de març, comparat amb el període anterior (del 15 de gener a l’11 de febrer)"));
}

TEST(VisibilityPage, EveryFigureIsDefinedOnThePage) {
  const auto snapshot = sample::city();
  const auto page = visibility(*snapshot, *snapshot->visibility);
  for (const auto* name : {"Publicacions", "Entitats actives", "Interaccions", "Abast potencial", "Taxa d’interacció", "Seguidors",
                           "Amb l’etiqueta", "Actes a l’agenda"}) {
    EXPECT_EQ(count_of(page, "<dt>" + std::string(name == std::string_view("Amb l’etiqueta") ? "Amb l’etiqueta" : name) + "</dt>"), 2)
        << name;
  }
  EXPECT_THAT(page, HasSubstr("Última lectura: avui, 6.10"));
}

TEST(VisibilityPage, ReachIsAnIntervalCalledAnEstimate) {
  const auto snapshot = sample::city();
  const auto page = visibility(*snapshot, *snapshot->visibility);
  EXPECT_THAT(page, HasSubstr("<span class=\"big\">6.200–60.400</span><br>estimació; se’n coneix el 71\u00a0% dels impulsors; 3 "
                              "publicacions de públic desconegut"));
}

TEST(VisibilityPage, DifferencesAreWords) {
  const auto snapshot = sample::city();
  const auto page = visibility(*snapshot, *snapshot->visibility, "en");
  EXPECT_THAT(page, HasSubstr("38 more than in the period before (+11%)"));
  EXPECT_THAT(page, HasSubstr("126 fewer than in the period before (−4%)"));
}

TEST(VisibilityPage, AChartHasATableBeside) {
  const auto snapshot = sample::city();
  const auto page = visibility(*snapshot, *snapshot->visibility);
  EXPECT_THAT(page, HasSubstr("role=\"img\" aria-labelledby=\"c-t c-d\""));
  EXPECT_THAT(page, HasSubstr("<tr><th scope=\"row\"><a href=\"/entities/ateneu\">Ateneu la Llançadora</a></th><td>36</td><td>450</td>"));
  EXPECT_THAT(page, HasSubstr("<td>sense dades</td>"));
}

TEST(VisibilityPage, TheChosenCutAndFiltersStayChosen) {
  const auto snapshot = sample::city();
  auto report = *snapshot->visibility;
  report.query.by = Cut::topic;
  report.query.districts = {"2"};
  report.query.hashtags = {"terrassaentitats"};
  report.rows.clear();
  const auto page = visibility(*snapshot, report);
  EXPECT_THAT(page, HasSubstr("<option value=\"2\" selected>Districte 2</option>"));
  EXPECT_THAT(page, HasSubstr("<option value=\"terrassaentitats\" selected>#TerrassaEntitats</option>"));
  EXPECT_THAT(page, HasSubstr("by=topic#cut\" aria-current=\"true\">Tema</a>"));
  EXPECT_THAT(page,
              HasSubstr("href=\"/visibility.csv?from=2026-02-12&amp;to=2026-03-11&amp;district=2&amp;tag=terrassaentitats&amp;by=topic\""));
  EXPECT_THAT(page, HasSubstr("En aquest període no hi ha res per repartir."));
}

TEST(VisibilityPage, DaysStandInTheirOrder) {
  const auto snapshot = sample::city();
  auto report = *snapshot->visibility;
  report.query.by = Cut::day;
  report.rows.clear();
  report.rows.push_back({"2026-03-02", 9});
  report.rows.push_back({"2026-03-01", 4});
  const auto page = visibility(*snapshot, report);
  EXPECT_LT(page.find("<th scope=\"row\">1/3</th>"), page.find("<th scope=\"row\">2/3</th>"));
  EXPECT_THAT(page, Not(HasSubstr("Diferència d’interaccions")));
}

TEST(VisibilityPage, AnEmptyReportStands) {
  const auto snapshot = sample::city();
  VisibilityReport report;
  report.query.period = {sample::kToday, sample::kToday};
  report.before = {sample::kToday - std::chrono::days{1}, sample::kToday - std::chrono::days{1}};
  const auto page = visibility(*snapshot, report);
  EXPECT_THAT(page, HasSubstr("<dt>Abast potencial</dt><dd><span class=\"big\">sense dades</span>"));
}

TEST(DifferenceWords, LeavePercentagesOfAHandfulOut) {
  const auto snapshot = sample::city();
  const auto context = page_context(*snapshot, "ca", "/");
  EXPECT_EQ(difference_words(context, 5, 5), "igual que en el període anterior");
  EXPECT_EQ(difference_words(context, 6, 3), "3 més que en el període anterior");
  EXPECT_EQ(difference_words(context, 1000, 1001), "1 menys que en el període anterior");
}

}  // namespace
}  // namespace resso::feeds
