#include "text/html.hpp"
#include "text/html_bound.hpp"
#include "text/html_tree.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"
#include "text/xml.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <span>

namespace resso::text {
namespace {

/// What becomes of an element's tag; `drop` takes its content along.
enum class Fate { keep, unwrap, drop };

Fate fate_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_COL:
    case GUMBO_TAG_COLGROUP:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_I:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_RUBY:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR: return Fate::keep;
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_FRAME:
    case GUMBO_TAG_FRAMESET:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_VIDEO: return Fate::drop;
    default: return Fate::unwrap;
  }
}

bool is_void(GumboTag tag) {
  return tag == GUMBO_TAG_BR || tag == GUMBO_TAG_COL || tag == GUMBO_TAG_HR || tag == GUMBO_TAG_IMG || tag == GUMBO_TAG_WBR;
}

enum class Form { text, number, language, direction };
struct AllowedAttribute {
  GumboTag on;  ///< GUMBO_TAG_LAST: on every element
  const char* name;
  Form form;
};

/// Addresses are not here: each has its own rule. Neither are class, id and style: they would act on the page that shows this.
constexpr std::array<AllowedAttribute, 18> kAttributes{{
    {GUMBO_TAG_LAST, "lang", Form::language},
    {GUMBO_TAG_LAST, "dir", Form::direction},
    {GUMBO_TAG_LAST, "title", Form::text},
    {GUMBO_TAG_COL, "span", Form::number},
    {GUMBO_TAG_COLGROUP, "span", Form::number},
    {GUMBO_TAG_DEL, "datetime", Form::text},
    {GUMBO_TAG_IMG, "alt", Form::text},
    {GUMBO_TAG_IMG, "height", Form::number},
    {GUMBO_TAG_IMG, "width", Form::number},
    {GUMBO_TAG_INS, "datetime", Form::text},
    {GUMBO_TAG_LI, "value", Form::number},
    {GUMBO_TAG_OL, "start", Form::number},
    {GUMBO_TAG_TD, "colspan", Form::number},
    {GUMBO_TAG_TD, "rowspan", Form::number},
    {GUMBO_TAG_TH, "colspan", Form::number},
    {GUMBO_TAG_TH, "rowspan", Form::number},
    {GUMBO_TAG_TH, "scope", Form::language},
    {GUMBO_TAG_TIME, "datetime", Form::text},
}};

bool fits(std::string_view value, Form form) {
  const auto every = [&](auto is) { return !value.empty() && value.size() <= 35 && std::all_of(value.begin(), value.end(), is); };
  switch (form) {
    case Form::text: return true;
    case Form::number: return value.size() <= 5 && every([](char c) { return c >= '0' && c <= '9'; });
    case Form::language:
      return every([](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; });
    case Form::direction: return iequals(value, "ltr") || iequals(value, "rtl") || iequals(value, "auto");
  }
  return false;
}

std::string safe_url(std::string_view base, std::string_view reference, bool mail_too) {
  std::string url = resolve_url(base, reference);
  const bool safe = url.starts_with("http://") || url.starts_with("https://") || (mail_too && url.starts_with("mailto:"));
  return safe ? url : std::string();
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  append_escaped_xml(out, value);
  out += '"';
}

/// Quotes need no escape between tags, and "l&#39;Ateneu" would be unreadable once a feed has escaped it again.
void append_text(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t quote = std::min(text.find_first_of("'\""), text.size());
    append_escaped_xml(out, text.substr(0, quote));
    if (quote < text.size()) out += text[quote];
    text.remove_prefix(std::min(quote + 1, text.size()));
  }
}

class Sanitizer {
 public:
  explicit Sanitizer(std::string_view base_url) : base_(base_url) {}

  void children(const GumboNode* parent) {
    const GumboVector& nodes = parent->v.element.children;
    for (unsigned i = 0; i < nodes.length; ++i) node(static_cast<const GumboNode*>(nodes.data[i]));
  }

  std::string take() { return std::move(out_); }

 private:
  void node(const GumboNode* node) {
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) append_text(out_, node->v.text.text);
    if (node->type == GUMBO_NODE_ELEMENT) element(node);
  }

  void element(const GumboNode* node) {
    const GumboElement& element = node->v.element;
    if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return;
    const Fate fate = fate_of(element.tag);
    if (fate == Fate::drop) return;
    const bool kept = fate == Fate::keep && open(node);
    if (!is_void(element.tag)) children(node);
    if (kept && !is_void(element.tag)) {
      out_ += "</";
      out_ += gumbo_normalized_tagname(element.tag);
      out_ += '>';
    }
  }

  /// Writes the start tag; false when the element has lost what it is for.
  bool open(const GumboNode* node) {
    const GumboTag tag = node->v.element.tag;
    std::string url;
    if (tag == GUMBO_TAG_A || tag == GUMBO_TAG_IMG) {
      const char* name = tag == GUMBO_TAG_A ? "href" : "src";
      if (gumbo_get_attribute(&node->v.element.attributes, name) == nullptr) return false;
      url = safe_url(base_, html_attribute(node, name), tag == GUMBO_TAG_A);
      if (url.empty() || (tag == GUMBO_TAG_IMG && is_tracking_pixel(node))) return false;
    }
    out_ += '<';
    out_ += gumbo_normalized_tagname(tag);
    if (tag == GUMBO_TAG_A) append_attribute(out_, "href", url);
    if (tag == GUMBO_TAG_IMG) append_attribute(out_, "src", url);
    for (const AllowedAttribute& allowed : kAttributes) {
      if (allowed.on != tag && allowed.on != GUMBO_TAG_LAST) continue;
      const GumboAttribute* attribute = gumbo_get_attribute(&node->v.element.attributes, allowed.name);
      if (attribute != nullptr && fits(attribute->value, allowed.form)) append_attribute(out_, allowed.name, attribute->value);
    }
    if (tag == GUMBO_TAG_A) append_attribute(out_, "rel", "nofollow noopener");
    out_ += '>';
    if (tag == GUMBO_TAG_PRE) keep_first_newline(node);
    return true;
  }

  static bool is_tracking_pixel(const GumboNode* image) {
    const auto tiny = [&](const char* side) {
      const std::string_view size = html_attribute(image, side);
      return size == "0" || size == "1";
    };
    return tiny("width") && tiny("height");
  }

  /// A parser drops a line end right after <pre>: one that it kept was the second.
  void keep_first_newline(const GumboNode* pre) {
    const GumboVector& nodes = pre->v.element.children;
    if (nodes.length == 0) return;
    const auto* first = static_cast<const GumboNode*>(nodes.data[0]);
    if ((first->type == GUMBO_NODE_TEXT || first->type == GUMBO_NODE_WHITESPACE) && first->v.text.text[0] == '\n') out_ += '\n';
  }

  std::string_view base_;
  std::string out_;
};

}  // namespace

std::string sanitize_html(std::string_view html, std::string_view base_url) {
  Sanitizer sanitizer(base_url);
  const HtmlTree tree(bound_html(html));
  sanitizer.children(tree.body());
  return sanitizer.take();
}

}  // namespace resso::text
