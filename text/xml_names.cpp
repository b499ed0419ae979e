// XML 1.0's lexical odds and ends: names, characters, character references.
#include "text/xml_wellformed.hpp"

#include <algorithm>
#include <array>

namespace resso::text {
namespace {

constexpr bool is_ascii_name_start(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':'; }
constexpr bool is_ascii_name(unsigned char c) { return is_ascii_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

struct Range {
  char32_t from, to;
};
// §2.3 NameStartChar, above ASCII.
constexpr std::array kNameStart{Range{0xC0, 0xD6},     Range{0xD8, 0xF6},     Range{0xF8, 0x2FF},    Range{0x370, 0x37D},
                                Range{0x37F, 0x1FFF},  Range{0x200C, 0x200D}, Range{0x2070, 0x218F}, Range{0x2C00, 0x2FEF},
                                Range{0x3001, 0xD7FF}, Range{0xF900, 0xFDCF}, Range{0xFDF0, 0xFFFD}, Range{0x10000, 0xEFFFF}};
constexpr std::array kNameMore{Range{0xB7, 0xB7}, Range{0x300, 0x36F}, Range{0x203F, 0x2040}};

template <class Ranges>
bool within(const Ranges& ranges, char32_t code) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) { return code >= range.from && code <= range.to; });
}

/// The code point at the front of valid UTF-8, and its length.
std::pair<char32_t, std::size_t> code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {(lead & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (lead < 0xF0) return {(lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  return {(lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

}  // namespace

bool is_xml_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_xml_character(unsigned long code) {
  if (code < 0x20) return code == 0x9 || code == 0xA || code == 0xD;
  return code <= 0xD7FF || (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

std::size_t xml_name_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      if (at == 0 ? !is_ascii_name_start(c) : !is_ascii_name(c)) break;
      ++at;
      continue;
    }
    const auto [code, length] = code_point(text.substr(at));
    if (!within(kNameStart, code) && (at == 0 || !within(kNameMore, code))) break;
    at += length;
  }
  return std::min(at, text.size());
}

int line_at(std::string_view text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

std::optional<CharacterReference> read_character_reference(std::string_view text) {
  if (!text.starts_with("&#")) return std::nullopt;
  const bool hexadecimal = text.substr(2).starts_with('x');
  const int base = hexadecimal ? 16 : 10;
  std::size_t at = hexadecimal ? 3 : 2;
  const std::size_t first = at;
  unsigned long code = 0;
  for (; at < text.size() && digit_value(text[at]) < base; ++at)
    code = std::min(code * static_cast<unsigned long>(base) + static_cast<unsigned long>(digit_value(text[at])), 0x110000UL);
  if (at == first || at >= text.size() || text[at] != ';' || !is_xml_character(code)) return std::nullopt;
  return CharacterReference{code, at + 1};
}

}  // namespace resso::text
