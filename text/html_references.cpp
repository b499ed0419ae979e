// The named references that people and their programs write. (gumbo knows all 2,231; these are decoded without it.)
#include "text/html_scan.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace resso::text {
namespace {

struct Named {
  std::string_view name, utf8;
};

constexpr bool by_name(const Named& a, const Named& b) { return a.name < b.name; }

constexpr auto kNames = [] {
  std::array names{
      Named{"AElig", "Æ"},     Named{"Aacute", "Á"}, Named{"Acirc", "Â"},  Named{"Agrave", "À"}, Named{"Aring", "Å"},
      Named{"Atilde", "Ã"},    Named{"Auml", "Ä"},   Named{"Ccedil", "Ç"}, Named{"ETH", "Ð"},    Named{"Eacute", "É"},
      Named{"Ecirc", "Ê"},     Named{"Egrave", "È"}, Named{"Euml", "Ë"},   Named{"Iacute", "Í"}, Named{"Icirc", "Î"},
      Named{"Igrave", "Ì"},    Named{"Iuml", "Ï"},   Named{"Ntilde", "Ñ"}, Named{"OElig", "Œ"},  Named{"Oacute", "Ó"},
      Named{"Ocirc", "Ô"},     Named{"Ograve", "Ò"}, Named{"Oslash", "Ø"}, Named{"Otilde", "Õ"}, Named{"Ouml", "Ö"},
      Named{"THORN", "Þ"},     Named{"Uacute", "Ú"}, Named{"Ucirc", "Û"},  Named{"Ugrave", "Ù"}, Named{"Uuml", "Ü"},
      Named{"Yacute", "Ý"},    Named{"aacute", "á"}, Named{"acirc", "â"},  Named{"acute", "´"},  Named{"aelig", "æ"},
      Named{"agrave", "à"},    Named{"amp", "&"},    Named{"apos", "'"},   Named{"aring", "å"},  Named{"atilde", "ã"},
      Named{"auml", "ä"},      Named{"bdquo", "„"},  Named{"bull", "•"},   Named{"ccedil", "ç"}, Named{"cent", "¢"},
      Named{"copy", "©"},      Named{"deg", "°"},    Named{"divide", "÷"}, Named{"eacute", "é"}, Named{"ecirc", "ê"},
      Named{"egrave", "è"},    Named{"eth", "ð"},    Named{"euml", "ë"},   Named{"euro", "€"},   Named{"frac12", "½"},
      Named{"frac14", "¼"},    Named{"frac34", "¾"}, Named{"gt", ">"},     Named{"hearts", "♥"}, Named{"hellip", "…"},
      Named{"iacute", "í"},    Named{"icirc", "î"},  Named{"iexcl", "¡"},  Named{"igrave", "ì"}, Named{"iquest", "¿"},
      Named{"iuml", "ï"},      Named{"laquo", "«"},  Named{"ldquo", "“"},  Named{"lsaquo", "‹"}, Named{"lsquo", "‘"},
      Named{"lt", "<"},        Named{"mdash", "—"},  Named{"micro", "µ"},  Named{"middot", "·"}, Named{"minus", "−"},
      Named{"nbsp", "\u00A0"}, Named{"ndash", "–"},  Named{"not", "¬"},    Named{"ntilde", "ñ"}, Named{"oacute", "ó"},
      Named{"ocirc", "ô"},     Named{"oelig", "œ"},  Named{"ograve", "ò"}, Named{"ordf", "ª"},   Named{"ordm", "º"},
      Named{"oslash", "ø"},    Named{"otilde", "õ"}, Named{"ouml", "ö"},   Named{"para", "¶"},   Named{"plusmn", "±"},
      Named{"pound", "£"},     Named{"quot", "\""},  Named{"raquo", "»"},  Named{"rarr", "→"},   Named{"rdquo", "”"},
      Named{"reg", "®"},       Named{"rsaquo", "›"}, Named{"rsquo", "’"},  Named{"sbquo", "‚"},  Named{"sect", "§"},
      Named{"shy", "\u00AD"},  Named{"sup1", "¹"},   Named{"sup2", "²"},   Named{"sup3", "³"},   Named{"szlig", "ß"},
      Named{"thorn", "þ"},     Named{"times", "×"},  Named{"trade", "™"},  Named{"uacute", "ú"}, Named{"ucirc", "û"},
      Named{"ugrave", "ù"},    Named{"uml", "¨"},    Named{"uuml", "ü"},   Named{"yacute", "ý"}, Named{"yen", "¥"},
      Named{"yuml", "ÿ"},
  };
  std::sort(names.begin(), names.end(), by_name);
  return names;
}();

constexpr std::size_t kLongestName = 8;
constexpr std::size_t kMostDigits = 7;

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 32);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
}

/// Neither a control, a surrogate nor a noncharacter, nor beyond Unicode; white space left out.
bool is_plain_code(std::uint32_t code) {
  const bool control = code <= 0x20 || (code >= 0x7F && code <= 0xA0 && code != 0xA0);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  const bool noncharacter = (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE;
  return !control && !surrogate && !noncharacter && code <= 0x10FFFF && code != 0xFEFF;
}

std::string encode(std::uint32_t code) {
  const auto tail = [code](int shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0 | (code >> 6)), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xE0 | (code >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | (code >> 18)), tail(12), tail(6), tail(0)};
}

std::optional<PlainReference> numeric(std::string_view text) {
  std::size_t at = 2;
  const bool hex = at < text.size() && (text[at] | 32) == 'x';
  const int base = hex ? 16 : 10;
  if (hex) ++at;
  const std::size_t first = at;
  std::uint32_t code = 0;
  for (; at < text.size() && at - first < kMostDigits && digit_value(text[at]) < base; ++at)
    code = code * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit_value(text[at]));
  if (at == first || at >= text.size() || text[at] != ';' || !is_plain_code(code)) return std::nullopt;
  return PlainReference{encode(code), at + 1};
}

}  // namespace

std::optional<PlainReference> read_plain_reference(std::string_view text) {
  if (text.size() > 1 && text[1] == '#') return numeric(text);
  const std::size_t end = text.substr(0, kLongestName + 2).find(';');
  if (end == std::string_view::npos) return std::nullopt;
  const Named wanted{text.substr(1, end - 1), {}};
  const auto found = std::lower_bound(kNames.begin(), kNames.end(), wanted, by_name);
  if (found == kNames.end() || found->name != wanted.name) return std::nullopt;
  return PlainReference{std::string(found->utf8), end + 1};
}

}  // namespace resso::text
