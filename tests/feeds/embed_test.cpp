// The agenda in pages of others: the piece of HTML, the page for frames, the builder of code, oEmbed.
#include "feeds/pages/embed_snippets.hpp"
#include "feeds/pages/pages.hpp"
#include "tests/feeds/ask.hpp"
#include "tests/feeds/page_facts.hpp"
#include "tests/feeds/sample_snapshot.hpp"
#include "text/html.hpp"
#include "text/json_write.hpp"

#include <gmock/gmock.h>

namespace resso::feeds {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string given(const Snapshot& snapshot, std::string_view target, std::string language = "ca") {
  auto made = ask(snapshot, target, std::move(language));
  EXPECT_TRUE(made) << target << ": " << (made ? "" : describe(made.error()));
  return made ? *made : std::string();
}

Error refused(const Snapshot& snapshot, std::string_view target) {
  const auto made = ask(snapshot, target);
  EXPECT_FALSE(made) << target;
  return made ? Error{} : made.error();
}

TEST(EmbedFragment, IsOnePieceOfHtmlWithAbsoluteLinksAndNoId) {
  const auto html = given(*sample::city(), "/embed/fragment.html?limit=20");
  const auto facts = read_page(html);
  EXPECT_EQ(facts.fault, "");
  EXPECT_TRUE(facts.ids.empty()) << "two on a page would have the same";
  for (const auto& link : facts.links)
    EXPECT_TRUE(link.starts_with("https://agenda.example.cat/") || link.starts_with("webcal://")) << link;
  EXPECT_THAT(html, StartsWith("<div class=\"resso\""));
  for (const auto* part : {"<script", "<style", "style=", "<img", "onclick"}) EXPECT_THAT(html, Not(HasSubstr(part)));
}

TEST(EmbedFragment, ShowsTheActsUnderTheirDaysInTheLanguageAskedFor) {
  const auto snapshot = sample::city();
  const auto html = given(*snapshot, "/embed/fragment.html?limit=20");
  EXPECT_THAT(html, HasSubstr("dijous 12 de març <span class=\"resso-tag\" part=\"tag\">Avui</span>"));
  EXPECT_THAT(html, HasSubstr("<time datetime=\"2026-03-12T17:30+01:00\">17.30\u00a0h</time>"));
  EXPECT_THAT(html, HasSubstr("<li class=\"resso-act resso-cancelled\" part=\"act\">"));
  EXPECT_THAT(html, HasSubstr("ara, dj. 19"));
  EXPECT_THAT(html, HasSubstr("Energia a la llar"));
  const auto english = given(*snapshot, "/embed/fragment.html?limit=20&lang=en", "en");
  EXPECT_THAT(english, HasSubstr("Thursday 12 March"));
  EXPECT_THAT(english, HasSubstr("lang=\"ca\">Taller: entenem la factura de la llum"));
  EXPECT_THAT(english, HasSubstr("href=\"https://agenda.example.cat/events/factura?lang=en\""));
}

TEST(EmbedFragment, HasAsManyActsAsAskedForAndSixByItself) {
  const auto snapshot = sample::city();
  EXPECT_EQ(count_of(given(*snapshot, "/embed/fragment.html"), "<li class=\"resso-act"), 6);
  EXPECT_EQ(count_of(given(*snapshot, "/embed/fragment.html?limit=2"), "<li class=\"resso-act"), 2);
}

TEST(EmbedFragment, IsFilteredAndSaysSo) {
  const auto html = given(*sample::city(), "/embed/fragment.html?district=3");
  EXPECT_THAT(html, HasSubstr("<h3 class=\"resso-title\" part=\"title\">Agenda de Terrassa · Districte 3</h3>"));
  EXPECT_EQ(count_of(html, "<li class=\"resso-act"), 1);
  EXPECT_THAT(html, HasSubstr("href=\"https://agenda.example.cat/?district=3\""));
  EXPECT_THAT(html, HasSubstr("href=\"webcal://agenda.example.cat/agenda.ics?district=3\""));
}

TEST(EmbedFragment, WithNothingToShowSaysSoAndKeepsItsWaysOn) {
  const auto html = given(*sample::city(), "/embed/fragment.html?q=escacs");
  EXPECT_THAT(html, HasSubstr("Ara mateix no hi ha cap acte anunciat."));
  EXPECT_THAT(html, HasSubstr("Tota l’agenda"));
  EXPECT_EQ(read_page(html).fault, "");
}

TEST(EmbedFragment, StandsUnderTheHeadingOfItsHost) {
  const auto html = given(*sample::city(), "/embed/fragment.html?heading=2");
  EXPECT_THAT(html, HasSubstr("<h2 class=\"resso-title\""));
  EXPECT_THAT(html, HasSubstr("<h4 class=\"resso-act-title\""));
}

TEST(EmbedFragment, RefusesWhatItDoesNotKnowAndTellsWhatWouldBeRight) {
  const auto snapshot = sample::city();
  EXPECT_EQ(describe(refused(*snapshot, "/embed/fragment.html?theme=pink")), "theme: no such theme (use one of: light, dark, auto)");
  EXPECT_EQ(refused(*snapshot, "/embed/fragment.html?heading=9").code, Errc::bad_input);
  EXPECT_EQ(refused(*snapshot, "/embed/agenda?accent=%22onload").code, Errc::bad_input);
  EXPECT_EQ(refused(*snapshot, "/embed?accent=red").code, Errc::bad_input);
}

TEST(EmbedFragment, EscapesWhatSourcesSay) {
  auto snapshot = sample::empty_city();
  const std::string evil = "\"><script>alert('1')</script>&<b>";
  snapshot->city.name = evil;
  snapshot->entities[0].name = evil;
  snapshot->topics[4].titles["ca"] = evil;
  auto& event = sample::add_event(*snapshot, "evil", evil, sample::at(sample::kToday, 18), sample::at(sample::kToday, 20));
  event.place = {evil, evil, "1", std::nullopt, "javascript:alert(2)"};
  event.language = "\"><script>";
  snapshot->build();
  for (const auto* target : {"/embed/fragment.html", "/embed/agenda", "/embed/events/evil", "/embed"}) {
    const auto html = given(*snapshot, target);
    EXPECT_THAT(html, Not(HasSubstr("<script>"))) << target;
    EXPECT_THAT(html, Not(HasSubstr("<b>"))) << target;
    EXPECT_THAT(html, Not(HasSubstr("=\"javascript:"))) << target;
  }
  const auto json = given(*snapshot, "/oembed?url=https://agenda.example.cat/");
  EXPECT_THAT(json.substr(json.find("\"html\"")), Not(HasSubstr("<script>")));
}

TEST(EmbedFrame, IsAPageOfItsOwnThatOpensLinksOutsideTheFrame) {
  const auto html = given(*sample::city(), "/embed/agenda?district=2&accent=%230D4F42&theme=auto");
  const auto facts = read_page(html);
  EXPECT_EQ(facts.fault, "");
  EXPECT_THAT(html, AllOf(StartsWith("<!DOCTYPE html>\n<html lang=\"ca\" data-accent=\"0D4F42\">"), HasSubstr("<base target=\"_top\">")));
  EXPECT_THAT(html, HasSubstr("data-theme=\"auto\""));
  EXPECT_EQ(facts.headings.front(), 1);
  EXPECT_EQ(facts.tags.at("main"), 1);
  EXPECT_THAT(html, HasSubstr("<meta name=\"robots\" content=\"noindex\">"));
}

TEST(EmbedFrame, OfAnEventShowsItsNextDates) {
  const auto snapshot = sample::city();
  const auto html = given(*snapshot, "/embed/events/conversa");
  EXPECT_EQ(count_of(html, "<li class=\"resso-act"), 5);
  EXPECT_THAT(html, HasSubstr("<title>Grup de conversa en català · Ressò</title>"));
  EXPECT_EQ(refused(*snapshot, "/embed/events/none").code, Errc::not_found);
}

TEST(EmbedFrame, OfAnEventThatIsOverShowsItsLastDate) {
  auto snapshot = sample::empty_city();
  sample::add_event(*snapshot, "over", "Va ser ahir", sample::at(sample::day(2026, 3, 10), 18), sample::at(sample::day(2026, 3, 10), 20));
  snapshot->build();
  EXPECT_THAT(given(*snapshot, "/embed/events/over"), AllOf(HasSubstr("dimarts 10 de març"), HasSubstr("18\u00a0h</time>")));
}

TEST(EmbedBuilder, WritesTheLinesToPasteAndShowsTheSame) {
  for (const std::string language : {"ca", "es", "en"}) {
    const auto html = given(*sample::city(), "/embed?district=2&district=4&topic=eix-81&limit=8&theme=dark&accent=%23aa3300", language);
    const auto facts = read_page(html);
    EXPECT_EQ(facts.fault, "");
    EXPECT_THAT(html, Not(HasSubstr("⟦")));
    for (const auto& target : facts.targets) EXPECT_THAT(facts.ids, testing::Contains(target));
    EXPECT_THAT(
        html,
        HasSubstr(
            "&lt;resso-agenda district=&quot;2,4&quot; topic=&quot;eix-81&quot; limit=&quot;8&quot; theme=&quot;dark&quot; lang=&quot;" +
            language + "&quot;&gt;"));
    EXPECT_THAT(html, HasSubstr("&lt;script src=&quot;https://agenda.example.cat/embed.js&quot; async&gt;"));
    EXPECT_THAT(html, HasSubstr("--resso-accent: #aa3300;"));
    EXPECT_THAT(
        html,
        HasSubstr(" src=\"/embed/agenda?district=2&amp;district=4&amp;topic=eix-81&amp;limit=8&amp;theme=dark&amp;accent=aa3300&amp;lang=" +
                  language + "\""));
    EXPECT_THAT(html, HasSubstr("name=\"district\" value=\"2\" checked>"));
    EXPECT_THAT(html, HasSubstr("name=\"district\" value=\"1\">"));
    EXPECT_LE(html.size(), 30000U);
  }
}

TEST(EmbedAgenda, PutsHoursBeforeWholeDaysAndKeepsTheDotWithItsPlace) {
  auto snapshot = sample::city();
  const auto day = sample::day(2026, 3, 12);
  sample::add_event(*snapshot, "tot", "Portes obertes", sample::at(day, 0), sample::at(day, 0) + std::chrono::days{1}, "ateneu");
  snapshot->build();
  const auto page = given(*snapshot, "/embed/agenda?days=1");
  EXPECT_LT(page.find("/events/factura"), page.find("/events/tot"));
  EXPECT_THAT(page, HasSubstr("\u00a0· <a part=\"entity\""));
}

TEST(EmbedBuilder, SaysOnlyAColourThatIsNotOurOwnAndBeginsWithTheCitys) {
  auto snapshot = sample::city();
  EXPECT_THAT(given(*snapshot, "/embed?accent=%230D4F42&theme=dark"), Not(HasSubstr("--resso-accent")));
  EXPECT_THAT(given(*snapshot, "/embed"), HasSubstr("value=\"#0d4f42\""));
  snapshot->city.accent = "#7a0c2e";
  EXPECT_THAT(given(*snapshot, "/embed"), AllOf(HasSubstr("--resso-accent: #7a0c2e"), HasSubstr("value=\"#7a0c2e\"")));
}

TEST(EmbedBuilder, IsFoundFromEveryPage) { EXPECT_THAT(given(*sample::city(), "/"), HasSubstr("<a href=\"/embed\">Al vostre web</a>")); }

TEST(EmbedSnippet, OfTheComponentHasItsOwnLinkInsideIt) {
  const auto snapshot = sample::city();
  EmbedChoice choice;
  choice.filter.districts = {"2"};
  choice.title = "Agenda del \"Districte\" 2";
  choice.page = "https://agenda.example.cat/?district=2&lang=ca";
  EXPECT_EQ(component_snippet(*snapshot, choice),
            "<script src=\"https://agenda.example.cat/embed.js\" async></script>\n<resso-agenda district=\"2\">\n"
            "  <a href=\"https://agenda.example.cat/?district=2&amp;lang=ca\">Agenda del &quot;Districte&quot; 2</a>\n</resso-agenda>");
}

TEST(OEmbed, GivesTheFrameOfWhatTheAddressShows) {
  const auto json =
      given(*sample::city(), "/oembed?format=json&url=https%3A%2F%2Fagenda.example.cat%2F%3Fdistrict%3D2%26lang%3Des&maxwidth=400&dnt=1");
  EXPECT_THAT(json, AllOf(HasSubstr("\"type\": \"rich\""), HasSubstr("\"version\": \"1.0\""), HasSubstr("\"width\": 400")));
  EXPECT_THAT(json, HasSubstr("\"title\": \"Agenda de Terrassa · Districte 2\""));
  EXPECT_THAT(json, HasSubstr("<iframe src=\\\"https://agenda.example.cat/embed/agenda?district=2&amp;lang=es\\\""));
}

TEST(OEmbed, KnowsEntitiesAndEvents) {
  const auto snapshot = sample::city();
  EXPECT_THAT(given(*snapshot, "/oembed?url=http://agenda.example.cat/entities/ateneu"),
              AllOf(HasSubstr("/embed/agenda?entity=ateneu\\\""), HasSubstr("\"title\": \"Ateneu la Llançadora\"")));
  EXPECT_THAT(given(*snapshot, "/oembed?url=https://agenda.example.cat/events/factura%3Flang%3Den"),
              HasSubstr("/embed/events/factura?lang=en\\\""));
}

TEST(OEmbed, InXmlSaysTheSameWithItsHtmlEscapedOnce) {
  const auto snapshot = sample::city();
  const std::string question = "/oembed?url=https%3A%2F%2Fagenda.example.cat%2F%3Fdistrict%3D2%26lang%3Des&maxwidth=400&format=";
  const auto xml = given(*snapshot, question + "xml");
  EXPECT_THAT(xml,
              testing::StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oembed>\n  <type>rich</type>\n  <version>1.0</version>\n"));
  const auto json = given(*snapshot, question + "json");
  for (const std::string key : {"title", "provider_name", "provider_url", "cache_age", "html", "width", "height"}) {
    const auto begin = xml.find("<" + key + ">") + key.size() + 2;
    const auto said = text::decode_entities(xml.substr(begin, xml.find("</" + key + ">") - begin));
    std::string quoted;
    for (const char c : said) quoted += (c == '"' ? "\\\"" : std::string(1, c));
    EXPECT_THAT(json, HasSubstr("\"" + key + "\": " + (key == "width" || key == "height" ? said : "\"" + quoted + "\"")));
  }
}

TEST(OEmbed, AnswersWrongQuestionsAsItsProtocolWants) {
  const auto snapshot = sample::city();
  EXPECT_EQ(refused(*snapshot, "/oembed").code, Errc::bad_input);
  EXPECT_EQ(refused(*snapshot, "/oembed?url=https://agenda.example.cat/&format=yaml").code, Errc::limit) << "501";
  EXPECT_EQ(refused(*snapshot, "/oembed?url=https://other.example/").code, Errc::not_found);
  EXPECT_EQ(refused(*snapshot, "/oembed?url=https://agenda.example.cat/events/none").code, Errc::not_found);
  EXPECT_EQ(refused(*snapshot, "/oembed?url=https://agenda.example.cat/visibility").code, Errc::not_found);
  EXPECT_EQ(refused(*snapshot, "/oembed?url=https://agenda.example.cat/?district=99").code, Errc::not_found);
  EXPECT_EQ(refused(*snapshot, "/oembed?url=https://agenda.example.cat/&maxwidth=wide").code, Errc::bad_input);
}

TEST(OEmbed, IsFoundFromThePagesThatItKnows) {
  const auto snapshot = sample::city();
  EXPECT_THAT(
      given(*snapshot, "/entities/ateneu"),
      HasSubstr("<link rel=\"alternate\" type=\"application/json+oembed\" title=\"Ateneu la Llançadora: actes, canals i visibilitat\" "
                "href=\"https://agenda.example.cat/oembed?format=json&amp;url=https%3A%2F%2Fagenda.example.cat%2Fentities%2Fateneu\">"));
  EXPECT_THAT(
      given(*snapshot, "/entities/ateneu"),
      HasSubstr("type=\"text/xml+oembed\" title=\"Ateneu la Llançadora: actes, canals i visibilitat\" "
                "href=\"https://agenda.example.cat/oembed?format=xml&amp;url=https%3A%2F%2Fagenda.example.cat%2Fentities%2Fateneu\">"));
  EXPECT_THAT(given(*snapshot, "/"), HasSubstr("application/json+oembed"));
  EXPECT_THAT(given(*snapshot, "/events/factura"), HasSubstr("application/json+oembed"));
  EXPECT_THAT(given(*snapshot, "/about"), Not(HasSubstr("application/json+oembed")));
}

TEST(EmbedScript, HasItsSheetInItAndAsksNothingOfOthers) {
  const auto found = std::find_if(assets().begin(), assets().end(), [](const Asset& asset) { return asset.path == "/embed.js"; });
  ASSERT_NE(found, assets().end());
  const std::string script(found->body);
  EXPECT_THAT(script, HasSubstr(".resso{all:initial"));
  EXPECT_THAT(script, Not(HasSubstr("/* embed.css */")));
  for (const auto* part : {"http://", "url(", "@import", "innerHTML", "eval(", "import("}) EXPECT_THAT(script, Not(HasSubstr(part)));
  // In the sheet a back quote, a backslash or a "${" would end it or be read as something else.
  const auto sheet = std::find_if(assets().begin(), assets().end(), [](const Asset& asset) { return asset.path == "/embed.css"; });
  for (const auto* part : {"`", "\\", "${"}) EXPECT_THAT(std::string(sheet->body), Not(HasSubstr(part)));
}

}  // namespace
}  // namespace resso::feeds
