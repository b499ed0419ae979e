#include "text/byte_set.hpp"
#include "text/html.hpp"
#include "text/html_bound.hpp"
#include "text/html_scan.hpp"
#include "text/html_tree.hpp"

#include <gumbo.h>

#include <algorithm>

namespace resso::text {
namespace {

/// How far an element stands from what is around it.
enum class Gap { none = 0, line = 1, paragraph = 2 };

Gap gap_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_UL: return Gap::paragraph;
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TR: return Gap::line;
    default: return Gap::none;
  }
}

bool is_hidden(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_VIDEO: return true;
    default: return false;
  }
}

/// Lays text out: white space collapses, gaps merge to the widest, nothing stands at either end.
class Layout final : public HtmlForm {
 public:
  explicit Layout(std::size_t size_of_html) { out_.reserve(size_of_html); }

  void text(std::string_view text) override {
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t first = i;
      while (i < text.size() && (!is_space_at(text, i) || (i > first && parts_words(text, i)))) ++i;
      if (i > first) {
        flush();
        out_ += text.substr(first, i - first);
      }
      for (; i < text.size() && is_space_at(text, i); i += text[i] == '\xC2' ? 2 : 1) {
        if (preformatted_ > 0 && text[i] == '\n')
          line_break();
        else
          space_ = true;
      }
    }
  }

  void open(unsigned tag, const HtmlAttributes&) override { open(static_cast<GumboTag>(tag)); }
  void open(GumboTag tag) {
    if (tag == GUMBO_TAG_BR) return line_break();
    const Gap wanted = gap_of(tag);
    if (wanted != Gap::none) gap(wanted);
    if (tag == GUMBO_TAG_LI) bullet();
    if (tag == GUMBO_TAG_PRE) ++preformatted_;
  }

  void close(unsigned tag) override {
    const Gap wanted = gap_of(static_cast<GumboTag>(tag));
    if (wanted != Gap::none) gap(wanted);
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) space_ = true;
    if (tag == GUMBO_TAG_PRE) --preformatted_;
  }

  std::string take() override {
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    return std::move(out_);
  }

 private:
  void gap(Gap wanted) {
    space_ = false;
    lines_ = std::max(lines_, static_cast<int>(wanted));
  }

  void line_break() {
    space_ = false;
    lines_ = std::min(lines_ + 1, 2);
  }

  void bullet() {
    flush();
    out_ += "- ";
    fresh_ = true;
  }

  /// A blank of ASCII, or the no-break space.
  static bool is_space_at(std::string_view text, std::size_t i) {
    const char c = text[i];
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || (c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0');
  }

  /// A single blank within a line, which stays as it is.
  static bool parts_words(std::string_view text, std::size_t i) {
    return text[i] == ' ' && i + 1 < text.size() && !is_space_at(text, i + 1);
  }

  /// Writes what separates the next character from the last.
  void flush() {
    if (!out_.empty() && !fresh_) {
      if (lines_ > 0)
        out_.append(static_cast<std::size_t>(lines_), '\n');
      else if (space_)
        out_ += ' ';
    }
    lines_ = 0;
    space_ = fresh_ = false;
  }

  std::string out_;
  int lines_ = 0;       // line ends owed
  bool space_ = false;  // a space owed
  bool fresh_ = false;  // after a bullet: nothing may separate
  int preformatted_ = 0;
};

void lay_out(const GumboNode* parent, Layout& layout) {
  const GumboVector& nodes = parent->v.element.children;
  for (unsigned i = 0; i < nodes.length; ++i) {
    const auto* node = static_cast<const GumboNode*>(nodes.data[i]);
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) layout.text(node->v.text.text);
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    const GumboElement& element = node->v.element;
    if (element.tag_namespace != GUMBO_NAMESPACE_HTML || is_hidden(element.tag)) continue;
    layout.open(element.tag);
    if (element.tag == GUMBO_TAG_BR) continue;
    lay_out(node, layout);
    layout.close(element.tag);
  }
}

void append_all_text(const GumboNode* parent, std::string& out) {
  const GumboVector& nodes = parent->v.element.children;
  for (unsigned i = 0; i < nodes.length; ++i) {
    const auto* node = static_cast<const GumboNode*>(nodes.data[i]);
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) out += node->v.text.text;
  }
}

/// Text whose references are all plain ones; unset: it has others.
std::optional<std::string> decode_plain_references(std::string_view text) {
  if (!is_plain_utf8(text)) return std::nullopt;
  std::string out;
  while (true) {
    const std::size_t at = text.find('&');
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at);
    const bool alone = text.size() == 1 || text[1] == ' ' || text[1] == '\n';
    const auto reference = alone ? PlainReference{"&", 1} : read_plain_reference(text);
    if (!reference) return std::nullopt;
    out += reference->utf8;
    text.remove_prefix(reference->length);
  }
}

}  // namespace

std::unique_ptr<HtmlForm> plain_form(std::size_t size_of_html) { return std::make_unique<Layout>(size_of_html); }

std::string html_to_text(std::string_view html) {
  Layout scanned(html.size());
  return scan_html(html, scanned) ? scanned.take() : html_to_text_by_tree(html);
}

std::string html_to_text_by_tree(std::string_view html) {
  Layout layout(html.size());
  const HtmlTree tree(bound_html(html));
  lay_out(tree.body(), layout);
  return layout.take();
}

std::string decode_entities(std::string_view text) {
  if (text.find('&') == std::string_view::npos) return std::string(text);
  auto decoded = decode_plain_references(text);
  return decoded ? std::move(*decoded) : decode_entities_by_tree(text);
}

std::string decode_entities_by_tree(std::string_view text) {
  // gumbo knows all names; it gets what it would read otherwise as references, too.
  // The letter before it keeps white space at the beginning.
  std::string masked = "x";
  masked.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    if (c == '<')
      masked += "&lt;";
    else if (c == '\r')
      masked += "&#13;";
    else
      masked += c;
  }
  const HtmlTree tree(std::move(masked));
  std::string out;
  append_all_text(tree.body(), out);
  return out.substr(1);
}

bool looks_like_html(std::string_view text) {
  constexpr ByteSet kMarkup("<&");
  const auto is_alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  for (std::size_t i = kMarkup.find_in(text); i != std::string_view::npos; i = kMarkup.find_in(text, i + 1)) {
    if (i + 1 >= text.size()) return false;
    const char next = text[i + 1];
    if (text[i] == '<' && ((is_alnum(next) && (next < '0' || next > '9')) || next == '/' || next == '!')) return true;
    const std::size_t end = text.find(';', i);
    if (text[i] == '&' && end != std::string_view::npos && end > i + 2 && end - i <= 33 && (next == '#' || is_alnum(next)) &&
        std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i) + 2, text.begin() + static_cast<std::ptrdiff_t>(end), is_alnum))
      return true;
  }
  return false;
}

}  // namespace resso::text
