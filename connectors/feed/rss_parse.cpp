#include "connectors/feed/rss_parse.hpp"

#include "connectors/feed/module_read.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace resso::connectors::feed {
namespace {

constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

bool looks_like_address(std::string_view text) { return text.starts_with("http://") || text.starts_with("https://"); }

std::optional<int> whole_number(std::string_view text, int from, int to) {
  text = text::trim(text);
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || value < from || value > to) return std::nullopt;
  return value;
}

class RssReader {
 public:
  RssReader(const text::XmlNode& root, const Scope& document)
      : root_(root), reader_(feed_.warnings, root.namespace_uri()), scope_(reader_.enter(root, document, root_scope_)) {}

  FeedDocument read() {
    feed_.format = LowerName(root_) == "rdf" ? FeedDocument::Format::rdf : FeedDocument::Format::rss;
    feed_.version = text::trim(root_.attribute("version"));
    if (feed_.format == FeedDocument::Format::rdf) feed_.version = rdf_version();
    feed_.language = scope_.language;
    const bool bare = LowerName(root_) == "channel";
    if (bare) channel(root_);
    for (const text::XmlNode& child : root_.children()) {
      if (bare) break;
      const LowerName name(child);
      if (name == "channel")
        channel(child);
      else if (name == "item")
        item(child, scope_);
      else if (name == "image" && feed_.image.empty())
        image(child, scope_, feed_);
      else
        channel_part(child, scope_);  // RSS 0.9x written without a channel
    }
    finish();
    return std::move(feed_);
  }

 private:
  std::string rdf_version() const {
    for (const text::XmlNode& child : root_.children()) {
      const std::string_view uri = child.namespace_uri();
      if (uri.find("netscape") != std::string_view::npos) return "0.90";
      if (uri.find("rss/1.0") != std::string_view::npos) return "1.0";
    }
    return "1.0";
  }

  void channel(const text::XmlNode& element) {
    Scope storage;
    const Scope& here = reader_.enter(element, scope_, storage);
    if (!here.language.empty()) feed_.language = here.language;
    const std::string_view about = element.attribute(kRdf, "about");
    if (!about.empty()) feed_.id = text::trim(about);
    for (const text::XmlNode& child : element.children()) channel_part(child, here);
  }

  void channel_part(const text::XmlNode& element, const Scope& scope) {
    const Vocabulary vocabulary = reader_.vocabulary(element);
    if (vocabulary != Vocabulary::none) return read_module(reader_, element, vocabulary, scope, feed_, nullptr, &feed_);
    const LowerName name(element);
    if (name == "item") return item(element, scope);
    if (name == "items") {
      for (const text::XmlNode& inner : element.children()) {
        if (LowerName(inner) == "item") item(inner, scope);
      }
      return;
    }
    if (name == "title") feed_.title = reader_.words(element, scope);
    if (name == "description" || name == "tagline" || name == "subtitle") feed_.summary = reader_.words(element, scope);
    if (name == "link") link(element, scope, feed_);
    if (name == "language") feed_.language = reader_.line(element);
    if (name == "copyright") feed_.rights = reader_.words(element, scope);
    if (name == "managingeditor" || name == "author") feed_.authors.insert(feed_.authors.begin(), read_person(reader_.line(element)));
    if (name == "pubdate") feed_.published = reader_.date(element);
    if (name == "lastbuilddate") feed_.updated = reader_.date(element);
    if (name == "category") add_category(feed_.categories, reader_.line(element), std::string(element.attribute("domain")));
    if (name == "generator") feed_.generator = reader_.line(element);
    if (name == "ttl") feed_.ttl = reader_.line(element);
    if (name == "image") image(element, scope, feed_);
    if (name == "skiphours") skipped_hours(element);
    if (name == "skipdays") skipped_days(element);
  }

  void item(const text::XmlNode& element, const Scope& outer) {
    if (feed_.entries.size() >= kMostEntries) {
      if (!cut_) reader_.warn("too_many_entries", "only the first " + std::to_string(kMostEntries) + " entries are read", element.line());
      cut_ = true;
      return;
    }
    Scope storage;
    const Scope& here = reader_.enter(element, outer, storage);
    Entry entry;
    entry.line = element.line();
    if (here.language != scope_.language) entry.language = here.language;
    bool permalink = true;
    std::string guid;
    for (const text::XmlNode& child : element.children()) item_part(child, here, entry, guid, permalink);
    const std::string_view about = element.attribute(kRdf, "about");
    if (!guid.empty())
      entry.id = guid;
    else if (!about.empty())
      entry.id = text::trim(about);
    if (entry.link.empty() && permalink && looks_like_address(guid)) entry.link = reader_.address(guid, here);
    if (entry.link.empty()) entry.link = alternate(entry);
    if (entry.link.empty() && looks_like_address(about)) entry.link = reader_.address(about, here);
    feed_.entries.push_back(std::move(entry));
  }

