// XML as documents on the web are: a namespace-aware tree over pugixml (which stays in xml.cpp), forgiving, with the faults told.
// No DTD is evaluated, no external entity read, ever.
#pragma once

#include "model/source.hpp"

#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace resso::text {

class XmlChildren;
class XmlNode;

/// A parsed document; nodes point into it and die with it.
class XmlDocument {
 public:
  XmlDocument(XmlDocument&&) noexcept;
  XmlDocument& operator=(XmlDocument&&) noexcept;
  ~XmlDocument();

  XmlNode root() const;      ///< the document element; null when nothing could be read
  bool well_formed() const;  ///< as XML 1.0 with namespaces, before any recovery
  const std::vector<Warning>& warnings() const;

 private:
  friend XmlDocument parse_xml(std::string);
  friend struct XmlAccess;
  struct State;
  explicit XmlDocument(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Takes UTF-8 (text::decode). Never fails: at worst the tree is empty. Depth is capped at 256, nodes at 2 million.
XmlDocument parse_xml(std::string utf8);

/// An element. A null node answers everything with nothing.
class XmlNode {
 public:
  XmlNode() = default;
  explicit operator bool() const { return node_ != nullptr; }
  bool operator==(const XmlNode& other) const { return node_ == other.node_; }

  std::string_view local_name() const;
  /// Namespace URI in scope; an undeclared prefix that everybody knows ("dc", "content", "media", "itunes", "ev", …) means its usual URI.
  std::string_view namespace_uri() const;
  bool is(std::string_view namespace_uri, std::string_view local_name) const;

  std::string_view attribute(std::string_view local_name) const;  ///< no namespace; empty if absent
  std::string_view attribute(std::string_view namespace_uri, std::string_view local_name) const;
  bool has_attribute(std::string_view local_name) const;
  std::vector<std::pair<std::string, std::string>> attributes() const;  ///< qualified name, value; xmlns ones left out

  XmlChildren children() const;  ///< elements only
  XmlNode next_element() const;  ///< the next one of the same parent
  XmlNode child(std::string_view namespace_uri, std::string_view local_name) const;
  XmlNode parent() const;
  /// All text below, entities decoded, as written.
  std::string text() const;
  /// The same without a copy where the document has it in one piece; otherwise it is made in `storage`.
  std::string_view text_in(std::string& storage) const;
  /// The content as markup: text escaped, elements written without namespace prefixes (Atom's type="xhtml").
  std::string inner_markup() const;
  int line() const;  ///< 1-based, of its start tag

 private:
  friend class XmlDocument;
  friend struct XmlAccess;
  void* node_ = nullptr;  // pugi::xml_node_struct*
  const void* document_ = nullptr;
};

/// The elements right below one, in order; as short-lived as its document.
class XmlChildren {
 public:
  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = XmlNode;
    using reference = XmlNode;
    using pointer = const XmlNode*;
    using iterator_category = std::input_iterator_tag;
    Iterator() = default;
    explicit Iterator(XmlNode at) : at_(at) {}
    XmlNode operator*() const { return at_; }
    Iterator& operator++() {
      at_ = at_.next_element();
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator&) const = default;

   private:
    XmlNode at_;
  };

  explicit XmlChildren(XmlNode first) : first_(first) {}
  Iterator begin() const { return Iterator(first_); }
  Iterator end() const { return Iterator(); }
  bool empty() const { return !first_; }

 private:
  XmlNode first_;
};

/// &amp; &lt; &gt; &quot; &#39; written out; control characters that XML forbids removed. The one home of XML and HTML escaping.
std::string escape_xml(std::string_view utf8);
void append_escaped_xml(std::string& out, std::string_view utf8);
/// The same between tags, where quotes need no escape: "l&#39;Ateneu" would be unreadable once a feed has escaped it again.
void append_escaped_text(std::string& out, std::string_view utf8);

}  // namespace resso::text
