#include "feeds/filter.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace resso::feeds {
namespace {

using std::chrono::days;

LocalDate day_of(LocalTime at) { return std::chrono::floor<days>(at); }

bool contains(const std::vector<std::string>& values, std::string_view value) {
  return std::binary_search(values.begin(), values.end(), value, std::less<>{});
}

// Values of one key are "or"; no value asks for nothing.
template <class Items, class Text>
bool any_of_wanted(const std::vector<std::string>& wanted, const Items& items, Text text) {
  if (wanted.empty()) return true;
  return std::any_of(items.begin(), items.end(), [&](const auto& item) { return contains(wanted, text(item)); });
}

bool source_wanted(const std::vector<std::string>& wanted, std::string_view id, std::optional<SourceKind> kind) {
  if (contains(wanted, id)) return true;
  if (!kind) return false;
  const bool mastodon = *kind == SourceKind::mastodon_hashtag || *kind == SourceKind::mastodon_account;
  return contains(wanted, name_of(*kind)) || (mastodon && contains(wanted, "mastodon"));
}

// What does not tell its language is in everybody's.
bool language_wanted(const std::vector<std::string>& wanted, std::string_view tag) {
  return wanted.empty() || tag.empty() || contains(wanted, text::to_lower_ascii(tag.substr(0, tag.find_first_of("-_"))));
}

// Every word asked for begins a word that is there: "concert" finds "concerts", "art" does not find "part".
bool words_occur(std::string_view asked, std::string_view folded) {
  while (!asked.empty()) {
    const auto word = asked.substr(0, asked.find(' '));
    asked.remove_prefix(std::min(asked.size(), word.size() + 1));
    auto at = folded.find(word);
    while (at != std::string_view::npos && at > 0 && folded[at - 1] != ' ') at = folded.find(word, at + 1);
    if (at == std::string_view::npos) return false;
  }
  return true;
}

const std::string& itself(const std::string& text) { return text; }
std::string tag_key(const std::string& tag) { return text::fold_hashtag(tag); }
const std::string& topic_key(const TopicMark& mark) { return mark.topic; }

template <class Item>
bool topics_and_tags_wanted(const Filter& filter, const Item& item) {
  return any_of_wanted(filter.topics, item.topics, topic_key) && any_of_wanted(filter.tags, item.hashtags, tag_key);
}

// All but days and place, which are an occurrence's.
bool event_passes(const Filter& filter, const Event& event) {
  if (!filter.entities.empty() && !contains(filter.entities, event.entity)) return false;
  if (!language_wanted(filter.languages, event.language) || !topics_and_tags_wanted(filter, event)) return false;
  if (!filter.sources.empty() && std::none_of(event.sources.begin(), event.sources.end(), [&](const EventSource& source) {
        return source_wanted(filter.sources, source.source_id, source.kind);
      })) {
    return false;
  }
  return words_occur(filter.query, event.search_text);
}

bool district_passes(const Filter& filter, const Selected& selected) {
  return any_of_wanted(filter.districts, selected.event->districts, itself) ||
         contains(filter.districts, instance_of(selected).place->district);
}

bool post_passes(const Filter& filter, const Post& post) {
  if (!filter.entities.empty() && !contains(filter.entities, post.entity)) return false;
  if (!language_wanted(filter.languages, post.language) || !topics_and_tags_wanted(filter, post)) return false;
  if (!any_of_wanted(filter.districts, post.districts, itself)) return false;
  if (!filter.sources.empty() && std::none_of(post.seen_on.begin(), post.seen_on.end(), [&](const std::string& id) {
        return source_wanted(filter.sources, id, kind_of_source_id(id));
      })) {
    return false;
  }
  return words_occur(filter.query, post.search_text);
}

struct DayLimits {
  std::optional<LocalDate> from, to;
  bool admit(const DaySpan& span) const { return (!from || span.last >= *from) && (!to || span.first <= *to); }
};

DayLimits limits_ahead(const Snapshot& snapshot, const Filter& filter, bool upcoming_only) {
  DayLimits limits{filter.from, filter.to};
  if (filter.days) {
    const auto begin = filter.from.value_or(snapshot.today);
    const auto end = begin + days{*filter.days - 1};
    limits.from = begin;
    limits.to = std::min(end, filter.to.value_or(end));
  }
  if (upcoming_only) limits.from = std::max(snapshot.today, limits.from.value_or(snapshot.today));
  return limits;
}

DayLimits limits_back(const Snapshot& snapshot, const Filter& filter) {
  DayLimits limits{filter.from, filter.to};
  if (filter.days && filter.from) {
    const auto end = *filter.from + days{*filter.days - 1};
    limits.to = std::min(end, filter.to.value_or(end));
  } else if (filter.days) {
    limits.from = snapshot.today - days{*filter.days - 1};
  }
  return limits;
}

// Visits what passes, in order, until `visit` returns false.
template <class Visit>
void visit_selected(const Snapshot& snapshot, const Filter& filter, bool upcoming_only, Visit visit) {
  const auto limits = limits_ahead(snapshot, filter, upcoming_only);
  std::unordered_map<std::string_view, const Event*> passing;  // null: looked at, does not pass
  for (const auto& occurrence : snapshot.occurrences) {
    if (!limits.admit(days_of(snapshot, occurrence))) continue;
    const auto [known, is_new] = passing.try_emplace(occurrence.event_id, nullptr);
    if (is_new) {
      const auto* event = snapshot.event(occurrence.event_id);
      if (event && event_passes(filter, *event)) known->second = event;
    }
    const Selected selected{&occurrence, known->second};
    if (selected.event && district_passes(filter, selected) && !visit(selected)) return;
  }
}

std::size_t most(const Filter& filter) {
  return filter.limit ? static_cast<std::size_t>(std::max(0, *filter.limit)) : std::numeric_limits<std::size_t>::max();
}

}  // namespace

