#include "text/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <array>
#include <cstdint>
#include <stdexcept>

namespace resso::text {
namespace {

using Sha256 = std::array<std::uint8_t, SHA256_DIGEST_LENGTH>;

Sha256 sha256(std::string_view bytes) {
  Sha256 digest;
  SHA256(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), digest.data());
  return digest;
}

std::string to_hex(const std::uint8_t* bytes, std::size_t count) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * count);
  for (std::size_t i = 0; i < count; ++i) {
    hex += kHex[bytes[i] >> 4];
    hex += kHex[bytes[i] & 15];
  }
  return hex;
}

const EVP_MD* digest_of(HmacMethod method) {
  switch (method) {
    case HmacMethod::sha1: return EVP_sha1();
    case HmacMethod::sha256: return EVP_sha256();
    case HmacMethod::sha384: return EVP_sha384();
    case HmacMethod::sha512: return EVP_sha512();
  }
  return EVP_sha512();
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  const Sha256 digest = sha256(bytes);
  return to_hex(digest.data(), digest.size());
}

std::string hmac_hex(HmacMethod method, std::string_view key, std::string_view bytes) {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  HMAC(digest_of(method), key.data(), static_cast<int>(key.size()), reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(),
       digest.data(), &size);
  return to_hex(digest.data(), size);
}

std::string random_hex(std::size_t bytes) {
  std::string random(bytes, '\0');
  auto* data = reinterpret_cast<std::uint8_t*>(random.data());
  if (RAND_bytes(data, static_cast<int>(bytes)) != 1) throw std::runtime_error("this machine has no random numbers to give");
  return to_hex(data, bytes);
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
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
