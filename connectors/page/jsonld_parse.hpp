// schema.org Event in JSON-LD: bytes to the format's own shape.
#pragma once

#include "model/event.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors::page {

struct JsonLdPlace {
  std::string name, address, online_url;
  std::optional<GeoPoint> point;
};

/// Values as written; the first where several are given.
struct JsonLdEvent {
  std::string id, name, description, url, image, image_alt, organizer, language, status;
  std::string start, end, door_time, previous_start;
  JsonLdPlace place;
  std::vector<std::string> keywords;
};

struct JsonLdDocument {
  std::vector<JsonLdEvent> events;  ///< of every type that ends in "Event", and festivals; at most 2,000
  std::string problem;              ///< non-empty: not JSON; plain words
};

/// Raw line breaks inside strings, comments and CDATA marks round the document are forgiven.
JsonLdDocument parse_jsonld(std::string_view json);

}  // namespace resso::connectors::page
