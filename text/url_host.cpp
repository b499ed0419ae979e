#include "text/url_host.hpp"

#include "text/unicode.hpp"
#include "text/url.hpp"

#include <unicode/bytestream.h>
#include <unicode/idna.h>
#include <unicode/stringpiece.h>
#include <boost/url/ipv6_address.hpp>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <stdexcept>

namespace resso::text {
namespace {

Error bad(std::string what) { return Error{Errc::bad_input, std::move(what), {}, {}}; }

const icu::IDNA& idna() {
  static const std::unique_ptr<icu::IDNA> made = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::IDNA> uts46(icu::IDNA::createUTS46Instance(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI, status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no IDNA data: install libicu's data");
    return uts46;
  }();
  return *made;
}

bool is_plain_name(std::string_view host) {
  return std::all_of(host.begin(), host.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_'; });
}

Result<std::string> name_to_ascii(std::string_view host) {
  std::string ascii;
  icu::StringByteSink<std::string> sink(&ascii);
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  idna().nameToASCII_UTF8(icu::StringPiece(host.data(), static_cast<std::int32_t>(host.size())), sink, info, status);
  // Names with hyphens in odd places do exist; browsers let them pass.
  constexpr std::uint32_t kTolerated =
      UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_EMPTY_LABEL;
  if (U_FAILURE(status) || (info.getErrors() & ~kTolerated) != 0) return bad("not a host name: " + std::string(host));
  return ascii;
}

/// One part of an IPv4 address in the old notations: decimal, octal (0…) or hexadecimal (0x…).
std::optional<std::uint64_t> ipv4_number(std::string_view part) {
  int base = 10;
  if (part.starts_with("0x")) {
    base = 16;
    part.remove_prefix(2);
  } else if (part.size() > 1 && part[0] == '0') {
    base = 8;
    part.remove_prefix(1);
  }
  if (part.empty()) return base == 16 ? std::optional<std::uint64_t>(0) : std::nullopt;
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(part.data(), part.data() + part.size(), number, base);
  if (failure != std::errc() || end != part.data() + part.size()) return std::nullopt;
  return number;
}

bool ends_in_number(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  const std::string_view last = host.substr(host.rfind('.') + 1);
  return !last.empty() && (std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; }) ||
                           (last.starts_with("0x") && ipv4_number(last)));
}

/// WHATWG URL, "IPv4 parser": 127.1, 2130706433 and 0x7f.0.0.1 are all 127.0.0.1, and must be seen as that by the address guard.
Result<std::string> ipv4_to_dotted(std::string_view host) {
  std::string_view rest = host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
  std::uint64_t address = 0;
  for (int left = 4; left > 0; --left) {
    const auto dot = rest.find('.');
    const auto number = ipv4_number(rest.substr(0, dot));
    if (!number) break;
    if (dot == std::string_view::npos) {
      if (*number >= std::uint64_t{1} << (8 * left)) break;
      address |= *number;
      std::string dotted;
      for (int shift = 24; shift >= 0; shift -= 8) dotted += std::to_string((address >> shift) & 255) + (shift != 0 ? "." : "");
      return dotted;
    }
    if (*number > 255) break;
    address |= *number << (8 * (left - 1));
    rest.remove_prefix(dot + 1);
  }
  return bad("not an IPv4 address: " + std::string(host));
}

}  // namespace

Result<std::string> ascii_host(std::string_view written) {
  if (written.starts_with('[')) {
    if (!written.ends_with(']')) return bad("an IPv6 address needs its closing bracket");
    const auto address = boost::urls::parse_ipv6_address(boost::urls::string_view(written.data() + 1, written.size() - 2));
    if (!address) return bad("not an IPv6 address: " + std::string(written));
    return std::string(address->to_string());
  }
  std::string host = to_lower_ascii(percent_decode(written));
  if (host.empty()) return bad("it names no host");
  if (!is_plain_name(host)) {
    const Result<std::string> ascii = name_to_ascii(host);
    if (!ascii) return ascii;
    host = *ascii;
    if (host.empty() || !is_plain_name(host)) return bad("not a host name: " + std::string(written));
  }
  if (ends_in_number(host)) return ipv4_to_dotted(host);
  if (host.size() > 254 || host == "." || host.starts_with('.') || host.find("..") != std::string::npos)
    return bad("not a host name: " + std::string(written));
  return host;
}

}  // namespace resso::text
