#include "agenda/extract_rules.hpp"

#include "text/unicode.hpp"

#include <algorithm>
#include <array>

namespace resso::agenda {
namespace extraction {
namespace {

constexpr std::array<std::string_view, 150> kRoleNames{"month",
                                                       "weekday",
                                                       "weekday_plural",
                                                       "number",
                                                       "ordinal",
                                                       "relative_day",
                                                       "day_part",
                                                       "frequent",
                                                       "time.clock",
                                                       "time.hour_unit",
                                                       "time.minute_unit",
                                                       "time.quarter",
                                                       "time.half",
                                                       "time.minus",
                                                       "time.past_hour",
                                                       "time.to_hour",
                                                       "time.am",
                                                       "time.pm",
                                                       "time.ends",
                                                       "time.same",
                                                       "time.same_place",
                                                       "time.doors",
                                                       "time.second_call",
                                                       "time.first_call",
                                                       "time.instead",
                                                       "time.moved_hour",
                                                       "time.duration",
                                                       "time.afterwards",
                                                       "time.gathering",
                                                       "time.departure",
                                                       "time.apart",
                                                       "date.of",
                                                       "date.and",
                                                       "date.to",
                                                       "date.from",
                                                       "date.until",
                                                       "date.before",
                                                       "date.since",
                                                       "date.article",
                                                       "date.day",
                                                       "date.this",
                                                       "date.next",
                                                       "date.past",
                                                       "date.next_week",
                                                       "date.this_week",
                                                       "date.weekend",
                                                       "date.year_words",
                                                       "date.feast",
                                                       "date.day_after",
                                                       "date.told_of",
                                                       "date.or",
                                                       "date.week",
                                                       "date.since_past",
                                                       "date.between",
                                                       "date.begins",
                                                       "date.to_the",
                                                       "date.indefinite",
                                                       "date.same_one",
                                                       "series.every",
                                                       "series.plural_article",
                                                       "series.every_day",
                                                       "series.of_month",
                                                       "series.fortnightly",
                                                       "refuse.report",
                                                       "refuse.past",
                                                       "refuse.deadline",
                                                       "refuse.opening",
                                                       "refuse.closed",
                                                       "refuse.commemoration",
                                                       "refuse.notice",
                                                       "refuse.job",
                                                       "refuse.poll",
                                                       "refuse.unannounced",
                                                       "refuse.ago",
                                                       "refuse.phone",
                                                       "refuse.unit",
                                                       "refuse.office",
                                                       "refuse.arranging",
                                                       "refuse.counter",
                                                       "refuse.full",
                                                       "refuse.effect",
                                                       "refuse.window",
                                                       "refuse.tentative",
                                                       "refuse.but",
                                                       "refuse.about",
                                                       "refuse.approval",
                                                       "refuse.done",
                                                       "refuse.broadcast",
                                                       "refuse.tune_in",
                                                       "refuse.last_year",
                                                       "refuse.asking",
                                                       "refuse.day_off",
                                                       "refuse.note_down",
                                                       "refuse.shuts",
                                                       "refuse.advert",
                                                       "refuse.also",
                                                       "refuse.terms",
                                                       "refuse.exclaim",
                                                       "refuse.cause",
                                                       "refuse.cut",
                                                       "refuse.handing_in",
                                                       "refuse.with",
                                                       "refuse.ahead",
                                                       "status.cancelled",
                                                       "status.postponed",
                                                       "status.moved",
                                                       "status.new_date",
                                                       "status.conditional",
                                                       "status.not",
                                                       "status.nothing_on",
                                                       "places.at",
                                                       "places.venue",
                                                       "places.part",
                                                       "places.street",
                                                       "places.area",
                                                       "places.label",
                                                       "places.meeting",
                                                       "places.online",
                                                       "places.remote",
                                                       "places.organiser",
                                                       "places.usual",
                                                       "places.programme",
                                                       "places.continues",
                                                       "places.particle",
                                                       "places.rather",
                                                       "places.owner",
                                                       "places.house_number",
                                                       "places.belongs",
                                                       "places.passing",
                                                       "places.plain_at",
                                                       "places.street_last",
                                                       "places.home",
                                                       "places.beside",
                                                       "places.hosts",
                                                       "places.leaving",
                                                       "places.manner",
                                                       "verbs.past",
                                                       "verbs.past_helper",
                                                       "verbs.infinitive",
                                                       "verbs.perfect_helper",
                                                       "verbs.participle",
                                                       "verbs.imperfect",
                                                       "verbs.future",
                                                       "verbs.future_other",
                                                       "acts.noun",
                                                       "acts.invite",
                                                       "acts.early",
                                                       "acts.late",
                                                       "acts.exhibition",
                                                       "acts.inauguration"};
static_assert(kRoleNames.size() == static_cast<std::size_t>(Role::gazetteer));

}  // namespace

std::optional<Role> role_named(std::string_view name) {
  const auto found = std::find(kRoleNames.begin(), kRoleNames.end(), name);
  if (found == kRoleNames.end()) return std::nullopt;
  return static_cast<Role>(found - kRoleNames.begin());
}

}  // namespace extraction

using extraction::kAnyLanguage;
using extraction::Role;
using extraction::role_named;
using extraction::Sense;
using extraction::Senses;

namespace {

int words_in(std::string_view folded) { return 1 + static_cast<int>(std::count(folded.begin(), folded.end(), ' ')); }

text::Zone zone_of(const config::Settings& settings) { return text::Zone::find(settings.city.timezone).value_or(text::Zone::utc()); }

}  // namespace

ExtractRules::ExtractRules(const config::Settings& settings) : places_(settings.places), zone_(zone_of(settings)) {
  for (const config::Grammar& grammar : settings.grammars) {
    const auto language = static_cast<std::uint8_t>(languages_.size());
    languages_.push_back(grammar.language);
    for (const config::GrammarWord& word : grammar.words) {
      const auto role = role_named(word.role);
      if (!role) continue;
      if (word.ending)
        endings_.push_back({word.phrase, text::fold_words(word.phrase) != word.phrase, *role, language});
      else
        add(word.phrase, {*role, language, static_cast<std::int16_t>(word.value)}, word.stem);
    }
  }
  add_places();
}

void ExtractRules::add(std::string_view phrase, Sense sense, bool stem) {
  const std::string folded = text::fold_words(phrase);
  if (folded.empty()) return;
  Senses& senses = (stem ? stems_ : phrases_)[folded];
  const bool known = std::any_of(senses.begin(), senses.end(), [&](const Sense& one) {
    return one.role == sense.role && one.language == sense.language && one.value == sense.value;
  });
  if (!known) senses.push_back(sense);
  if (stem) {
    shortest_stem_ = std::min(shortest_stem_, folded.size());
    longest_stem_ = std::max(longest_stem_, folded.size());
    return;
  }
  int& longest = longest_[folded.substr(0, folded.find(' '))];
  longest = std::max(longest, words_in(folded));
}

void ExtractRules::add_places() {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const Sense sense{Role::gazetteer, kAnyLanguage, static_cast<std::int16_t>(i)};
    add(places_[i].name, sense, false);
    for (const std::string& alias : places_[i].aliases) add(alias, sense, false);
  }
}

const Senses* ExtractRules::phrase(std::string_view folded) const {
  const auto found = phrases_.find(folded);
  return found == phrases_.end() ? nullptr : &found->second;
}

const Senses* ExtractRules::stem(std::string_view word) const {
  for (std::size_t size = std::min(word.size(), longest_stem_); size >= shortest_stem_; --size) {
    if (const auto found = stems_.find(word.substr(0, size)); found != stems_.end()) return &found->second;
  }
  return nullptr;
}

bool ExtractRules::ends(std::string_view folded, std::string_view written, Role role, std::uint8_t language) const {
  return std::any_of(endings_.begin(), endings_.end(), [&](const Ending& ending) {
    return ending.role == role && ending.language == language && (ending.accented ? written : folded).ends_with(ending.text);
  });
}

int ExtractRules::longest_from(std::string_view word) const {
  const auto found = longest_.find(word);
  return found == longest_.end() ? 0 : found->second;
}

}  // namespace resso::agenda
