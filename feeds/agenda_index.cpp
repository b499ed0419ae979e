#include "feeds/agenda_index.hpp"

#include "text/unicode.hpp"

#include <algorithm>

namespace resso::feeds {
namespace {

using std::chrono::days;

LocalDate day_of(LocalTime at) { return std::chrono::floor<days>(at); }

/// Calls `use` with each word of `text`, whose words have single spaces between, until it returns false. False: it did.
template <class Use>
bool each_word(std::string_view text, Use use) {
  while (!text.empty()) {
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (!use(word)) return false;
  }
  return true;
}

/// "ca-ES" is "ca".
std::string main_language(std::string_view tag) {
  return text::to_lower_ascii(tag.substr(0, std::min(tag.find_first_of("-_"), tag.size())));
}

bool is_mastodon(SourceKind kind) { return kind == SourceKind::mastodon_hashtag || kind == SourceKind::mastodon_account; }

}  // namespace

DaySpan day_span(LocalTime start, LocalTime end, bool all_day) {
  const auto after_midnight = all_day ? Seconds{1} : Seconds{6 * 3600};
  return {day_of(start), day_of(std::max(start, end - after_midnight))};
}

DaySpan days_of(const Occurrence& occurrence, const text::Zone& city) {
  if (occurrence.all_day) return day_span(occurrence.local_start, occurrence.local_end, true);
  return day_span(city.to_local(occurrence.start), city.to_local(occurrence.end), false);
}

bool words_occur(std::string_view asked, std::string_view folded) {
  return each_word(asked, [&](std::string_view word) {
    auto at = folded.find(word);
    while (at != std::string_view::npos && at > 0 && folded[at - 1] != ' ') at = folded.find(word, at + 1);
    return at != std::string_view::npos;
  });
}

void EventKeys::add(std::string_view key) {
  const auto number = numbers_.emplace(key, static_cast<Number>(numbers_.size())).first->second;
  const auto begin = keys_.begin() + (ends_.empty() ? 0 : ends_.back());
  if (std::find(begin, keys_.end(), number) == keys_.end()) keys_.push_back(number);
}

std::optional<EventKeys::Number> EventKeys::number_of(std::string_view key) const {
  const auto found = numbers_.find(key);
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

AgendaIndex::AgendaIndex(const std::vector<Event>& events, const std::vector<Occurrence>& occurrences, const text::Zone& city)
    : occurrences_of_(events.size()) {
  std::unordered_map<std::string_view, Position> positions;
  positions.reserve(events.size());
  for (Position i = 0; i < events.size(); ++i) {
    positions.emplace(events[i].id, i);
    add(events[i], i);
  }
  add_words(events);
  event_of_.reserve(occurrences.size());
  days_.reserve(occurrences.size());
  for (Position i = 0; i < occurrences.size(); ++i) {
    const auto found = positions.find(occurrences[i].event_id);
    event_of_.push_back(found == positions.end() ? kNoEvent : found->second);
    days_.push_back(feeds::days_of(occurrences[i], city));
    if (found != positions.end()) occurrences_of_[found->second].push_back(i);
  }
  for (const auto& span : days_) last_so_far_.push_back(last_so_far_.empty() ? span.last : std::max(last_so_far_.back(), span.last));
  first_from_here_.resize(days_.size());
  for (auto i = days_.size(); i-- > 0;)
    first_from_here_[i] = i + 1 == days_.size() ? days_[i].first : std::min(first_from_here_[i + 1], days_[i].first);
}

std::pair<std::size_t, std::size_t> AgendaIndex::between(LocalDate from, LocalDate to) const {
  const auto begin = std::lower_bound(last_so_far_.begin(), last_so_far_.end(), from) - last_so_far_.begin();
  const auto end = std::upper_bound(first_from_here_.begin(), first_from_here_.end(), to) - first_from_here_.begin();
  return {static_cast<std::size_t>(begin), static_cast<std::size_t>(end)};
}

void AgendaIndex::add(const Event& event, Position position) {
  const auto list = [&](Lists& lists, std::string key) {
    auto& positions = lists[std::move(key)];
    if (positions.empty() || positions.back() != position) positions.push_back(position);
  };
  list(entities_, event.entity);
  list(languages_, main_language(event.language));
  for (const TopicMark& mark : event.topics) list(topics_, mark.topic);
  for (const std::string& tag : event.hashtags) list(tags_, text::fold_hashtag(tag));
  for (const EventSource& source : event.sources) {
    list(sources_, source.source_id);
    list(sources_, std::string(name_of(source.kind)));
    if (is_mastodon(source.kind)) list(sources_, "mastodon");
  }
  for (const std::string& district : event.districts) list(districts_, district);
  list(districts_, event.place.district);
  moves_.push_back(false);
  for (const Override& changed : event.recurrence.overrides) {
    if (!changed.place) continue;
    list(districts_, changed.place->district);
    moves_.back() = true;
  }
  if (!event.entity.empty()) entity_keys_.add(event.entity);
  for (const TopicMark& mark : event.topics) topic_keys_.add(mark.topic);
  entity_keys_.end_event();
  topic_keys_.end_event();
}

void AgendaIndex::add_words(const std::vector<Event>& events) {
  std::unordered_map<std::string_view, std::vector<Position>> found;
  for (Position i = 0; i < events.size(); ++i) {
    each_word(events[i].search_text, [&](std::string_view word) {
      auto& positions = found[word];
      if (positions.empty() || positions.back() != i) positions.push_back(i);
      return true;
    });
  }
  words_.reserve(found.size());
  for (auto& [word, positions] : found) words_.emplace_back(word, std::move(positions));
  std::sort(words_.begin(), words_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
}

std::vector<bool> AgendaIndex::having(std::string_view beginning) const {
  std::vector<bool> has(occurrences_of_.size());
  auto word = std::lower_bound(words_.begin(), words_.end(), beginning,
                               [](const auto& each, std::string_view asked) { return each.first < asked; });
  for (; word != words_.end() && word->first.starts_with(beginning); ++word) {
    for (const Position position : word->second) has[position] = true;
  }
  return has;
}

std::vector<bool> AgendaIndex::passing(const Filter& filter) const {
  std::vector<bool> passing(occurrences_of_.size(), true);
  const auto narrow = [&](const Lists& lists, const std::vector<std::string>& wanted, bool untold_too = false) {
    if (wanted.empty()) return;
    std::vector<bool> of_lists(passing.size());
    const auto take = [&](const std::string& key) {
      const auto found = lists.find(key);
      if (found == lists.end()) return;
      for (const Position position : found->second) of_lists[position] = passing[position];
    };
    for (const std::string& key : wanted) take(key);
    if (untold_too) take({});
    passing = std::move(of_lists);
  };
  narrow(entities_, filter.entities);
  narrow(topics_, filter.topics);
  narrow(tags_, filter.tags);
  narrow(sources_, filter.sources);
  narrow(languages_, filter.languages, true);  // what does not tell its language is in everybody's
  narrow(districts_, filter.districts);
  each_word(filter.query, [&](std::string_view word) {
    const std::vector<bool> has = having(word);
    for (std::size_t i = 0; i < passing.size(); ++i) passing[i] = passing[i] && has[i];
    return true;
  });
  return passing;
}

}  // namespace resso::feeds
