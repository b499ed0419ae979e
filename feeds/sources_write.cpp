#include "feeds/sources_write.hpp"

#include "feeds/city_times.hpp"
#include "feeds/pages/health_words.hpp"
#include "feeds/public_address.hpp"
#include "text/json_write.hpp"

#include <algorithm>

namespace resso::feeds {
namespace {

constexpr std::size_t kMostSources = 1000;

void write_moment(text::JsonWriter& json, const Snapshot& snapshot, std::string_view name, const std::optional<Instant>& at) {
  if (at) json.member(name, offset_time(snapshot, *at));
}

void write_trouble(text::JsonWriter& json, std::string_view code, std::string_view reason, const Trouble& trouble, int line) {
  json.begin_object().member("code", code).member_if("reason", reason);
  // In a language of ours or not at all: what the machine says may quote what is not for everybody.
  if (trouble.known) json.member("what", trouble.what);
  json.member_if("remedy", trouble.remedy);
  if (line > 0) json.member("line", line);
  json.end_object();
}

void write_source(text::JsonWriter& json, const Snapshot& snapshot, const Phrases& say, const SourceFacts& facts) {
  const auto& [source, state] = std::pair<const Source&, const SourceState&>(facts.source, facts.state);
  json.begin_object().member("id", source_anchor(source).substr(2)).member("kind", resso::name_of(source.kind));
  json.member("title", source_title(snapshot, facts)).member("host", public_host(source)).member_if("url", public_address(facts));
  json.member_if("entity", source.entity).member("state", name_of(standing_of(state))).member("condition", resso::name_of(state.condition));
  json.member_if("format", state.format).member("entries", state.entries).member("events", state.events).member("failures", state.failures);
  write_moment(json, snapshot, "last_poll", state.last_poll);
  write_moment(json, snapshot, "last_success", state.last_success);
  write_moment(json, snapshot, "last_change", state.last_change);
  write_moment(json, snapshot, "failing_since", state.failing_since);
  if (state.condition != Condition::gone) write_moment(json, snapshot, "next_poll", state.next_poll);
  if (const auto problem = problem_words(say, source.kind, state)) {
    json.key("problem");
    const Error said = state.problem.value_or(Error{});
    write_trouble(json, resso::name_of(said.code), said.reason, *problem, said.line);
  }
  json.key("warnings").begin_array();
  for (const auto& warning : state.warnings) {
    auto words = warning_words(say, {warning}).front();
    words.what = without_secrets(words.what, is_private(facts));
    write_trouble(json, warning.code, {}, words, warning.line);
  }
  json.end_array().end_object();
}

}  // namespace

Result<std::string> sources_json(const Snapshot& snapshot, const OutputRequest& request) {
  const Phrases say(request.language);
  const auto selected = select_sources(snapshot, request.filter, request.standings);
  const auto limit = request.filter.limit ? static_cast<std::size_t>(*request.filter.limit) : kMostSources;
  text::JsonWriter json(1);
  json.begin_object().member("total", selected.size());
  write_moment(json, snapshot, "polled_at", snapshot.polled_at);
  json.key("sources").begin_array();
  for (std::size_t i = 0; i < std::min(limit, selected.size()); ++i) write_source(json, snapshot, say, *selected[i]);
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace resso::feeds
