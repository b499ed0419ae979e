#include "connectors/feed/opml_parse.hpp"

#include "text/charset.hpp"
#include "text/unicode.hpp"
#include "text/xml.hpp"

#include <algorithm>

namespace resso::connectors::feed {
namespace {

constexpr std::size_t kMostFeeds = 20'000;
constexpr std::size_t kLongestCategory = 400;

/// Generators that write xmlurl or XMLURL do so throughout: then names count without case.
class OpmlReader {
 public:
  explicit OpmlReader(const text::XmlNode& root) : by_the_letter_(has_letters(root)) {}

  void outlines(const text::XmlNode& parent, const std::string& category) {
    for (const text::XmlNode& outline : parent.children()) {
      if (!text::iequals(outline.local_name(), "outline") || list.feeds.size() >= kMostFeeds) continue;
      OpmlFeed feed;
      feed.title = text::collapse_space(attribute(outline, "title"));
      if (feed.title.empty()) feed.title = text::collapse_space(attribute(outline, "text"));
      feed.xml_url = attribute(outline, "xmlUrl");
      feed.html_url = attribute(outline, "htmlUrl");
      feed.line = outline.line();
      feed.category = category;
      const std::string inner = category.empty() ? feed.title : category + "/" + feed.title;
      const bool is_feed = !feed.xml_url.empty();
      seen_outline = true;
      if (is_feed) list.feeds.push_back(std::move(feed));
      outlines(outline, is_feed || inner.size() > kLongestCategory ? category : inner);  // as deep as the tree, which is capped
    }
  }

  OpmlList list;
  bool seen_outline = false;

 private:
  static bool has_letters(const text::XmlNode& node) {
    if (node.has_attribute("xmlUrl")) return true;
    const auto children = node.children();
    return std::any_of(children.begin(), children.end(), [&](const text::XmlNode& each) { return has_letters(each); });
  }

  std::string attribute(const text::XmlNode& outline, std::string_view name) const {
    if (by_the_letter_) return std::string(text::trim(outline.attribute(name)));
    for (const auto& [key, value] : outline.attributes()) {
      if (text::iequals(key, name)) return std::string(text::trim(value));
    }
    return {};
  }

  bool by_the_letter_;
};

}  // namespace

Result<OpmlList> parse_opml(std::string_view bytes, std::string_view content_type) {
  const text::Decoded decoded = text::decode(bytes, text::content_type_charset(content_type), text::xml_declared_charset(bytes));
  const text::XmlDocument document = text::parse_xml(decoded.utf8);
  const text::XmlNode root = document.root();
  OpmlReader reader(root);
  reader.list.warnings = document.warnings();
  for (const text::XmlNode& part : root.children()) {
    if (text::iequals(part.local_name(), "head")) reader.list.title = text::collapse_space(part.child("", "title").text());
    if (text::iequals(part.local_name(), "body")) reader.outlines(part, {});
  }
  if (!reader.seen_outline && !text::iequals(root.local_name(), "opml"))
    return Error{Errc::bad_input, "this is not an OPML list", {}, "export the list of feeds again as OPML", root.line()};
  return std::move(reader.list);
}

}  // namespace resso::connectors::feed
