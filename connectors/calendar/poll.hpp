// The polls of the kinds "calendar" (a file over HTTP) and "caldav".
#pragma once

#include "connectors/connector.hpp"

namespace resso::connectors::calendar {

/// A whole calendar: what was in it and is there no more has vanished (unless the file breaks off).
boost::asio::awaitable<PollReport> poll_calendar(PollContext context, Source source, SourceState state);

/// One collection, or all calendars of a server or user that is found from the address (RFC 6764). Moves event bodies only of resources
/// that are new or have another ETag; see caldav_poll.cpp for the conversation and caldav_cursor.hpp for what is remembered.
boost::asio::awaitable<PollReport> poll_caldav(PollContext context, Source source, SourceState state);

/// A request as `source` wants it: webcal: as https:, user and password from the address or the configuration.
net::FetchRequest request_for(const Source& source, std::string_view url);

}  // namespace resso::connectors::calendar
