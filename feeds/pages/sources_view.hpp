// What "/sources" shows, made once for its list and for the filters beside it.
#pragma once

#include "feeds/output.hpp"
#include "feeds/pages/layout.hpp"

#include <array>
#include <vector>

namespace resso::feeds {

struct SourcesView {
  const OutputRequest& request;
  std::vector<const SourceFacts*> selected;                   ///< in order of standing, all that pass the filter
  std::array<std::int64_t, kStandings.size()> by_standing{};  ///< how many pass but for the state asked for
  bool filtered() const { return !request.standings.empty() || !query().empty(); }
  std::string query() const;  ///< the filter's canonical query without the page's language
};

SourcesView sources_view(const Snapshot& snapshot, const OutputRequest& request);

/// "/sources" with another filter or other states.
std::string sources_link(const PageContext& context, Filter filter, const std::vector<Standing>& standings);
/// "No arriben": of a group, and of its filter.
std::string standing_title(const PageContext& context, Standing standing);

/// <div class="side">: search, and each filter as a link that toggles it.
void append_sources_side(Html& h, const PageContext& context, const SourcesView& view);

}  // namespace resso::feeds
