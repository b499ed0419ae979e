#include "net/web_address.hpp"

#include "net/address_guard.hpp"
#include "net/field_list.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

namespace resso::net {
namespace {

constexpr std::size_t kLongest = 16u << 10;

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

constexpr bool is_url_character(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("-._~:/?#@!$&'()*+,;=%").find(c) != std::string_view::npos;
}

constexpr std::array<bool, 256> kNeverMended = [] {  // brackets, '%' and '#' may be right or wrong where they stand
  std::array<bool, 256> table{};
  for (int c = 0; c < 128; ++c) table[static_cast<std::size_t>(c)] = is_url_character(static_cast<char>(c)) && c != '%' && c != '#';
  return table;
}();

/// Everything RFC 3986 has no place for is percent-encoded, as browsers do; '\' is '/' and a lone '%' is "%25".
std::string make_strict(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return kNeverMended[static_cast<unsigned char>(c)]; })) return std::string(text);
  std::string out;
  const std::size_t query = std::min(text.find('?'), text.find('#'));
  const std::size_t authority = text.find("//");
  const std::size_t authority_end =
      authority == std::string_view::npos ? 0 : std::min(text.find_first_of("/?#\\", authority + 2), text.size());
  bool in_fragment = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool bracket_of_host = (c == '[' || c == ']') && i < authority_end;
    const bool good_percent = c != '%' || (i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]));
    const bool second_hash = c == '#' && in_fragment;
    in_fragment = in_fragment || c == '#';
    if (c == '\t' || c == '\r' || c == '\n') continue;
    if (c == '\\' && i < query) {
      out += '/';
    } else if (bracket_of_host || (is_url_character(c) && good_percent && !second_hash)) {
      out += c;
    } else {
      static constexpr char kDigits[] = "0123456789ABCDEF";
      out += '%';
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

/// Nothing in a path would be changed by normalizing it.
bool is_normal(std::string_view path) {
  return path.empty() || (path.front() == '/' && path.find("/.") == std::string_view::npos && path.find('%') == std::string_view::npos);
}

Error unusable(std::string_view text, std::string why) {
  return Error{Errc::bad_input, std::move(why), without_secrets(text.substr(0, 500)), "", 0, "bad_input_address"};
}

Result<WebAddress> from_url(const boost::urls::url_view& url, std::string_view text) {
  WebAddress out;
  const std::string scheme = text::to_lower_ascii(std::string_view(url.scheme()));
  if (scheme != "http" && scheme != "https") return unusable(text, "only http: and https: addresses can be fetched");
  out.secure = scheme == "https";
  const std::string host(url.host());  // percent-decoded
  if (host.empty()) return unusable(text, "the address has no host");
  const bool is_plain =
      std::all_of(host.begin(), host.end(), [](char c) { return c > ' ' && c < 127 && c != '/' && c != '\\' && c != '@'; });
  if (!is_plain) return unusable(text, "the host name has characters that are not allowed in its ASCII form");
  out.host = canonical_host(host);
  out.port = out.secure ? 443 : 80;
  if (url.has_port() && !std::string_view(url.port()).empty()) {
    const auto port = parse_count(std::string_view(url.port()));
    if (!port || *port == 0 || *port > 65535) return unusable(text, "the port is not a number between 1 and 65535");
    out.port = static_cast<std::uint16_t>(*port);
  }
  out.target = std::string_view(url.encoded_path()).empty() ? "/" : std::string(std::string_view(url.encoded_path()));
  if (url.has_query()) out.target += "?" + std::string(std::string_view(url.encoded_query()));
  if (url.has_userinfo()) {
    out.user = url.user();
    out.password = url.password();
  }
  return out;
}

}  // namespace

std::string WebAddress::authority() const {
  std::string out = host.find(':') == std::string::npos ? host : "[" + host + "]";
  if (port != (secure ? 443 : 80)) out += ":" + std::to_string(port);
  return out;
}

std::string WebAddress::origin() const { return (secure ? "https://" : "http://") + authority(); }
std::string WebAddress::str() const { return origin() + target; }

Result<WebAddress> parse_web_address(std::string_view text) {
  if (text.size() > kLongest) return unusable(text, "the address is longer than 16 KiB");
  const std::string strict = make_strict(trim(text));
  const auto parsed = boost::urls::parse_uri(strict);
  if (!parsed) return unusable(text, "not a web address");
  if (!parsed->has_authority()) return unusable(text, "the address has no host");
  if (is_normal(parsed->encoded_path())) return from_url(*parsed, text);
  boost::urls::url url(*parsed);
  url.normalize_path();
  return from_url(url, text);
}

Result<WebAddress> resolve_location(const WebAddress& base, std::string_view location) {
  if (location.size() > kLongest) return unusable(location, "redirects to an address longer than 16 KiB");
  const std::string strict = make_strict(trim(location));
  const auto reference = boost::urls::parse_uri_reference(strict);
  const std::string base_text = base.str();
  const auto from = boost::urls::parse_uri(base_text);
  if (!reference || !from) return unusable(location, "redirects to something that is not a web address");
  boost::urls::url url;
  if (!boost::urls::resolve(*from, *reference, url)) return unusable(location, "redirects to something that is not a web address");
  return from_url(url, location);
}

std::string without_secrets(std::string_view text) {
  const std::size_t slashes = text.find("//");
  if (slashes == std::string_view::npos) return std::string(text);
  const std::size_t end = std::min(text.find_first_of("/?#", slashes + 2), text.size());
  const std::size_t at = text.substr(0, end).rfind('@');
  if (at == std::string_view::npos || at < slashes) return std::string(text);
  return std::string(text.substr(0, slashes + 2)) + std::string(text.substr(at + 1));
}

}  // namespace resso::net
