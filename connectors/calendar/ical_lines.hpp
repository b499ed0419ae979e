// From a calendar's bytes to its content lines (RFC 5545 §3.1): unfolded, decoded, numbered as in the file.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors::calendar {

struct ContentLine {
  std::string_view text;
  int line = 0;  ///< where it begins in the file, 1-based
};

/// Keeps the text that the lines point into: moved as a whole, never copied.
struct ContentLines {
  ContentLines() = default;
  ContentLines(ContentLines&&) = default;
  ContentLines& operator=(ContentLines&&) = default;
  ContentLines(const ContentLines&) = delete;
  ContentLines& operator=(const ContentLines&) = delete;

  std::unique_ptr<std::string> text = std::make_unique<std::string>();  ///< never null; where it is does not change
  std::vector<ContentLine> lines;
  bool charset_wrong = false;  ///< the bytes are not what they were declared to be
};

/// CRLF, LF and CR end a line; a line that begins with a blank continues the one before it, whatever empty lines are between. Unfolded
/// before decoding: programs fold between bytes of one letter.
ContentLines split_lines(std::string_view bytes, std::string_view http_charset);

}  // namespace resso::connectors::calendar
