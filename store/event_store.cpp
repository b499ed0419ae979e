#include "store/json.hpp"
#include "store/session.hpp"

#include <algorithm>
#include <cstring>
#include <set>
#include <span>
#include <utility>

namespace resso::store {
namespace {

// Occurrences up to this long are found by their start alone; the few longer ones are looked through.
constexpr Seconds kLong = std::chrono::days(2);

std::int64_t day_number(LocalDate day) { return day.time_since_epoch().count(); }

// `kept` as blob_of wrote it, `asked` sorted.
bool has_one_of(std::string_view kept, std::span<const std::uint32_t> asked) {
  std::uint32_t key = 0;
  for (; kept.size() >= sizeof key; kept.remove_prefix(sizeof key)) {
    std::memcpy(&key, kept.data(), sizeof key);
    if (std::binary_search(asked.begin(), asked.end(), key)) return true;
  }
  return false;
}

std::string language_key(std::string_view tag) { return std::string(tag.substr(0, tag.find_first_of("-_"))); }

}  // namespace

StoredEvent Session::load_event(std::int64_t n) {
  StoredEvent stored;
  auto rows = db_.query("SELECT body FROM events WHERE n = ?", n);
  if (rows.next()) from_json(rows.view(0), stored.event);
  auto dates = db_.query(
      "SELECT start_at, end_at, local_start, local_end, recurrence_id, all_day, status, override_index FROM occurrences WHERE event = ?"
      " ORDER BY start_at, ordinal",
      n);
  const auto local = [&](int column) { return LocalTime(Seconds(dates.integer(column))); };
  while (dates.next())
    stored.occurrences.push_back({stored.event.id, instant_of(dates.integer(0)), instant_of(dates.integer(1)), local(2), local(3), local(4),
                                  dates.integer(5) != 0, event_status_named(dates.view(6)).value_or(EventStatus::confirmed),
                                  static_cast<int>(dates.integer(7))});
  return stored;
}

std::optional<StoredEvent> Session::event_by_id(std::string_view id) {
  auto rows = db_.query("SELECT n FROM events WHERE id = ?", id);
  return rows.next() ? std::optional(load_event(rows.integer(0))) : std::nullopt;
}

std::vector<StoredEvent> Session::events(const EventQuery& query) {
  std::vector<StoredEvent> found;
  const auto load = [&](Query rows) {
    while (rows.next()) found.push_back(load_event(rows.integer(0)));
  };
  if (!query.window) {
    load(db_.query("SELECT n FROM events WHERE state = 0 OR ? = 0 ORDER BY n", query.only_approved));
    return found;
  }
  const auto from = count_of(query.window->from), to = count_of(query.window->to);
  load(db_.query(
      "SELECT n FROM events WHERE (state = 0 OR ?1 = 0) AND n IN ("
      " SELECT event FROM occurrences WHERE long = 0 AND start_at > ?2 - ?4 - 1 AND start_at < ?3 AND max(end_at, start_at + 1) > ?2"
      " UNION SELECT event FROM occurrences WHERE long = 1 AND start_at < ?3 AND end_at > ?2) ORDER BY n",
      query.only_approved, from, to, kLong.count()));
  return found;
}

std::vector<Event> Session::events_of_statements(std::string_view column, std::string_view value) {
  constexpr int kMost = 200;
  std::vector<Event> found;
  if (value.empty()) return found;
  // `<> ''` lets the partial index serve.
  const std::string sql = "SELECT body FROM events WHERE id IN (SELECT event_id FROM statements WHERE " + std::string(column) +
                          " = ? AND " + std::string(column) + " <> '') ORDER BY n LIMIT ?";
  auto rows = db_.query(sql, value, kMost);
  while (rows.next()) from_json(rows.view(0), found.emplace_back());
  return found;
}

std::vector<Event> Session::events_by_uid(std::string_view uid) { return events_of_statements("uid", uid); }
std::vector<Event> Session::events_by_url_key(std::string_view url_key) { return events_of_statements("url_key", url_key); }

std::vector<Event> Session::events_starting(const Window& window) {
  std::vector<Event> found;
  auto rows = db_.query(
      "SELECT body FROM events WHERE n IN (SELECT event FROM occurrences WHERE long IN (0, 1) AND start_at >= ? AND start_at < ?) ORDER BY "
      "n",
      count_of(window.from), count_of(window.to));
  while (rows.next()) from_json(rows.view(0), found.emplace_back());
  return found;
}

// Days are counted from 1970; nothing lasts longer than 400 (what does is found by its first day, its UID or its page).
std::vector<Event> Session::events_on_days(LocalDate first, LocalDate last, std::span<const std::uint32_t> asked) {
  std::vector<std::string> ids;
  // Each half reads nothing but its index.
  auto near = db_.query(
      "SELECT event_id, merge_keys FROM statements WHERE day >= 0 AND day BETWEEN ?1 AND ?2"
      " UNION ALL SELECT event_id, merge_keys FROM statements WHERE last_day > day AND last_day BETWEEN ?1 AND ?1 + 400 AND day < ?1",
      day_number(first), day_number(last));
  while (near.next())
    if (near.is_null(1) || has_one_of(near.view(1), asked)) ids.push_back(near.text(0));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::vector<std::pair<std::int64_t, std::string>> bodies;
  for (const auto& id : ids)
    if (auto rows = db_.query("SELECT n, body FROM events WHERE id = ?", id); rows.next())
      bodies.emplace_back(rows.integer(0), rows.text(1));
  std::sort(bodies.begin(), bodies.end());
  std::vector<Event> events;
  events.reserve(bodies.size());
  for (const auto& [n, body] : bodies) from_json(body, events.emplace_back());
  return events;
}

std::vector<Event> Session::events_of_entity_on_days(std::string_view entity, LocalDate first, LocalDate last) {
  std::vector<Event> found;
  const auto term = entity.empty() ? std::nullopt : terms_.find(TermKind::entity, entity);
  if (!term) return found;
  auto rows = db_.query(
      "SELECT body FROM events WHERE entity = ?1 AND id IN (SELECT event_id FROM statements WHERE day >= 0 AND day BETWEEN ?2 AND ?3)"
      " ORDER BY n",
      *term, day_number(first), day_number(last));
  while (rows.next()) from_json(rows.view(0), found.emplace_back());
  return found;
}

std::vector<Event> Session::events_postponed(std::string_view entity) {
  std::vector<Event> found;
  const auto term = entity.empty() ? std::nullopt : terms_.find(TermKind::entity, entity);
  if (!term) return found;
  auto rows = db_.query("SELECT body FROM events WHERE entity = ? AND postponed = 1 ORDER BY n", *term);
  while (rows.next()) from_json(rows.view(0), found.emplace_back());
  return found;
}

std::vector<std::string> Session::events_to_expand(Instant until) {
  std::vector<std::string> ids;
  auto rows = db_.query("SELECT id FROM events WHERE recurring = 1 AND expanded_until < ? ORDER BY expanded_until, n", count_of(until));
  while (rows.next()) ids.push_back(rows.text(0));
  return ids;
}

void Session::save_event(const Event& event, const std::vector<Occurrence>& occurrences, Instant expanded_until) {
  db_.run(
      "INSERT INTO events(id, entity, language, kind, state, recurring, expanded_until, body, postponed) VALUES(?,?,?,?,?,?,?,?,?) ON "
      "CONFLICT(id)"
      " DO UPDATE SET entity = excluded.entity, language = excluded.language, kind = excluded.kind, state = excluded.state,"
      " recurring = excluded.recurring, expanded_until = excluded.expanded_until, body = excluded.body,"
      " postponed = excluded.postponed",
      event.id, terms_.make(TermKind::entity, event.entity), terms_.make(TermKind::language, language_key(event.language)),
      event.sources.empty() ? std::string_view() : name_of(event.sources.front().kind), static_cast<int>(event.moderation.state),
      !event.recurrence.empty(), count_of(expanded_until), to_json(event), event.status == EventStatus::postponed);
  const std::int64_t n = db_.number("SELECT n FROM events WHERE id = ?", event.id);
  db_.run("DELETE FROM event_terms WHERE event = ?", n);
  const auto add = [&](TermKind kind, std::string_view text) {
    if (const auto term = terms_.make(kind, text)) db_.run("INSERT INTO event_terms VALUES(?, ?) ON CONFLICT DO NOTHING", term, n);
  };
  for (const auto& mark : event.topics) add(TermKind::topic, mark.topic);
  for (const auto& hashtag : event.hashtags) add(TermKind::hashtag, directory_->rules.fold_hashtag(hashtag));
  db_.run("DELETE FROM occurrences WHERE event = ?", n);
  std::int64_t ordinal = 0;
  const auto local = [](LocalTime at) { return static_cast<std::int64_t>(at.time_since_epoch().count()); };
  for (const auto& o : occurrences)
    db_.run("INSERT INTO occurrences VALUES(?,?,?,?,?,?,?,?,?,?,?)", n, ordinal++, count_of(o.start), count_of(o.end),
            o.end - o.start > kLong, local(o.local_start), local(o.local_end), local(o.recurrence_id), o.all_day, name_of(o.status),
            o.override_index);
}

void Session::delete_event(std::string_view id) { db_.run("DELETE FROM events WHERE id = ?", id); }

void Session::set_event_moderation(std::string_view id, const Moderation& moderation) {
  Event event;
  {
    auto rows = db_.query("SELECT body FROM events WHERE id = ?", id);
    if (!rows.next()) return;
    from_json(rows.view(0), event);
  }
  event.moderation = moderation;
  db_.run("UPDATE events SET state = ?, body = ? WHERE id = ?", static_cast<int>(moderation.state), to_json(event), id);
  log_moderation("event", id, moderation);
}

}  // namespace resso::store
