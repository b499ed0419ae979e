#include "store/json.hpp"
#include "store/session.hpp"

namespace resso::store {
namespace {

std::vector<StatedEvent> load_all(Query rows) {
  std::vector<StatedEvent> statements;
  while (rows.next()) from_json(rows.view(0), statements.emplace_back());
  return statements;
}

}  // namespace

std::optional<StatedEvent> Session::statement(std::string_view source_id, std::string_view key) {
  auto found = load_all(db_.query("SELECT body FROM statements WHERE source_id = ? AND key = ?", source_id, key));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<StatedEvent> Session::statements_of_source(std::string_view source_id) {
  return load_all(db_.query("SELECT body FROM statements WHERE source_id = ? ORDER BY n", source_id));
}

std::vector<StatedEvent> Session::statements_of_event(std::string_view event_id) {
  return load_all(db_.query("SELECT body FROM statements WHERE event_id = ? ORDER BY n", event_id));
}

std::vector<StatedEvent> Session::statements_of_post(std::string_view post_uri) {
  return load_all(db_.query("SELECT body FROM statements WHERE post_uri = ? AND post_uri <> '' ORDER BY n", post_uri));
}

std::string Session::event_of_statement(std::string_view source_id, std::string_view key) {
  auto rows = db_.query("SELECT event_id FROM statements WHERE source_id = ? AND key = ?", source_id, key);
  return rows.next() ? rows.text(0) : std::string();
}

void Session::save_statement(const StatedEvent& statement, std::string_view event_id, std::string_view url_key) {
  db_.run(
      "INSERT INTO statements(source_id, key, event_id, uid, url_key, post_uri, body) VALUES(?,?,?,?,?,?,?) ON CONFLICT(source_id, key)"
      " DO UPDATE SET event_id = excluded.event_id, uid = excluded.uid, url_key = excluded.url_key, post_uri = excluded.post_uri,"
      " body = excluded.body",
      statement.source_id, statement.key, event_id, statement.event.uid, url_key, statement.post_uri, to_json(statement));
}

}  // namespace resso::store
