#include "text/byte_set.hpp"
#include "text/xml.hpp"

namespace resso::text {
namespace {

constexpr bool is_forbidden_control(unsigned char c) { return c < 0x20 && c != '\t' && c != '\n' && c != '\r'; }

/// U+FFFE and U+FFFF are no characters in XML 1.0 (§2.2).
bool is_noncharacter(std::string_view rest) {
  return rest.size() >= 3 && rest[0] == '\xEF' && rest[1] == '\xBF' && (rest[2] == '\xBE' || rest[2] == '\xBF');
}

/// Bytes that may not be written as they are.
using Notable = NotableBytes<decltype([](unsigned char c) {
  const auto control = (c < 0x20) & (c != '\t') & (c != '\n') & (c != '\r');
  return control | (c == '&') | (c == '<') | (c == '>') | (c == '"') | (c == '\'') | (c == 0xEF);
})>;

void append_escaped(std::string& out, std::string_view utf8, bool quotes_too) {
  std::size_t copied = 0;
  const auto replace = [&](std::size_t at, std::size_t length, std::string_view with) {
    out.append(utf8.substr(copied, at - copied));
    out.append(with);
    copied = at + length;
  };
  for (std::size_t i = Notable::find_in(utf8, 0); i < utf8.size(); i = Notable::find_in(utf8, i + 1)) {
    const char c = utf8[i];
    if (c == '&') replace(i, 1, "&amp;");
    if (c == '<') replace(i, 1, "&lt;");
    if (c == '>') replace(i, 1, "&gt;");
    if (c == '"' && quotes_too) replace(i, 1, "&quot;");
    if (c == '\'' && quotes_too) replace(i, 1, "&#39;");
    if (c == '\xEF' && is_noncharacter(utf8.substr(i))) replace(i, 3, "");
    if (is_forbidden_control(static_cast<unsigned char>(c))) replace(i, 1, "");
  }
  out.append(utf8.substr(copied));
}

}  // namespace

void append_escaped_xml(std::string& out, std::string_view utf8) { append_escaped(out, utf8, true); }
void append_escaped_text(std::string& out, std::string_view utf8) { append_escaped(out, utf8, false); }

std::string escape_xml(std::string_view utf8) {
  std::string out;
  append_escaped_xml(out, utf8);
  return out;
}

}  // namespace resso::text
