// How often a source may be asked at most: the one home of that rule, for the check of the configuration and for the poll policy.
#pragma once

#include "config/settings.hpp"

#include <string_view>

namespace resso::config {

/// The least interval that the configuration may ask for: 15 min, for the hashtag of a campaign 5 min; 1 s where [network] allow_hosts
/// names the host, which says that it is the operator's own (demo, tests).
Seconds interval_floor(const Network& network, std::string_view url, bool campaign);

/// Is the host of this address named in [network] allow_hosts, as "host" or "host:port"?
bool is_allowed_host(const Network& network, std::string_view url);

}  // namespace resso::config
