#include "config/intervals.hpp"

#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::config {
namespace {

constexpr Seconds kLeast{900};
constexpr Seconds kLeastCampaign{300};
constexpr Seconds kLeastOwn{1};

}  // namespace

bool is_allowed_host(const Network& network, std::string_view url) {
  const auto parsed = text::parse_url(url);
  if (!parsed) return false;
  const bool ipv6 = parsed->host.find(':') != std::string::npos;
  const std::string host = ipv6 ? "[" + parsed->host + "]" : parsed->host;
  const std::string with_port = host + ":" + std::to_string(parsed->port);
  return std::any_of(network.allow_hosts.begin(), network.allow_hosts.end(), [&](const std::string& name) {
    return text::iequals(name, parsed->host) || text::iequals(name, host) || text::iequals(name, with_port);
  });
}

Seconds interval_floor(const Network& network, std::string_view url, bool campaign) {
  if (is_allowed_host(network, url)) return kLeastOwn;
  return campaign ? kLeastCampaign : kLeast;
}

}  // namespace resso::config
