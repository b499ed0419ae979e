// An HTML page as a tree that microdata and microformats are read from. gumbo stays in the source file.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct GumboInternalNode;

namespace resso::text {
class HtmlTree;
}

namespace resso::connectors::page {

class PageTree;

/// A view of one element; it dies with its tree. A null one answers everything with nothing.
class Element {
 public:
  Element() = default;
  explicit operator bool() const { return node_ != nullptr; }
  bool operator==(const Element& other) const { return node_ == other.node_; }
  const void* identity() const { return node_; }

  std::string_view tag() const;  ///< lower case; empty for what HTML does not know
  bool has(const char* attribute) const;
  std::string_view attribute(const char* name) const;                ///< empty if absent
  std::vector<std::string_view> words(const char* attribute) const;  ///< a space separated one: class, itemprop
  std::vector<Element> children() const;
  /// The text below, white space collapsed, blocks and <br> being space; of pictures their alt text when `with_alt`. Ends near 64 KiB.
  std::string text(bool with_alt = false) const;
  std::string inner_html(const PageTree& tree) const;  ///< as written in the page

 private:
  friend class PageTree;
  explicit Element(const GumboInternalNode* node) : node_(node) {}
  const GumboInternalNode* node_ = nullptr;
};

class PageTree {
 public:
  /// Of at most 4 MiB; `page_url` is where the page was found.
  PageTree(std::string_view html, std::string_view page_url);
  ~PageTree();
  PageTree(const PageTree&) = delete;
  PageTree& operator=(const PageTree&) = delete;

  Element root() const;
  std::size_t size() const { return size_; }              ///< elements
  Element by_id(std::string_view id) const;               ///< null: none
  const std::string& base() const { return base_; }       ///< of relative addresses: the first <base href>, else the page itself
  std::string resolve(std::string_view reference) const;  ///< absolute http(s); empty for nothing and for what is no web address

 private:
  friend class Element;
  void look_at(const Element& element);
  std::unique_ptr<text::HtmlTree> tree_;
  std::string base_;
  bool base_seen_ = false;
  std::size_t size_ = 0;
  std::unordered_map<std::string_view, Element> ids_;
};

}  // namespace resso::connectors::page
