// Events out of posts, against the folding of the same words (text::fold_words), which any search for words begins with, and against
// chrono-node, which finds dates in them and nothing else.
#include "agenda/extract.hpp"
#include "bench/measure.hpp"
#include "config/read.hpp"
#include "text/json_write.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"

#include <array>
#include <cstdio>
#include <variant>

namespace resso::bench {
namespace {

/// As they come: announcements, programmes, and about a third that announce nothing.
struct Post {
  std::string_view language, text;
};
constexpr std::array<Post, 9> kPosts{
    {{"ca", "Bon dia! Dissabte 28 de novembre a les 18 h, xerrada sobre economia social a la Casa Baumann. Entrada lliure! #entitats"},
     {"ca", "📣 Ple obert de les entitats\n🗓️ 21.04.2027\n🕖 19.00 h\n📌 Espai de les Entitats"},
     {"ca",
      "FESTA MAJOR DEL BARRI\n\nDIVENDRES 4 DE DESEMBRE\n19 h · Pregó a la plaça Vella\n21.30 h · Sopar popular\n00.30 h · "
      "Concert\n\nDISSABTE 5\n9 h "
      "· Cursa del barri\n12 h · Vermut musical\nTots els actes al parc de Vallparadís"},
     {"es", "Taller de memoria todos los miércoles de 10 a 12 h, del 2 de diciembre al 27 de enero, en la Biblioteca Central."},
     {"en", "Workshop on Saturday 5 December, 4–6 pm, at the Central Library. Everyone welcome!"},
     {"ca",
      "La caminada de diumenge 29 queda ajornada per la pluja. Nova data: diumenge 13 de desembre, mateixa hora (9 h), sortida de la plaça "
      "Vella."},
     {"ca", "Ja teniu les fotos de la castanyada de dissabte! Gràcies a totes les que vau venir, va ser una tarda preciosa."},
     {"ca", "La secretaria obre de dilluns a dijous de 17 a 20 h. Inscripcions al curs de català obertes fins al 12 de desembre."},
     {"ca",
      "El 65% dels veïns diu que el barri necessita més verd. Llegiu l'informe complet al nostre web: https://casal.example/informe"}}};

constexpr std::string_view kPublished = "2026-11-23T10:00:00+01:00";

/// As chrono_cost.mjs reads them.
std::string posts_for_chrono() {
  text::JsonWriter json;
  json.begin_array();
  for (const auto& [language, post] : kPosts) {
    json.begin_object().member("text", post).member("published", kPublished).member("language", language).end_object();
  }
  json.end_array();
  return json.take();
}

}  // namespace

void measure_extract() {
  const auto read = config::parse_settings(config::example_toml(), "example.toml");
  const auto* settings = std::get_if<config::Settings>(&read);
  if (settings == nullptr) return;
  const agenda::ExtractRules rules(*settings);
  const Instant published = *text::parse_rfc3339(kPublished);
  const auto ours = [&] {
    for (const Post& post : kPosts) use(agenda::extract({post.text, published, ""}, rules).events.size());
  };
  const auto folding = [&] {
    for (const Post& post : kPosts) use(text::fold_words(post.text).size());
  };
  const Pair spent = measure(ours, folding);
  const auto posts = static_cast<double>(kPosts.size());
  report("events out of posts", "posts", posts / spent.ours, "folding their words", posts / spent.reference, 0);
  if (const double chrono = foreign_rate("node", "chrono_cost.mjs", posts_for_chrono()); chrono > 0)
    report("events out of posts", "posts", posts / spent.ours, "chrono-node, dates alone", chrono, 0);
  else
    std::printf("chrono-node is not here (cd bench && npm ci --ignore-scripts)\n");
  constexpr double kTarget = 20'000;
  std::printf("%-34s %12.0f %-14s target %.0f: %s\n", "", posts / spent.ours, "posts", kTarget,
              posts / spent.ours >= kTarget ? "met" : "MISSED");
}

}  // namespace resso::bench
