// What holds for every page in every language.
#include "feeds/pages/pages.hpp"
#include "tests/feeds/page_facts.hpp"
#include "tests/feeds/sample_snapshot.hpp"

#include <gmock/gmock.h>

namespace resso::feeds {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Rendered {
  std::string name, language, html;
};

OutputRequest request(std::string language, std::string self, std::string subject = {}, Filter filter = {}) {
  return {std::move(filter), std::move(language), std::move(subject), std::move(self)};
}

std::vector<Rendered> every_page(const Snapshot& snapshot) {
  std::vector<Rendered> pages;
  for (const std::string language : {"ca", "es", "en"}) {
    const auto add = [&](std::string name, const Result<std::string>& page) {
      ASSERT_TRUE(page.has_value()) << name;
      pages.push_back({std::move(name), language, *page});
    };
    const auto lang = "?lang=" + language;
    add("/", agenda_page(snapshot, request(language, "/" + lang)));
    Filter nothing;
    nothing.query = "escacs";
    nothing.districts = {"4"};
    nothing.topics = {"eix-71"};
    add("/ with nothing", agenda_page(snapshot, request(language, "/?district=4", "", nothing)));
    for (const auto& event : snapshot.events)
      add(event.id, event_page(snapshot, request(language, "/events/" + event.id + lang, event.id)));
    add("/entities", entities_page(snapshot, request(language, "/entities")));
    for (const auto& entity : snapshot.entities)
      add(entity.slug, entity_page(snapshot, request(language, "/entities/" + entity.slug, entity.slug)));
    add("/sources", sources_page(snapshot, request(language, "/sources")));
    add("/about", about_page(snapshot, request(language, "/about")));
    add("/guia", guide_page(snapshot, request(language, "/guia")));
    add("/subscribe", subscribe_page(snapshot, request(language, "/subscribe")));
    add("/subscribe to something", subscribe_page(snapshot, request(language, "/subscribe?district=4", "", nothing)));
    if (snapshot.visibility) {
      for (const auto cut : {Cut::none, Cut::entity, Cut::day, Cut::district, Cut::hashtag, Cut::language, Cut::channel_kind}) {
        auto report = *snapshot.visibility;
        report.query.by = cut;
        pages.push_back({"/visibility", language, visibility_page(snapshot, report, language, "/visibility")});
      }
    }
    for (const int status : {400, 404, 405, 410, 418, 429, 500, 502, 503}) {
      pages.push_back({"error " + std::to_string(status), language, error_page(snapshot, status, "days: not a number", language)});
    }
  }
  return pages;
}

void expect_sound(const Rendered& page) {
  SCOPED_TRACE(page.name + " in " + page.language);
  const auto facts = read_page(page.html);
  EXPECT_EQ(facts.fault, "");
  for (const auto* once : {"h1", "main", "header", "footer", "title"}) {
    // An SVG has its title too.
    if (std::string_view(once) == "title") continue;
    const auto at = facts.tags.find(once);
    EXPECT_EQ(at == facts.tags.end() ? 0 : at->second, 1) << once;
  }
  int level = 0;
  for (const int heading : facts.headings) {
    EXPECT_LE(heading, level + 1) << "a heading is skipped";
    level = heading;
  }
  auto ids = facts.ids;
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end()) << "an id stands twice";
  for (const auto& target : facts.targets) EXPECT_TRUE(std::binary_search(ids.begin(), ids.end(), target)) << target;
  EXPECT_THAT(page.html, HasSubstr("<html lang=\"" + page.language + "\">"));
  EXPECT_THAT(page.html, HasSubstr("<a class=\"skip\" href=\"#main\">"));
  EXPECT_THAT(page.html, Not(HasSubstr("⟦"))) << "a phrase is missing";
  EXPECT_THAT(page.html, Not(HasSubstr(" style=\"")));
  EXPECT_THAT(page.html, Not(HasSubstr("<style")));
  EXPECT_THAT(page.html, Not(HasSubstr("<img")));
  // Scripts are files of ours; none stands in the page.
  const auto scripts = count_of(page.html, "<script type=\"module\" src=\"/assets/");
  EXPECT_EQ(count_of(page.html, "<script"), scripts + count_of(page.html, "<script type=\"application/ld+json\">"));
  EXPECT_EQ(count_of(page.html, " src=\""), scripts);
  EXPECT_LE(page.html.size(), 30000U);
}

TEST(EveryPage, IsWellNestedWithOneHeadingAndNothingOfThirdParties) {
  const auto snapshot = sample::city();
  const auto pages = every_page(*snapshot);
  ASSERT_GT(pages.size(), 80U);
  for (const auto& page : pages) expect_sound(page);
}

TEST(EveryPage, StandsOnAnEmptyCityToo) {
  auto snapshot = sample::empty_city();
  snapshot->build();
  for (const auto& page : every_page(*snapshot)) expect_sound(page);
  Snapshot bare;
  bare.today = sample::kToday;
  bare.city.languages = {"ca", "es", "en"};
  bare.build();
  for (const auto& page : every_page(bare)) expect_sound(page);
}

TEST(EveryPage, IsTheSameBytesEveryTime) {
  const auto first = every_page(*sample::city());
  const auto second = every_page(*sample::city());
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(first[i].html, second[i].html);
}

