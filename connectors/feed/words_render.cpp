#include "connectors/feed/words_render.hpp"

#include "text/html.hpp"
#include "text/unicode.hpp"
#include "text/xml.hpp"

namespace resso::connectors::feed {
namespace {

/// Blank lines part paragraphs, others become <br>.
std::string paragraphs(std::string_view plain) {
  std::string out = "<p>";
  int breaks = 0;
  for (const char c : text::escape_xml(plain)) {
    if (c == '\n') {
      ++breaks;
      continue;
    }
    if (breaks > 0 && (c == '\r' || c == ' ' || c == '\t')) continue;
    if (breaks > 0) out += breaks > 1 ? "</p><p>" : "<br>";
    breaks = 0;
    out += c;
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

std::string plain_line(const Words& words) { return text::collapse_space(plain_text(words)); }

}  // namespace resso::connectors::feed
