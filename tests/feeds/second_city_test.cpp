// A city of another name, colour, language, with districts and topics of its own: nothing of the first one is left in any output.
#include "feeds/city_look.hpp"
#include "feeds/output.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/pages/phrases.hpp"
#include "tests/feeds/ask.hpp"
#include "tests/feeds/page_facts.hpp"
#include "tests/feeds/sample_snapshot.hpp"

#include <gmock/gmock.h>

namespace resso::feeds {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Solemar, by the sea: Spanish first, named districts, two topics, violet.
std::unique_ptr<Snapshot> solemar() {
  auto snapshot = std::make_unique<Snapshot>();
  auto& s = *snapshot;
  s.version = 3;
  s.today = sample::day(2026, 8, 3);
  s.as_of = sample::madrid().to_instant(sample::at(s.today, 9));
  s.city = {"Solemar",
            "Europe/Madrid",
            {"es", "en"},
            "https://que-hacer.solemar.example",
            "que-hacer.solemar.example",
            "mailto:hola@solemar.example",
            "#c86dd7"};
  s.city.logo_path = "/logo.svg";
  s.city.logo = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
  s.districts = {{"puerto", "El Puerto"}, {"ensanche", "Ensanche"}};
  s.topics = {{"mar", {{"es", "Vivir el mar"}, {"en", "Life by the sea"}}, {14}, {}, {}}, {"juventud", {{"es", "Juventud"}}, {}, {}, {}}};
  s.entities = {{"cofradia", "Cofradía de Pescadores", {"puerto"}, {}, {"mar"}, "https://cofradia.example"}};
  s.hashtags = {"SolemarViva"};
  s.events.reserve(4);
  auto& event = sample::add_event(s, "lonja", "Subasta abierta en la lonja", sample::at(s.today, 17), sample::at(s.today, 19), "cofradia");
  event.uid = "lonja@cofradia.example";
  event.place = {"Lonja", "muelle 3", "puerto", std::nullopt, ""};
  event.language = "es";
  event.districts = {"puerto"};
  event.topics = {{"mar", "entity"}};
  event.sources = {sample::source(SourceKind::calendar, Evidence::calendar, "https://cofradia.example/agenda.ics")};
  s.sources = {sample::channel(SourceKind::calendar, "https://cofradia.example/agenda.ics", "", "cofradia", Condition::ok)};
  s.build();
  return snapshot;
}

std::string subject_of(std::string_view pattern) {
  if (pattern.find("{slug}") != std::string_view::npos) return "cofradia";
  return pattern.find("{id}") != std::string_view::npos ? "lonja" : "";
}

std::string path_of(std::string_view pattern) {
  std::string path(pattern);
  if (const auto open = path.find('{'); open != std::string::npos) path.replace(open, path.find('}') + 1 - open, subject_of(pattern));
  return path;
}

TEST(ASecondCity, FindsNothingOfTheFirstInAnyOutput) {
  const auto snapshot = solemar();
  int rendered = 0;
  for (const auto& output : outputs()) {
    for (const std::string language : {"es", "en"}) {
      SCOPED_TRACE(std::string(output.pattern) + " in " + language);
      const auto body = output.render(*snapshot, {{}, language, subject_of(output.pattern), path_of(output.pattern)});
      if (!body) continue;  // no logo.png, and what wants keys of its own
      ++rendered;
      for (const std::string first :
           {"Terrassa", "terrassa", "Districte 2", "eix-", "agenda.example.cat", "Llançadora", "Egara", "Ègara"}) {
        EXPECT_THAT(*body, Not(HasSubstr(first)));
      }
      const bool stands_in_another_page = output.pattern.starts_with("/embed/");  // without our head and foot
      if (!output.is_page || stands_in_another_page) continue;
      EXPECT_THAT(*body, HasSubstr("Ressò <span>Solemar</span>"));
      EXPECT_THAT(*body, HasSubstr("<html lang=\"" + language + "\">"));
      EXPECT_THAT(*body, HasSubstr("<link rel=\"stylesheet\" href=\"/city.css\">"));
      EXPECT_THAT(*body, HasSubstr("<img alt=\"\" height=\"32\" src=\"/logo.svg\">"));
      EXPECT_THAT(*body, Not(HasSubstr("hreflang=\"ca\"")));
      EXPECT_THAT(*body, Not(HasSubstr("⟦")));
      EXPECT_EQ(read_page(*body).fault, "");
    }
  }
  EXPECT_GE(rendered, 2 * 25);
}

TEST(ASecondCity, HasItsOwnDistrictsTopicsAndHashtagsInTheForms) {
  const auto page = *subscribe_page(*solemar(), {{}, "es", "", "/subscribe"});
  for (const std::string own : {"El Puerto", "Ensanche", "Vivir el mar", "Juventud", "#SolemarViva", "Cofradía de Pescadores"}) {
    EXPECT_THAT(page, HasSubstr(own)) << own;
  }
  EXPECT_EQ(count_of(page, "name=\"district\""), 2);
  EXPECT_EQ(count_of(page, "name=\"topic\""), 2);
}

class ADefaultFilter : public testing::Test {
 protected:
  ADefaultFilter() { snapshot_->city.default_filter.districts = {"puerto"}; }
  std::string page(const std::string& target) {
    const auto body = ask(*snapshot_, target, "es");
    return body ? *body : describe(body.error());
  }
  std::unique_ptr<Snapshot> snapshot_ = solemar();
};

TEST_F(ADefaultFilter, IsTheAgendasFirstViewSeenAndTakenAwayWithOneLink) {
  const auto first = page("/");
  EXPECT_THAT(first, HasSubstr("De entrada le mostramos:"));
  EXPECT_THAT(first, HasSubstr(">El Puerto <span aria-hidden=\"true\">×</span>"));
  EXPECT_THAT(first, HasSubstr("<a class=\"nb back\" href=\"/?q=\">Mostrar todo</a>"));
  EXPECT_THAT(first, HasSubstr("href=\"/agenda.ics?district=puerto\""));
  const auto all = page("/?q=");
  EXPECT_THAT(all, Not(HasSubstr("class=\"applied\"")));
  EXPECT_THAT(all, HasSubstr("href=\"/agenda.ics\""));
}

TEST_F(ADefaultFilter, YieldsToWhateverTheAddressNames) {
  for (const std::string target : {"/?district=ensanche", "/?days=1", "/?topic=mar", "/?entity=&q="}) {
    EXPECT_THAT(page(target), Not(HasSubstr("De entrada"))) << target;
  }
  EXPECT_THAT(page("/?district=ensanche"), Not(HasSubstr(">El Puerto <span aria-hidden=\"true\">×</span>")));
  EXPECT_THAT(page("/?utm_source=boletin"), HasSubstr("De entrada"));
}

TEST_F(ADefaultFilter, IsTickedAtFirstWhereOneSubscribesOrEmbeds) {
  const std::string ticked = "value=\"puerto\" checked";
  for (const std::string path : {"/subscribe", "/embed"}) {
    EXPECT_THAT(page(path), HasSubstr(ticked)) << path;
    EXPECT_THAT(page(path + "?entity=&q="), Not(HasSubstr(ticked))) << path;
    EXPECT_THAT(page(path + "?district=ensanche"), Not(HasSubstr(ticked))) << path;
  }
  EXPECT_THAT(page("/subscribe"), HasSubstr("https://que-hacer.solemar.example/agenda.ics?district=puerto"));
  EXPECT_THAT(page("/embed"), HasSubstr("&lt;resso-agenda district=&quot;puerto&quot;"));
}

TEST_F(ADefaultFilter, LinksThatMeanEverythingSayIt) {
  EXPECT_THAT(page("/subscribe?q="), HasSubstr("href=\"/?q=\""));
  EXPECT_THAT(page("/?q="), HasSubstr("href=\"/subscribe?q=#take\""));
  EXPECT_THAT(page("/embed?q="), HasSubstr("https://que-hacer.solemar.example/?q=&amp;amp;lang=es"));
  EXPECT_THAT(page("/agenda.json"), HasSubstr("\"home_page_url\": \"https://que-hacer.solemar.example/?q=\""));
}

TEST_F(ADefaultFilter, IsNotOfFeedsAndFramesWhichSayThemselvesWhatTheyShow) {
  EXPECT_THAT(page("/agenda.ics"), Not(HasSubstr("El Puerto")));
  snapshot_->city.default_filter.districts = {"ensanche"};
  EXPECT_THAT(page("/agenda.ics"), HasSubstr("Subasta"));
  EXPECT_THAT(page("/embed/agenda"), HasSubstr("Subasta"));
  EXPECT_THAT(page("/"), Not(HasSubstr("<section class=\"day")));
}

TEST_F(ADefaultFilter, IsWhatOEmbedTakesOfTheFirstView) {
  EXPECT_THAT(page("/oembed?url=https%3A%2F%2Fque-hacer.solemar.example%2F"), HasSubstr("district=puerto"));
  EXPECT_THAT(page("/oembed?url=https%3A%2F%2Fque-hacer.solemar.example%2F%3Fq%3D"), Not(HasSubstr("district=puerto")));
}

TEST(Texts, NameNoCity) {
  for (const auto& row : phrase_rows()) {
    for (const auto text : row.texts) EXPECT_EQ(text.find("Terrassa"), std::string_view::npos) << row.key;
  }
}

TEST(CityColour, IsReadableOnLightAndDarkWhateverItIs) {
  auto snapshot = solemar();
  const auto role = [](const std::string& css, std::string_view name, std::size_t from) {
    const auto at = css.find(std::string(name) + ":", from) + name.size() + 1;
    return *read_colour(css.substr(at, 7));
  };
  for (const std::string accent : {"#c86dd7", "#000", "#fff", "#ff0", "#0b6e4f", "#808080", "#e30613"}) {
    SCOPED_TRACE(accent);
    snapshot->city.accent = accent;
    const auto css = *write_city_css(*snapshot, {});
    const auto dark = css.find("dark");
    for (const std::size_t from : {std::size_t{0}, dark}) {
      const Colour paper = from == 0 ? Colour{{246, 246, 241}} : Colour{{16, 23, 20}};
      const auto brand = role(css, "--brand", from);
      EXPECT_GE(contrast(brand, paper), 4.5);
      EXPECT_GE(contrast(brand, role(css, "--tint", from)), 4.5);
      EXPECT_GE(contrast(brand, role(css, "--on-brand", from)), 4.5);
    }
    EXPECT_GE(contrast(role(css, "--bar", 0), Colour{{255, 255, 255}}), 4.5);
  }
}

TEST(CityColour, IsOursWithoutOne) {
  const auto snapshot = sample::city();
  EXPECT_EQ(*write_city_css(*snapshot, {}), "");
  EXPECT_THAT(*about_page(*snapshot, {{}, "ca", "", "/about"}), Not(HasSubstr("/city.css")));
  EXPECT_FALSE(write_logo_svg(*snapshot, {}).has_value());
  EXPECT_EQ(*write_logo_svg(*solemar(), {}), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
}

TEST(OurSheets, FitTheirBudget) {
  EXPECT_LE(asset_named("style").body.size(), 20'000U);
  EXPECT_LE(asset_named("help").body.size(), 5'000U);
}

}  // namespace
}  // namespace resso::feeds
