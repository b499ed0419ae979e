// Things as schema.org describes them, whether JSON-LD or microdata says so: types, an identity, properties that may repeat.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace resso::connectors::page {

struct Thing;

/// A text or a thing.
struct Value {
  std::string text;    ///< an address where the element links, a date where it states one
  std::string words;   ///< what a person reads there instead: the link's text, the picture's alt
  std::string markup;  ///< the text with its paragraphs, where it is known
  std::shared_ptr<const Thing> thing;
};

struct Thing {
  std::vector<std::string> types;
  std::string id;
  std::vector<std::pair<std::string, Value>> properties;
  int line = 0;  ///< 1-based, where known

  const Value* find(std::string_view name) const {
    const auto found = std::find_if(properties.begin(), properties.end(), [&](const auto& each) { return each.first == name; });
    return found == properties.end() ? nullptr : &found->second;
  }
};

/// "https://schema.org/Event", "schema:Event" and "Event" are one name.
inline std::string_view local_name(std::string_view name) {
  const auto cut = name.find_last_of("/#:");
  return cut == std::string_view::npos ? name : name.substr(cut + 1);
}

constexpr int kDeepestThing = 40;
constexpr std::size_t kMostThings = 20'000;

}  // namespace resso::connectors::page
