// JSON Feed 1.0 and 1.1 (jsonfeed.org). simdjson inside.
#pragma once

#include "connectors/feed/feed_document.hpp"

#include <string_view>

namespace resso::connectors::feed {

struct JsonFeedReading {
  bool well_formed = false;              ///< as JSON
  std::optional<FeedDocument> document;  ///< unset: no JSON, or no feed
};

JsonFeedReading parse_jsonfeed(std::string_view utf8, std::string_view base_url);

}  // namespace resso::connectors::feed
