#include "feeds/selection.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <limits>
#include <utility>

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

const std::string& itself(const std::string& text) { return text; }
std::string tag_key(const std::string& tag) { return text::fold_hashtag(tag); }
const std::string& topic_key(const TopicMark& mark) { return mark.topic; }

bool district_passes(const Filter& filter, const Selected& selected) {
  return any_of_wanted(filter.districts, selected.event->districts, itself) ||
         contains(filter.districts, instance_of(selected).place->district);
}

bool post_passes(const Filter& filter, const Post& post) {
  if (!filter.entities.empty() && !contains(filter.entities, post.entity)) return false;
  if (!language_wanted(filter.languages, post.language)) return false;
  if (!any_of_wanted(filter.topics, post.topics, topic_key) || !any_of_wanted(filter.tags, post.hashtags, tag_key)) return false;
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

std::size_t most(const Filter& filter) {
  return filter.limit ? static_cast<std::size_t>(std::max(0, *filter.limit)) : std::numeric_limits<std::size_t>::max();
}

}  // namespace

DaySpan days_of(const Snapshot& snapshot, const Occurrence& occurrence) { return days_of(occurrence, snapshot.zone); }

Selection::Selection(const Snapshot& snapshot, Filter filter)
    : snapshot_(snapshot), filter_(std::move(filter)), passing_(snapshot.agenda.passing(filter_)) {}

Selection::Limits Selection::limits_of(const Filter& period, bool upcoming_only) const {
  const auto days = limits_ahead(snapshot_, period, upcoming_only);
  const auto from = days.from.value_or(LocalDate::min()), to = days.to.value_or(LocalDate::max());
  const auto [begin, end] = snapshot_.agenda.between(from, to);
  return {from, to, begin, end};
}

bool Selection::is_there(std::size_t occurrence, Position event) const {
  return !snapshot_.agenda.moves(event) || district_passes(filter_, {&snapshot_.occurrences[occurrence], &snapshot_.events[event]});
}

Selection::Counts Selection::count(const EventKeys& keys, const Filter& period, bool upcoming_only) const {
  Counts counts;
  counts.by.resize(keys.size());
  const auto limits = limits_of(period, upcoming_only);
  for (auto i = limits.begin; i < limits.end; ++i) {
    const auto event = event_of(i, limits);
    if (event == AgendaIndex::kNoEvent) continue;
    ++counts.dates;
    for (const auto key : keys.of(event)) ++counts.by[key];
  }
  return counts;
}

std::size_t Selection::count(const Filter& period) const {
  std::size_t dates = 0;
  const auto limits = limits_of(period, true);
  for (auto i = limits.begin; i < limits.end; ++i) dates += event_of(i, limits) == AgendaIndex::kNoEvent ? 0 : 1;
  return dates;
}

std::int64_t Selection::Counts::of(const EventKeys& keys, std::string_view key) const {
  const auto number = keys.number_of(key);
  return number ? by[*number] : 0;
}

std::size_t Selection::Counts::keys() const {
  return static_cast<std::size_t>(std::count_if(by.begin(), by.end(), [](std::uint32_t n) { return n > 0; }));
}

std::vector<Selected> select_occurrences(const Snapshot& snapshot, const Filter& filter, bool upcoming_only) {
  std::vector<Selected> out;
  if (most(filter) == 0) return out;
  Selection(snapshot, filter).each(filter, upcoming_only, [&](const Selected& selected, const DaySpan&) {
    out.push_back(selected);
    return out.size() < most(filter);
  });
  return out;
}

std::vector<Selected> select_events(const Snapshot& snapshot, const Filter& filter, bool upcoming_only) {
  std::vector<Selected> out;
  if (most(filter) == 0) return out;
  std::vector<bool> seen(snapshot.events.size());
  Selection(snapshot, filter).each(filter, upcoming_only, [&](const Selected& selected, const DaySpan&) {
    const auto event = static_cast<std::size_t>(selected.event - snapshot.events.data());
    if (!seen[event]) out.push_back(selected);
    seen[event] = true;
    return out.size() < most(filter);
  });
  return out;
}

std::vector<const Occurrence*> select_dates(const Snapshot& snapshot, const Filter& filter, const Event& event, bool upcoming_only) {
  const auto limits = limits_ahead(snapshot, filter, upcoming_only);
  std::vector<const Occurrence*> out;
  for (const auto i : snapshot.agenda.occurrences_of(static_cast<AgendaIndex::Position>(&event - snapshot.events.data()))) {
    const Occurrence& date = snapshot.occurrences[i];
    if (limits.admit(snapshot.agenda.days_of(i)) && district_passes(filter, {&date, &event})) out.push_back(&date);
  }
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
