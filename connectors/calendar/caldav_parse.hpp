// What a WebDAV server answers: 207 Multi-Status (RFC 4918 §13, RFC 4791, RFC 6578).
#pragma once

#include "model/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors::calendar {

struct DavResource {
  std::string href;  ///< as the server writes it: it understands its own form best
  int status = 200;  ///< of the resource as a whole: 404 in a sync report means gone
  // properties that were found
  std::string etag, display_name, ctag, sync_token, calendar_data;
  std::string principal;           ///< current-user-principal
  std::vector<std::string> homes;  ///< calendar-home-set
  bool is_collection = false, is_calendar = false;
  bool syncs = false;        ///< offers the sync-collection report
  bool holds_events = true;  ///< supported-calendar-component-set allows VEVENT, or is not told
};

struct MultiStatus {
  std::vector<DavResource> resources;
  std::string sync_token;
  bool more = false;  ///< the server cut the report (507): to be asked again with the new token
};

/// Errors: bad_input when it is no multistatus; limit above 50,000 resources.
Result<MultiStatus> parse_multistatus(std::string_view bytes, std::string_view http_charset);

}  // namespace resso::connectors::calendar
