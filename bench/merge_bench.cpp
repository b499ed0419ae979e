// Which of many notices are one event: a city's two years, each act told by a calendar, a feed and a post, in other words, at other length.
#include "agenda/merge_all.hpp"
#include "bench/measure.hpp"
#include "config/read.hpp"
#include "text/unicode.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <variant>

namespace resso::bench {
namespace {

constexpr std::size_t kNotices = 100'000;
constexpr double kTargetSeconds = 5;

constexpr std::array<std::string_view, 12> kActs{"Concert", "Xerrada",   "Taller",      "Assemblea", "Caminada", "Sopar popular",
                                                 "Ball",    "Exposició", "Contacontes", "Cineclub",  "Cursa",    "Mercat"};
constexpr std::array<std::string_view, 15> kOf{"de nadales", "d'economia social", "de ceràmica", "del barri",    "a la fresca",
                                               "popular",    "de primavera",      "de memòria",  "feminista",    "solidari",
                                               "de tardor",  "per a famílies",    "de swing",    "d'intercanvi", "de gegants"};
constexpr std::array<std::string_view, 8> kPlaces{"Casal de Barri", "Plaça Vella", "Biblioteca Central", "Ateneu",
                                                  "Casa Baumann",   "Parc Nou",    "Centre Cívic Nord",  "Sala Gran"};

Event notice(std::size_t act, std::size_t telling) {
  Event event;
  event.id = std::to_string(act) + "-" + std::to_string(telling);
  const std::string title = std::string(kActs[act % kActs.size()]) + " " + std::string(kOf[act / 7 % kOf.size()]);
  event.title = telling == 0 ? title : telling == 1 ? "Agenda: " + title : "Vine! " + title + " amb la gent del barri";
  event.entity = "entity-" + std::to_string(act % 120);
  event.place.name = kPlaces[act / 5 % kPlaces.size()];
  if (telling == 2) event.place.name += ", sala " + std::to_string(1 + act % 3);
  event.times.start = LocalTime(std::chrono::local_days(std::chrono::year(2026) / 1 / 1)) + std::chrono::days(act % 730) +
                      std::chrono::hours(9 + act / 730 % 13);
  event.times.zone = "Europe/Madrid";
  if (telling == 0) event.uid = event.id + "@casal.example";
  return event;
}

}  // namespace

void measure_merge() {
  const auto read = config::parse_settings(config::example_toml(), "example.toml");
  const auto* settings = std::get_if<config::Settings>(&read);
  if (settings == nullptr) return;
  const agenda::MergeRules rules(*settings);
  std::vector<Event> events;
  for (std::size_t i = 0; i < kNotices; ++i) events.push_back(notice(i / 3, i % 3));
  const auto ours = [&] { use(agenda::merge_all(events, rules).size()); };
  const auto folding = [&] {
    for (const Event& event : events) use(text::fold_words(event.title + ' ' + event.place.name).size());
  };
  const Pair spent = measure(ours, folding);
  report("100,000 notices to events", "notices", kNotices / spent.ours, "folding their words", kNotices / spent.reference, 0);
  std::printf("%-34s %12.2f %-14s target %.0f: %s\n", "", spent.ours, "seconds", kTargetSeconds,
              spent.ours <= kTargetSeconds ? "met" : "MISSED");
}

}  // namespace resso::bench
