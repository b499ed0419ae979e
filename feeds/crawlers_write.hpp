// What search engines ask a site for: which pages there are, and that they may read them.
#pragma once

#include "feeds/output.hpp"

namespace resso::feeds {

/// "/sitemap.xml": the fixed pages, every entity, every act to come or lately gone, each in all the city's languages (sitemaps.org 0.9).
Result<std::string> write_sitemap(const Snapshot& snapshot, const OutputRequest& request);

/// "/robots.txt" (RFC 9309). Everything may be read: Google's calendar asks before it subscribes to one.
Result<std::string> write_robots(const Snapshot& snapshot, const OutputRequest& request);

}  // namespace resso::feeds
