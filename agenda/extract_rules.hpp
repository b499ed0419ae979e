// What the extraction of events knows: every word and phrase of the grammars and of the gazetteer, by its folded form. Built once per
// configuration.
#pragma once

#include "config/settings.hpp"
#include "model/string_map.hpp"
#include "text/zone.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::agenda {
namespace extraction {

/// What a word does in a sentence; each is a list of config/grammar/*.toml, "section.key".
enum class Role : std::uint8_t {
  month,
  weekday,
  weekday_plural,
  number,
  ordinal,
  relative_day,
  day_part,
  frequent,
  clock,
  hour_unit,
  minute_unit,
  quarter,
  half,
  minus,
  past_hour,
  to_hour,
  am,
  pm,
  ends,
  same,
  same_place,
  doors,
  second_call,
  first_call,
  instead,
  moved_hour,
  duration,
  afterwards,
  gathering,
  departure,
  apart,
  of,
  and_,
  to,
  from,
  until,
  before,
  since,
  article,
  day,
  this_,
  next,
  past_day,
  next_week,
  this_week,
  weekend,
  year_words,
  feast,
  day_after,
  told_of,
  or_,
  week,
  since_past,
  between,
  begins,
  to_the,
  indefinite,
  same_one,
  every,
  plural_article,
  every_day,
  of_month,
  fortnightly,
  report,
  past,
  deadline,
  opening,
  closed,
  commemoration,
  notice,
  job,
  poll,
  unannounced,
  ago,
  phone,
  unit,
  office,
  arranging,
  counter,
  full,
  effect,
  window,
  tentative,
  but,
  about,
  approval,
  done,
  broadcast,
  tune_in,
  last_year,
  asking,
  day_off,
  note_down,
  shuts,
  advert,
  also,
  terms,
  exclaim,
  cause,
  cut,
  handing_in,
  with,
  ahead,
  cancelled,
  postponed,
  moved,
  new_date,
  conditional,
  not_,
  nothing_on,
  at,
  venue,
  part,
  street,
  area,
  label,
  meeting,
  online,
  remote,
  organiser,
  usual,
  programme,
  continues,
  particle,
  rather,
  owner,
  house_number,
  belongs,
  passing,
  plain_at,
  street_last,
  home,
  beside,
  hosts,
  leaving,
  manner,
  verb_past,
  past_helper,
  infinitive,
  perfect_helper,
  participle,
  imperfect,
  future,
  future_other,
  act,
  invite,
  early,
  late,
  exhibition,
  inauguration,
  gazetteer,  ///< its value counts the places of the configuration
};

/// Parts of the day, the values of Role::day_part.
enum class DayPart : std::uint8_t { none, morning, noon, afternoon, evening, night, small_hours, midnight };

struct Sense {
  Role role;
  std::uint8_t language;  ///< counts the grammars; kAnyLanguage for the gazetteer
  std::int16_t value;
};
inline constexpr std::uint8_t kAnyLanguage = 255;
using Senses = std::vector<Sense>;

/// The role with this name in the grammar files.
std::optional<Role> role_named(std::string_view name);

}  // namespace extraction

class ExtractRules {
 public:
  explicit ExtractRules(const config::Settings& settings);

  /// A whole word or phrase, folded, words parted by one space.
  const extraction::Senses* phrase(std::string_view folded) const;
  /// The longest stem that `word` begins with.
  const extraction::Senses* stem(std::string_view word) const;
  /// Whether a word has an ending of that role in that language. `written`: as the text has it, for endings that their accent tells.
  bool ends(std::string_view folded, std::string_view written, extraction::Role role, std::uint8_t language) const;
  /// How many words the longest phrase has that begins with this word; 0: none.
  int longest_from(std::string_view word) const;

  const std::vector<std::string>& languages() const { return languages_; }
  const std::vector<config::GazetteerPlace>& places() const { return places_; }
  const text::Zone& zone() const { return zone_; }

 private:
  using Table = StringMap<extraction::Senses>;

  struct Ending {
    std::string text;
    bool accented;
    extraction::Role role;
    std::uint8_t language;
  };

  void add(std::string_view phrase, extraction::Sense sense, bool stem);
  void add_places();

  std::vector<std::string> languages_;
  std::vector<config::GazetteerPlace> places_;
  text::Zone zone_;
  Table phrases_, stems_;
  std::vector<Ending> endings_;
  StringMap<int> longest_;
  std::size_t shortest_stem_ = 64, longest_stem_ = 0;
};

}  // namespace resso::agenda
