#include "connectors/feed/words_render.hpp"

#include "text/html.hpp"
#include "text/unicode.hpp"
#include "text/xml.hpp"

#include <algorithm>

namespace resso::connectors::feed {
namespace {

/// Blank lines part paragraphs, others become <br>.
std::string paragraphs(std::string_view plain) {
  std::string out = "<p>";
  out.reserve(plain.size() + plain.size() / 16 + 16);
  int breaks = 0;
  while (!plain.empty()) {
    const std::size_t end = plain.find('\n');
    std::string_view line = plain.substr(0, end);
    plain.remove_prefix(end == std::string_view::npos ? plain.size() : end + 1);
    if (breaks > 0) line.remove_prefix(std::min(line.find_first_not_of("\r \t"), line.size()));
    if (!line.empty()) {
      if (breaks > 0) out += breaks > 1 ? "</p><p>" : "<br>";
      breaks = 0;
      text::append_escaped_xml(out, line);
    }
    if (end != std::string_view::npos) ++breaks;
  }
  return out + "</p>";
}

}  // namespace

std::string safe_html(const Words& words) {
  const std::string_view value = text::trim(words.value);
  if (value.empty()) return {};
  if (words.type == Words::Type::html) return text::sanitize_html(value, words.base);
  return paragraphs(value);
}

std::string plain_text(const Words& words) {
  if (words.type == Words::Type::html) return text::html_to_text(words.value);
  return std::string(text::trim(words.value));
}

text::HtmlForms safe_and_plain(const Words& words) {
  if (words.type == Words::Type::html) return text::html_forms(text::trim(words.value), words.base);
  return {safe_html(words), plain_text(words)};
}

std::string plain_line(const Words& words) { return text::collapse_space(plain_text(words)); }

}  // namespace resso::connectors::feed
