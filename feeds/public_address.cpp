#include "feeds/public_address.hpp"

#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>

namespace resso::feeds {
namespace {

// A parameter so named is a key of its own ("?token=…"), and so is one whose name holds one of the second row ("?feed_token=…").
constexpr std::array<std::string_view, 13> kSecretNames{"key", "k",  "sig",  "sid", "pw",       "pwd",  "pass",
                                                        "jwt", "wk", "hash", "otp", "username", "login"};
constexpr std::array<std::string_view, 8> kSecretParts{"token", "secret", "password", "passwd", "apikey", "api_key", "auth", "signature"};

bool is_secret_name(std::string_view name) {
  const auto lower = text::to_lower_ascii(name);
  return std::find(kSecretNames.begin(), kSecretNames.end(), lower) != kSecretNames.end() ||
         std::any_of(kSecretParts.begin(), kSecretParts.end(),
                     [&](std::string_view part) { return lower.find(part) != std::string::npos; });
}

bool has_secret_parameter(std::string_view query) {
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (is_secret_name(pair.substr(0, pair.find('=')))) return true;
  }
  return false;
}

bool is_mastodon(const Source& source) {
  return source.kind == SourceKind::mastodon_account || source.kind == SourceKind::mastodon_hashtag;
}

/// The length of the address that `words` begins with, without the stop or bracket that ends the sentence.
std::size_t address_length(std::string_view words) {
  auto length = std::min(words.find_first_of(" \t\r\n\"<>”»"), words.size());
  while (length > 0 && std::string_view(".,;:)'").find(words[length - 1]) != std::string_view::npos) --length;
  return length;
}

}  // namespace

bool has_secret(std::string_view address) {
  const auto url = text::parse_url(address);
  if (!url) return false;
  if (!url->user.empty() || !url->password.empty()) return true;
  if (url->path().find("/private-") != std::string::npos) return true;
  const auto question = url->target.find('?');
  return question != std::string::npos && has_secret_parameter(std::string_view(url->target).substr(question + 1));
}

bool is_private(const SourceFacts& facts) {
  const bool locked = facts.closed || facts.source.credentials.has_value();
  return (locked && !is_mastodon(facts.source)) || has_secret(facts.source.url);
}

std::string public_address(const SourceFacts& facts) {
  const auto& source = facts.source;
  if (is_private(facts)) return {};
  if (source.kind == SourceKind::mastodon_account) return source.url + "/@" + text::percent_encode(source.name);
  if (source.kind == SourceKind::mastodon_hashtag) return source.url + "/tags/" + text::percent_encode(source.name);
  return source.url;
}

std::string public_host(const Source& source) {
  const auto url = text::parse_url(source.url);
  if (!url) return {};
  const auto authority = url->authority();
  return authority.starts_with("www.") ? authority.substr(4) : authority;
}

std::string without_secrets(std::string_view words, bool all) {
  std::string out;
  while (!words.empty()) {
    const auto at = std::min(words.find("http"), words.size());
    out += words.substr(0, at);
    words.remove_prefix(at);
    const bool address = words.starts_with("http://") || words.starts_with("https://");
    const auto length = address ? address_length(words) : std::min<std::size_t>(words.size(), 4);
    const auto part = words.substr(0, length);
    const auto url = text::parse_url(part);
    out += address && (all || !url || has_secret(part)) ? (url ? url->authority() : std::string("…")) : std::string(part);
    words.remove_prefix(length);
  }
  return out;
}

}  // namespace resso::feeds
