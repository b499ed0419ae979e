// Kind mastodon: a reply of the API, as its parsers and the hashtag rules see it.
#include "connectors/mastodon/parse.hpp"
#include "net/cache_rules.hpp"
#include "tests/conformance/driver.hpp"
#include "text/html.hpp"

namespace resso::conformance {
namespace {

namespace mastodon = connectors::mastodon;
using text::JsonWriter;

void write_status(JsonWriter& json, const mastodon::WireStatus& status) {
  json.begin_object()
      .member("id", status.id)
      .member_if("url", status.url)
      .member("uri", status.uri)
      .member("created_at", status.created_at);
  json.member_if("edited_at", status.edited_at).member("account", status.account.acct).member("visibility", status.visibility);
  json.member_if("language", status.language)
      .member("spoiler_text", status.spoiler_text)
      .member("text", text::html_to_text(status.content));
  std::vector<std::string> media;
  for (const auto& one : status.media) media.push_back(one.url);
  json.strings("tags", status.tags).strings("media", media).member_if("in_reply_to_id", status.in_reply_to_id);
  if (status.reblog) json.member("reblog_of_id", status.reblog->id);
  json.end_object();
}

void write_account(JsonWriter& json, const mastodon::WireAccount& account) {
  json.key("account").begin_object().member("id", account.id).member("acct", account.acct);
  json.member("url", account.url).member("display_name", account.display_name).end_object();
}

void write_instance(JsonWriter& json, const mastodon::WireInstance& instance) {
  json.key("instance").begin_object().member("version", instance.version).member("title", instance.title);
  json.member("domain", instance.domain).end_object();
}

net::Headers headers_of(const Request& request) {
  net::Headers headers;
  simdjson::dom::object fields;
  if (request["headers"].get(fields) != simdjson::SUCCESS) return headers;
  for (const auto field : fields) {
    std::string_view value;
    if (field.value.get(value) == simdjson::SUCCESS) headers.add(std::string(field.key), std::string(value));
  }
  return headers;
}

void write_link(JsonWriter& json, const net::Headers& headers) {
  json.key("link").begin_object();
  json.member_if("next", net::link_target(headers, "next")).member_if("prev", net::link_target(headers, "prev")).end_object();
}

/// Writes what was parsed, or keeps the reason why not.
template <class T, class Write>
void write_or_fail(const Result<T>& parsed, Answer& answer, Write write) {
  if (parsed)
    write(*parsed);
  else
    answer.error = parsed.error().what;
}

void reply(const Request& request, Answer& answer) {
  const std::string body = read_file(text_of(request, "file"));
  const std::string entity = text_of(request, "entity");
  JsonWriter& json = answer.json;
  if (entity.empty()) {
    const std::string words = mastodon::parse_api_error(body);
    if (words.empty())
      answer.error = "neither an entity was asked for nor is this an error";
    else
      json.member("api_error", words);
  } else if (entity == "statuses") {
    write_or_fail(mastodon::parse_statuses(body), answer, [&](const mastodon::WireStatuses& page) {
      json.key("statuses").begin_array();
      for (const auto& status : page.statuses) write_status(json, status);
      json.end_array();
    });
  } else if (entity == "status") {
    write_or_fail(mastodon::parse_status(body), answer, [&](const mastodon::WireStatus& status) {
      json.key("statuses").begin_array();
      write_status(json, status);
      json.end_array();
    });
  } else if (entity == "account") {
    write_or_fail(mastodon::parse_account(body), answer, [&](const mastodon::WireAccount& account) { write_account(json, account); });
  } else if (entity == "instance") {
    write_or_fail(mastodon::parse_instance(body), answer, [&](const mastodon::WireInstance& instance) { write_instance(json, instance); });
  } else {
    answer.error = "unknown entity: " + entity;
  }
  if (answer.error.empty()) write_link(json, headers_of(request));
}

const Kind kMastodon("mastodon", reply);

}  // namespace
}  // namespace resso::conformance
