#include "text/digest.hpp"

#include <openssl/sha.h>

#include <array>
#include <cstdint>

namespace resso::text {
namespace {

using Sha256 = std::array<std::uint8_t, SHA256_DIGEST_LENGTH>;

Sha256 sha256(std::string_view bytes) {
  Sha256 digest;
  SHA256(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), digest.data());
  return digest;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * SHA256_DIGEST_LENGTH);
  for (const std::uint8_t byte : sha256(bytes)) {
    hex += kHex[byte >> 4];
    hex += kHex[byte & 15];
  }
  return hex;
}

std::string short_id(std::string_view identity) {
  constexpr char kBase32[] = "abcdefghijklmnopqrstuvwxyz234567";
  constexpr std::size_t kLength = 13;
  const Sha256 digest = sha256(identity);
  std::string id;
  for (std::size_t bit = 0; bit < 5 * kLength; bit += 5) {
    const unsigned pair = (unsigned{digest[bit / 8]} << 8) | digest[bit / 8 + 1];
    id += kBase32[(pair >> (11 - bit % 8)) & 31];
  }
  return id;
}

std::string base64_encode(std::string_view bytes) {
  constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) { return at < bytes.size() ? unsigned{static_cast<std::uint8_t>(bytes[at])} : 0u; };
    const unsigned group = (byte(i) << 16) | (byte(i + 1) << 8) | byte(i + 2);
    out += kBase64[(group >> 18) & 63];
    out += kBase64[(group >> 12) & 63];
    out += i + 1 < bytes.size() ? kBase64[(group >> 6) & 63] : '=';
    out += i + 2 < bytes.size() ? kBase64[group & 63] : '=';
  }
  return out;
}

}  // namespace resso::text
