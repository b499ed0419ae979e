#include "store/json.hpp"
#include "store/session.hpp"

#include <algorithm>

namespace resso::store {
namespace {

std::vector<StatedEvent> load_all(Query rows) {
  std::vector<StatedEvent> statements;
  while (rows.next()) from_json(rows.view(0), statements.emplace_back());
  return statements;
}

std::int64_t day_number(LocalTime time) { return std::chrono::floor<std::chrono::days>(time).time_since_epoch().count(); }

}  // namespace

std::optional<StatedEvent> Session::statement(std::string_view source_id, std::string_view key) {
  auto found = load_all(db_.query("SELECT body FROM statements WHERE source_id = ? AND key = ?", source_id, key));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<StatedEvent> Session::statements_of_source(std::string_view source_id) {
  return load_all(db_.query("SELECT body FROM statements WHERE source_id = ? ORDER BY n", source_id));
}

std::vector<std::string> Session::keys_of_source(std::string_view source_id) {
  std::vector<std::string> keys;
  auto rows = db_.query("SELECT key FROM statements WHERE source_id = ?", source_id);
  while (rows.next()) keys.push_back(rows.text(0));
  return keys;
}

OccurrenceCount Session::occurrences_of_source(std::string_view source_id) {
  OccurrenceCount count;
  auto rows = db_.query(
      "SELECT count(*) FROM occurrences WHERE event IN"
      " (SELECT n FROM events WHERE id IN (SELECT event_id FROM statements WHERE source_id = ?)) GROUP BY event",
      source_id);
  while (rows.next()) {
    const auto of_event = static_cast<std::size_t>(rows.integer(0));
    count.all += of_event;
    count.of_largest = std::max(count.of_largest, of_event);
  }
  return count;
}

std::vector<StatedEvent> Session::statements_of_event(std::string_view event_id) {
  return load_all(db_.query("SELECT body FROM statements WHERE event_id = ? ORDER BY n", event_id));
}

std::vector<StatedEvent> Session::statements_of_post(std::string_view post_uri) {
  return load_all(db_.query("SELECT body FROM statements WHERE post_uri = ? AND post_uri <> '' ORDER BY n", post_uri));
}

std::vector<StatedEvent> Session::statements_after(const StatementKey& after, std::size_t limit) {
  return load_all(db_.query("SELECT body FROM statements WHERE (source_id, key) > (?, ?) ORDER BY source_id, key LIMIT ?", after.source_id,
                            after.key, limit));
}

std::string Session::event_of_statement(std::string_view source_id, std::string_view key) {
  auto rows = db_.query("SELECT event_id FROM statements WHERE source_id = ? AND key = ?", source_id, key);
  return rows.next() ? rows.text(0) : std::string();
}

void Session::save_statement(const StatedEvent& statement, std::string_view event_id, std::string_view url_key,
                             std::span<const std::uint32_t> merge_keys) {
  const auto& times = statement.event.times;
  db_.run(
      "INSERT INTO statements(source_id, key, event_id, uid, url_key, post_uri, body, day, last_day, merge_keys)"
      " VALUES(?,?,?,?,?,?,?,?,?,?)"
      " ON CONFLICT(source_id, key) DO UPDATE SET event_id = excluded.event_id, uid = excluded.uid, url_key = excluded.url_key,"
      " post_uri = excluded.post_uri, body = excluded.body, day = excluded.day, last_day = excluded.last_day,"
      " merge_keys = excluded.merge_keys, heard = NULL",
      statement.source_id, statement.key, event_id, statement.event.uid, url_key, statement.post_uri, to_json(statement),
      day_number(times.start), day_number(times.end && *times.end > times.start ? *times.end - Seconds(1) : times.start),
      blob_of(merge_keys));
}

void Session::set_merge_keys(const StatementKey& statement, std::span<const std::uint32_t> merge_keys) {
  db_.run("UPDATE statements SET merge_keys = ? WHERE source_id = ? AND key = ?", blob_of(merge_keys), statement.source_id, statement.key);
}

void Session::forget_merge_keys() { db_.run("UPDATE statements SET merge_keys = NULL WHERE merge_keys IS NOT NULL"); }

void Session::delete_statement(const StatementKey& statement) {
  db_.run("DELETE FROM statements WHERE source_id = ? AND key = ?", statement.source_id, statement.key);
}

std::vector<MergeDecision> Session::merge_decisions(const StatementKey& statement) {
  std::vector<MergeDecision> decisions;
  auto rows = db_.query(
      "SELECT a_source, a_key, b_source, b_key, same, by, at FROM merge_decisions WHERE a_source = ?1 AND a_key = ?2"
      " UNION SELECT a_source, a_key, b_source, b_key, same, by, at FROM merge_decisions WHERE b_source = ?1 AND b_key = ?2 ORDER BY 7",
      statement.source_id, statement.key);
  while (rows.next())
    decisions.push_back(
        {{rows.text(0), rows.text(1)}, {rows.text(2), rows.text(3)}, rows.integer(4) != 0, rows.text(5), instant_of(rows.integer(6))});
  return decisions;
}

void Session::decide_merge(const MergeDecision& decision) {
  const auto& [first, second] = std::minmax(decision.a, decision.b);
  db_.run(
      "INSERT INTO merge_decisions VALUES(?,?,?,?,?,?,?) ON CONFLICT(a_source, a_key, b_source, b_key)"
      " DO UPDATE SET same = excluded.same, by = excluded.by, at = excluded.at",
      first.source_id, first.key, second.source_id, second.key, decision.same, decision.by, count_of(decision.at));
}

}  // namespace resso::store
