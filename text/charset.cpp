#include "text/charset.hpp"

#include "text/charset_labels.hpp"
#include "text/unicode.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace resso::text {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kProlog = 1024;  // an XML declaration stands within

// 0x80-0x9F of windows-1252 (WHATWG index); the rest of the upper half is Latin-1.
constexpr std::array<char16_t, 32> kWindows1252{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                                0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                                0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

void append_windows1252(std::string& out, unsigned char byte) {
  const unsigned code = byte < 0xA0 ? kWindows1252[byte - 0x80u] : byte;
  if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
  } else {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
  }
  out += static_cast<char>(0x80 | (code & 0x3F));
}

/// Length of the well-formed sequence at `at` (Unicode table 3-7); 0: ill-formed.
std::size_t sequence_length(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u; };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) { return byte(i) >= low && byte(i) <= high; };
  const unsigned lead = byte(at);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(at + 1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool second = follows(at + 1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
    return second && follows(at + 2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool second = follows(at + 1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
    return second && follows(at + 2) && follows(at + 3) ? 4 : 0;
  }
  return 0;
}

struct Utf8Look {
  std::size_t multibyte = 0, broken = 0;
  bool valid() const { return broken == 0; }
  /// A few bad bytes in what is UTF-8 by and large: somebody pasted, or cut in the middle of a letter.
  bool mostly() const { return multibyte >= 2 * broken && multibyte > 0; }
};

Utf8Look look_at(std::string_view bytes) {
  Utf8Look look;
  if (is_valid_utf8(bytes)) {
    unsigned char all = 0;
    for (const char c : bytes) all |= static_cast<unsigned char>(c);
    look.multibyte = all >> 7;  // some or none: how many matters only beside broken ones
    return look;
  }
  for (std::size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = sequence_length(bytes, i);
    (length == 0 ? look.broken : look.multibyte) += 1;
    i += std::max<std::size_t>(length, 1);
  }
  return look;
}

std::string from_windows1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    if (static_cast<unsigned char>(c) < 0x80)
      out += c;
    else
      append_windows1252(out, static_cast<unsigned char>(c));
  }
  return out;
}

/// Each ill-formed byte as windows-1252 has it: that is where it came from.
std::string from_mixed_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = sequence_length(bytes, i);
    if (length == 0)
      append_windows1252(out, static_cast<unsigned char>(bytes[i]));
    else
      out.append(bytes, i, length);
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

struct Converted {
  std::string utf8;
  std::size_t replaced = 0;
};

std::optional<Converted> convert(std::string_view bytes, const std::string& converter_name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(converter_name.c_str(), &status);
  if (U_FAILURE(status)) return std::nullopt;
  const icu::UnicodeString wide(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter, status);
  ucnv_close(converter);
  if (U_FAILURE(status)) return std::nullopt;
  Converted result;
  for (std::int32_t i = 0; i < wide.length(); ++i) result.replaced += wide[i] == 0xFFFD;
  wide.toUTF8String(result.utf8);
  return result;
}

bool is_forbidden(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; }

/// Without an early end, so that many bytes are looked at in one step.
bool holds_forbidden(std::string_view text) {
  unsigned char found = 0;
  for (const char c : text) found |= static_cast<unsigned char>(is_forbidden(c));
  return found != 0;
}

/// Who wins: what the bytes say of themselves before what is said of them.
struct Shape {
  std::string_view name, converter;
  std::size_t skip = 0;
};

std::optional<Shape> byte_order_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return Shape{"utf-8", "UTF-8", 3};
  if (bytes.starts_with("\x00\x00\xFE\xFF"sv)) return Shape{"utf-32be", "UTF-32BE", 4};
  if (bytes.starts_with("\xFF\xFE\x00\x00"sv)) return Shape{"utf-32le", "UTF-32LE", 4};
  if (bytes.starts_with("\xFE\xFF")) return Shape{"utf-16be", "UTF-16BE", 2};
  if (bytes.starts_with("\xFF\xFE")) return Shape{"utf-16le", "UTF-16LE", 2};
  return std::nullopt;
}

/// Zero bytes beside an ASCII character: wide encodings without a mark (XML 1.0 appendix F).
std::optional<Shape> wide_shape(std::string_view bytes) {
  if (bytes.size() < 4) return std::nullopt;
  const auto zero = [&](std::size_t i) { return bytes[i] == '\0'; };
  if (zero(0) && zero(1) && zero(2) && !zero(3)) return Shape{"utf-32be", "UTF-32BE", 0};
  if (!zero(0) && zero(1) && zero(2) && zero(3)) return Shape{"utf-32le", "UTF-32LE", 0};
  if (zero(0) && !zero(1) && zero(2) && !zero(3)) return Shape{"utf-16be", "UTF-16BE", 0};
  if (!zero(0) && zero(1) && !zero(2) && zero(3)) return Shape{"utf-16le", "UTF-16LE", 0};
  return std::nullopt;
}

