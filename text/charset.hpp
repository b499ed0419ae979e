// Bytes of whatever encoding to UTF-8, as browsers and feed readers do it. ICU inside.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace resso::text {

struct Decoded {
  std::string utf8;                  ///< valid; NUL and other C0 controls except tab, LF, CR removed
  std::string encoding;              ///< the one used, lower case WHATWG name where it has one: "utf-8", "windows-1252"
  bool declared_wrong = false;       ///< the declaration contradicted the bytes, or nobody knows it
  bool declared_impossible = false;  ///< and more: the bytes are no text in the encoding declared (any bytes are Latin-1)
  bool guessed = false;              ///< neither declared nor UTF-8: by the look of the bytes, or the web's default
  bool damaged = false;              ///< bytes that are nothing in this encoding were replaced, or controls removed
};

/// `http_charset`: from Content-Type, may be empty. `document_charset`: from the XML declaration or <meta>, may be empty.
/// Order: BOM, then http_charset, then document_charset, then valid UTF-8, then the look of the bytes (scripts other than Latin, when
/// nothing was declared), then windows-1252. A declaration that the bytes contradict (UTF-8 that is not, Latin-1 that is UTF-8, UTF-16
/// without a zero byte) gives way to the next. "iso-8859-1" means windows-1252, as on the web. A few bad bytes in good UTF-8 are read as
/// windows-1252.
Decoded decode(std::string_view bytes, std::string_view http_charset, std::string_view document_charset);

/// The same of bytes that may be kept: what is UTF-8 already is not copied.
Decoded decode_owned(std::string bytes, std::string_view http_charset, std::string_view document_charset);

/// Of `<?xml … encoding="x"?>` in any ASCII-compatible, UTF-16 or UTF-32 guise (and EBCDIC where told); empty if there is none.
std::string xml_declared_charset(std::string_view bytes);

/// `charset` parameter of a Content-Type header value, lower case; empty if there is none.
std::string content_type_charset(std::string_view content_type);

/// The media type without parameters, lower case: "application/rss+xml".
std::string media_type(std::string_view content_type);

}  // namespace resso::text
