// From a calendar's bytes to its content lines (RFC 5545 §3.1): unfolded, decoded, numbered as in the file.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace resso::connectors::calendar {

struct ContentLine {
  std::string_view text;
  int line = 0;  ///< where it begins in the file, 1-based
};

/// CRLF, LF and CR end a line; a line that begins with a blank continues the one before it, whatever empty lines are between. Programs fold
/// between the bytes of one letter: what is no UTF-8 as it stands is unfolded before it is decoded.
class ContentLines {
 public:
  ContentLines(std::string_view bytes, std::string_view http_charset);

  /// False: there are no more.
  bool next(ContentLine& line);
  bool charset_wrong() const { return charset_wrong_; }  ///< the bytes are not what they were declared to be
  /// What the lines point into; where it is does not change. Nothing can be read afterwards.
  std::unique_ptr<std::string> take_text() { return std::move(text_); }

 private:
  void set_text(std::string text);
  void go_to(std::size_t begin);
  void pass_line();
  bool next_folded(ContentLine& line);
  bool next_numbered(ContentLine& line);

  std::unique_ptr<std::string> text_;
  std::size_t at_ = 0, end_ = 0;  // of the line that is read next
  std::size_t feed_ = 0;          // the next LF: kept, for a file may have none
  int number_ = 1;
  std::vector<int> numbers_;  // of lines that are unfolded already
  std::size_t numbers_told_ = 0;
  bool charset_wrong_ = false;
};

}  // namespace resso::connectors::calendar
