#include "connectors/feed/element_read.hpp"

#include "text/html.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>

namespace resso::connectors::feed {
namespace {

constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";
constexpr std::size_t kMostWarnings = 50;

std::string cut(std::string text) {
  if (text.size() > kLongestText) text.resize(text::truncate_utf8(text, kLongestText).size());
  return text;
}

std::string decode_base64(std::string_view text) {
  std::string out;
  unsigned bits = 0;
  int have = 0;
  for (const char c : text) {
    unsigned value = 0;
    if (c >= 'A' && c <= 'Z')
      value = static_cast<unsigned>(c - 'A');
    else if (c >= 'a' && c <= 'z')
      value = static_cast<unsigned>(c - 'a') + 26;
    else if (c >= '0' && c <= '9')
      value = static_cast<unsigned>(c - '0') + 52;
    else if (c == '+' || c == '/')
      value = c == '+' ? 62 : 63;
    else
      continue;
    bits = (bits << 6 | value) & 0xFFFFFF;
    have += 6;
    if (have >= 8) {
      have -= 8;
      out += static_cast<char>(bits >> have & 0xFF);
    }
  }
  return text::repair_utf8(out);
}

Words as_written(std::string value, std::string base) {
  const bool html = text::looks_like_html(value);
  return Words{html ? Words::Type::html : Words::Type::plain, std::move(value), std::move(base)};
}

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.find_first_of(" \t<>()") == std::string_view::npos;
}

}  // namespace

Vocabulary ElementReader::vocabulary(const text::XmlNode& node) {
  const std::string_view uri = node.namespace_uri();
  if (uri.empty()) return Vocabulary::none;
  for (const auto& [address, meaning] : known_) {
    if (address == uri.data()) return meaning;
  }
  const Vocabulary known = vocabulary_of(uri);
  const Vocabulary meaning = known == Vocabulary::rss || (known == Vocabulary::other && uri == core_) ? Vocabulary::none : known;
  if (known_.size() < 64) known_.emplace_back(uri.data(), meaning);
  return meaning;
}

const Scope& ElementReader::enter(const text::XmlNode& node, const Scope& outer, Scope& storage) const {
  const std::string_view base = node.attribute(kXml, "base");
  const std::string_view language = node.attribute(kXml, "lang");
  if (base.empty() && language.empty()) return outer;
  storage = outer;
  if (!base.empty()) {
    std::string resolved = text::resolve_url(outer.base, text::trim(base));
    if (!resolved.empty()) storage.base = std::move(resolved);
  }
  if (!language.empty()) {
    storage.language = text::trim(language);
    std::replace(storage.language.begin(), storage.language.end(), '_', '-');
  }
  return storage;
}

std::string ElementReader::line(const text::XmlNode& node) const {
  std::string storage;
  return std::string(text::trim(text::truncate_utf8(node.text_in(storage), kLongestText)));
}

std::string ElementReader::address(std::string_view reference, const Scope& scope) const {
  reference = text::trim(reference);
  return reference.empty() ? std::string() : text::resolve_url(scope.base, reference);
}

std::optional<Instant> ElementReader::date(const text::XmlNode& node) {
  std::string storage;
  const std::string_view words = node.text_in(storage);
  const auto at = text::parse_feed_date(text::trim(words));
  return at ? at : date(words, node.line());  // which warns of it
}

std::optional<Instant> ElementReader::date(std::string_view text, int line) {
  text = text::trim(text);
  if (text.empty()) return std::nullopt;
  const auto at = text::parse_feed_date(text);
  if (!at) warn("bad_date", "“" + text::abridge(text, 60) + "” is not a date", line);
  return at;
}

void ElementReader::warn(std::string code, std::string what, int line) {
  if (warnings_.size() < kMostWarnings) warnings_.push_back(Warning{std::move(what), std::move(code), line});
}

Words ElementReader::words(const text::XmlNode& node, const Scope& scope) const {
  Scope storage;
  const Scope& here = enter(node, scope, storage);
  if (!node.children().empty()) return Words{Words::Type::html, cut(node.inner_markup()), here.base};
  return as_written(line(node), here.base);
}

