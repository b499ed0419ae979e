#include "connectors/page/jsonld_parse.hpp"

#include "text/unicode.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>

namespace resso::connectors::page {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t kMaxEvents = 2000;
constexpr int kMaxDepth = 40;

/// "https://schema.org/Event", "schema:Event" and "Event" are one name.
std::string_view local_name(std::string_view name) {
  const auto cut = name.find_last_of("/#:");
  return cut == std::string_view::npos ? name : name.substr(cut + 1);
}

bool is_event_type(std::string_view type) {
  const std::string_view name = local_name(type);
  return name.ends_with("Event") || name == "Festival" || name == "Hackathon" || name == "EventSeries";
}

bool member(const object& from, std::string_view key, element& out) { return from.at_key(key).get(out) == simdjson::SUCCESS; }

/// Calls `use` with the value or with each of its array's.
template <class Use>
void each(const element& value, Use use) {
  array items;
  if (value.get(items) == simdjson::SUCCESS) {
    for (const element item : items) use(item);
  } else {
    use(value);
  }
}

bool has_type(const object& from, bool (*wanted)(std::string_view)) {
  element type;
  if (!member(from, "@type", type)) return false;
  bool found = false;
  each(type, [&](const element& item) {
    std::string_view name;
    if (item.get(name) == simdjson::SUCCESS && wanted(name)) found = true;
  });
  return found;
}

std::string number_text(const element& value) {
  std::int64_t whole = 0;
  if (value.get(whole) == simdjson::SUCCESS) return std::to_string(whole);
  return {};
}

/// A text; of an object its @value, name, url or @id; of an array the first that has one.
std::string text_of(const element& value, int depth = 0) {
  std::string found;
  if (depth > 4) return found;
  each(value, [&](const element& item) {
    if (!found.empty()) return;
    std::string_view words;
    object inner;
    if (item.get(words) == simdjson::SUCCESS) {
      found = words;
    } else if (item.get(inner) == simdjson::SUCCESS) {
      for (const std::string_view key : {"@value", "name", "url", "contentUrl", "@id"}) {
        element part;
        if (found.empty() && member(inner, key, part)) found = text_of(part, depth + 1);
      }
    } else {
      found = number_text(item);
    }
  });
  return std::string(text::trim(found));
}

std::string text_of(const object& from, std::string_view key) {
  element value;
  return member(from, key, value) ? text_of(value) : std::string();
}

/// PostalAddress in the order in which it is read here: street, postcode and town.
std::string address_of(const object& from) {
  element value;
  if (!member(from, "address", value)) return {};
  object postal;
  if (value.get(postal) != simdjson::SUCCESS) return text_of(value);
  const std::string street = text_of(postal, "streetAddress"), code = text_of(postal, "postalCode"),
                    town = text_of(postal, "addressLocality");
  std::string town_line = code;
  if (!town.empty() && !town_line.empty()) town_line += ' ';
  town_line += town;
  std::string whole = street;
  if (!whole.empty() && !town_line.empty()) whole += ", ";
  return whole + town_line;
}

std::optional<double> degrees(const object& from, std::string_view key) {
  element value;
  if (!member(from, key, value)) return std::nullopt;
  double number = 0;
  if (value.get(number) == simdjson::SUCCESS) return number;
  std::string_view words;
  if (value.get(words) != simdjson::SUCCESS) return std::nullopt;
  simdjson::dom::parser parser;
  if (parser.parse(simdjson::padded_string(text::trim(words))).get(number) == simdjson::SUCCESS) return number;
  return std::nullopt;
}

std::optional<GeoPoint> point_of(const object& place) {
  element value;
  object geo;
  if (!member(place, "geo", value) || value.get(geo) != simdjson::SUCCESS) return std::nullopt;
  const auto latitude = degrees(geo, "latitude"), longitude = degrees(geo, "longitude");
  if (!latitude || !longitude || *latitude < -90 || *latitude > 90 || *longitude < -180 || *longitude > 180) return std::nullopt;
  return GeoPoint{*latitude, *longitude};
}

/// Place, VirtualLocation, a text, or several of them (mixed attendance): one place on the ground and one address on the net.
JsonLdPlace place_of(const object& event) {
  JsonLdPlace place;
  element location;
  if (!member(event, "location", location)) return place;
  each(location, [&](const element& item) {
    object inner;
    std::string_view words;
    if (item.get(words) == simdjson::SUCCESS) {
      const bool link = words.starts_with("http://") || words.starts_with("https://");
      std::string& field = link ? place.online_url : place.name;
      if (field.empty()) field = text::trim(words);
    } else if (item.get(inner) == simdjson::SUCCESS) {
      if (has_type(inner, [](std::string_view type) { return local_name(type) == "VirtualLocation"; })) {
        if (place.online_url.empty()) place.online_url = text_of(inner, "url");
        return;
      }
      if (!place.name.empty() || !place.address.empty()) return;
      place.name = text_of(inner, "name");
      place.address = address_of(inner);
      place.point = point_of(inner);
    }
  });
  return place;
}

std::vector<std::string> keywords_of(const object& event) {
  std::vector<std::string> keywords;
  element value;
  if (!member(event, "keywords", value)) return keywords;
  each(value, [&](const element& item) {
    std::string words = text_of(item);
    for (std::size_t at = 0; at <= words.size() && keywords.size() < 50;) {
      const auto comma = std::min(words.find(',', at), words.size());
      const auto word = text::trim(std::string_view(words).substr(at, comma - at));
      if (!word.empty()) keywords.emplace_back(word);
      at = comma + 1;
    }
  });
  return keywords;
}

JsonLdEvent event_of(const object& from) {
  JsonLdEvent event;
  event.id = text_of(from, "@id");
  event.name = text_of(from, "name");
  event.description = text_of(from, "description");
  event.url = text_of(from, "url");
  element image;
  if (member(from, "image", image)) {
    object first;
    each(image, [&](const element& item) {
      if (!event.image.empty()) return;
      if (item.get(first) == simdjson::SUCCESS) {
        event.image = text_of(first, "url");
        if (event.image.empty()) event.image = text_of(first, "contentUrl");
        event.image_alt = text_of(first, "caption");
      } else {
        event.image = text_of(item);
      }
    });
  }
  event.organizer = text_of(from, "organizer");
  event.language = text_of(from, "inLanguage");
  event.status = local_name(text_of(from, "eventStatus"));
  event.start = text_of(from, "startDate");
  event.end = text_of(from, "endDate");
  event.door_time = text_of(from, "doorTime");
  event.previous_start = text_of(from, "previousStartDate");
  event.place = place_of(from);
  event.keywords = keywords_of(from);
  return event;
}

/// Events stand at the top, in @graph, in lists and as parts of others; a superEvent is only the frame of the one that names it.
void collect(const element& value, int depth, std::vector<JsonLdEvent>& events) {
  if (depth > kMaxDepth || events.size() >= kMaxEvents) return;
  array items;
  object inner;
  if (value.get(items) == simdjson::SUCCESS) {
    for (const element item : items) collect(item, depth + 1, events);
  } else if (value.get(inner) == simdjson::SUCCESS) {
    if (has_type(inner, &is_event_type)) events.push_back(event_of(inner));
    for (const auto& [key, child] : inner) {
      if (key != "superEvent") collect(child, depth + 1, events);
    }
  }
}

std::string_view without_wrapping(std::string_view json) {
  json = text::trim(json);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kWrappings{
      {{"//<![CDATA[", "//]]>"}, {"<![CDATA[", "]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}, {"<!--", "-->"}}};
  for (const auto& [open, close] : kWrappings) {
    if (json.starts_with(open)) json = text::trim(json.substr(open.size()));
    if (json.ends_with(close)) json = text::trim(json.substr(0, json.size() - close.size()));
  }
  return json.ends_with(';') ? json.substr(0, json.size() - 1) : json;
}

}  // namespace

JsonLdDocument parse_jsonld(std::string_view json) {
  JsonLdDocument document;
  std::string clean = text::repair_utf8(without_wrapping(json));
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(clean).get(root) != simdjson::SUCCESS) {
    std::replace_if(
        clean.begin(), clean.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    if (const auto error = parser.parse(clean).get(root)) {
      document.problem = std::string("not JSON: ") + simdjson::error_message(error);
      return document;
    }
  }
  collect(root, 0, document.events);
  return document;
}

}  // namespace resso::connectors::page
