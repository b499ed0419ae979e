// One poll of a feed.
#pragma once

#include "connectors/connector.hpp"

namespace resso::connectors::feed {

/// Asks conditionally; 304 or the same bytes change nothing. A web page where a feed should be: a login page is an auth error; one that
/// offers a feed is followed to it once, and that address is asked from then on (the cursor keeps it); any other is bad_input saying what
/// was found. Entries dated more than a day ahead (calendars write the event's date there) have their date left out: it counts from when
/// they were first seen.
boost::asio::awaitable<PollReport> poll_feed(PollContext context, Source source, SourceState state);

/// A document that a hub brought: the feed, or only what is new in it. `final_url`: the topic.
Result<Harvest> read_delivery(const net::FetchReply& delivery, const std::string& source_id, const std::string& city_zone, Instant now);

}  // namespace resso::connectors::feed
