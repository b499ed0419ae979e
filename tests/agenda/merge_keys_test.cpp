#include "agenda/merge_keys.hpp"

#include "config/read.hpp"
#include "config/settings.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace resso::agenda {
namespace {

using std::chrono::hours;

const MergeRules& rules() {
  static const MergeRules built_in(std::get<config::Settings>(config::parse_settings(config::example_toml(), "example.toml")));
  return built_in;
}

struct Said {
  std::string title, body, place;
  int hour = 18;  ///< -1: none
};

MergeKeys keys_of(const Said& said) {
  Event event;
  event.title = said.title;
  event.organiser = said.body;
  event.place.name = said.place;
  event.times.start = LocalTime(std::chrono::local_days(std::chrono::year(2026) / 11 / 27)) + hours(std::max(said.hour, 0));
  event.times.all_day = said.hour < 0;
  return merge_keys(rules().traits_of(event));
}

bool asks(const Said& a, const Said& b) { return asks_for(keys_of(a).asked, keys_of(b).kept); }

struct Pair {
  Said a, b;
  bool compared;
};

TEST(MergeKeys, AskForWhatMayTellOfOneEventAndForLittleElse) {
  const Pair pairs[] = {
      {{"Cinema a la fresca", "Casal", "Plaça Vella"}, {"Pel·lícula: Alcarràs", "Casal", ""}, true},        // one body
      {{"Berenar de tardor", "Creu Roja", "Casal"}, {"Nit de swing", "Red Cross", "Ateneu"}, true},         // one body, translated
      {{"Taller de ceràmica", "Casal", "Ateneu"}, {"Ceràmica per a tothom", "Gremi", "Biblioteca"}, true},  // a word
      {{"Exposición de fotografía", "Casal", ""}, {"Exposició de fotografia", "Gremi", ""}, true},          // of two languages
      {{"Concert", "Casal", ""}, {"Concert de la Coral Grills", "Coral", ""}, true},                        // one says no more
      {{"Concert de Blaumut", "Casal", ""}, {"Concert de corals", "Gremi", ""}, false},                     // both do
      {{"Berenar amb les àvies", "Casal", "Sala Cúpula"},
       {"Nit de swing", "Swingers", "Sala Cúpula", 19},
       true},  // place, and nearly the hour
      {{"Berenar amb les àvies", "Casal", "Sala Cúpula", 10}, {"Nit de swing", "Swingers", "Sala Cúpula", 19}, false},  // place alone
      {{"Berenar amb les àvies", "Casal", "Sala Cúpula", -1},
       {"Nit de swing", "Swingers", "Sala Cúpula", 19},
       true},                                                                                       // an hour that one does not say
      {{"Berenar amb les àvies", "", ""}, {"Nit de swing", "Swingers", "Sala Cúpula"}, true},       // a stranger at that hour
      {{"Berenar amb les àvies", "", ""}, {"Nit de swing", "Swingers", "Sala Cúpula", 19}, false},  // at another
      {{"Berenar amb les àvies", "", ""}, {"Nit de swing", "Swingers", "Sala Cúpula", -1}, true},   // at one that is not said
      {{"Berenar amb les àvies", "Casal", "Sala Cúpula"}, {"Debat d'urbanisme", "Veïns", "Ateneu"}, false},  // nothing
      {{"Us esperem!", "Casal", "Sala Cúpula"}, {"Debat d'urbanisme", "Veïns", "Ateneu"}, true},             // a title that says nothing
  };
  for (const auto& pair : pairs) {
    EXPECT_EQ(asks(pair.a, pair.b), pair.compared) << pair.a.title << " / " << pair.b.title;
    EXPECT_EQ(asks(pair.b, pair.a), pair.compared) << "the other way: " << pair.b.title << " / " << pair.a.title;
  }
}

TEST(MergeKeys, AreSortedAndEachOnce) {
  for (const auto& keys : {keys_of({"Taller de ceràmica i ceràmica", "Casal", "Casal"}), keys_of({"", "", ""})})
    for (const auto* some : {&keys.kept, &keys.asked})
      EXPECT_EQ(std::adjacent_find(some->begin(), some->end(), std::greater_equal<>()), some->end());
}

}  // namespace
}  // namespace resso::agenda
