// gzip, deflate and brotli (RFC 9110 §8.4), with a cap on what comes out. zlib, brotli and libdeflate inside.
#pragma once

#include "model/error.hpp"

#include <string>
#include <string_view>

namespace resso::net {

/// Whether a Content-Encoding value names a compression; servers put other words there too.
bool is_compressed(std::string_view content_encoding);

/// Undoes every coding of a Content-Encoding value, last first. "deflate" is taken with and without the zlib header.
/// Errors: limit when more than `max` bytes would come out (known before they are all made), bad_input when it is not what it says, or cut
/// short.
Result<std::string> decode_content(std::string_view bytes, std::string_view content_encoding, std::size_t max);

std::string gzip(std::string_view bytes);  ///< deterministic: no name, no time
std::string brotli(std::string_view bytes);

}  // namespace resso::net
