#include "store/json.hpp"
#include "store/session.hpp"

namespace resso::store {
namespace {

// "name@authority" of "https://authority".
std::string acct_of(const Source& source) {
  const auto scheme = source.url.find("://");
  const auto host = source.url.substr(scheme == std::string::npos ? 0 : scheme + 3);
  return source.name + "@" + host;
}

}  // namespace

std::vector<SourceState> Session::source_states() {
  std::vector<SourceState> states;
  auto rows = db_.query("SELECT body FROM source_states ORDER BY source_id");
  while (rows.next()) from_json(rows.view(0), states.emplace_back());
  return states;
}

std::optional<SourceState> Session::source_state(std::string_view source_id) {
  auto rows = db_.query("SELECT body FROM source_states WHERE source_id = ?", source_id);
  if (!rows.next()) return std::nullopt;
  SourceState state;
  from_json(rows.view(0), state);
  return state;
}

void Session::save_source_state(const SourceState& state) {
  db_.run("INSERT INTO source_states VALUES(?, ?) ON CONFLICT DO UPDATE SET body = excluded.body", state.source_id, to_json(state));
}

std::vector<HostState> Session::host_states() {
  std::vector<HostState> hosts;
  auto rows = db_.query("SELECT host, held_until, unavailable FROM hosts ORDER BY host");
  while (rows.next()) hosts.push_back({rows.text(0), instant_of(rows.maybe_integer(1)), static_cast<int>(rows.integer(2))});
  return hosts;
}

void Session::save_host_state(const HostState& host) {
  db_.run(
      "INSERT INTO hosts VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET held_until = excluded.held_until, unavailable = excluded.unavailable",
      host.host, count_of(host.held_until), host.unavailable_in_a_row);
}

void Session::set_sources(const std::vector<Source>& sources) {
  db_.run("UPDATE sources SET configured = 0 WHERE configured = 1");
  for (const auto& source : sources) {
    db_.run(
        "INSERT INTO sources VALUES(?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET kind = excluded.kind, url = excluded.url, name = "
        "excluded.name,"
        " entity = excluded.entity, configured = 1",
        source.id, name_of(source.kind), source.url, source.name, source.entity);
    // So that the followers of an account that has not said anything yet are its entity's.
    if (source.kind == SourceKind::mastodon_account && !source.entity.empty())
      db_.run(
          "INSERT INTO account_entities VALUES(?, ?) ON CONFLICT DO UPDATE SET entity = excluded.entity WHERE entity <> excluded.entity",
          terms_.make(TermKind::account, acct_of(source)), terms_.make(TermKind::entity, source.entity));
  }
}

}  // namespace resso::store
