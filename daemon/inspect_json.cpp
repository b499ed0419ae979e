#include "daemon/inspect_print.hpp"
#include "text/json_write.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"

namespace resso::daemon {
namespace {

using connectors::Inspection;
using text::JsonWriter;

void write_exchanges(JsonWriter& json, const Inspection& inspection) {
  json.key("requests").begin_array();
  for (const auto& exchange : inspection.exchanges) {
    json.begin_object().member("method", exchange.method).member("url", text::repair_utf8(exchange.url)).member("status", exchange.status);
    json.member_if("media_type", text::repair_utf8(exchange.media_type)).member("bytes", static_cast<std::int64_t>(exchange.bytes));
    json.member("milliseconds", static_cast<std::int64_t>(exchange.took.count()));
    json.member("etag", !exchange.validators.etag.empty()).member("last_modified", !exchange.validators.last_modified.empty());
    if (exchange.freshness) json.member("fresh_seconds", static_cast<std::int64_t>(exchange.freshness->count()));
    json.key("redirects").begin_array();
    for (const auto& hop : exchange.redirects)
      json.begin_object().member("status", hop.status).member("to", text::repair_utf8(hop.to)).end_object();
    json.end_array().end_object();
  }
  json.end_array();
}

void write_items(JsonWriter& json, const InspectFacts& facts) {
  json.key("entries").begin_object().member("count", facts.entries).key("newest").begin_array();
  for (const auto* post : facts.newest) {
    json.begin_object().member("title", text::repair_utf8(post->title.empty() ? text::abridge(post->text, 100) : post->title));
    if (post->published > Instant{}) json.member("published", text::format_utc(post->published));
    json.member_if("url", text::repair_utf8(post->url)).end_object();
  }
  json.end_array().end_object();
  json.key("events").begin_object().member("count", facts.events).member("coming", facts.coming).key("next").begin_array();
  for (const auto& next : facts.next) {
    json.begin_object().member("title", text::repair_utf8(next.event->title)).member("start", text::format_utc(next.occurrence.start));
    json.member("all_day", next.occurrence.all_day).member_if("place", text::repair_utf8(next.event->place.name)).end_object();
  }
  json.end_array().end_object();
}

void write_trouble(JsonWriter& json, const Error& technical, std::string_view code, const feeds::Trouble& words) {
  json.begin_object()
      .member("code", code)
      .member_if("reason", technical.reason)
      .member("what", text::repair_utf8(words.what))
      .member_if("remedy", words.remedy);
  json.member_if("technical", text::repair_utf8(technical.what));
  if (technical.line > 0) json.member("line", technical.line);
  json.end_object();
}

void write_troubles(JsonWriter& json, const Inspection& inspection, const InspectFacts& facts, const feeds::Phrases& say) {
  if (const auto& problem = inspection.report.outcome.problem; problem && facts.problem) {
    json.key("problem");
    write_trouble(json, *problem, resso::name_of(problem->code), *facts.problem);
  }
  json.key("warnings").begin_array();
  for (const auto& warning : inspection.report.harvest.warnings)
    write_trouble(json, {Errc::bad_input, warning.what, {}, {}, warning.line}, warning.code, feeds::warning_words(say, {warning}).front());
  json.end_array();
}

void write_inspection(JsonWriter& json, const Inspection& inspection, std::string_view address, const InspectView& view) {
  const feeds::Phrases say(view.language);
  const auto facts = facts_of(inspection, say, view.now, view.zone);
  json.begin_object().member("address", text::repair_utf8(address)).member("found", name_of(inspection.found));
  if (inspection.source) json.member("kind", resso::name_of(inspection.source->kind));
  json.member_if("server", text::repair_utf8(inspection.home));
  json.member_if("format", inspection.report.harvest.format).member_if("encoding", inspection.encoding);
  json.member_if("file_type", text::repair_utf8(inspection.file_type)).member_if("title", text::repair_utf8(facts.title));
  json.member("fine", facts.fine).member("verdict", say(facts.verdict));
  write_exchanges(json, inspection);
  write_items(json, facts);
  write_troubles(json, inspection, facts, say);
  json.key("offers").begin_array();
  for (const auto& offer : inspection.offers)
    json.begin_object().member("kind", resso::name_of(offer.kind)).member("url", text::repair_utf8(offer.url)).end_object();
  json.end_array();
  json.member_if("configuration", configuration_block(inspection, say, view.user));
  if (inspection.followed) {
    json.key("followed");
    write_inspection(json, *inspection.followed, inspection.offers.front().url, view);
  }
  json.end_object();
}

}  // namespace

std::string inspection_json(const Inspection& inspection, std::string_view address, const InspectView& view) {
  JsonWriter json(1);
  write_inspection(json, inspection, address, view);
  return json.take() + "\n";
}

}  // namespace resso::daemon
