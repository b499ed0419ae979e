#include "connectors/page/element.hpp"

#include "text/html_bound.hpp"
#include "text/html_tree.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <gumbo.h>

#include <algorithm>

namespace resso::connectors::page {
namespace {

constexpr std::size_t kLongestText = 64u << 10;
constexpr std::size_t kLongestMarkup = 256u << 10;
constexpr text::HtmlBounds kBounds{.bytes = 4u << 20, .keep_meaning = true};

bool is_block(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_BR:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_P:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_TR: return true;
    default: return false;
  }
}

void append_text(const GumboNode* node, bool with_alt, std::string& out) {
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) out += node->v.text.text;
  if (node->type != GUMBO_NODE_ELEMENT || out.size() > kLongestText) return;
  const GumboTag tag = node->v.element.tag;
  if (with_alt && tag == GUMBO_TAG_IMG) out.append(" ").append(text::html_attribute(node, "alt")).append(" ");
  if (is_block(tag)) out += ' ';
  const GumboVector& nodes = node->v.element.children;
  for (unsigned i = 0; i < nodes.length; ++i) append_text(static_cast<const GumboNode*>(nodes.data[i]), with_alt, out);
  if (is_block(tag)) out += ' ';
}

}  // namespace

std::string_view Element::tag() const {
  return node_ == nullptr ? std::string_view() : std::string_view(gumbo_normalized_tagname(node_->v.element.tag));
}

bool Element::has(const char* attribute) const {
  return node_ != nullptr && gumbo_get_attribute(&node_->v.element.attributes, attribute) != nullptr;
}

std::string_view Element::attribute(const char* name) const {
  return node_ == nullptr ? std::string_view() : text::html_attribute(node_, name);
}

std::vector<std::string_view> Element::words(const char* attribute_name) const {
  constexpr std::string_view kSpace = " \t\n\r\f";
  std::vector<std::string_view> words;
  const std::string_view list = attribute(attribute_name);
  for (std::size_t at = list.find_first_not_of(kSpace); at != std::string_view::npos;) {
    const std::size_t end = std::min(list.find_first_of(kSpace, at), list.size());
    words.push_back(list.substr(at, end - at));
    at = list.find_first_not_of(kSpace, end);
  }
  return words;
}

std::vector<Element> Element::children() const {
  std::vector<Element> children;
  if (node_ == nullptr) return children;
  const GumboVector& nodes = node_->v.element.children;
  for (unsigned i = 0; i < nodes.length; ++i) {
    const auto* node = static_cast<const GumboNode*>(nodes.data[i]);
    if (node->type == GUMBO_NODE_ELEMENT) children.push_back(Element(node));
  }
  return children;
}

std::string Element::text(bool with_alt) const {
  std::string out;
  if (node_ != nullptr) append_text(node_, with_alt, out);
  return text::collapse_space(out);
}

std::string Element::inner_html(const PageTree& tree) const {
  if (node_ == nullptr) return {};
  const GumboElement& element = node_->v.element;
  const std::string& source = tree.tree_->source();
  const char* const first = source.data();
  const GumboStringPiece open = element.original_tag;
  if (open.data < first || open.data + open.length > first + source.size()) return {};
  const auto from = static_cast<std::size_t>(open.data + open.length - first);
  const auto to = std::min<std::size_t>(element.end_pos.offset, source.size());
  return to > from ? source.substr(from, std::min(to - from, kLongestMarkup)) : std::string();
}

PageTree::PageTree(std::string_view html, std::string_view page_url)
    : tree_(std::make_unique<text::HtmlTree>(text::bound_html(html, kBounds))), base_(page_url) {
  look_at(root());
}

PageTree::~PageTree() = default;

Element PageTree::root() const { return Element(tree_->root()); }

Element PageTree::by_id(std::string_view id) const {
  const auto found = ids_.find(id);
  return found == ids_.end() ? Element() : found->second;
}

std::string PageTree::resolve(std::string_view reference) const {
  reference = text::trim(reference);
  if (reference.empty()) return {};
  std::string absolute = text::resolve_url(base_, reference);
  return absolute.starts_with("http://") || absolute.starts_with("https://") ? absolute : std::string();
}

void PageTree::look_at(const Element& element) {
  ++size_;
  const std::string_view id = element.attribute("id");
  if (!id.empty()) ids_.emplace(id, element);
  const std::string_view href = element.attribute("href");
  // Only the first <base> with an address counts (WHATWG HTML §4.2.3).
  if (!base_seen_ && !href.empty() && element.tag() == "base") {
    const std::string resolved = text::resolve_url(base_, text::trim(href));
    if (!resolved.empty()) base_ = resolved;
    base_seen_ = true;
  }
  for (const Element& child : element.children()) look_at(child);
}

}  // namespace resso::connectors::page
