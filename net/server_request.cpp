#include "net/server_request.hpp"

#include "net/address_guard.hpp"
#include "net/field_list.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <optional>

namespace resso::net {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool has_dot_segment(std::string_view path) {
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    if (segment == "." || segment == "..") return true;
    begin = end + 1;
  }
  return false;
}

/// "http://host/path" is "/path" asked of host (RFC 9112 §3.2.2).
void make_origin_form(RequestHead& head) {
  const std::size_t scheme = head.target.find("://");
  if (scheme == std::string::npos || head.target.front() == '/') return;
  const std::string name = text::to_lower_ascii(std::string_view(head.target).substr(0, scheme));
  if (name != "http" && name != "https") return;
  const std::size_t authority = scheme + 3;
  const std::size_t path = std::min(head.target.find_first_of("/?", authority), head.target.size());
  head.headers.set("Host", head.target.substr(authority, path - authority));
  head.target.erase(0, path);
  if (head.target.empty() || head.target.front() == '?') head.target.insert(0, "/");
}

}  // namespace

std::optional<std::string> decode_path(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    char c = path[i];
    if (c == '%') {
      const int high = i + 2 < path.size() ? hex_value(path[i + 1]) : -1;
      const int low = i + 2 < path.size() ? hex_value(path[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
    out += c;
  }
  if (out.empty() || out.front() != '/' || has_dot_segment(out) || !text::is_valid_utf8(out)) return std::nullopt;
  return out;
}

std::variant<ServerRequest, BadRequest> make_server_request(RequestHead head) {
  make_origin_form(head);
  std::string_view target = head.target;
  if (target.front() != '/') return BadRequest{400, "the address asked for does not begin with /"};
  target = target.substr(0, target.find('#'));
  const std::size_t question = target.find('?');
  auto path = decode_path(target.substr(0, question));
  if (!path) return BadRequest{400, "the path is not one: bad escapes, control characters, dot segments or no UTF-8"};
  ServerRequest request;
  request.path = std::move(*path);
  if (question != std::string_view::npos) request.query = target.substr(question + 1);
  request.method = std::move(head.method);
  request.target = std::move(head.target);
  request.headers = std::move(head.headers);
  return request;
}

bool is_trusted_proxy(const std::string& address, const std::vector<std::string>& trusted_proxies) {
  return std::any_of(trusted_proxies.begin(), trusted_proxies.end(),
                     [&](const std::string& one) { return canonical_address(one) == address; });
}

std::string remote_address(const std::string& connected, const Headers& headers, const std::vector<std::string>& trusted_proxies) {
  if (trusted_proxies.empty() || !is_trusted_proxy(connected, trusted_proxies)) return connected;
  const std::string chain = headers.joined("X-Forwarded-For");
  const auto hops = split_list(chain);
  std::string remote = connected;
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    const std::string address = canonical_address(*hop);
    if (address.empty()) break;  // not an address: whoever stands before it is the last we know
    remote = address;
    if (!is_trusted_proxy(address, trusted_proxies)) break;
  }
  return remote;
}

}  // namespace resso::net
