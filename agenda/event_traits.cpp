#include "agenda/event_traits.hpp"

#include "agenda/clock_times.hpp"
#include "agenda/person_names.hpp"
#include "agenda/place_traits.hpp"
#include "agenda/title_likeness.hpp"
#include "agenda/traits_memory.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <utility>

namespace resso::agenda {
namespace {

using std::chrono::days;

std::uint32_t signs_of(const Words& words) {
  std::uint32_t signs = 0;
  for (const auto& word : words) signs |= word.signs;
  return signs;
}

// Query and fragment do not make another page.
std::string page_key(const std::string& url) { return url.empty() ? std::string() : text::url_key(url.substr(0, url.find_first_of("?#"))); }

// The "B" of "categoria B", the "II" of "part II".
bool is_letter_or_roman(std::string_view text) {
  constexpr std::size_t kLongest = 4;
  return text.size() == 1 ? text.front() >= 'a' && text.front() <= 'z'
                          : text.size() <= kLongest && text.find_first_not_of("ivx") == text.npos;
}

bool is_day_of(const Word& word, const EventTraits& traits) {
  const std::chrono::year_month_day date{traits.first_day};
  return word.number == static_cast<int>(static_cast<unsigned>(date.day())) || word.number == static_cast<int>(date.year());
}

void set_times(EventTraits& traits, const EventTimes& times) {
  traits.start = times.start;
  traits.end = times.end;
  traits.all_day = times.all_day;
  traits.first_day = traits.last_day = std::chrono::floor<days>(times.start);
  if (!times.end || *times.end <= times.start) return;
  const auto last = *times.end - Seconds(1);
  // What ends in the small hours is of the night before.
  traits.last_day = std::chrono::floor<days>(times.all_day ? last : std::max<LocalTime>(times.start, last - std::chrono::hours(6)));
}

// Of the title what tells of the act; its hours and dates are told elsewhere.
void set_title(EventTraits& traits, Words words, std::size_t head) {
  bool after_counted = false;  // "Nivell 1", "part 2": a number that counts, also on the first or second of the month
  for (std::size_t i = 0; i < words.size(); ++i) {
    Word& word = words[i];
    const bool counted = std::exchange(after_counted, word.has(Sign::counted));
    const bool ends = i + 1 == words.size() || words[i + 1].has(Sign::act);  // "grup a la plaça" is no group A
    if (counted && ends && is_letter_or_roman(word.text)) traits.which = word.text;
    const bool counts_noise = word.number >= 0 && i + 1 < words.size() && words[i + 1].has(Sign::noise);  // "3 places"
    const bool silent = word.has(Sign::stop) || (word.has(Sign::noise) && word.meanings.empty()) || (counts_noise && !counted);
    if (silent || (word.number >= 0 && !counted && is_day_of(word, traits))) continue;
    const auto names = [&](const Words& of) {
      return std::any_of(of.begin(), of.end(), [&](const Word& name) { return likeness(word, name) >= 0.8; });
    };
    word.of_place = word.has(Sign::weak) || word.has(Sign::everywhere) || names(traits.place.names);
    word.of_body = names(traits.entity_words);
    traits.title.push_back(std::move(word));
    if (i < head) traits.head = traits.title.size();
  }
}

void set_person(EventTraits& traits, const std::vector<std::string>& names) {
  bool after_name = false;  // "Andrés Lago" is no lake
  for (Word& word : traits.title) {
    const bool may_be = word.meanings.empty() || word.has(Sign::name) || (after_name && !word.has(Sign::act));
    word.of_person = may_be && !word.of_body && std::find(names.begin(), names.end(), word.text) != names.end();
    after_name = word.of_person;
  }
  // "Amb la periodista Núria Savall", "Nil Bosch (piano)": what people are and play is of them.
  const auto tells_what = [](const Word& word) { return is_content(word) && !word.of_place && !word.of_person && !word.has(Sign::who); };
  const auto named = std::count_if(traits.title.begin(), traits.title.end(), [](const Word& word) { return word.of_person; });
  traits.names_person = named > 0;
  traits.only_person = named > 1 && std::none_of(traits.title.begin(), traits.title.end(), tells_what);
}

// What stands in quotation marks.
std::string between_quotes(std::string_view title) {
  constexpr std::pair<std::string_view, std::string_view> kMarks[] = {{"«", "»"}, {"“", "”"}, {"\"", "\""}};
  std::string out;
  for (const auto& [opens, closes] : kMarks)
    for (auto at = title.find(opens); at != title.npos; at = title.find(opens, at)) {
      at += opens.size();
      const auto end = title.find(closes, at);
      if (end == title.npos) break;
      out.append(title.substr(at, end - at)) += ' ';
      at = end + closes.size();
    }
  return out;
}

void drop_stops(Words& words) {
  std::erase_if(words, [](const Word& word) { return word.has(Sign::stop) || (word.has(Sign::noise) && word.meanings.empty()); });
}

}  // namespace

MergeRules::MergeRules() : memory_(std::make_shared<TraitsMemory>()) {}

MergeRules::MergeRules(const config::Settings& settings) : lexicon_(settings.merge_words), memory_(std::make_shared<TraitsMemory>()) {
  for (const auto& row : settings.merge_words)
    if (row.role == "before_hour") before_hour_.insert(before_hour_.end(), row.forms.begin(), row.forms.end());
  int line = 0;
  for (const auto& place : settings.places) {
    gazetteer_.emplace(text::fold_words(place.name), line);
    for (const auto& alias : place.aliases) gazetteer_.emplace(text::fold_words(alias), line);
    if (!place.address.empty()) gazetteer_.emplace(text::fold_words(place.address), line);
    ++line;
  }
  for (const auto& entity : settings.entities) entity_names_.emplace(entity.slug, entity.name);
}

int MergeRules::find_in_gazetteer(const std::string& folded) const {
  const auto found = gazetteer_.find(folded);
  return found == gazetteer_.end() ? -1 : found->second;
}

PlaceTraits MergeRules::place_of(const std::string& name, const std::string& address) const {
  const std::string& text = name.empty() ? address : name;
  PlaceTraits place = place_traits(text, lexicon_.words_of(text));
  place.gazetteer = find_in_gazetteer(place.text);
  if (place.gazetteer < 0 && !address.empty()) place.gazetteer = find_in_gazetteer(text::fold_words(address));
  place.may_be_town = place.may_be_town && place.gazetteer < 0;
  return place;
}

std::shared_ptr<const EventTraits> MergeRules::remembered_traits_of(const Event& event) const {
  return memory_->find_or_make(event, [this](const Event& told) { return traits_of(told); });
}

EventTraits MergeRules::traits_of(const Event& event) const {
  EventTraits traits;
  traits.uid = event.uid;
  traits.url_key = page_key(event.url);
  if (const auto path = traits.url_key.find('/'); path != std::string::npos) {
    traits.page_words = lexicon_.words_of(traits.url_key.substr(path));
    drop_stops(traits.page_words);
  }
  const auto named = entity_names_.find(event.entity);
  const std::string& entity = named != entity_names_.end() ? named->second : event.organiser.empty() ? event.entity : event.organiser;
  traits.entity = text::fold_words(entity);
  traits.language = event.language.substr(0, 2);
  set_times(traits, event.times);
  if (event.moved_to) traits.moved_to = event.moved_to->start;
  traits.place = place_of(event.place.name, event.place.address);
  if (!traits.place.said && !event.place.online_url.empty()) traits.place = place_of(event.place.online_url, {});
  traits.entity_words = lexicon_.words_of(entity);
  drop_stops(traits.entity_words);
  traits.summary = lexicon_.words_of(event.summary);
  traits.clock = clock_times(event.title + " · " + event.summary, before_hour_);
  const std::string title = without_clock_times(event.title, before_hour_);
  Words words = lexicon_.words_of(title);
  traits.title_signs = signs_of(words);
  if (title.find_first_of("!?") != std::string::npos) traits.title_signs |= static_cast<std::uint32_t>(Sign::address);
  traits.summary_signs = signs_of(traits.summary);
  traits.postponed = event.status == EventStatus::postponed || traits.says(Sign::postponed);
  traits.cancelled = event.status == EventStatus::cancelled;
  const auto colon = title.find(':');
  traits.has_colon = colon != std::string::npos;
  traits.spoken = words;
  set_title(traits, std::move(words), traits.has_colon ? lexicon_.words_of(title.substr(0, colon)).size() : 0);
  set_person(traits, person_names(event.title));
  if (const std::string quoted = between_quotes(event.title); !quoted.empty()) traits.quoted = lexicon_.words_of(quoted);
  drop_stops(traits.quoted);
  drop_stops(traits.summary);
  const auto keep = [](Words& to, const Words& from) {
    std::copy_if(from.begin(), from.end(), std::back_inserter(to), [](const Word& word) { return !word.apart.empty(); });
  };
  keep(traits.title_changing, traits.title);
  traits.changing = traits.title_changing;
  keep(traits.changing, traits.summary);
  return traits;
}

}  // namespace resso::agenda
