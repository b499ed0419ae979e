// merge.hpp's second half: one event out of its statements.
#include "agenda/merge.hpp"
#include "agenda/moderate.hpp"

#include <algorithm>
#include <tuple>

namespace resso::agenda {
namespace {

using Ranked = std::vector<const StatedEvent*>;

// Best first. The last keys make the order total, so that the same statements always give the same bytes.
Ranked rank(const std::vector<StatedEvent>& statements) {
  Ranked ranked;
  const bool any_live = std::any_of(statements.begin(), statements.end(), [](const StatedEvent& s) { return !s.vanished; });
  for (const auto& statement : statements)
    if (!any_live || !statement.vanished) ranked.push_back(&statement);
  std::sort(ranked.begin(), ranked.end(), [](const StatedEvent* a, const StatedEvent* b) {
    return std::tuple(-static_cast<int>(a->evidence), -a->confidence, a->seen, std::string_view(a->source_id), std::string_view(a->key)) <
           std::tuple(-static_cast<int>(b->evidence), -b->confidence, b->seen, std::string_view(b->source_id), std::string_view(b->key));
  });
  return ranked;
}

bool says_something(const std::string& text) { return !text.empty(); }
bool says_something(const Place& place) { return !place.empty(); }
template <class T>
bool says_something(const std::optional<T>& value) {
  return value.has_value();
}
template <class T>
bool says_something(const std::vector<T>& values) {
  return !values.empty();
}

template <class T>
void take_first(Event& out, const Ranked& ranked, T Event::*field) {
  for (const auto* statement : ranked) {
    if (!says_something(statement->event.*field)) continue;
    out.*field = statement->event.*field;
    return;
  }
}

template <class T, class Key>
void join(std::vector<T>& to, const std::vector<T>& from, Key key) {
  for (const auto& value : from)
    if (std::none_of(to.begin(), to.end(), [&](const T& known) { return key(known) == key(value); })) to.push_back(value);
}

void join_lists(Event& out, const Ranked& ranked) {
  const auto itself = [](const std::string& text) -> const std::string& { return text; };
  for (const auto* statement : ranked) {
    join(out.categories, statement->event.categories, itself);
    join(out.hashtags, statement->event.hashtags, itself);
    join(out.districts, statement->event.districts, itself);
    join(out.topics, statement->event.topics, [](const TopicMark& mark) -> const std::string& { return mark.topic; });
  }
  std::sort(out.districts.begin(), out.districts.end());
}

std::vector<EventSource> sources_of(const std::vector<StatedEvent>& statements) {
  std::vector<EventSource> sources;
  for (const auto& statement : statements) {
    EventSource source;
    source.source_id = statement.source_id;
    source.kind = kind_of_source_id(statement.source_id).value_or(SourceKind::feed);
    source.evidence = statement.evidence;
    source.url = statement.event.url;
    source.post_uri = statement.post_uri;
    source.seen = statement.seen;
    source.confidence = statement.confidence;
    sources.push_back(std::move(source));
  }
  std::sort(sources.begin(), sources.end(), [](const EventSource& a, const EventSource& b) {
    return std::tie(a.seen, a.source_id, a.url) < std::tie(b.seen, b.source_id, b.url);
  });
  return sources;
}

bool is_news(EventStatus status) { return status == EventStatus::cancelled || status == EventStatus::postponed; }

// When a statement was made: what its source says of that (or what ingest noted when its words changed). Of one without a date the
// announcement counts as older than any news of it, for news follows what it is of; news counts from when we heard it.
Instant said_at(const StatedEvent& statement) {
  const Event& event = statement.event;
  if (event.modified) return *event.modified;
  if (event.created) return *event.created;
  return is_news(event.status) ? statement.seen : Instant::min();
}

// Only a body of the city (or anybody, of what no body announces) puts off or cancels what a better source still announces.
bool may_tell_news(const StatedEvent& news, const StatedEvent& best) {
  return news.event.moderation.state == ModerationState::approved && (!news.event.entity.empty() || best.event.entity.empty());
}

bool on_another_day(const Event& a, const Event& b) {
  return std::chrono::floor<std::chrono::days>(a.times.start) != std::chrono::floor<std::chrono::days>(b.times.start);
}

// The status is the best statement's, unless a newer one says that the event is cancelled or put off: last said counts. A new date is the
// newest that is told: as such, or as the day of a notice that is of this event because it was put off.
void apply_news(Event& out, const Ranked& ranked) {
  const StatedEvent* latest = ranked.front();
  for (const auto* statement : ranked) {
    if (is_news(statement->event.status) && said_at(*statement) > said_at(*latest) && may_tell_news(*statement, *ranked.front()))
      latest = statement;
  }
  out.status = latest->event.status;
  if (out.status != EventStatus::postponed) return;
  std::optional<Instant> told;
  for (const auto* statement : ranked) {
    const bool elsewhere = on_another_day(statement->event, ranked.front()->event);
    if (!statement->event.moved_to && !elsewhere) continue;
    if ((told && said_at(*statement) <= *told) || (statement != ranked.front() && !may_tell_news(*statement, *ranked.front()))) continue;
    out.moved_to = statement->event.moved_to ? statement->event.moved_to : std::optional(statement->event.times);
    told = said_at(*statement);
  }
}

Event visible_part(Event event) {
  event.sequence = 0;
  event.created.reset();
  event.modified.reset();
  event.cancelled_at.reset();
  event.sources.clear();
  event.search_text.clear();
  event.moderation.at.reset();
  return event;
}

}  // namespace

bool looks_equal(const Event& a, const Event& b) { return visible_part(a) == visible_part(b); }

Event compose(const std::vector<StatedEvent>& statements, const std::optional<Event>& before, Instant now) {
  const Ranked ranked = rank(statements);
  Event out;
  if (ranked.empty()) return before.value_or(out);
  const Event& best = ranked.front()->event;
  out.times = best.times;
  out.recurrence = best.recurrence;
  out.moved_to = best.moved_to;
  for (auto field : {&Event::uid, &Event::title, &Event::summary, &Event::description_html, &Event::url, &Event::organiser,
                     &Event::language, &Event::entity})
    take_first(out, ranked, field);
  take_first(out, ranked, &Event::place);
  take_first(out, ranked, &Event::image);
  apply_news(out, ranked);
  join_lists(out, ranked);
  out.sources = sources_of(statements);
  std::vector<Moderation> moderations;
  for (const auto* statement : ranked) moderations.push_back(statement->event.moderation);
  out.moderation = combine(moderations, before ? std::optional(before->moderation) : std::nullopt);
  for (const auto* statement : ranked) {
    if (!out.search_text.empty()) out.search_text += ' ';
    out.search_text += statement->event.search_text;
  }
  if (ranked.front()->vanished) out.status = EventStatus::cancelled;
  if (out.status == EventStatus::cancelled) out.cancelled_at = before && before->cancelled_at ? before->cancelled_at : std::optional(now);

  if (!before) {
    out.id = event_id(*ranked.front());
    out.sequence = best.sequence;
    out.created = now;
    out.modified = now;
    return out;
  }
  out.id = before->id;
  out.created = before->created;
  const bool changed = !looks_equal(out, *before);
  out.sequence = changed ? std::max(before->sequence + 1, best.sequence) : before->sequence;
  out.modified = changed ? std::optional(now) : before->modified;
  return out;
}

}  // namespace resso::agenda
