#include "connectors/feed/atom_parse.hpp"

#include "connectors/feed/module_read.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::connectors::feed {
namespace {

bool has_scheme(std::string_view id) {
  const auto colon = id.find(':');
  return colon != std::string_view::npos && id.find_first_of("/?#") > colon;
}

class AtomReader {
 public:
  AtomReader(const text::XmlNode& root, const Scope& document)
      : root_(root), reader_(feed_.warnings, root.namespace_uri()), scope_(reader_.enter(root, document, root_scope_)) {}

  FeedDocument read() {
    feed_.format = FeedDocument::Format::atom;
    const bool old = root_.namespace_uri().find("purl.org/atom") != std::string_view::npos;
    feed_.version = old ? "0.3" : "1.0";
    feed_.language = scope_.language;
    if (LowerName(root_) == "entry") {
      entry(root_);
    } else {
      for (const text::XmlNode& child : root_.children()) feed_part(child);
    }
    feed_.link = alternate(feed_);
    return std::move(feed_);
  }

 private:
  bool is_atom(const text::XmlNode& element, Vocabulary& vocabulary) {
    vocabulary = reader_.vocabulary(element);
    return vocabulary == Vocabulary::atom || vocabulary == Vocabulary::none;
  }

  void feed_part(const text::XmlNode& element) {
    Vocabulary vocabulary{};
    if (!is_atom(element, vocabulary)) return read_module(reader_, element, vocabulary, scope_, feed_, nullptr, &feed_);
    const LowerName name(element);
    if (name == "entry") return entry(element);
    if (name == "subtitle" || name == "tagline" || (name == "info" && !feed_.summary.stated()))
      feed_.summary = reader_.atom_words(element, scope_);
    if (name == "generator") feed_.generator = reader_.line(element);
    if ((name == "logo" || name == "icon") && feed_.image.empty()) feed_.image = resolved(element);
    common(element, name, scope_, feed_, nullptr);
  }

  void entry(const text::XmlNode& element) {
    if (feed_.entries.size() >= kMostEntries) {
      if (!cut_) reader_.warn("too_many_entries", "only the first " + std::to_string(kMostEntries) + " entries are read", element.line());
      cut_ = true;
      return;
    }
    Scope storage;
    const Scope& here = reader_.enter(element, scope_, storage);
    Entry made;
    made.line = element.line();
    if (here.language != scope_.language) made.language = here.language;
    for (const text::XmlNode& child : element.children()) {
      Vocabulary vocabulary{};
      if (!is_atom(child, vocabulary)) {
        read_module(reader_, child, vocabulary, here, made, &made, nullptr);
        continue;
      }
      const LowerName name(child);
      if (name == "summary") made.summary = reader_.atom_words(child, here);
      if (name == "content") content(child, here, made);
      if (name == "source" && made.authors.empty()) authors_of(child, here, made);
      common(child, name, here, made, &made);
    }
    made.link = alternate(made);
    if (made.link.empty() && !out_of_line_.empty()) made.link = out_of_line_;
    out_of_line_.clear();
    feed_.entries.push_back(std::move(made));
  }

  void content(const text::XmlNode& element, const Scope& scope, Entry& to) {
    const std::string_view source = element.attribute("src");
    if (source.empty()) {
      to.content = reader_.atom_words(element, scope);
      return;
    }
    // RFC 4287 §4.1.3.2: the content is elsewhere.
    Scope storage;
    out_of_line_ = reader_.address(source, reader_.enter(element, scope, storage));
    const std::string type(element.attribute("type"));
    const bool page = type.empty() || type.find("html") != std::string::npos;
    if (!page && to.enclosures.size() < 50) to.enclosures.push_back(Enclosure{out_of_line_, type, {}, {}});
  }

  void authors_of(const text::XmlNode& source, const Scope& scope, Entry& to) {
    for (const text::XmlNode& child : source.children()) {
      if (LowerName(child) == "author") to.authors.push_back(reader_.atom_person(child, scope));
    }
  }

  void common(const text::XmlNode& element, std::string_view name, const Scope& scope, Described& to, Entry* entry) {
    if (name == "title") to.title = reader_.atom_words(element, scope);
    if (name == "link") read_atom_link(reader_, element, scope, to, entry, entry == nullptr ? &feed_ : nullptr);
    if (name == "id") to.id = identity(element, scope);
    if (name == "author") to.authors.push_back(reader_.atom_person(element, scope));
    if (name == "contributor") to.contributors.push_back(reader_.atom_person(element, scope));
    if (name == "published" || name == "issued") to.published = reader_.date(element);
    if (name == "updated" || name == "modified") to.updated = reader_.date(element);
    if (name == "created") to.created = reader_.date(element);
    if (name == "rights" || name == "copyright") to.rights = reader_.atom_words(element, scope);
    if (name == "category") {
      std::string term(element.attribute("term"));
      if (term.empty() && !element.has_attribute("label")) term = reader_.line(element);
      add_category(to.categories, std::move(term), std::string(element.attribute("scheme")), std::string(element.attribute("label")));
    }
  }

  std::string resolved(const text::XmlNode& element) {
    Scope storage;
    return reader_.address(reader_.line(element), reader_.enter(element, scope_, storage));
  }

  std::string identity(const text::XmlNode& element, const Scope& scope) const {
    std::string id = reader_.line(element);
    if (id.empty() || has_scheme(id)) return id;  // compared as it stands (RFC 4287 §4.2.6.1)
    Scope storage;
    const std::string absolute = reader_.address(id, reader_.enter(element, scope, storage));
    return absolute.empty() ? id : absolute;
  }

  /// The page for people among several alternates.
  static std::string alternate(const Described& from) {
    const auto is_alternate = [](const Link& each) { return each.rel == "alternate"; };
    const auto is_page = [&](const Link& each) {
      return is_alternate(each) && (each.type.empty() || each.type.find("html") != std::string::npos);
    };
    auto found = std::find_if(from.links.begin(), from.links.end(), is_page);
    if (found == from.links.end()) found = std::find_if(from.links.begin(), from.links.end(), is_alternate);
    return found == from.links.end() ? std::string() : found->url;
  }

  text::XmlNode root_;
  FeedDocument feed_;
  ElementReader reader_;
  Scope root_scope_;
  const Scope& scope_;
  std::string out_of_line_;
  bool cut_ = false;
};

}  // namespace

FeedDocument parse_atom(const text::XmlNode& root, const Scope& document) { return AtomReader(root, document).read(); }

}  // namespace resso::connectors::feed
