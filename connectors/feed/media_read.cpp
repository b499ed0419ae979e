#include "connectors/feed/media_read.hpp"

#include "text/unicode.hpp"

#include <algorithm>

namespace resso::connectors::feed {
namespace {

constexpr std::size_t kMostMedia = 50;

void add(std::vector<Enclosure>& list, Enclosure item) {
  const auto same = [&](const Enclosure& each) { return each.url == item.url; };
  if (item.url.empty() || list.size() >= kMostMedia || std::any_of(list.begin(), list.end(), same)) return;
  list.push_back(std::move(item));
}

/// Words for those who do not see it: description before title.
std::string alt_of(const ElementReader& reader, const text::XmlNode& element) {
  std::string title;
  for (const text::XmlNode& inner : element.children()) {
    const LowerName name(inner);
    if (name == "description") return reader.line(inner);
    if (name == "title") title = reader.line(inner);
  }
  return title;
}

/// WordPress puts the author's face among the pictures of every entry.
bool is_avatar(std::string_view url) { return url.find("gravatar.com/avatar/") != std::string_view::npos; }

void content(ElementReader& reader, const text::XmlNode& element, const Scope& scope, Entry& to) {
  std::string type(element.attribute("type"));
  if (type.empty()) type = element.attribute("medium");
  Enclosure item{reader.address(element.attribute("url"), scope), std::move(type), std::string(element.attribute("fileSize")),
                 alt_of(reader, element)};
  if (!is_avatar(item.url)) add(to.media, std::move(item));
}

}  // namespace

void read_media(ElementReader& reader, const text::XmlNode& element, const Scope& scope, Entry& to) {
  const LowerName name(element);
  if (name == "content" || name == "group") {
    if (name == "content") content(reader, element, scope, to);
    for (const text::XmlNode& inner : element.children()) {
      const LowerName part(inner);
      if (part == "content") content(reader, inner, scope, to);
      if (part == "thumbnail" && to.image.empty()) to.image = reader.address(inner.attribute("url"), scope);
      if (part == "description" && name == "group" && !to.summary.stated()) to.summary = reader.words(inner, scope);
      if (part == "title" && name == "group" && !to.title.stated()) to.title = reader.words(inner, scope);
    }
  } else if (name == "thumbnail") {
    if (to.image.empty()) to.image = reader.address(element.attribute("url"), scope);
  } else if (name == "description") {
    if (!to.summary.stated()) to.summary = reader.words(element, scope);
  } else if (name == "title") {
    if (!to.title.stated()) to.title = reader.words(element, scope);
  }
}

}  // namespace resso::connectors::feed
