// Digests for identity and validators. OpenSSL's libcrypto inside.
#pragma once

#include <string>
#include <string_view>

namespace resso::text {

/// SHA-256, 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// 13 characters of [a-z2-7]: the first 65 bits of SHA-256 in base 32 (RFC 4648 §6, lower case). For our ids in URLs and UIDs.
std::string short_id(std::string_view identity);

enum class HmacMethod { sha1, sha256, sha384, sha512 };
/// RFC 2104, lower-case hexadecimal digits.
std::string hmac_hex(HmacMethod method, std::string_view key, std::string_view bytes);

/// `bytes` random bytes from the machine's best source, two hexadecimal digits each. Throws std::runtime_error when there is none.
std::string random_hex(std::size_t bytes);

/// The time it takes tells nothing of where the first difference is.
bool equal_in_constant_time(std::string_view a, std::string_view b);

std::string base64_encode(std::string_view bytes);

}  // namespace resso::text