bool is_ebcdic(std::string_view bytes) { return bytes.starts_with("\x4C\x6F\xA7\x94"); }

/// Scripts that windows-1252 would make soup of, when their look is plain. Latin ones are left to windows-1252: a guess among them is worth
/// less than the web's default.
std::optional<Encoding> recognised(std::string_view bytes) {
  constexpr int kSure = 50;
  constexpr std::size_t kLookAt = 64u << 10;
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector* detector = ucsdet_open(&status);
  const std::string_view start = bytes.substr(0, kLookAt);
  ucsdet_setText(detector, start.data(), static_cast<std::int32_t>(start.size()), &status);
  ucsdet_enableInputFilter(detector, true);
  const UCharsetMatch* match = ucsdet_detect(detector, &status);
  std::string name;
  if (U_SUCCESS(status) && match != nullptr && ucsdet_getConfidence(match, &status) >= kSure)
    name = to_lower_ascii(ucsdet_getName(match, &status));
  ucsdet_close(detector);
  if (name.starts_with("iso-8859-8")) name = "windows-1255";
  constexpr std::array<std::string_view, 14> kScripts{"big5",       "gb18030",      "shift_jis",    "euc-jp",       "euc-kr",
                                                      "iso-8859-5", "iso-8859-6",   "iso-8859-7",   "windows-1251", "windows-1253",
                                                      "koi8-r",     "windows-1255", "windows-1256", "iso-2022-jp"};
  if (std::find(kScripts.begin(), kScripts.end(), name) == kScripts.end()) return std::nullopt;
  return encoding_labelled(name);
}

/// Decodes by one declaration; unset when the bytes contradict it.
std::optional<Decoded> by_label(std::string_view bytes, const Encoding& encoding, const Utf8Look& look) {
  Decoded result;
  result.encoding = encoding.name;
  switch (encoding.family) {
    case EncodingFamily::unknown:
    case EncodingFamily::utf16:  // the look of the bytes was against it
    case EncodingFamily::utf32: return std::nullopt;
    case EncodingFamily::utf8:
      if (!look.valid() && !look.mostly()) return std::nullopt;
      result.damaged = !look.valid();
      result.utf8 = look.valid() ? std::string(bytes) : from_mixed_utf8(bytes);
      return result;
    case EncodingFamily::windows1252:
      // Servers say iso-8859-1 for everything; letters that happen to be good UTF-8 are UTF-8.
      if (look.valid() && look.multibyte > 0) return std::nullopt;
      result.utf8 = from_windows1252(bytes);
      return result;
    case EncodingFamily::other: break;
  }
  auto converted = convert(bytes, encoding.converter);
  if (!converted || converted->replaced > 8 + bytes.size() / 50) return std::nullopt;
  result.damaged = converted->replaced > 0;
  result.utf8 = std::move(converted->utf8);
  return result;
}

Decoded by_shape(std::string_view bytes, const Shape& shape) {
  const std::string_view content = bytes.substr(shape.skip);
  Decoded result;
  result.encoding = shape.name;
  if (shape.name == "utf-8") {
    const Utf8Look look = look_at(content);
    result.damaged = !look.valid();
    result.utf8 = look.valid() ? std::string(content) : from_mixed_utf8(content);
  } else if (auto converted = convert(content, std::string(shape.converter))) {
    result.damaged = converted->replaced > 0;
    result.utf8 = std::move(converted->utf8);
  }
  return result;
}

Decoded by_look(std::string_view bytes, const Utf8Look& look, bool declared) {
  Decoded result;
  if (look.valid() || look.mostly()) {
    result.encoding = "utf-8";
    result.damaged = !look.valid();
    result.utf8 = look.valid() ? std::string(bytes) : from_mixed_utf8(bytes);
    return result;
  }
  result.guessed = true;
  if (!declared) {
    const auto encoding = recognised(bytes);
    auto read = encoding ? by_label(bytes, *encoding, look) : std::nullopt;
    if (read) {
      read->guessed = true;
      return std::move(*read);
    }
  }
  result.encoding = "windows-1252";
  result.utf8 = from_windows1252(bytes);
  return result;
}

