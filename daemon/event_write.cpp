#include "daemon/event_write.hpp"

#include "agenda/merge.hpp"
#include "agenda/merge_keys.hpp"
#include "agenda/occurrences.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::daemon {
namespace {

using std::chrono::days;

/// Of a series that has too many dates, those to come.
agenda::Expansion expand(const Event& event, const agenda::Rules& rules, Instant now, std::size_t most) {
  if (event.recurrence.empty()) return agenda::expand(event, kEver, 1, rules.city_zone());
  const Window window = stored_window(now);
  auto expansion = agenda::expand(event, window, most, rules.city_zone());
  if (!expansion.truncated) return expansion;
  expansion = agenda::expand(event, {now, window.to}, most, rules.city_zone());
  expansion.truncated = true;
  return expansion;
}

agenda::Expansion save_expanded(store::Transaction& transaction, const Event& event, const agenda::Rules& rules, Instant now,
                                std::size_t most) {
  auto expansion = expand(event, rules, now, std::min(most, kOccurrencesPerSeries));
  transaction.save_event(event, expansion.occurrences, event.recurrence.empty() ? kEver.to : stored_window(now).to);
  return expansion;
}

Recomposed remove(store::Transaction& transaction, const std::string& id, const std::optional<Event>& before) {
  Recomposed done;
  if (!before) return done;
  transaction.delete_event(id);
  done.visible = before->moderation.state == ModerationState::approved;
  return done;
}

}  // namespace

Window stored_window(Instant now) { return {now - days(400), now + days(400)}; }

void write_statement(store::Transaction& transaction, const StatedEvent& statement, const agenda::EventTraits& traits,
                     const std::string& event_id) {
  const auto& url = statement.event.url;
  transaction.save_statement(statement, event_id, url.empty() ? std::string() : text::url_key(url), agenda::merge_keys(traits).kept);
}

Recomposed recompose_event(store::Transaction& transaction, const std::string& id, const agenda::Rules& rules, Instant now,
                           std::size_t held) {
  const auto stored = transaction.event_by_id(id);
  const auto before = stored ? std::optional(stored->event) : std::nullopt;
  const auto statements = transaction.statements_of_event(id);
  if (statements.empty()) return remove(transaction, id, before);
  Event event = agenda::compose(statements, before, now);
  event.id = id;
  Recomposed done;
  done.made = !before;
  done.changed = !before || !agenda::looks_equal(*before, event);
  if (!done.changed && before->sources == event.sources && before->search_text == event.search_text) return done;
  const std::size_t before_it = stored ? stored->occurrences.size() : 0;
  const std::size_t others = held - std::min(held, before_it);
  const auto expansion = save_expanded(transaction, event, rules, now, kOccurrencesPerSource - std::min(others, kOccurrencesPerSource));
  done.occurrences = static_cast<std::ptrdiff_t>(expansion.occurrences.size()) - static_cast<std::ptrdiff_t>(before_it);
  done.truncated = expansion.truncated;
  done.visible = event.moderation.state == ModerationState::approved || (before && before->moderation.state == ModerationState::approved);
  done.cancelled = done.changed && event.status == EventStatus::cancelled && (!before || before->status != EventStatus::cancelled);
  return done;
}

void expand_event(store::Transaction& transaction, const Event& event, const agenda::Rules& rules, Instant now) {
  save_expanded(transaction, event, rules, now, kOccurrencesPerSeries);
}

}  // namespace resso::daemon
