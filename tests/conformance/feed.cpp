// Kinds "feed" and "date".
#include "connectors/feed/feed_parse.hpp"
#include "connectors/feed/words_render.hpp"
#include "tests/conformance/driver.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"

namespace resso::conformance {
namespace {

using namespace connectors::feed;

std::string header(const Request& request, std::string_view name) {
  Request headers;
  if (request["http_headers"].get(headers) != simdjson::SUCCESS) return {};
  for (const auto& [key, value] : headers) {
    std::string_view text;
    if (text::iequals(key, name) && value.get(text) == simdjson::SUCCESS) return std::string(text);
  }
  return {};
}

void write_people(text::JsonWriter& json, std::string_view name, const std::vector<Person>& people) {
  json.key(name).begin_array();
  for (const Person& each : people) {
    json.begin_object().member("name", each.name).member_if("email", each.email).member_if("url", each.url).end_object();
  }
  json.end_array();
}

std::string one_name(const std::vector<Person>& people) {
  if (people.empty()) return {};
  const Person& first = people.front();
  return !first.name.empty() ? first.name : !first.email.empty() ? first.email : first.url;
}

void write_date(text::JsonWriter& json, std::string_view name, const std::optional<Instant>& at) {
  if (at) json.member(name, text::format_utc(*at));
}

/// What feeds and their entries share.
void write_described(text::JsonWriter& json, const Described& from) {
  json.member("title", plain_line(from.title)).member_if("link", from.link).member_if("language", from.language);
  json.member_if("author", one_name(from.authors));
  write_people(json, "authors", from.authors);
  write_people(json, "contributors", from.contributors);
  write_date(json, "published", from.published);
  write_date(json, "updated", from.updated);
  write_date(json, "created", from.created);
  json.key("categories").begin_array();
  for (const Category& each : from.categories) json.value(each.name);
  json.end_array();
  json.key("links").begin_array();
  for (const Link& each : from.links)
    json.begin_object().member("url", each.url).member("rel", each.rel).member_if("type", each.type).end_object();
  json.end_array();
  json.member_if("image", from.image).member_if("rights", plain_line(from.rights));
}

void write_words(text::JsonWriter& json, const std::string& name, const Words& words) {
  if (!words.stated()) return;
  json.member(name + "_html", safe_html(words)).member(name + "_text", plain_text(words));
}

void write_entry(text::JsonWriter& json, const Entry& entry) {
  json.begin_object().member("id", entry.id);
  write_described(json, entry);
  write_words(json, "summary", entry.brief());
  write_words(json, "content", entry.content);
  json.member_if("comments", entry.comments);
  json.key("enclosures").begin_array();
  for (const Enclosure& each : entry.enclosures)
    json.begin_object().member("url", each.url).member("type", each.type).member("length", each.length).end_object();
  json.end_array().end_object();
}

void answer_feed(const Request& request, Answer& answer) {
  FeedOrigin origin{text_of(request, "base_url"), header(request, "Content-Type"), header(request, "Content-Location"),
                    header(request, "Content-Language")};
  const FeedReading reading = read_feed(read_file(text_of(request, "file")), origin);
  text::JsonWriter& json = answer.json;
  json.member("well_formed", reading.well_formed);
  if (!reading.document) {
    answer.error = "this is " + std::string(name_of(reading.found));
    return;
  }
  const FeedDocument& feed = *reading.document;
  json.member("encoding", reading.encoding).member("format", name_of(feed.format)).member("feed_id", feed.id);
  write_described(json, feed);
  json.member("subtitle", plain_line(feed.summary)).member_if("generator", feed.generator).member_if("ttl", feed.ttl);
  json.key("entries").begin_array();
  for (const Entry& entry : feed.entries) write_entry(json, entry);
  json.end_array();
  json.key("warnings").begin_array();
  for (const Warning& each : feed.warnings) json.value(std::to_string(each.line) + ": " + each.code + ": " + each.what);
  json.end_array();
}

void answer_date(const Request& request, Answer& answer) {
  const auto at = text::parse_feed_date(text_of(request, "input"));
  if (at)
    answer.json.member("utc", text::format_utc(*at));
  else
    answer.error = "not a date";
}

const Kind feed_kind("feed", answer_feed);
const Kind date_kind("date", answer_date);

}  // namespace
}  // namespace resso::conformance
