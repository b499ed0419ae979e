// The site as files: which filters have a page of their own there. A file answers no question, so that a link to a filter must lead to one
// of these or not be there.
#pragma once

#include "feeds/snapshot.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::feeds {

/// A page of the agenda, and for what can be followed its feeds beside it ("/districts/4/agenda.ics").
struct SiteView {
  std::string
      folder;  ///< "/districts/4", "/topics/eix-71", "/days/2026-03-14", "/months/2026-03", "/weekend"; "/all" beside a default filter
  Filter filter;
  bool everything = false;  ///< OutputRequest::everything
  bool has_feeds() const { return !filter.districts.empty() || !filter.topics.empty(); }
};

/// Every district, every topic with acts to come, the weekend, each day with acts of the next two months, each month with acts.
std::vector<SiteView> site_views(const Snapshot& snapshot);

/// From now on the snapshot's pages are files. After build().
void publish_as_files(Snapshot& snapshot);

/// Where this filter's page stands, "/" for the first view; a day without a page is found in its month. Unset: there is none.
std::optional<std::string> site_folder(const Snapshot& snapshot, const Filter& filter);

/// "/entities/casal" in Spanish, not the first language: "/entities/casal/index.es.html"; empty language: "/entities/casal/".
std::string site_page(std::string_view folder, std::string_view language);

}  // namespace resso::feeds
