// Feeds that a web page offers: <link rel="alternate" type="application/rss+xml">.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors::feed {

struct OfferedFeed {
  std::string url, title, type;
  bool operator==(const OfferedFeed&) const = default;
};

/// The one that a person would mean first: the site's own before those of comments.
std::vector<OfferedFeed> offered_feeds(std::string_view html, std::string_view base_url);

}  // namespace resso::connectors::feed
