#include "connectors/calendar/ical_lines.hpp"

#include "text/charset.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <cstring>

namespace resso::connectors::calendar {
namespace {

/// UTF-16 and UTF-32 must be decoded first: their line ends are not bytes.
bool is_wide(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") || bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4));
}

/// vCalendar 1.0 folds quoted-printable its own way ("=" at the end): that is left to who decodes it.
bool is_soft_break(std::string_view logical_line) {
  return logical_line.ends_with('=') && logical_line.substr(0, 200).find("QUOTED-PRINTABLE") != std::string_view::npos;
}

}  // namespace

ContentLines::ContentLines(std::string_view bytes, std::string_view http_charset) {
  std::string whole(bytes);
  std::vector<int> numbers;
  if (!is_wide(bytes) && !text::is_valid_utf8(bytes)) {
    set_text(std::exchange(whole, {}));
    for (ContentLine line; next_folded(line);) {
      whole.append(line.text).append("\n");
      numbers.push_back(line.line);
    }
  }
  auto decoded = text::decode_owned(std::move(whole), http_charset, {});
  charset_wrong_ = decoded.declared_wrong;
  numbers_ = std::move(numbers);
  set_text(std::move(decoded.utf8));
}

void ContentLines::set_text(std::string text) {
  text_ = std::make_unique<std::string>(std::move(text));
  number_ = 1;
  feed_ = text_->find('\n');
  go_to(0);
}

void ContentLines::go_to(std::size_t begin) {
  const std::string_view text = *text_;
  at_ = std::min(begin, text.size());
  if (feed_ != std::string_view::npos && feed_ < at_) feed_ = text.find('\n', at_);
  const auto feed = std::min(feed_, text.size());
  end_ = at_ + std::min(text.substr(at_, feed - at_).find('\r'), feed - at_);
}

void ContentLines::pass_line() {
  const std::string_view rest = std::string_view(*text_).substr(end_);
  ++number_;
  go_to(end_ + (rest.starts_with("\r\n") ? 2 : 1));
}

/// Moves what continues a line next to it; what is then left between the lines is of no meaning.
bool ContentLines::next_folded(ContentLine& line) {
  char* const data = text_->data();
  std::size_t begin = 0, size = 0;
  for (; at_ < text_->size(); pass_line()) {
    if (end_ == at_) continue;
    const bool blank_first = data[at_] == ' ' || data[at_] == '\t';
    if (size == 0) {
      begin = at_;
      size = end_ - at_;
      line.line = number_;
    } else if (blank_first && !is_soft_break({data + begin, size})) {
      std::memmove(data + begin + size, data + at_ + 1, end_ - at_ - 1);
      size += end_ - at_ - 1;
    } else {
      break;
    }
  }
  line.text = {data + begin, size};
  return size > 0;
}

bool ContentLines::next_numbered(ContentLine& line) {
  if (numbers_told_ == numbers_.size()) return false;
  const std::string_view rest = std::string_view(*text_).substr(at_);
  line = {rest.substr(0, rest.find('\n')), numbers_[numbers_told_++]};
  at_ += std::min(line.text.size() + 1, rest.size());
  return true;
}

bool ContentLines::next(ContentLine& line) { return numbers_.empty() ? next_folded(line) : next_numbered(line); }

}  // namespace resso::connectors::calendar
