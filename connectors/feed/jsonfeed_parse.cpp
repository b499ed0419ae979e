#include "connectors/feed/jsonfeed_parse.hpp"

#include "connectors/feed/element_read.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <simdjson.h>

namespace resso::connectors::feed {
namespace {

namespace dom = simdjson::dom;

/// Text, and numbers where text belongs: ids are often bare numbers.
std::string string_of(const dom::object& from, std::string_view key) {
  dom::element value;
  if (from[key].get(value) != simdjson::SUCCESS) return {};
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return std::string(text::truncate_utf8(text, kLongestText));
  if (value.is<std::int64_t>() || value.is<std::uint64_t>() || value.is<double>()) return simdjson::minify(value);
  return {};
}

// A vector, because a default-constructed dom::array must not be iterated.
std::vector<dom::element> array_of(const dom::object& from, std::string_view key) {
  dom::array list;
  if (from[key].get(list) != simdjson::SUCCESS) return {};
  return {list.begin(), list.end()};
}

class JsonFeedReader {
 public:
  JsonFeedReader(const dom::object& root, std::string_view base) : root_(root), base_(base) {}

  FeedDocument read() {
    feed_.format = FeedDocument::Format::jsonfeed;
    const std::string version = string_of(root_, "version");
    feed_.version = version.ends_with("/1.1") || version.ends_with("1.1") ? "1.1" : "1";
    feed_.title = plain(root_, "title");
    feed_.summary = plain(root_, "description");
    feed_.link = address(root_, "home_page_url");
    if (!feed_.link.empty()) add_link(feed_, Link{feed_.link, "alternate", "text/html", {}});
    feed_.self = address(root_, "feed_url");
    if (!feed_.self.empty()) add_link(feed_, Link{feed_.self, "self", "application/feed+json", {}});
    feed_.id = feed_.self;
    feed_.image = address(root_, "icon");
    feed_.language = string_of(root_, "language");
    feed_.authors = authors(root_);
    hubs();
    items();
    return std::move(feed_);
  }

 private:
  std::string address(const dom::object& from, std::string_view key) const {
    const std::string written = string_of(from, key);
    return written.empty() ? std::string() : text::resolve_url(base_, written);
  }

  Words plain(const dom::object& from, std::string_view key) const {
    std::string value = string_of(from, key);
    if (value.empty()) return {};
    return Words{Words::Type::plain, std::move(value), base_};
  }

  std::optional<Instant> date(const dom::object& from, std::string_view key) {
    const std::string written = string_of(from, key);
    return ElementReader(feed_.warnings, {}).date(written, 0);
  }

  Person person(const dom::object& from) const { return Person{string_of(from, "name"), {}, address(from, "url")}; }

  std::vector<Person> authors(const dom::object& from) const {
    std::vector<Person> found;
    for (const dom::element& each : array_of(from, "authors")) {
      dom::object author;
      if (each.get(author) == simdjson::SUCCESS && found.size() < 20) found.push_back(person(author));
    }
    dom::object author;  // version 1
    if (found.empty() && from["author"].get(author) == simdjson::SUCCESS) found.push_back(person(author));
    return found;
  }

  void hubs() {
    for (const dom::element& each : array_of(root_, "hubs")) {
      dom::object hub;
      if (each.get(hub) != simdjson::SUCCESS || !feed_.hub.empty()) continue;
      if (text::iequals(string_of(hub, "type"), "websub")) feed_.hub = address(hub, "url");
    }
  }

  void items() {
    ElementReader reader(feed_.warnings, {});
    for (const dom::element& each : array_of(root_, "items")) {
      dom::object item;
      if (each.get(item) != simdjson::SUCCESS) continue;
      if (feed_.entries.size() >= kMostEntries) {
        reader.warn("too_many_entries", "only the first " + std::to_string(kMostEntries) + " entries are read", 0);
        break;
      }
      feed_.entries.push_back(entry(item));
    }
  }

  Entry entry(const dom::object& item) {
    Entry made;
    made.id = string_of(item, "id");
    made.title = plain(item, "title");
    made.summary = plain(item, "summary");
    std::string html = string_of(item, "content_html");
    made.content = html.empty() ? plain(item, "content_text") : Words{Words::Type::html, std::move(html), base_};
    made.link = address(item, "url");
    if (!made.link.empty()) add_link(made, Link{made.link, "alternate", "text/html", {}});
    const std::string external = address(item, "external_url");
    if (!external.empty()) add_link(made, Link{external, "related", {}, {}});
    if (made.link.empty()) made.link = external;
    made.published = date(item, "date_published");
    made.updated = date(item, "date_modified");
    made.authors = authors(item);
    made.language = string_of(item, "language");
    made.image = address(item, "image");
    if (made.image.empty()) made.image = address(item, "banner_image");
    for (const dom::element& each : array_of(item, "tags")) {
      std::string_view tag;
      if (each.get(tag) == simdjson::SUCCESS) add_category(made.categories, std::string(tag), "tag");
    }
    for (const dom::element& each : array_of(item, "attachments")) {
      dom::object file;
      if (each.get(file) != simdjson::SUCCESS || made.enclosures.size() >= 50) continue;
      Enclosure enclosure{address(file, "url"), string_of(file, "mime_type"), string_of(file, "size_in_bytes"), string_of(file, "title")};
      if (!enclosure.url.empty()) made.enclosures.push_back(std::move(enclosure));
    }
    return made;
  }

  dom::object root_;
  std::string base_;
  FeedDocument feed_;
};

}  // namespace

JsonFeedReading parse_jsonfeed(std::string_view utf8, std::string_view base_url) {
  JsonFeedReading reading;
  const simdjson::padded_string padded(utf8);
  dom::parser parser;
  dom::element document;
  if (parser.parse(padded).get(document) != simdjson::SUCCESS) return reading;
  reading.well_formed = true;
  dom::object root;
  dom::array items;
  if (document.get(root) != simdjson::SUCCESS) return reading;
  const bool told = string_of(root, "version").find("jsonfeed.org") != std::string::npos;
  if (!told && root["items"].get(items) != simdjson::SUCCESS) return reading;
  reading.document = JsonFeedReader(root, base_url).read();
  return reading;
}

}  // namespace resso::connectors::feed
