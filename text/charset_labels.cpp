#include "text/charset_labels.hpp"

#include "text/unicode.hpp"

#include <unicode/ucnv.h>
#include <algorithm>
#include <array>

namespace resso::text {
namespace {

struct Row {
  std::string_view labels;  // separated by spaces
  EncodingFamily family;
  std::string_view name, converter;
};

using enum EncodingFamily;

// As on the web, a label means the superset that its users really have: Latin-1 is windows-1252, gb2312 is gb18030.
constexpr std::array kRows{
    Row{"utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8 utf_8 u8", utf8, "utf-8", "UTF-8"},
    Row{"iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 latin1 latin-1 l1 us-ascii ascii ansi_x3.4-1968 iso-ir-100 iso646-us "
        "cp819 "
        "ibm819 windows-1252 cp1252 x-cp1252 win-1252 cp-1252 windows-latin-1 ansi",
        windows1252, "windows-1252", ""},
    Row{"utf-16 utf16 utf_16 ucs-2 unicode iso-10646-ucs-2 csunicode u16 utf-16le utf16le utf_16_le utf-16be utf16be utf_16_be", utf16,
        "utf-16", ""},
    Row{"utf-32 utf32 utf_32 ucs-4 iso-10646-ucs-4 u32 utf-32le utf32le utf_32_le utf-32be utf32be utf_32_be", utf32, "utf-32", ""},
    Row{"iso-8859-9 iso8859-9 iso_8859-9 latin5 l5 windows-1254 cp1254", other, "windows-1254", "windows-1254"},
    Row{"iso-8859-15 iso8859-15 iso_8859-15 latin-9 latin9 l9", other, "iso-8859-15", "ISO-8859-15"},
    Row{"iso-8859-11 iso8859-11 tis-620 tis620 dos-874 windows-874 cp874", other, "windows-874", "windows-874"},
    Row{"gb2312 gbk gb_2312 gb_2312-80 gb18030 x-gbk cp936 ms936 windows-936 chinese csgb2312 euc-cn", other, "gb18030", "gb18030"},
    Row{"big5 big5-hkscs cn-big5 x-x-big5 csbig5 cp950 big5hkscs", other, "big5", "Big5-HKSCS"},
    Row{"shift_jis shift-jis sjis x-sjis ms_kanji windows-31j ms932 cp932 csshiftjis", other, "shift_jis", "ibm-943_P15A-2003"},
    Row{"euc-kr euc_kr ks_c_5601-1987 ksc5601 ksc_5601 korean windows-949 cp949 uhc ms949", other, "euc-kr", "windows-949"},
    Row{"macintosh mac x-mac-roman macroman csmacintosh", other, "macintosh", "macintosh"},
    Row{"koi8-r koi8 koi cskoi8r", other, "koi8-r", "KOI8-R"},
};

// What ICU would open and must not: text that is no text until it is decoded.
constexpr std::array<std::string_view, 9> kRefused{"utf-7", "imap", "scsu", "bocu", "cesu", "lmbcs", "compound", "hz", "iso-2022-cn"};

bool lists(std::string_view labels, std::string_view label) {
  for (auto at = labels.find(label); at != std::string_view::npos; at = labels.find(label, at + 1)) {
    const auto end = at + label.size();
    if ((at == 0 || labels[at - 1] == ' ') && (end == labels.size() || labels[end] == ' ')) return true;
  }
  return false;
}

}  // namespace

Encoding encoding_labelled(std::string_view text) {
  const std::string label = to_lower_ascii(trim(text));
  // ICU compares letters and digits only, so that it would know names with anything between them.
  const bool is_name = std::all_of(label.begin(), label.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == ':' || c == '+';
  });
  if (label.empty() || label.size() > 60 || !is_name) return {};
  for (const Row& row : kRows) {
    if (!lists(row.labels, label)) continue;
    Encoding found{row.family, std::string(row.name), std::string(row.converter)};
    const bool wide = row.family == utf16 || row.family == utf32;
    if (wide && label.ends_with("le")) found.name += "le";
    if (wide && label.ends_with("be")) found.name += "be";
    return found;
  }
  for (const std::string_view refused : kRefused) {
    if (label.find(refused) != std::string::npos) return {};
  }
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(label.c_str(), &status);
  if (U_FAILURE(status)) return {};
  const char* own_name = ucnv_getName(converter, &status);
  Encoding found{other, label, own_name == nullptr ? label : own_name};
  ucnv_close(converter);
  return found;
}

}  // namespace resso::text
