// What is asked of a CalDAV server: the bodies of PROPFIND (RFC 4918 §9.1) and REPORT (RFC 4791 §7, RFC 6578 §3.2).
#pragma once

#include "model/time.hpp"

#include <span>
#include <string>
#include <string_view>

namespace resso::connectors::calendar {

/// What a resource is, whose calendars are where, and the marks that tell whether it changed.
std::string propfind_body();

/// What changed since `token`; empty: everything there is. ETags only.
std::string sync_collection_body(std::string_view token);

/// ETags of the events with an instance in the window.
std::string calendar_query_body(const Window& window);

/// Of these resources: their ETags, and what is in them if asked for.
std::string multiget_body(std::span<const std::string> hrefs, bool with_data);

}  // namespace resso::connectors::calendar
