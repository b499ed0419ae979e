// Digests for identity and validators. OpenSSL's libcrypto inside.
#pragma once

#include <string>
#include <string_view>

namespace resso::text {

/// SHA-256, 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// 13 characters of [a-z2-7]: the first 65 bits of SHA-256 in base 32 (RFC 4648 §6, lower case). For our ids in URLs and UIDs.
std::string short_id(std::string_view identity);

std::string base64_encode(std::string_view bytes);

}  // namespace resso::text
