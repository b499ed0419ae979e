#include "feeds/source_standing.hpp"

#include "feeds/public_address.hpp"
#include "text/digest.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <tuple>

namespace resso::feeds {
namespace {

using Values = std::vector<std::string>;

bool holds(const Values& values, std::string_view value) { return std::find(values.begin(), values.end(), value) != values.end(); }

bool meets(const Values& wanted, const Values& own, const Values* of_entity) {
  const auto is_own = [&](const std::string& value) { return holds(own, value) || (of_entity && holds(*of_entity, value)); };
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), is_own);
}

bool is_of_kind(const Source& source, const std::string& wanted) {
  const auto kind = resso::name_of(source.kind);
  return wanted == source.id || wanted == kind || (wanted == "mastodon" && kind.starts_with("mastodon_"));
}

bool has_words(const Snapshot& snapshot, const SourceFacts& facts, const std::string& folded) {
  if (folded.empty()) return true;
  const auto* entity = snapshot.entity(facts.source.entity);
  const auto all =
      text::fold_words(source_title(snapshot, facts) + " " + (entity ? entity->name : std::string()) + " " + public_host(facts.source));
  return all.find(folded) != std::string::npos;
}

bool passes(const Snapshot& snapshot, const SourceFacts& facts, const Filter& filter) {
  const auto& source = facts.source;
  const auto* entity = snapshot.entity(source.entity);
  if (!filter.entities.empty() && !holds(filter.entities, source.entity)) return false;
  if (!meets(filter.districts, source.districts, entity ? &entity->districts : nullptr)) return false;
  if (!meets(filter.topics, source.topics, entity ? &entity->topics : nullptr)) return false;
  const auto& kinds = filter.sources;
  if (!kinds.empty() && std::none_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return is_of_kind(source, kind); })) return false;
  return has_words(snapshot, facts, filter.query);
}

std::optional<Standing> standing_named(std::string_view name) {
  const auto at = std::find_if(kStandings.begin(), kStandings.end(), [&](Standing standing) { return name_of(standing) == name; });
  return at == kStandings.end() ? std::nullopt : std::optional(*at);
}

}  // namespace

Standing standing_of(const SourceState& state) {
  switch (state.condition) {
    case Condition::needs_auth: return Standing::needs_auth;
    case Condition::unpolled:
    case Condition::limited: return Standing::waiting;
    case Condition::ok: return state.warnings.empty() ? Standing::ok : Standing::improvable;
    case Condition::failing:
    case Condition::gone:
    case Condition::refused: break;
  }
  return Standing::failing;
}

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::failing: return "failing";
    case Standing::needs_auth: return "needs_auth";
    case Standing::improvable: return "improvable";
    case Standing::waiting: return "waiting";
    case Standing::ok: break;
  }
  return "ok";
}

Result<std::vector<Standing>> take_standings(std::string& query) {
  std::vector<Standing> standings;
  std::string rest;
  for (std::string_view left = query; !left.empty();) {
    const auto pair = left.substr(0, left.find('&'));
    left.remove_prefix(std::min(left.size(), pair.size() + 1));
    if (pair.substr(0, pair.find('=')) != "state") {
      rest.append(rest.empty() ? "" : "&").append(pair);
      continue;
    }
    const std::string value = text::percent_decode(pair.substr(std::min(pair.size(), std::size_t{6})));
    if (value.empty()) continue;
    const auto standing = standing_named(value);
    if (!standing)
      return Error{Errc::bad_input, "no such state: “" + text::abridge(text::repair_utf8(value), 60) + "”", "state",
                   "use one of: failing, needs_auth, improvable, waiting, ok", 0};
    standings.push_back(*standing);
  }
  std::sort(standings.begin(), standings.end());
  standings.erase(std::unique(standings.begin(), standings.end()), standings.end());
  query = std::move(rest);
  return standings;
}

std::string canonical_standings(const std::vector<Standing>& standings) {
  std::string out;
  for (const auto standing : standings) out.append(out.empty() ? "" : "&").append("state=").append(name_of(standing));
  return out;
}

std::vector<const SourceFacts*> select_sources(const Snapshot& snapshot, const Filter& filter, const std::vector<Standing>& standings) {
  struct Key {
    Standing standing;
    Instant failing_since;
    std::string title;
    const SourceFacts* facts;
  };
  std::vector<Key> keys;
  for (const auto& facts : snapshot.sources) {
    const auto standing = standing_of(facts.state);
    if (!standings.empty() && std::find(standings.begin(), standings.end(), standing) == standings.end()) continue;
    if (!passes(snapshot, facts, filter)) continue;
    keys.push_back({standing, facts.state.failing_since.value_or(Instant::max()), text::fold_words(source_title(snapshot, facts)), &facts});
  }
  std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
    return std::tie(a.standing, a.failing_since, a.title, a.facts->source.id) <
           std::tie(b.standing, b.failing_since, b.title, b.facts->source.id);
  });
  std::vector<const SourceFacts*> out;
  out.reserve(keys.size());
  for (const auto& key : keys) out.push_back(key.facts);
  return out;
}

std::string source_title(const Snapshot& snapshot, const SourceFacts& facts) {
  const auto& source = facts.source;
  if (source.kind == SourceKind::mastodon_hashtag) return "#" + source.name;
  if (source.kind == SourceKind::mastodon_account) return "@" + source.name + "@" + public_host(source);
  // What a calendar behind a password is called is its owner's business.
  if (!facts.state.title.empty() && !is_private(facts)) return text::abridge(text::collapse_space(facts.state.title), 120);
  if (const auto* entity = snapshot.entity(source.entity)) return entity->name;
  return public_host(source);
}

std::string source_anchor(const Source& source) { return "s-" + text::short_id(source.id); }

}  // namespace resso::feeds
