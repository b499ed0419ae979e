// The calendars behind an address: itself, those in it, those of the user's home, by /.well-known/caldav (RFC 6764, RFC 4791 §6.2.1).
#pragma once

#include "connectors/calendar/caldav_client.hpp"

#include <string>
#include <vector>

namespace resso::connectors::calendar {

struct CaldavDiscovery {
  std::vector<std::string> calendars;  ///< addresses of collections that hold events, sorted
  bool plain_file = false;             ///< no DAV server's address: a calendar file, perhaps
};

/// Nothing of both: client.broken(), or the server's last answer says why.
boost::asio::awaitable<CaldavDiscovery> find_calendars(CaldavClient& client, std::string address);

}  // namespace resso::connectors::calendar
