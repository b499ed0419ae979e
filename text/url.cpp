#include "text/url.hpp"

#include "text/byte_set.hpp"
#include "text/unicode.hpp"
#include "text/url_host.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace resso::text {
namespace {

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void append_escape(std::string& out, unsigned char byte) {
  constexpr char kHex[] = "0123456789ABCDEF";
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

bool is_escape(std::string_view text, std::size_t i) {
  return i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
}

constexpr std::string_view kIllegal = " \"<>\\^`{|}";

/// What RFC 3986 does not allow in a path, query or fragment is percent-encoded; existing escapes stay as written.
/// '[' and ']' stay: form fields named so are sent raw by everybody.
std::string encode_illegal(std::string_view part) {
  std::string out;
  out.reserve(part.size());
  for (std::size_t i = 0; i < part.size(); ++i) {
    const auto byte = static_cast<unsigned char>(part[i]);
    const bool lone_percent = part[i] == '%' && !is_escape(part, i);
    if (byte <= 0x20 || byte >= 0x7F || lone_percent || kIllegal.find(part[i]) != std::string_view::npos)
      append_escape(out, byte);
    else
      out += part[i];
  }
  return out;
}

/// As browsers take an address: no white space or controls around it, no tabs or line ends inside.
std::string strip_noise(std::string_view text) {
  const auto is_noise = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_noise(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_noise(text.back())) text.remove_suffix(1);
  std::string out(text);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return is_valid_utf8(out) ? out : repair_utf8(out);
}

/// Lower case, without ':'; empty when `text` does not begin with one (RFC 3986 §3.1).
std::string scheme_of(std::string_view text) {
  if (text.empty() || !is_alpha(text[0])) return {};
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ':') return to_lower_ascii(text.substr(0, i));
    if (!is_alpha(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return {};
  }
  return {};
}

/// The five components of RFC 3986 appendix B, undecoded. `has_*` tells empty from absent.
struct Parts {
  std::string scheme, authority, path, query, fragment;
  bool has_authority = false, has_query = false, has_fragment = false;
};

bool is_web(std::string_view scheme) { return scheme == "http" || scheme == "https"; }

/// What follows the scheme. '\' means '/' up to the query, as in browsers.
Parts split_relative(std::string text) {
  Parts parts;
  if (const auto hash = text.find('#'); hash != std::string::npos) {
    parts.has_fragment = true;
    parts.fragment = text.substr(hash + 1);
    text.erase(hash);
  }
  if (const auto mark = text.find('?'); mark != std::string::npos) {
    parts.has_query = true;
    parts.query = text.substr(mark + 1);
    text.erase(mark);
  }
  std::replace(text.begin(), text.end(), '\\', '/');
  if (text.starts_with("//")) {
    const auto end = std::min(text.find('/', 2), text.size());
    parts.has_authority = true;
    parts.authority = text.substr(2, end - 2);
    text.erase(0, end);
  }
  parts.path = std::move(text);
  return parts;
}

Parts split(std::string text) {
  std::string scheme = scheme_of(text);
  if (!scheme.empty()) text.erase(0, scheme.size() + 1);
  Parts parts = split_relative(std::move(text));
  parts.scheme = std::move(scheme);
  return parts;
}

/// RFC 3986 §5.2.4, with %2e read as a dot. Absolute paths only.
std::string remove_dot_segments(std::string_view path) {
  std::vector<std::string_view> kept;
  bool folder = true;  // ends in '/'
  for (std::size_t at = 1; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, end - at);
    std::string dots(segment);
    for (auto escape = dots.find('%'); escape != std::string::npos; escape = dots.find('%', escape + 1)) {
      if (iequals(std::string_view(dots).substr(escape, 3), "%2e")) dots.replace(escape, 3, ".");
    }
    const bool last = end == path.size();
    folder = dots == "." || dots == "..";
    if (dots == ".." && !kept.empty()) kept.pop_back();
    if (!folder) kept.push_back(segment);
    if (last) break;
    at = end + 1;
  }
  std::string out;
  for (const std::string_view segment : kept) {
    out += '/';
    out += segment;
  }
  if (folder) out += '/';
  return out;
}

Error bad(std::string what, std::string_view where, std::string remedy = {}) {
  return Error{Errc::bad_input, std::move(what), std::string(where), std::move(remedy)};
}

std::uint16_t default_port(std::string_view scheme) { return scheme == "https" ? 443 : 80; }

/// user:password@host:port into `url`.
Result<void> read_authority(const std::string& authority, Url& url, std::string_view whole) {
  std::string_view rest = authority;
  if (const auto at = rest.rfind('@'); at != std::string_view::npos) {
    const std::string_view info = rest.substr(0, at);
    const auto colon = std::min(info.find(':'), info.size());
    url.user = percent_decode(info.substr(0, colon));
    if (colon < info.size()) url.password = percent_decode(info.substr(colon + 1));
    rest.remove_prefix(at + 1);
  }
  const auto bracket = rest.rfind(']');
  const auto colon = rest.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view host = rest.substr(0, colon);
  const std::string_view port = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
  url.port = default_port(url.scheme);
  if (!port.empty()) {
    unsigned number = 0;
    const auto [end, failure] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (failure != std::errc() || end != port.data() + port.size() || number == 0 || number > 65535)
      return bad("not a port number: " + std::string(port), whole);
    url.port = static_cast<std::uint16_t>(number);
  }
  const Result<std::string> ascii = ascii_host(host);
  if (!ascii) return bad(ascii.error().what, whole, ascii.error().remedy);
  url.host = *ascii;
  return {};
}

Result<Url> to_url(const Parts& parts, std::string_view whole) {
  Url url;
  url.scheme = parts.scheme;
  // "http:/host" and "http:///host" mean the host for browsers.
  std::string authority = parts.authority, path = parts.path;
  if (authority.empty()) {
    const auto start = std::min(path.find_first_not_of('/'), path.size());
    const auto end = std::min(path.find('/', start), path.size());
    authority = path.substr(start, end - start);
    path.erase(0, end);
  }
  const Result<void> read = read_authority(authority, url, whole);
  if (!read) return read.error();
  url.target = remove_dot_segments(encode_illegal(path.empty() ? "/" : path));
  if (parts.has_query) url.target += '?' + encode_illegal(parts.query);
  if (parts.has_fragment) url.fragment = encode_illegal(parts.fragment);
  return url;
}

/// What is encoded or looked at again, wherever it stands behind the host: kIllegal, escapes and all beyond ASCII.
using Unsettled = NotableBytes<decltype([](unsigned char c) {
  return (c <= 0x20) | (c >= 0x7F) | (c == '%') | (c == '"') | (c == '<') | (c == '>') | (c == '\\') | (c == '^') | (c == '`') |
         (c == '{') | (c == '|') | (c == '}');
})>;

/// An absolute address that is already as resolve_url would write it, told at a look: most are.
bool is_settled_address(std::string_view text) {
  const std::size_t prefix = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  const std::size_t path = prefix == 0 ? std::string_view::npos : text.find('/', prefix);
  if (path == std::string_view::npos || path - prefix > 253) return false;
  // The host: ordinary labels, the last one beginning with a letter, so that it is no number, and nothing that IDNA has a say in.
  std::size_t label = prefix;
  for (std::size_t i = prefix; i <= path; ++i) {
    const char c = text[i];
    if (c == '.' || i == path) {
      if (i == label || i - label > 63 || text[label] == '-' || text[i - 1] == '-') return false;
      if (i == path && (text[label] < 'a' || text[label] > 'z')) return false;
      label = i + 1;
    } else if (!(c >= 'a' && c <= 'z') && !is_digit(c) && !(c == '-' && text[i - 1] != '-')) {
      return false;
    }
  }
  // The rest: nothing to be encoded, no escapes, no dots to be removed.
  return Unsettled::find_in(text, path) == text.size() && text.find("/.", path) == std::string_view::npos;
}

bool is_unsafe_scheme(std::string_view scheme) {
  static constexpr std::array<std::string_view, 14> kUnsafe{"about",      "blob",     "chrome",      "data",       "file",
                                                            "filesystem", "jar",      "javascript",  "livescript", "mocha",
                                                            "ms-its",     "vbscript", "view-source", "wyciwyg"};
  return std::find(kUnsafe.begin(), kUnsafe.end(), scheme) != kUnsafe.end();
}

/// RFC 3986 §5.2.3.
std::string merge_path(const Parts& base, const std::string& path) {
  if (base.path.empty()) return '/' + path;
  return base.path.substr(0, base.path.rfind('/') + 1) + path;
}

std::string print(const Url& url, const Parts& parts) {
  std::string out = url.scheme + "://";
  if (const auto at = parts.authority.rfind('@'); at != std::string::npos) out += encode_illegal(parts.authority.substr(0, at)) + '@';
  out += url.authority() + url.target;
  if (parts.has_fragment) out += '#' + url.fragment;
  return out;
}

}  // namespace

