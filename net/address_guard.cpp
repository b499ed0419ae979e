#include "net/address_guard.hpp"

#include "net/message.hpp"

#include <arpa/inet.h>
#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace resso::net {
namespace {

using Bytes4 = std::array<std::uint8_t, 4>;
using Bytes16 = std::array<std::uint8_t, 16>;

template <std::size_t N>
struct Range {
  std::array<std::uint8_t, N> prefix;
  int bits;
  std::string_view name;
};

// IANA's special-purpose registries (RFC 6890 and successors), and addresses that clouds answer on with secrets.
constexpr Range<4> kRanges4[] = {
    {{0, 0, 0, 0}, 8, "this network"},
    {{10, 0, 0, 0}, 8, "private"},
    {{100, 64, 0, 0}, 10, "shared"},
    {{127, 0, 0, 0}, 8, "loopback"},
    {{169, 254, 0, 0}, 16, "link-local"},
    {{172, 16, 0, 0}, 12, "private"},
    {{192, 0, 0, 0}, 24, "protocol assignment"},
    {{192, 0, 2, 0}, 24, "documentation"},
    {{192, 88, 99, 0}, 24, "6to4 relay"},
    {{192, 168, 0, 0}, 16, "private"},
    {{198, 18, 0, 0}, 15, "benchmarking"},
    {{198, 51, 100, 0}, 24, "documentation"},
    {{203, 0, 113, 0}, 24, "documentation"},
    {{168, 63, 129, 16}, 32, "cloud metadata"},
    {{224, 0, 0, 0}, 4, "multicast"},
    {{255, 255, 255, 255}, 32, "broadcast"},
    {{240, 0, 0, 0}, 4, "reserved"},
};

constexpr Range<16> kRanges6[] = {
    {{}, 128, "unspecified"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, "loopback"},
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, "private (local NAT64)"},
    {{0x01, 0x00}, 64, "discard-only"},
    {{0x20, 0x01, 0x00, 0x00}, 32, "Teredo tunnel"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "documentation"},
    {{0x20, 0x01, 0x00}, 23, "protocol assignment"},
    {{0x3f, 0xff, 0x00}, 20, "documentation"},
    {{0xfc}, 7, "private"},
    {{0xfe, 0x80}, 10, "link-local"},
    {{0xfe, 0xc0}, 10, "private (site-local)"},
    {{0xff}, 8, "multicast"},
};

/// IPv6 forms that carry an IPv4 address: the traffic ends there, so that address is what counts.
struct Carrier {
  Bytes16 prefix;
  int bits;
  std::size_t offset;
};
constexpr Carrier kCarriers[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 12},        // IPv4-mapped
    {{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0}, 96, 12},        // IPv4-translated
    {{0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0}, 96, 12},  // NAT64
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 96, 12},              // IPv4-compatible
    {{0x20, 0x02}, 16, 2},                                       // 6to4
};

template <std::size_t N>
bool is_in(const std::array<std::uint8_t, N>& address, const std::array<std::uint8_t, N>& prefix, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(prefix.begin(), prefix.begin() + whole, address.begin())) return false;
  if (bits % 8 == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xff << (8 - bits % 8));
  return (address[whole] & mask) == (prefix[whole] & mask);
}

std::string_view range_of(const Bytes4& address) {
  for (const auto& range : kRanges4)
    if (is_in(address, range.prefix, range.bits)) return range.name;
  return {};
}

std::string_view range_of(const Bytes16& address) {
  for (const auto& range : kRanges6)
    if (is_in(address, range.prefix, range.bits)) return range.name;
  for (const auto& carrier : kCarriers) {
    if (!is_in(address, carrier.prefix, carrier.bits)) continue;
    Bytes4 inner{};
    std::copy_n(address.begin() + static_cast<std::ptrdiff_t>(carrier.offset), 4, inner.begin());
    return range_of(inner);
  }
  return (address[0] & 0xe0) == 0x20 ? std::string_view{} : "reserved";  // only 2000::/3 is given out
}

/// Brackets, a zone index and the dot at the end are spelling.
std::string plain_host(std::string_view host) {
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  host = host.substr(0, host.find('%'));
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  std::string out(host);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

struct Entry {
  std::string host;
  std::string port;  ///< empty: any
};

/// "host", "host:80", "[::1]:80", "::1".
Entry parse_entry(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const bool bare_ipv6 = text.find(':') != colon && text.find(']') == std::string_view::npos;
  const bool has_port = colon != std::string_view::npos && !bare_ipv6 && text.find(']', colon) == std::string_view::npos;
  if (!has_port) return {canonical_host(text), ""};
  return {canonical_host(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

}  // namespace

std::string canonical_address(std::string_view text) {
  const std::string host = plain_host(text);
  std::array<char, INET6_ADDRSTRLEN> out{};
  in6_addr six{};
  if (inet_pton(AF_INET6, host.c_str(), &six) == 1) return inet_ntop(AF_INET6, &six, out.data(), out.size());
  in_addr four{};
  if (inet_pton(AF_INET, host.c_str(), &four) == 1) return host;  // it takes the usual spelling only
  // inet_aton takes what a browser takes (0x7f.1, 2130706433), but also a word after a space.
  const bool is_one_word = !host.empty() && host.find_first_of(" \t\r\n\v\f") == std::string::npos;
  if (is_one_word && inet_aton(host.c_str(), &four) == 1) return inet_ntop(AF_INET, &four, out.data(), out.size());
  return {};
}

std::string canonical_host(std::string_view host) {
  std::string address = canonical_address(host);
  return address.empty() ? plain_host(host) : address;
}

std::string_view reserved_range(std::string_view address) {
  const std::string canonical = canonical_address(address);
  Bytes16 six{};
  if (inet_pton(AF_INET6, canonical.c_str(), six.data()) == 1) return range_of(six);
  Bytes4 four{};
  if (inet_pton(AF_INET, canonical.c_str(), four.data()) == 1) return range_of(four);
  return {};
}

AddressGuard::AddressGuard(std::vector<std::string> allow_hosts) : allow_hosts_(std::move(allow_hosts)) {}

Result<void> AddressGuard::check(std::string_view host, std::uint16_t port, std::string_view address) const {
  std::string_view range = reserved_range(address);
  if (canonical_address(address).empty()) range = "not numeric";
  if (range.empty()) return {};
  const std::string asked = canonical_host(host);
  for (const std::string& allowed : allow_hosts_) {
    const Entry entry = parse_entry(allowed);
    if (entry.host == asked && (entry.port.empty() || entry.port == std::to_string(port))) return {};
  }
  Error error;
  error.code = Errc::refused;
  error.what = std::string(address) + (asked == canonical_address(address) ? "" : " (" + asked + ")") +
               " is not on the public internet: its range is " + std::string(range);
  error.remedy = "if this source is meant to be local, name \"" + asked + "\" in [network] allow_hosts";
  return error;
}

}  // namespace resso::net
