// What two notices are compared by, made once of each: words that know what they mean, days, minutes, names of places.
#pragma once

#include "agenda/place_traits.hpp"
#include "model/event.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace resso::agenda {

struct EventTraits {
  std::string uid, url_key, entity;  ///< entity: its slug, else its folded name
  std::string language;
  LocalTime start{};
  std::optional<LocalTime> end, moved_to;
  LocalDate first_day{}, last_day{};
  bool all_day = false, postponed = false, cancelled = false;
  Words title_changing, changing;  ///< words of the title, and of title and summary, that may keep two events apart
  Words spoken;                    ///< the title, word by word
  Words title;                     ///< without articles and greetings
  Words summary;
  Words quoted;      ///< of its title what stands in quotation marks: a film, a book
  Words page_words;  ///< of its address: what a page is about is often written there
  Words entity_words;
  bool has_colon = false;  ///< "Festival: the act"
  std::string which;       ///< letter or Roman number by which it is told from others of its kind: "b" of "categoria B"
  bool names_person = false, only_person = false;  ///< of the title; only: it says who comes, and not what for
  std::size_t head = 0;                            ///< how many words of `title` stand before the colon
  std::vector<int> clock;                          ///< minutes of the day that its texts name: "18.30", "a les 18 h"
  std::uint32_t title_signs = 0, summary_signs = 0;
  PlaceTraits place;

  bool title_has(Sign sign) const { return (title_signs & static_cast<std::uint32_t>(sign)) != 0; }
  bool says(Sign sign) const { return ((title_signs | summary_signs) & static_cast<std::uint32_t>(sign)) != 0; }
  bool lasts_days() const { return last_day > first_day; }
  bool has_hour() const { return !all_day; }
  bool in_small_hours() const { return has_hour() && start - std::chrono::floor<std::chrono::days>(start) < std::chrono::hours(6); }
};

class TraitsMemory;

/// The words and places of the configuration, indexed for merging.
class MergeRules {
 public:
  MergeRules();
  explicit MergeRules(const config::Settings& settings);

  EventTraits traits_of(const Event& event) const;
  /// The same, made once of an event that has an id and is asked for again.
  std::shared_ptr<const EventTraits> remembered_traits_of(const Event& event) const;
  PlaceTraits place_of(const std::string& name, const std::string& address) const;
  /// The line of the place of that name, alias or address (folded); -1: none.
  int find_in_gazetteer(const std::string& folded) const;

 private:
  MergeLexicon lexicon_;
  std::vector<std::string> before_hour_;                       ///< "a les", "at"
  std::unordered_map<std::string, int> gazetteer_;             ///< folded name, alias or address to its line
  std::unordered_map<std::string, std::string> entity_names_;  ///< by slug
  std::shared_ptr<TraitsMemory> memory_;                       ///< guards itself
};

}  // namespace resso::agenda
