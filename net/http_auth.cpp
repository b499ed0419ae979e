#include "net/http_auth.hpp"

#include "net/field_list.hpp"
#include "text/unicode.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <algorithm>
#include <array>

namespace resso::net {
namespace {

struct Algorithm {
  std::string_view name;  ///< as challenges write it, lower case, without "-sess"
  const char* digest;     ///< OpenSSL's name
};
// Strongest first.
constexpr std::array<Algorithm, 3> kAlgorithms{{{"sha-512-256", "SHA512-256"}, {"sha-256", "SHA256"}, {"md5", "MD5"}}};

std::string hex(const unsigned char* bytes, std::size_t size) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < size; ++i) {
    out += kDigits[bytes[i] >> 4];
    out += kDigits[bytes[i] & 15];
  }
  return out;
}

std::string hash(const Algorithm& algorithm, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  const EVP_MD* digest = EVP_get_digestbyname(algorithm.digest);
  if (!digest || EVP_Digest(text.data(), text.size(), out.data(), &size, digest, nullptr) != 1) return {};
  return hex(out.data(), size);
}

std::string parameter(const Challenge& challenge, const std::string& name) {
  const auto found = challenge.parameters.find(name);
  return found == challenge.parameters.end() ? std::string() : found->second;
}

/// The position in kAlgorithms, or their number when it is another.
std::size_t algorithm_of(const Challenge& challenge) {
  std::string name = text::to_lower_ascii(parameter(challenge, "algorithm"));
  if (name.empty()) name = "md5";
  if (name.ends_with("-sess")) name.resize(name.size() - 5);
  const auto found = std::find_if(kAlgorithms.begin(), kAlgorithms.end(), [&](const Algorithm& one) { return one.name == name; });
  return static_cast<std::size_t>(found - kAlgorithms.begin());
}

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c != '\r' && c != '\n') out += c;
  }
  return out + '"';
}

/// "auth" where it is offered, else "auth-int"; empty: none was named (RFC 2069). Unset: only unknown ones.
std::optional<std::string> choose_protection(const Challenge& challenge) {
  const std::string offered = text::to_lower_ascii(parameter(challenge, "qop"));
  const auto options = split_list(offered);
  if (options.empty()) return std::string();
  for (const std::string_view wanted : {"auth", "auth-int"})
    if (std::find(options.begin(), options.end(), wanted) != options.end()) return std::string(wanted);
  return std::nullopt;
}

/// RFC 7616 §3.4.
std::optional<std::string> answer_digest(const Challenge& challenge, const AuthRequest& request) {
  const Algorithm& algorithm = kAlgorithms[algorithm_of(challenge)];
  const auto protection = choose_protection(challenge);
  const std::string realm = parameter(challenge, "realm"), nonce = parameter(challenge, "nonce");
  if (!protection || nonce.empty()) return std::nullopt;
  const std::string count = "00000001";  // every challenge is answered once
  const std::string user(request.user), method(request.method), target(request.target);

  std::string secret = hash(algorithm, user + ":" + realm + ":" + std::string(request.password));
  const bool is_session = text::to_lower_ascii(parameter(challenge, "algorithm")).ends_with("-sess");
  if (is_session) secret = hash(algorithm, secret + ":" + nonce + ":" + request.client_nonce);
  std::string question = method + ":" + target;
  if (*protection == "auth-int") question += ":" + hash(algorithm, request.body);
  const std::string middle = protection->empty() ? nonce : nonce + ":" + count + ":" + request.client_nonce + ":" + *protection;
  const std::string response = hash(algorithm, secret + ":" + middle + ":" + hash(algorithm, question));

  const bool hashes_user = text::to_lower_ascii(parameter(challenge, "userhash")) == "true";
  std::string out = "Digest username=" + quote(hashes_user ? hash(algorithm, user + ":" + realm) : user) + ", realm=" + quote(realm) +
                    ", nonce=" + quote(nonce) + ", uri=" + quote(target) + ", response=\"" + response + "\"";
  if (hashes_user) out += ", userhash=true";
  if (challenge.parameters.contains("algorithm")) out += ", algorithm=" + parameter(challenge, "algorithm");
  if (challenge.parameters.contains("opaque")) out += ", opaque=" + quote(parameter(challenge, "opaque"));
  if (!protection->empty()) out += ", qop=" + *protection + ", nc=" + count;
  if (!protection->empty() || is_session) out += ", cnonce=" + quote(request.client_nonce);
  return out;
}

}  // namespace

std::vector<Challenge> parse_challenges(const Headers& reply) {
  std::vector<Challenge> out;
  const std::string all = reply.joined("WWW-Authenticate");
  for (std::string_view element : split_list(all)) {
    // "Digest realm=…" begins a challenge, "nonce=…" goes on with it, "Negotiate" is one by itself.
    const std::size_t space = element.find(' ');
    const std::size_t equals = element.find('=');
    if (equals == std::string_view::npos || (space < equals && trim(element.substr(0, equals)).find(' ') != std::string_view::npos)) {
      out.push_back(Challenge{text::to_lower_ascii(element.substr(0, space)), {}});
      if (space == std::string_view::npos) continue;
      element = trim(element.substr(space));
    }
    if (out.empty()) continue;
    auto [name, value] = parse_parameter(element);
    out.back().parameters.emplace(std::move(name), std::move(value));
  }
  return out;
}

std::optional<std::string> answer_challenge(const std::vector<Challenge>& challenges, const AuthRequest& request) {
  for (std::size_t strength = 0; strength < kAlgorithms.size(); ++strength)
    for (const Challenge& challenge : challenges)
      if (challenge.scheme == "digest" && algorithm_of(challenge) == strength)
        if (auto answer = answer_digest(challenge, request)) return answer;
  for (const Challenge& challenge : challenges)
    if (challenge.scheme == "basic") return basic_authorization(request.user, request.password);
  return std::nullopt;
}

bool is_stale(const std::vector<Challenge>& challenges) {
  return std::any_of(challenges.begin(), challenges.end(),
                     [](const Challenge& one) { return text::to_lower_ascii(parameter(one, "stale")) == "true"; });
}

std::string basic_authorization(std::string_view user, std::string_view password) {
  const std::string pair = std::string(user) + ":" + std::string(password);
  std::string encoded(4 * ((pair.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()), reinterpret_cast<const unsigned char*>(pair.data()),
                                   static_cast<int>(pair.size()));
  encoded.resize(static_cast<std::size_t>(size));
  return "Basic " + encoded;
}

std::string random_word() {
  std::array<unsigned char, 16> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  return hex(bytes.data(), bytes.size());
}

}  // namespace resso::net
