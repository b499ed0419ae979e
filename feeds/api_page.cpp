#include "feeds/api_page.hpp"

#include "feeds/city_times.hpp"
#include "feeds/filter.hpp"
#include "feeds/scope.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"
#include "web/files.hpp"

namespace resso::feeds {

std::optional<std::int64_t> take_cursor_number(std::string_view& cursor) {
  std::int64_t number = 0;
  const auto part = cursor.substr(0, cursor.find('~'));
  const auto [end, failure] = std::from_chars(part.data(), part.data() + part.size(), number);
  if (failure != std::errc() || end != part.data() + part.size()) return {};
  cursor.remove_prefix(std::min(cursor.size(), part.size() + 1));
  return number;
}

Error wrong_cursor(std::string_view cursor) {
  return {Errc::bad_input, "not a cursor of this list: “" + text::abridge(text::repair_utf8(cursor), 60) + "”", "cursor",
          "follow “next” as it is given, or leave the cursor out to begin anew", 0};
}

void begin_api_page(text::JsonWriter& json, const Snapshot& snapshot, const OutputRequest& request, std::string_view path,
                    std::size_t total, const ApiCut& cut, std::string_view items) {
  json.begin_object().member("total", total).member("as_of", offset_time(snapshot, snapshot.as_of));
  if (!cut.next.empty()) {
    auto query = canonical_query(request.filter);
    query += (query.empty() ? "cursor=" : "&cursor=") + text::percent_encode(cut.next);
    json.member("next", snapshot.city.public_url + std::string(path) + "?" + query);
  }
  json.key(items).begin_array();
}

void write_entity_reference(text::JsonWriter& json, const Snapshot& snapshot, std::string_view slug) {
  const auto* entity = slug.empty() ? nullptr : snapshot.entity(slug);
  if (!entity) return;
  json.key("entity").begin_object().member("slug", entity->slug).member("name", entity->name);
  json.member("page", snapshot.city.public_url + "/entities/" + entity->slug).end_object();
}

void write_topics(text::JsonWriter& json, const Snapshot& snapshot, std::string_view language, const std::vector<std::string>& ids) {
  json.key("topics").begin_array();
  for (const auto& id : ids) json.begin_object().member("id", id).member("title", topic_title(snapshot, language, id)).end_object();
  json.end_array();
}

Result<std::string> openapi_json(const Snapshot& snapshot, const OutputRequest&) {
  constexpr std::string_view kServer = "https://agenda.example";
  std::string out(web::files::openapi_json);
  if (const auto at = out.find(kServer); at != std::string::npos) out.replace(at, kServer.size(), snapshot.city.public_url);
  return out;
}

}  // namespace resso::feeds