std::string Url::authority() const {
  std::string out = host.find(':') == std::string::npos ? host : '[' + host + ']';
  if (port != default_port(scheme)) out += ':' + std::to_string(port);
  return out;
}

std::string Url::origin() const { return scheme + "://" + authority(); }
std::string Url::path() const { return target.substr(0, target.find('?')); }
std::string Url::str() const { return origin() + target; }

Result<Url> parse_url(std::string_view text) {
  std::string address = strip_noise(text);
  if (address.empty()) return bad("empty where an address is needed", text);
  std::string scheme = scheme_of(address);
  if (scheme == "feed") {
    address.erase(0, 5);
    if (!is_web(scheme_of(address))) address.insert(0, address.starts_with("//") ? "http:" : "http://");
  } else if (scheme == "webcal" || scheme == "webcals") {
    address.replace(0, scheme.size(), "https");
  }
  scheme = scheme_of(address);
  // "example.org:8080/x" reads as a scheme, too.
  const bool looks_like_host = scheme.find('.') != std::string::npos || scheme == "localhost";
  if (scheme.empty() || looks_like_host)
    return bad("not a URL: it does not begin with https:// or http://", text, "write https:// before it");
  if (!is_web(scheme)) return bad("only http and https addresses can be fetched, not " + scheme + ":", text);
  return to_url(split(std::move(address)), text);
}

