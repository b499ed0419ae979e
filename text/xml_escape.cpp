#include "text/xml.hpp"

namespace resso::text {
namespace {

bool is_forbidden_control(unsigned char c) { return c < 0x20 && c != '\t' && c != '\n' && c != '\r'; }

/// U+FFFE and U+FFFF are no characters in XML 1.0 (§2.2).
bool is_noncharacter(std::string_view rest) {
  return rest.size() >= 3 && rest[0] == '\xEF' && rest[1] == '\xBF' && (rest[2] == '\xBE' || rest[2] == '\xBF');
}

}  // namespace

void append_escaped_xml(std::string& out, std::string_view utf8) {
  out.reserve(out.size() + utf8.size());
  std::size_t copied = 0;
  const auto replace = [&](std::size_t at, std::size_t length, std::string_view with) {
    out.append(utf8.substr(copied, at - copied));
    out.append(with);
    copied = at + length;
  };
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    switch (const char c = utf8[i]) {
      case '&': replace(i, 1, "&amp;"); break;
      case '<': replace(i, 1, "&lt;"); break;
      case '>': replace(i, 1, "&gt;"); break;
      case '"': replace(i, 1, "&quot;"); break;
      case '\'': replace(i, 1, "&#39;"); break;
      case '\xEF':
        if (is_noncharacter(utf8.substr(i))) {
          replace(i, 3, "");
          i += 2;
        }
        break;
      default:
        if (is_forbidden_control(static_cast<unsigned char>(c))) replace(i, 1, "");
    }
  }
  out.append(utf8.substr(copied));
}

std::string escape_xml(std::string_view utf8) {
  std::string out;
  append_escaped_xml(out, utf8);
  return out;
}

}  // namespace resso::text