Words ElementReader::atom_words(const text::XmlNode& node, const Scope& scope) const {
  Scope storage;
  const Scope& here = enter(node, scope, storage);
  const std::string type = text::to_lower_ascii(text::trim(node.attribute("type")));
  const std::string mode = text::to_lower_ascii(text::trim(node.attribute("mode")));
  const bool markup = !node.children().empty();
  const bool of_text =
      type.empty() || type == "text" || type == "html" || type == "xhtml" || type.starts_with("text/") || type.ends_with("xml");
  if (mode == "base64" || (!of_text && !markup && type.find('/') != std::string::npos))
    return as_written(decode_base64(node.text()), here.base);
  if (markup) return Words{Words::Type::html, cut(node.inner_markup()), here.base};
  std::string value = line(node);
  if (type == "xhtml" || type == "application/xhtml+xml") return as_written(text::escape_xml(value), here.base);
  if (type == "html" || type == "text/html") return Words{Words::Type::html, std::move(value), here.base};
  if (type == "text" || type == "text/plain") return Words{Words::Type::plain, std::move(value), here.base};
  return as_written(std::move(value), here.base);  // no type: should be plain, but many write HTML
}

Person ElementReader::atom_person(const text::XmlNode& node, const Scope& scope) const {
  Scope storage;
  const Scope& here = enter(node, scope, storage);
  Person person;
  const auto parts = node.children();
  for (const text::XmlNode& part : parts) {
    const LowerName name(part);
    if (name == "name" && person.name.empty()) person.name = line(part);
    if (name == "email" && person.email.empty()) person.email = line(part);
    if ((name == "uri" || name == "url" || name == "homepage") && person.url.empty()) {
      Scope of_part;
      person.url = address(part.text(), enter(part, here, of_part));
    }
  }
  return parts.empty() ? read_person(line(node)) : person;
}

Person read_person(std::string_view text) {
  text = text::trim(text);
  Person person;
  const auto open = text.find_first_of("(<");
  if (open != std::string_view::npos) {
    const auto close = text.find_first_of(")>", open);
    const std::string_view outside = text::trim(text.substr(0, open));
    std::string_view inside = text.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
    inside = text::trim(inside);
    if (inside.starts_with("mailto:")) inside.remove_prefix(7);
    if (is_address(inside)) {
      person.email = inside;
      person.name = outside;
    } else if (is_address(outside)) {
      person.email = outside;
      person.name = inside;
    } else {
      person.name = text;
    }
    return person;
  }
  if (is_address(text)) {
    person.email = text;
    return person;
  }
  // "anna@example.org Anna Puig", "Anna Puig anna@example.org"
  const auto space = text.find(' ');
  const auto last_space = text.rfind(' ');
  if (space != std::string_view::npos && is_address(text.substr(0, space))) {
    person.email = text.substr(0, space);
    person.name = text::trim(text.substr(space));
  } else if (last_space != std::string_view::npos && is_address(text.substr(last_space + 1))) {
    person.email = text.substr(last_space + 1);
    person.name = text::trim(text.substr(0, last_space));
  } else {
    person.name = text;
  }
  return person;
}

void add_category(std::vector<Category>& list, std::string name, std::string scheme, std::string label) {
  constexpr std::size_t kMostCategories = 200;
  name = text::collapse_space(name.empty() ? label : name);
  if (name.empty() || list.size() >= kMostCategories) return;
  Category category{std::move(name), text::collapse_space(label), std::move(scheme)};
  if (std::find(list.begin(), list.end(), category) == list.end()) list.push_back(std::move(category));
}

void add_link(Described& to, Link link) {
  constexpr std::size_t kMostLinks = 200;
  if (link.url.empty() || to.links.size() >= kMostLinks) return;
  if (link.rel.empty()) link.rel = "alternate";
  to.links.push_back(std::move(link));
}

}  // namespace resso::connectors::feed
