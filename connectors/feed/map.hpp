// From a feed's own shape to the model: posts, and events where a dialect states them.
#pragma once

#include "connectors/feed/feed_document.hpp"
#include "connectors/harvest.hpp"

#include <string>
#include <string_view>

namespace resso::connectors::feed {

/// Who an entry is within its source: guid, else link, else a digest of its title (or text). http and https are one: sites move between
/// them. Empty: it says nothing at all.
std::string identity_of(const Entry& entry);

/// Total and pure. Posts keep `published` unset where the entry has no date, or one before there were feeds: whoever stores it knows
/// whether it was seen before, and when. The first of entries with one identity counts.
Harvest to_harvest(const FeedDocument& feed, std::string_view source_id, std::string_view city_zone);

}  // namespace resso::connectors::feed