  void item_part(const text::XmlNode& element, const Scope& scope, Entry& entry, std::string& guid, bool& permalink) {
    const Vocabulary vocabulary = reader_.vocabulary(element);
    if (vocabulary != Vocabulary::none) return read_module(reader_, element, vocabulary, scope, entry, &entry, nullptr);
    const LowerName name(element);
    if (name == "title") entry.title = reader_.words(element, scope);
    if (name == "link") link(element, scope, entry);
    if (name == "description") entry.summary = reader_.words(element, scope);
    if (name == "summary") (entry.summary.stated() ? entry.content : entry.summary) = reader_.words(element, scope);
    if (name == "fullitem" || name == "body" || name == "content" || name == "encoded") entry.content = reader_.words(element, scope);
    if (name == "author") entry.authors.insert(entry.authors.begin(), read_person(reader_.line(element)));
    if (name == "category") add_category(entry.categories, reader_.line(element), std::string(element.attribute("domain")));
    if (name == "comments") entry.comments = reader_.address(reader_.line(element), scope);
    if (name == "enclosure") enclosure(element, scope, entry);
    if (name == "pubdate" || name == "date") entry.published = reader_.date(element);
    if (name == "copyright") entry.rights = reader_.words(element, scope);
    if (name == "image") image(element, scope, entry);
    if (name == "guid") {
      guid = reader_.line(element);
      permalink = !text::iequals(text::trim(element.attribute("isPermaLink")), "false");
    }
  }

  void link(const text::XmlNode& element, const Scope& scope, Described& to) {
    Scope storage;
    const Scope& here = reader_.enter(element, scope, storage);
    const std::string words = reader_.line(element);
    const std::string url = reader_.address(words.empty() ? element.attribute("href") : std::string_view(words), here);
    if (url.empty()) return;
    if (to.link.empty()) to.link = url;
    add_link(to, Link{url, "alternate", "text/html", {}});
  }

  void enclosure(const text::XmlNode& element, const Scope& scope, Entry& to) {
    std::string url = reader_.address(element.attribute("url"), scope);
    if (url.empty() || to.enclosures.size() >= 50) return;
    std::string type(text::trim(element.attribute("type"))), length(text::trim(element.attribute("length")));
    to.enclosures.push_back(Enclosure{std::move(url), std::move(type), std::move(length), {}});
  }

  void image(const text::XmlNode& element, const Scope& scope, Described& to) {
    for (const text::XmlNode& inner : element.children()) {
      if (LowerName(inner) == "url") to.image = reader_.address(reader_.line(inner), scope);
    }
    if (to.image.empty() && element.children().empty()) {
      const std::string words = reader_.line(element);
      to.image = reader_.address(words.empty() ? element.attribute("url") : std::string_view(words), scope);
    }
  }

  void skipped_hours(const text::XmlNode& element) {
    for (const text::XmlNode& inner : element.children()) {
      const auto hour = whole_number(reader_.line(inner), 0, 24);
      if (hour && feed_.skip_hours.size() < 24) feed_.skip_hours.push_back(*hour % 24);  // some count to 24
    }
  }

  void skipped_days(const text::XmlNode& element) {
    constexpr std::array<std::string_view, 7> kDays{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
    for (const text::XmlNode& inner : element.children()) {
      const auto found = std::find(kDays.begin(), kDays.end(), text::to_lower_ascii(reader_.line(inner)));
      if (found != kDays.end() && feed_.skip_days.size() < 7) feed_.skip_days.push_back(static_cast<int>(found - kDays.begin()));
    }
  }

  static std::string alternate(const Described& from) {
    for (const Link& each : from.links) {
      if (each.rel == "alternate") return each.url;
    }
    return {};
  }

  void finish() {
    if (feed_.link.empty()) feed_.link = alternate(feed_);
    std::replace(feed_.language.begin(), feed_.language.end(), '_', '-');
  }

  text::XmlNode root_;
  FeedDocument feed_;
  ElementReader reader_;
  Scope root_scope_;
  const Scope& scope_;
  bool cut_ = false;
};

}  // namespace

FeedDocument parse_rss(const text::XmlNode& root, const Scope& document) { return RssReader(root, document).read(); }

}  // namespace resso::connectors::feed