DaySpan day_span(LocalTime start, LocalTime end, bool all_day) {
  const auto after_midnight = all_day ? Seconds{1} : Seconds{6 * 3600};
  return {day_of(start), day_of(std::max(start, end - after_midnight))};
}

DaySpan days_of(const Snapshot& snapshot, const Occurrence& occurrence) {
  if (occurrence.all_day) return day_span(occurrence.local_start, occurrence.local_end, true);
  return day_span(snapshot.zone.to_local(occurrence.start), snapshot.zone.to_local(occurrence.end), false);
}

std::vector<Selected> select_occurrences(const Snapshot& snapshot, const Filter& filter, bool upcoming_only) {
  std::vector<Selected> out;
  if (most(filter) == 0) return out;
  visit_selected(snapshot, filter, upcoming_only, [&](const Selected& selected) {
    out.push_back(selected);
    return out.size() < most(filter);
  });
  return out;
}

std::vector<Selected> select_events(const Snapshot& snapshot, const Filter& filter, bool upcoming_only) {
  std::vector<Selected> out;
  if (most(filter) == 0) return out;
  std::unordered_set<const Event*> seen;
  visit_selected(snapshot, filter, upcoming_only, [&](const Selected& selected) {
    if (seen.insert(selected.event).second) out.push_back(selected);
    return out.size() < most(filter);
  });
  return out;
}

std::vector<const Post*> select_posts(const Snapshot& snapshot, const Filter& filter) {
  const auto limits = limits_back(snapshot, filter);
  std::vector<const Post*> out;
  for (const auto& post : snapshot.posts) {
    if (out.size() >= most(filter)) break;
    const auto day = day_of(snapshot.zone.to_local(post.published));
    if (limits.admit({day, day}) && post_passes(filter, post)) out.push_back(&post);
  }
  return out;
}

Instance instance_of(const Selected& selected) {
  const auto& event = *selected.event;
  Instance instance{event.title, event.summary, event.description_html, event.url, &event.place, selected.occurrence->status};
  // A cancelled event is cancelled on all its dates, also on those that were expanded before.
  if (event.status == EventStatus::cancelled) instance.status = event.status;
  const auto index = selected.occurrence->override_index;
  if (index < 0 || static_cast<std::size_t>(index) >= event.recurrence.overrides.size()) return instance;
  const auto& changed = event.recurrence.overrides[static_cast<std::size_t>(index)];
  if (changed.title) instance.title = *changed.title;
  if (changed.summary) instance.summary = *changed.summary;
  if (changed.description_html) instance.description_html = *changed.description_html;
  if (changed.url) instance.url = *changed.url;
  if (changed.place) instance.place = &*changed.place;
  return instance;
}

}  // namespace resso::feeds
