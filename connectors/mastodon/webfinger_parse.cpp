#include "connectors/mastodon/webfinger_parse.hpp"

#include "text/unicode.hpp"

#include <simdjson.h>

namespace resso::connectors::mastodon {
namespace {

namespace dom = simdjson::dom;
using simdjson::SUCCESS;

std::string text_at(const dom::object& object, std::string_view key) {
  std::string_view words;
  return object[key].get(words) == SUCCESS ? std::string(words) : std::string();
}

/// Both are in use: "application/activity+json" and "application/ld+json; profile=…activitystreams".
bool is_actor(const dom::object& link) {
  const std::string type = text::to_lower_ascii(text_at(link, "type"));
  const bool is_activity = type.starts_with("application/activity+json") ||
                           (type.starts_with("application/ld+json") && type.find("activitystreams") != std::string::npos);
  return text_at(link, "rel") == "self" && is_activity;
}

Error unusable(std::string what) { return Error{Errc::bad_input, std::move(what), {}, {}, 0, "bad_input_mastodon"}; }

}  // namespace

Result<WireFinger> parse_webfinger(std::string_view json) {
  dom::parser parser;
  dom::element root;
  dom::object object;
  if (parser.parse(json.data(), json.size()).get(root) != SUCCESS || root.get(object) != SUCCESS)
    return unusable("the domain's answer about the account is not JSON");
  WireFinger finger;
  finger.subject = text_at(object, "subject");
  dom::array links;
  if (object["links"].get(links) != SUCCESS) return unusable("the domain names no address of the account");
  for (const dom::element element : links) {
    dom::object link;
    if (finger.actor.empty() && element.get(link) == SUCCESS && is_actor(link)) finger.actor = text_at(link, "href");
  }
  if (finger.actor.empty()) return unusable("the domain names no address of the account");
  return finger;
}

}  // namespace resso::connectors::mastodon
