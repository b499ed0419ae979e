#include "text/html_tree.hpp"

#include <gumbo.h>

#include <cstdint>

namespace resso::text {
namespace {

/// Digits of a numeric character reference whose "&#" is at `at`.
struct Reference {
  std::size_t end = 0;  ///< after the digits and a ';'
  bool beyond_unicode = false;
};

Reference read_reference(std::string_view html, std::size_t at) {
  std::size_t i = at + 2;
  const unsigned base = i < html.size() && (html[i] == 'x' || html[i] == 'X') ? 16 : 10;
  if (base == 16) ++i;
  Reference reference;
  std::uint32_t value = 0;
  for (; i < html.size(); ++i) {
    const char c = html[i];
    unsigned digit = 99;
    if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A') + 10;
    if (digit >= base) break;
    if (value <= 0x10FFFF) value = value * base + digit;
  }
  reference.end = i < html.size() && html[i] == ';' ? i + 1 : i;
  reference.beyond_unicode = value > 0x10FFFF;
  return reference;
}

bool is_control(unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r') || c == 0x7F; }

/// U+0081, U+008D, U+008F, U+0090, U+009D: the controls that a numeric reference may name (HTML, 13.2.5.80); 0: none at `i`.
/// (A reference to another of U+0080..U+009F means a character of windows-1252.)
std::uint32_t referable_c1_at(std::string_view html, std::size_t i) {
  if (i + 1 >= html.size() || static_cast<unsigned char>(html[i]) != 0xC2) return 0;
  const auto c = static_cast<unsigned char>(html[i + 1]);
  return c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D ? c : 0;
}

/// U+FDD0..U+FDEF and the last two code points of each plane; 0: none at `i`.
std::uint32_t noncharacter_at(std::string_view html, std::size_t i) {
  const auto byte = [&](std::size_t k) { return i + k < html.size() ? std::uint32_t{static_cast<unsigned char>(html[i + k])} : 0u; };
  std::uint32_t c = 0;
  if (byte(0) == 0xEF && (byte(1) == 0xB7 || byte(1) == 0xBF)) c = 0xF000 | ((byte(1) & 63) << 6) | (byte(2) & 63);
  if (byte(0) >= 0xF0 && byte(2) == 0xBF) c = ((byte(0) & 7) << 18) | ((byte(1) & 63) << 12) | ((byte(2) & 63) << 6) | (byte(3) & 63);
  return c >= 0xFDD0 && (c <= 0xFDEF || (c & 0xFFFE) == 0xFFFE) ? c : 0;
}

/// gumbo lets the value of a numeric reference overflow, and puts U+FFFD where controls and noncharacters stand, which browsers keep:
/// the first become U+FFFD here, the others references. NUL goes, as in a browser, after it has ended what it ends.
std::string shield(std::string html) {
  std::string out;
  std::size_t copied = 0;
  const auto replace = [&](std::size_t at, std::size_t length, const std::string& with) {
    out.append(html, copied, at - copied);
    out += with;
    copied = at + length;
  };
  for (std::size_t i = 0; i < html.size(); ++i) {
    const auto c = static_cast<unsigned char>(html[i]);
    if (c == '&' && i + 1 < html.size() && html[i + 1] == '#') {
      const Reference reference = read_reference(html, i);
      if (reference.beyond_unicode) replace(i, reference.end - i, "\uFFFD");
      const bool ended_by_nul = html[reference.end - 1] != ';' && reference.end < html.size() && html[reference.end] == 0;
      if (ended_by_nul) replace(reference.end, 1, reference.beyond_unicode ? "" : ";");  // or what follows the NUL would join the digits
      i = ended_by_nul ? reference.end : reference.end - 1;
    } else if (is_control(c)) {
      replace(i, 1, c == 0 ? std::string() : "&#" + std::to_string(c) + ';');
    } else if (const std::uint32_t c1 = referable_c1_at(html, i); c1 != 0) {
      replace(i, 2, "&#" + std::to_string(c1) + ';');
    } else if (c >= 0xEF) {
      const std::uint32_t found = noncharacter_at(html, i);
      if (found != 0) replace(i, c >= 0xF0 ? 4 : 3, "&#" + std::to_string(found) + ';');
    }
  }
  if (copied == 0) return html;
  out.append(html, copied);
  return out;
}

}  // namespace

HtmlTree::HtmlTree(std::string bounded) : source_(shield(std::move(bounded))) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  output_ = gumbo_parse_with_options(&options, source_.data(), source_.size());
}

HtmlTree::~HtmlTree() { gumbo_destroy_output(&kGumboDefaultOptions, output_); }

const GumboInternalNode* HtmlTree::root() const { return output_->root; }

const GumboInternalNode* HtmlTree::body() const {
  const GumboVector& nodes = output_->root->v.element.children;
  for (unsigned i = 0; i < nodes.length; ++i) {
    const auto* node = static_cast<const GumboNode*>(nodes.data[i]);
    if (node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == GUMBO_TAG_BODY) return node;
  }
  return output_->root;
}

std::string_view html_attribute(const GumboInternalNode* element, const char* name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&element->v.element.attributes, name);
  return attribute == nullptr ? std::string_view() : std::string_view(attribute->value);
}

}  // namespace resso::text