Decoded by_declaration(std::string_view bytes, std::string_view http_charset, std::string_view document_charset) {
  const Utf8Look look = look_at(bytes);
  bool wrong = false, impossible = false;
  for (const std::string_view label : {http_charset, document_charset}) {
    if (label.empty()) continue;
    const Encoding encoding = encoding_labelled(label);
    auto read = by_label(bytes, encoding, look);
    if (read) {
      read->declared_wrong = wrong;
      read->declared_impossible = impossible;
      return std::move(*read);
    }
    wrong = true;
    impossible = impossible || encoding.family != EncodingFamily::windows1252;
  }
  Decoded result = by_look(bytes, look, wrong);
  result.declared_wrong = wrong;
  result.declared_impossible = impossible;
  return result;
}

/// The first bytes as ASCII, whatever their width: enough to read a declaration.
std::string narrow_prolog(std::string_view bytes) {
  if (is_ebcdic(bytes)) {
    const auto converted = convert(bytes.substr(0, kProlog), "IBM037");
    return converted ? converted->utf8 : std::string();
  }
  std::string out;
  for (const char c : bytes.substr(0, 4 * kProlog)) {
    if (c != '\0') out += c;
    if (out.size() == kProlog) break;
  }
  return out;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view skip_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

}  // namespace

Decoded decode(std::string_view bytes, std::string_view http_charset, std::string_view document_charset) {
  Decoded result;
  if (const auto mark = byte_order_mark(bytes)) {
    result = by_shape(bytes, *mark);
  } else if (const auto wide = wide_shape(bytes)) {
    result = by_shape(bytes, *wide);
  } else if (is_ebcdic(bytes)) {
    const Encoding encoding = encoding_labelled(document_charset);
    const bool told = encoding.family == EncodingFamily::other;
    auto converted = convert(bytes, told ? encoding.converter : "IBM037");
    result.encoding = told ? encoding.name : "ibm037";
    if (converted) result.utf8 = std::move(converted->utf8);
  } else {
    result = by_declaration(bytes, http_charset, document_charset);
  }
  if (holds_forbidden(result.utf8)) {
    std::erase_if(result.utf8, is_forbidden);
    result.damaged = true;
  }
  return result;
}

Decoded decode_owned(std::string bytes, std::string_view http_charset, std::string_view document_charset) {
  const auto says_otherwise = [](std::string_view label) {
    return !label.empty() && encoding_labelled(label).family != EncodingFamily::utf8;
  };
  const bool told_otherwise = says_otherwise(http_charset) || says_otherwise(document_charset);
  const bool shown_otherwise = byte_order_mark(bytes) || wide_shape(bytes) || is_ebcdic(bytes);
  if (told_otherwise || shown_otherwise || !is_valid_utf8(bytes) || holds_forbidden(bytes))
    return decode(bytes, http_charset, document_charset);
  Decoded result;
  result.encoding = "utf-8";
  result.utf8 = std::move(bytes);
  return result;
}

std::string xml_declared_charset(std::string_view bytes) {
  const std::string prolog = narrow_prolog(bytes);
  const auto begin = prolog.find("<?xml");
  if (begin == std::string::npos) return {};
  const auto end = prolog.find("?>", begin);
  const std::string_view declaration = std::string_view(prolog).substr(begin, end == std::string::npos ? end : end - begin);
  const auto name = declaration.find("encoding");
  if (name == std::string_view::npos) return {};
  std::string_view rest = skip_space(declaration.substr(name + 8));
  if (!rest.starts_with('=')) return {};
  rest = skip_space(rest.substr(1));
  const char quote = rest.empty() ? '\0' : rest.front();
  if (quote == '"' || quote == '\'')
    rest = rest.substr(1, rest.find(quote, 1) - 1);
  else
    rest = rest.substr(0, rest.find_first_of(" \t\r\n?"));
  return to_lower_ascii(trim(rest));
}

std::string content_type_charset(std::string_view content_type) {
  std::size_t at = content_type.find(';');
  while (at != std::string_view::npos) {
    const std::size_t next = content_type.find(';', at + 1);
    const std::string_view parameter = content_type.substr(at + 1, next == std::string_view::npos ? next : next - at - 1);
    at = next;
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos || !iequals(trim(parameter.substr(0, equals)), "charset")) continue;
    std::string_view value = trim(parameter.substr(equals + 1));
    while (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == '"' || value.back() == '\'')) value.remove_suffix(1);
    return to_lower_ascii(trim(value));
  }
  return {};
}

std::string media_type(std::string_view content_type) { return to_lower_ascii(trim(content_type.substr(0, content_type.find(';')))); }

}  // namespace resso::text
