#include "daemon/merge_decide.hpp"

#include "agenda/merge.hpp"
#include "agenda/occurrences.hpp"
#include "daemon/ingest.hpp"
#include "text/digest.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::daemon {
namespace {

constexpr Window kEver{Instant(std::chrono::days(-200'000)), Instant(std::chrono::days(400'000))};
constexpr std::size_t kOccurrences = 10'000;

Error no_such(const store::StatementKey& statement) {
  return {Errc::not_found, "there is no statement " + statement.key + " of the source " + statement.source_id, "",
          "resso events --json tells the sources of an event", 0};
}

store::StatementKey key_of(const StatedEvent& statement) { return {statement.source_id, statement.key}; }

void move_to(store::Transaction& transaction, const StatedEvent& statement, const std::string& event_id) {
  const auto& url = statement.event.url;
  transaction.save_statement(statement, event_id, url.empty() ? std::string() : text::url_key(url));
}

void make_again(store::Transaction& transaction, const std::string& id, const agenda::Rules& rules, Instant now) {
  const auto stored = transaction.event_by_id(id);
  Event event = agenda::compose(transaction.statements_of_event(id), stored ? std::optional(stored->event) : std::nullopt, now);
  event.id = id;
  const Window window = event.recurrence.empty() ? kEver : stored_window(now);
  const auto expansion = agenda::expand(event, window, kOccurrences, rules.city_zone());
  transaction.save_event(event, expansion.occurrences, window.to);
}

// The event of a statement may already have the id that it would have alone: it was the first to tell of it.
std::string free_id(store::Transaction& transaction, const StatedEvent& statement) {
  std::string id = agenda::event_id(statement);
  for (int n = 1; transaction.event_by_id(id); ++n) id = text::short_id("apart\n" + std::to_string(n) + "\n" + agenda::event_id(statement));
  return id;
}

}  // namespace

Result<std::string> split_statement(store::Transaction& transaction, const store::StatementKey& key, const agenda::Rules& rules,
                                    const std::string& by, Instant now) {
  const auto statement = transaction.statement(key.source_id, key.key);
  if (!statement) return no_such(key);
  const std::string old_id = transaction.event_of_statement(key.source_id, key.key);
  const auto together = transaction.statements_of_event(old_id);
  if (together.size() < 2)
    return Error{Errc::bad_input, "the statement is the only one of its event", "event " + old_id, "there is nothing to split", 0};
  for (const auto& other : together)
    if (key_of(other) != key) transaction.decide_merge({key, key_of(other), false, by, now});
  const std::string id = free_id(transaction, *statement);
  move_to(transaction, *statement, id);
  make_again(transaction, old_id, rules, now);
  make_again(transaction, id, rules, now);
  transaction.bump_agenda_version(now);
  return id;
}

Result<std::string> join_statements(store::Transaction& transaction, const store::StatementKey& a, const store::StatementKey& b,
                                    const agenda::Rules& rules, const std::string& by, Instant now) {
  for (const auto& key : {a, b})
    if (!transaction.statement(key.source_id, key.key)) return no_such(key);
  transaction.decide_merge({a, b, true, by, now});
  std::string kept = transaction.event_of_statement(a.source_id, a.key), gone = transaction.event_of_statement(b.source_id, b.key);
  if (kept == gone) return kept;
  const auto created = [&](const std::string& id) {
    const auto stored = transaction.event_by_id(id);
    return stored && stored->event.created ? *stored->event.created : Instant::max();
  };
  if (created(gone) < created(kept)) std::swap(kept, gone);
  for (const auto& statement : transaction.statements_of_event(gone)) move_to(transaction, statement, kept);
  transaction.delete_event(gone);
  make_again(transaction, kept, rules, now);
  transaction.bump_agenda_version(now);
  return kept;
}

}  // namespace resso::daemon
