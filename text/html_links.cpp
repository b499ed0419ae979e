#include "text/html.hpp"
#include "text/html_bound.hpp"
#include "text/html_tree.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <gumbo.h>

namespace resso::text {
namespace {

void append_text(const GumboNode* node, std::string& out) {
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) out += node->v.text.text;
  if (node->type != GUMBO_NODE_ELEMENT) return;
  const GumboVector& nodes = node->v.element.children;
  for (unsigned i = 0; i < nodes.length; ++i) append_text(static_cast<const GumboNode*>(nodes.data[i]), out);
}

struct Collector {
  std::string base;
  Anchors anchors;
  bool base_seen = false;
  std::vector<HtmlLink> links;

  void visit(const GumboNode* node) {
    if (node->type != GUMBO_NODE_ELEMENT) return;
    const GumboTag tag = node->v.element.tag;
    const std::string_view href = html_attribute(node, "href");
    // Only the first <base> with an address counts (WHATWG HTML §4.2.3).
    if (tag == GUMBO_TAG_BASE && !base_seen && !href.empty()) {
      const std::string resolved = resolve_url(base, href);
      if (!resolved.empty()) base = resolved;
      base_seen = true;
    }
    if (tag == GUMBO_TAG_LINK || tag == GUMBO_TAG_A) link(node, href);
    const GumboVector& nodes = node->v.element.children;
    for (unsigned i = 0; i < nodes.length; ++i) visit(static_cast<const GumboNode*>(nodes.data[i]));
  }

  void link(const GumboNode* node, std::string_view href) {
    const std::string_view rel = html_attribute(node, "rel");
    const bool anchor = node->v.element.tag == GUMBO_TAG_A;
    if (href.empty() || (rel.empty() && !(anchor && anchors == Anchors::all))) return;
    HtmlLink found;
    found.is_anchor = anchor;
    found.href = resolve_url(base, href);
    if (found.href.empty()) return;
    found.rel = to_lower_ascii(trim(rel));
    found.type = to_lower_ascii(trim(html_attribute(node, "type")));
    found.title = collapse_space(html_attribute(node, "title"));
    std::string text;
    append_text(node, text);
    found.text = collapse_space(text);
    links.push_back(std::move(found));
  }
};

}  // namespace

std::vector<HtmlLink> html_links(std::string_view html, std::string_view base_url, Anchors anchors) {
  constexpr HtmlBounds kBounds{.bytes = 2u << 20};
  const HtmlTree tree(bound_html(html, kBounds));
  Collector collector{std::string(base_url), anchors, false, {}};
  collector.visit(tree.root());
  return std::move(collector.links);
}

}  // namespace resso::text