std::string resolve_url(std::string_view base, std::string_view reference) {
  if (is_settled_address(reference)) return std::string(reference);
  std::string text = strip_noise(reference);
  const std::string scheme = scheme_of(text);
  if (!scheme.empty() && !is_web(scheme))
    return is_unsafe_scheme(scheme) ? std::string() : scheme + encode_illegal(text.substr(scheme.size()));

  const Parts root = split(strip_noise(base));
  Parts parts = split(std::move(text));
  // "http:page" with a base of the same scheme is relative for browsers; what follows is no scheme, even if it looks like one.
  if (parts.scheme == root.scheme && !parts.has_authority && !parts.path.starts_with('/')) parts.scheme.clear();
  if (parts.scheme.empty()) {
    if (!is_web(root.scheme)) return {};
    parts.scheme = root.scheme;
    if (!parts.has_authority) {
      parts.has_authority = true;
      parts.authority = root.authority;
      if (parts.path.empty()) {
        parts.path = root.path;
        if (!parts.has_query) {
          parts.has_query = root.has_query;
          parts.query = root.query;
        }
      } else if (!parts.path.starts_with('/')) {
        parts.path = merge_path(root, parts.path);
      }
    }
  }
  const Result<Url> url = to_url(parts, reference);
  return url ? print(*url, parts) : std::string();
}

std::string percent_encode(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~')
      out += c;
    else
      append_escape(out, static_cast<unsigned char>(c));
  }
  return out;
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && is_escape(text, i)) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace resso::text
