// Bytes of whatever somebody calls a feed: what they are, and the feed in them.
#pragma once

#include "connectors/feed/feed_document.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace resso::connectors::feed {

/// What is known of the bytes from outside. Header values as received, empty where there is none.
struct FeedOrigin {
  std::string url;  ///< after redirects
  std::string content_type, content_location, content_language;
};

struct FeedReading {
  enum class Found { feed, html, opml, calendar, json, xml, empty, text };
  Found found = Found::empty;
  std::optional<FeedDocument> document;  ///< when `found` is feed
  bool well_formed = false;              ///< as XML or JSON in its declared encoding, before any recovery
  std::string encoding;                  ///< the one used
};

FeedReading read_feed(std::string_view bytes, const FeedOrigin& origin);

/// In plain words: "a web page", "an iCalendar calendar".
/// Bytes that say that they are a JSON Feed, whole or not.
bool claims_jsonfeed(std::string_view bytes);
std::string_view name_of(FeedReading::Found found);

}  // namespace resso::connectors::feed