TEST(EveryPage, EscapesWhatSourcesSay) {
  auto snapshot = sample::empty_city();
  const std::string evil = "\"><script>alert('1')</script>&<b>";
  snapshot->city.name = evil;
  snapshot->entities[0].name = evil;
  snapshot->entities[0].website = "javascript:alert(1)";
  snapshot->districts[0].name = evil;
  snapshot->topics[0].titles["ca"] = evil;
  snapshot->topics[4].titles["ca"] = evil;
  snapshot->hashtags = {evil};
  auto& event = sample::add_event(*snapshot, "evil", evil, sample::at(sample::kToday, 18), sample::at(sample::kToday, 20));
  event.place = {evil, evil, "1", std::nullopt, "javascript:alert(2)"};
  event.organiser = evil;
  event.summary = evil;
  event.description_html = "<script>alert(3)</script><a href=\"javascript:alert(4)\" onclick=\"x\">a</a>";
  event.url = "javascript:alert(5)";
  event.language = "\"><script>";
  event.topics = {{"eix-62", ""}, {"eix-81", ""}};
  event.sources[0].url = "javascript:alert(6)";
  Post post;
  post.uri = "p";
  post.entity = "ateneu";
  post.title = post.text = post.content_warning = evil;
  post.url = "javascript:alert(7)";
  post.language = "\"><x";
  snapshot->posts.push_back(post);
  auto channel = sample::channel(SourceKind::feed, "javascript:alert(8)", "", "ateneu", Condition::failing);
  channel.state.problem = Error{Errc::http, evil, evil, evil, 0};
  channel.state.warnings = {{evil, evil, 1}};
  snapshot->sources.push_back(channel);
  VisibilityReport report;
  report.query.by = Cut::hashtag;
  report.query.period = {sample::kToday, sample::kToday};
  report.before = report.query.period;
  report.query.networks = {evil};
  report.rows.push_back({evil, 1});
  snapshot->visibility = report;
  snapshot->build();
  auto pages = every_page(*snapshot);
  pages.push_back({"error", "ca", error_page(*snapshot, 400, evil, "ca")});
  Filter filter;
  filter.query = evil;
  filter.tags = {evil};
  pages.push_back({"filtered", "ca", *agenda_page(*snapshot, request("ca", "/?q=" + evil, "", filter))});
  for (const auto& page : pages) {
    expect_sound(page);
    SCOPED_TRACE(page.name);
    EXPECT_THAT(page.html, Not(HasSubstr("<script>")));
    EXPECT_THAT(page.html, Not(HasSubstr("<b>&")));
    EXPECT_THAT(page.html, Not(HasSubstr("=\"javascript:")));
    EXPECT_THAT(page.html, Not(HasSubstr("onclick=\"x\"")));
  }
}

TEST(EveryPage, KeepsTheLanguageThatWasAskedForInItsLinks) {
  const auto snapshot = sample::city();
  const auto asked = *agenda_page(*snapshot, request("es", "/?lang=es"));
  for (const auto& link : read_page(asked).links) {
    const bool ours = link[0] == '/' && link.find(".ics") == std::string::npos && link.find(".rss") == std::string::npos;
    if (ours) EXPECT_THAT(link, HasSubstr("lang=")) << link;
  }
  const auto by_header = *agenda_page(*snapshot, request("es", "/"));
  EXPECT_THAT(by_header, HasSubstr("<a href=\"/events/factura\" lang=\"ca\">"));
  EXPECT_THAT(by_header, HasSubstr("href=\"/?lang=en\" hreflang=\"en\" lang=\"en\""));
}

TEST(EveryPage, TellsItsCanonicalAddressAndItsFeeds) {
  const auto snapshot = sample::city();
  Filter filter;
  filter.districts = {"2"};
  filter.days = 7;
  const auto page = *agenda_page(*snapshot, request("ca", "/?district=2&days=7", "", filter));
  EXPECT_THAT(page, HasSubstr("<link rel=\"canonical\" href=\"https://agenda.example.cat/?district=2&amp;days=7\">"));
  EXPECT_THAT(page,
              HasSubstr("<link rel=\"alternate\" hreflang=\"en\" href=\"https://agenda.example.cat/?district=2&amp;days=7&amp;lang=en\">"));
  // A subscription does not end with the week.
  for (const auto* kind : {"ics", "rss", "atom", "json"}) {
    EXPECT_THAT(page, HasSubstr(" title=\"Agenda de Terrassa\" href=\"/agenda." + std::string(kind) + "?district=2\">"));
  }
  EXPECT_THAT(page, HasSubstr("href=\"webcal://agenda.example.cat/agenda.ics?district=2\""));
}

TEST(ErrorPage, SaysWhatIsWrongAndIsNotForSearchEngines) {
  const auto snapshot = sample::city();
  const auto page = error_page(*snapshot, 400, "days: not a number from 1 to 400: “soon”", "ca");
  EXPECT_THAT(page, HasSubstr("days: not a number from 1 to 400: “soon”"));
  EXPECT_THAT(page, HasSubstr("<meta name=\"robots\" content=\"noindex\">"));
  EXPECT_THAT(page, Not(HasSubstr("rel=\"canonical\"")));
}

TEST(AnUnknownSubject, IsNotFound) {
  const auto snapshot = sample::city();
  EXPECT_EQ(event_page(*snapshot, request("ca", "/events/none", "none")).error().code, Errc::not_found);
  EXPECT_EQ(entity_page(*snapshot, request("ca", "/entities/none", "none")).error().code, Errc::not_found);
}

}  // namespace
}  // namespace resso::feeds
