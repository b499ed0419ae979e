// Names of encodings as documents write them (WHATWG Encoding Standard §4.2, and more that feeds use).
#pragma once

#include <string>
#include <string_view>

namespace resso::text {

enum class EncodingFamily { unknown, utf8, utf16, utf32, windows1252, other };

struct Encoding {
  EncodingFamily family = EncodingFamily::unknown;
  std::string name;       ///< what we call it: "utf-8", "windows-1252", "gb18030"
  std::string converter;  ///< what ICU calls it
};

/// Unknown for labels that nobody knows, and for encodings that hide markup (UTF-7 and its like).
Encoding encoding_labelled(std::string_view label);

}  // namespace resso::text
