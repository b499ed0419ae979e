// Reading one XML element as feeds use them: texts, addresses, dates, people. Shared by RSS and Atom.
#pragma once

#include "connectors/feed/feed_document.hpp"
#include "connectors/feed/vocabulary.hpp"
#include "text/unicode.hpp"
#include "text/xml.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace resso::connectors::feed {

/// xml:base and xml:lang in force.
struct Scope {
  std::string base, language;
};

class ElementReader {
 public:
  /// `core`: the namespace of the root element, which counts as the format's own whatever it is.
  ElementReader(std::vector<Warning>& warnings, std::string_view core) : warnings_(warnings), core_(core) {}

  Vocabulary vocabulary(const text::XmlNode& node);
  /// `outer`, or what the element makes of it, kept in `storage`.
  const Scope& enter(const text::XmlNode& node, const Scope& outer, Scope& storage) const;

  std::string line(const text::XmlNode& node) const;                          ///< its text, trimmed
  std::string address(std::string_view reference, const Scope& scope) const;  ///< absolute; empty when it is none
  std::optional<Instant> date(const text::XmlNode& node);                     ///< a bad one is warned of
  std::optional<Instant> date(std::string_view text, int line);
  Words words(const text::XmlNode& node, const Scope& scope) const;       ///< RSS: what looks like HTML is HTML
  Words atom_words(const text::XmlNode& node, const Scope& scope) const;  ///< RFC 4287 §3.1, §4.1.3 and Atom 0.3's modes
  Person atom_person(const text::XmlNode& node, const Scope& scope) const;
  void warn(std::string code, std::string what, int line);

 private:
  std::vector<Warning>& warnings_;
  std::string_view core_;
  std::vector<std::pair<const char*, Vocabulary>> known_;  // by the address of the URI in the document
};

/// "anna@example.org (Anna Puig)", "Anna Puig <anna@example.org>", "Anna Puig".
Person read_person(std::string_view text);

void add_category(std::vector<Category>& list, std::string name, std::string scheme, std::string label = {});
void add_link(Described& to, Link link);

/// An element's local name in lower case: pubDate is written in many ways. Compared with what it may be, which costs nothing where the
/// lengths differ (std::string calls memcmp).
class LowerName {
 public:
  explicit LowerName(const text::XmlNode& node) : name_(text::to_lower_ascii(node.local_name())) {}
  operator std::string_view() const { return name_; }
  bool operator==(std::string_view other) const { return std::string_view(name_) == other; }

 private:
  std::string name_;
};

}  // namespace resso::connectors::feed
