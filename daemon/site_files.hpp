// The site as files: every feed and page of a publication that a plain web server can give, which answers no question (no "?").
#pragma once

#include "feeds/snapshot.hpp"
#include "model/error.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace resso::daemon {

struct SiteFile {
  std::string path;  ///< relative, "entities/casal/index.html"
  std::string body;
  Instant modified{};
};

/// `snapshot`: published as files (feeds/site_views.hpp). Besides the pages of the daemon those of its filters.
/// In an order that can be served at any moment: what pages refer to comes before them. A page stands in its folder as index.html in the
/// city's first language, as index.es.html in another. Left out: what only answers questions (the API, the frames for other sites, oEmbed).
/// Stops at the first error of `take`, or at an id that cannot be the name of a file.
Result<void> for_each_site_file(const feeds::Snapshot& snapshot, const VisibilityReport& visibility,
                                const std::function<Result<void>(const SiteFile&)>& take);

}  // namespace resso::daemon
