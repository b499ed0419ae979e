#include "text/html.hpp"
#include "text/html_bound.hpp"
#include "text/html_scan.hpp"
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

/// As itself it would be read as a line feed.
constexpr std::string_view kCarriageReturn = "&#13;";

void append_escaped(std::string& out, std::string_view decoded, void (*escape)(std::string&, std::string_view)) {
  for (auto at = decoded.find('\r'); at != std::string_view::npos; at = decoded.find('\r')) {
    escape(out, decoded.substr(0, at));
    out += kCarriageReturn;
    decoded.remove_prefix(at + 1);
  }
  escape(out, decoded);
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  append_escaped(out, value, append_escaped_xml);
  out += '"';
}

/// Writes what may stay, in whatever order elements and text are told.
class SafeWriter final : public HtmlForm {
 public:
  SafeWriter(std::string_view base_url, std::size_t size_of_html) : base_(base_url) { out_.reserve(size_of_html + size_of_html / 8); }

  void text(std::string_view decoded) override { append_escaped(out_, decoded, append_escaped_text); }

  void open(unsigned tag, const HtmlAttributes& attributes) override {
    const bool kept = write_start(static_cast<GumboTag>(tag), attributes);
    if (!is_void(static_cast<GumboTag>(tag))) kept_.push_back(kept);
  }

  void close(unsigned tag) override {
    const bool kept = kept_.back();
    kept_.pop_back();
    if (!kept) return;
    out_ += "</";
    out_ += gumbo_normalized_tagname(static_cast<GumboTag>(tag));
    out_ += '>';
  }

  void line_end() { out_ += '\n'; }
  std::string take() override {
    // White space before everything means nothing, and would be gone if this were read again.
    std::string_view rest = out_;
    while (true) {
      const std::size_t blank =
          rest.starts_with(kCarriageReturn) ? kCarriageReturn.size() : std::min(rest.find_first_not_of(" \t\n"), rest.size());
      if (blank == 0) break;
      rest.remove_prefix(blank);
    }
    out_.erase(0, out_.size() - rest.size());
    return std::move(out_);
  }

 private:
  /// False when the element has lost what it is for.
  bool write_start(GumboTag tag, const HtmlAttributes& attributes) {
    std::string url;
    if (tag == GUMBO_TAG_A || tag == GUMBO_TAG_IMG) {
      const auto reference = attributes.find(tag == GUMBO_TAG_A ? "href" : "src");
      if (!reference) return false;
      url = safe_url(base_, *reference, tag == GUMBO_TAG_A);
      if (url.empty() || (tag == GUMBO_TAG_IMG && is_tracking_pixel(attributes))) return false;
    }
    out_ += '<';
    out_ += gumbo_normalized_tagname(tag);
    if (tag == GUMBO_TAG_A) append_attribute(out_, "href", url);
    if (tag == GUMBO_TAG_IMG) append_attribute(out_, "src", url);
    if (!attributes.empty()) write_attributes(tag, attributes);
    if (tag == GUMBO_TAG_A) out_ += " rel=\"nofollow noopener\"";
    out_ += '>';
    return true;
  }

  void write_attributes(GumboTag tag, const HtmlAttributes& attributes) {
    for (const AllowedAttribute& allowed : kAttributes) {
      if (allowed.on != tag && allowed.on != GUMBO_TAG_LAST) continue;
      const auto value = attributes.find(allowed.name);
      if (value && fits(*value, allowed.form)) append_attribute(out_, allowed.name, *value);
    }
  }

  static bool is_tracking_pixel(const HtmlAttributes& image) {
    const auto tiny = [&](const char* side) {
      const auto size = image.find(side);
      return size == "0" || size == "1";
    };
    return tiny("width") && tiny("height");
  }

  std::string_view base_;
  std::string out_;
  std::vector<bool> kept_;  // of the open elements: is there a start tag that an end tag belongs to?
};

class NodeAttributes final : public HtmlAttributes {
 public:
  explicit NodeAttributes(const GumboNode* element) : element_(element) {}
  bool empty() const override { return element_->v.element.attributes.length == 0; }
  std::optional<std::string_view> find(std::string_view name) const override {
    const GumboAttribute* found = gumbo_get_attribute(&element_->v.element.attributes, name.data());
    return found == nullptr ? std::nullopt : std::optional<std::string_view>(found->value);
  }

 private:
  const GumboNode* element_;
};

void write_children(const GumboNode* parent, SafeWriter& out);

/// A parser drops a line end right after <pre>: one that it kept was the second.
bool begins_with_line_end(const GumboNode* pre) {
  const GumboVector& nodes = pre->v.element.children;
  if (nodes.length == 0) return false;
  const auto* first = static_cast<const GumboNode*>(nodes.data[0]);
  return (first->type == GUMBO_NODE_TEXT || first->type == GUMBO_NODE_WHITESPACE) && first->v.text.text[0] == '\n';
}

void write_element(const GumboNode* node, SafeWriter& out) {
  const GumboElement& element = node->v.element;
  if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return;
  const Fate fate = fate_of(element.tag);
  if (fate == Fate::drop) return;
  if (fate == Fate::unwrap) return write_children(node, out);
  out.open(element.tag, NodeAttributes(node));
  if (is_void(element.tag)) return;
  if (element.tag == GUMBO_TAG_PRE && begins_with_line_end(node)) out.line_end();
  write_children(node, out);
  out.close(element.tag);
}

void write_children(const GumboNode* parent, SafeWriter& out) {
  const GumboVector& nodes = parent->v.element.children;
  for (unsigned i = 0; i < nodes.length; ++i) {
    const auto* node = static_cast<const GumboNode*>(nodes.data[i]);
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) out.text(node->v.text.text);
    if (node->type == GUMBO_NODE_ELEMENT) write_element(node, out);
  }
}

}  // namespace

std::unique_ptr<HtmlForm> safe_form(std::string_view base_url, std::size_t size_of_html) {
  return std::make_unique<SafeWriter>(base_url, size_of_html);
}

std::string sanitize_html(std::string_view html, std::string_view base_url) {
  SafeWriter scanned(base_url, html.size());
  return scan_html(html, scanned) ? scanned.take() : sanitize_html_by_tree(html, base_url);
}

std::string sanitize_html_by_tree(std::string_view html, std::string_view base_url) {
  constexpr int kMostPasses = 6;
  std::string safe(html);
  for (int pass = 0; pass < kMostPasses; ++pass) {
    SafeWriter out(base_url, safe.size());
    const HtmlTree tree(bound_html(safe));
    write_children(tree.body(), out);
    std::string written = out.take();
    const bool settled = written == safe;
    safe = std::move(written);
    // What a parser builds is not always what it would build of its own writing (HTML, 13.3), and a tag that is gone may have held apart
    // what cannot stand together: read again as a browser would read it, until that changes nothing.
    if (settled) break;
  }
  return safe;
}

}  // namespace resso::text
