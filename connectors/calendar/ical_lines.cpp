#include "connectors/calendar/ical_lines.hpp"

#include "text/byte_set.hpp"
#include "text/charset.hpp"

#include <algorithm>

namespace resso::connectors::calendar {
namespace {

using LineEnd = text::NotableBytes<decltype([](unsigned char c) { return (c == '\r') | (c == '\n'); })>;

/// UTF-16 and UTF-32 must be decoded first: their line ends are not bytes.
bool is_wide(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") || bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4));
}

struct Unfolded {
  std::string text;          ///< lines with LF between
  std::vector<int> numbers;  ///< of each
};

/// vCalendar 1.0 folds quoted-printable its own way ("=" at the end): that is left to who decodes it.
bool is_soft_break(std::string_view logical_line) {
  return logical_line.ends_with('=') && logical_line.substr(0, 200).find("QUOTED-PRINTABLE") != std::string_view::npos;
}

Unfolded unfold(std::string_view bytes) {
  Unfolded result;
  std::size_t begin = 0;
  result.text.reserve(bytes.size());
  int number = 1;
  while (!bytes.empty()) {
    const auto end = LineEnd::find_in(bytes, 0);
    const auto line = bytes.substr(0, end);
    if (!line.empty()) {
      const bool continues = (line.front() == ' ' || line.front() == '\t') && !result.numbers.empty() &&
                             !is_soft_break(std::string_view(result.text).substr(begin));
      if (!continues) {
        if (!result.numbers.empty()) result.text += '\n';
        begin = result.text.size();
        result.numbers.push_back(number);
      }
      result.text += continues ? line.substr(1) : line;
    }
    if (end == bytes.size()) break;
    const bool pair = bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n';
    bytes.remove_prefix(end + (pair ? 2 : 1));
    ++number;
  }
  return result;
}

}  // namespace

ContentLines split_lines(std::string_view bytes, std::string_view http_charset) {
  ContentLines result;
  Unfolded unfolded;
  text::Decoded decoded;
  if (is_wide(bytes)) {
    decoded = text::decode(bytes, http_charset, {});
    unfolded = unfold(decoded.utf8);
    result.charset_wrong = decoded.declared_wrong;
    decoded.utf8 = std::move(unfolded.text);
  } else {
    unfolded = unfold(bytes);
    decoded = text::decode_owned(std::move(unfolded.text), http_charset, {});
    result.charset_wrong = decoded.declared_wrong;
  }
  *result.text = std::move(decoded.utf8);
  std::string_view rest = *result.text;
  result.lines.reserve(unfolded.numbers.size());
  for (const int number : unfolded.numbers) {
    const auto end = rest.find('\n');
    result.lines.push_back({rest.substr(0, end), number});
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return result;
}

}  // namespace resso::connectors::calendar
