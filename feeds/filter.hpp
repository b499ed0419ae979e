// The one filter grammar of every output (outputs.md): ?entity= &district= &topic= &tag= &source= &q= &from= &to= &days= &lang= &limit=
#pragma once

#include "feeds/snapshot.hpp"
#include "model/filter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace resso::feeds {

/// `query`: raw, "entity=a&entity=b". Errors: bad_input, where = the key, what names the value and what would be right
/// ("days: not a number from 1 to 400: “soon”"). An unknown entity, district, topic or language, an unknown key: bad_input too.
/// An empty value is none (forms send them); what trackers add to links (utm_*, fbclid, …) is not ours to judge. `source` takes the id of a
/// source, a kind ("calendar"), or "mastodon" for both of its kinds; `lang` a language of the city.
Result<Filter> parse_filter(std::string_view query, const Snapshot& snapshot);

/// Whether somebody chose: a key of the filter stands in it, be it without a value, as forms send them. `lang` does not count: pages speak
/// it.
bool names_filter(std::string_view query);

/// Canonical query string, keys in the grammar's order, values sorted, percent-encoded; empty for the empty filter.
std::string canonical_query(const Filter& filter);

/// A dated event that passes the filter.
struct Selected {
  const Occurrence* occurrence;
  const Event* event;
};
/// In order of start. `upcoming_only`: from today on (what has not ended); else as far back as the snapshot goes. from/to/days narrow it.
std::vector<Selected> select_occurrences(const Snapshot& snapshot, const Filter& filter, bool upcoming_only);
/// Events with at least one selected occurrence, in order of their first. Filter::limit counts events here.
std::vector<Selected> select_events(const Snapshot& snapshot, const Filter& filter, bool upcoming_only);
/// Newest first. `days` without `from` looks back here: the last so many days, today included.
std::vector<const Post*> select_posts(const Snapshot& snapshot, const Filter& filter);

/// The dates of one event that pass as select_occurrences has it, in order; Filter::limit does not count. `event`: of the snapshot's.
std::vector<const Occurrence*> select_dates(const Snapshot& snapshot, const Filter& filter, const Event& event, bool upcoming_only);
DaySpan days_of(const Snapshot& snapshot, const Occurrence& occurrence);

/// Override applied: what this occurrence is called, where it is, and so on.
struct Instance {
  std::string_view title, summary, description_html, url;
  const Place* place;
  EventStatus status;
};
Instance instance_of(const Selected& selected);

}  // namespace resso::feeds
