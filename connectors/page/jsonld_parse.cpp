#include "connectors/page/jsonld_parse.hpp"

#include "text/unicode.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace resso::connectors::page {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::string scalar_text(const element& value) {
  std::string_view words;
  if (value.get(words) == simdjson::SUCCESS) return std::string(text::trim(words));
  double number = 0;
  if (value.get(number) != simdjson::SUCCESS) return {};
  std::array<char, 40> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  return {digits.data(), end};
}

class Reader {
 public:
  Thing thing_of(const object& from, int depth) {
    Thing thing;
    ++count_;
    for (const auto& [key, value] : from) {
      if (key == "@type")
        types(value, thing);
      else if (key == "@id")
        thing.id = scalar_text(value);
      else if (!key.starts_with('@') || key == "@graph")
        add(key.starts_with('@') ? key : local_name(key), value, depth, thing);
    }
    return thing;
  }

  /// Lists, also those of @list and @set, are the property said again.
  void add(std::string_view name, const element& value, int depth, Thing& to) {
    if (depth > kDeepestThing || count_ >= kMostThings) return;
    array items;
    object inner;
    if (value.get(items) == simdjson::SUCCESS) {
      for (const element item : items) add(name, item, depth + 1, to);
    } else if (value.get(inner) == simdjson::SUCCESS) {
      for (const std::string_view wrapping : {"@list", "@set", "@value"}) {
        element wrapped;
        if (inner.at_key(wrapping).get(wrapped) == simdjson::SUCCESS) return add(name, wrapped, depth + 1, to);
      }
      Value stated;
      stated.thing = std::make_shared<const Thing>(thing_of(inner, depth + 1));
      to.properties.emplace_back(name, std::move(stated));
    } else {
      Value stated;
      stated.text = scalar_text(value);
      if (!stated.text.empty()) to.properties.emplace_back(name, std::move(stated));
    }
  }

 private:
  static void types(const element& value, Thing& to) {
    array several;
    if (value.get(several) != simdjson::SUCCESS) {
      to.types.push_back(scalar_text(value));
      return;
    }
    for (const element item : several) to.types.push_back(scalar_text(item));
  }

  std::size_t count_ = 0;
};

std::string_view without_wrapping(std::string_view json) {
  json = text::trim(json);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kWrappings{
      {{"//<![CDATA[", "//]]>"}, {"<![CDATA[", "]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}}};
  for (const auto& [open, close] : kWrappings) {
    if (json.starts_with(open)) json = text::trim(json.substr(open.size()));
    if (json.ends_with(close)) json = text::trim(json.substr(0, json.size() - close.size()));
  }
  if (json.starts_with("<!--")) {  // round all of it, or a remark before it
    const auto end = json.find("-->");
    const auto begin = json.find_first_of("{[");
    json = text::trim(json.substr(end != std::string_view::npos && end < begin ? end + 3 : 4));
  }
  if (json.ends_with("-->")) json = text::trim(json.substr(0, json.size() - 3));
  return json.ends_with(';') ? json.substr(0, json.size() - 1) : json;
}

/// What people write by hand: line breaks in a text become blanks, a comma before the end of a list or an object goes.
std::string mended(std::string_view json) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = static_cast<unsigned char>(json[i]) < 0x20 ? ' ' : json[i];
    const char next = c == ',' && !quoted ? json[std::min(json.find_first_not_of(" \t\r\n", i + 1), json.size() - 1)] : '\0';
    if (next == '}' || next == ']') continue;
    out += c;
    if (quoted && c == '\\' && i + 1 < json.size()) out += json[++i];
    if (c == '"') quoted = !quoted;
  }
  return out;
}

}  // namespace

JsonLdDocument parse_jsonld(std::string_view json) {
  JsonLdDocument document;
  const std::string clean = text::repair_utf8(without_wrapping(json));
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(clean).get(root) != simdjson::SUCCESS) {
    if (const auto error = parser.parse(mended(clean)).get(root)) {
      document.problem = std::string("not JSON: ") + simdjson::error_message(error);
      return document;
    }
  }
  Reader reader;
  object whole;
  if (root.get(whole) == simdjson::SUCCESS)
    document.root = reader.thing_of(whole, 0);
  else
    reader.add("@graph", root, 0, document.root);
  return document;
}

}  // namespace resso::connectors::page
