// Every output, listed once: path, media type, and the pure function that makes its bytes.
#pragma once

#include "feeds/filter.hpp"
#include "feeds/source_standing.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace resso::feeds {

/// What an output is asked for, beside the snapshot.
struct OutputRequest {
  Filter filter;
  std::string language;                  ///< one of city.languages
  std::string subject;                   ///< entity slug or event id taken from the path; empty: none
  std::string self_path;                 ///< canonical path and query of this very document, for rel=self
  std::vector<Standing> standings = {};  ///< outputs that take a state: only these; empty: all
  /// Values of the output's own keys, as they came: the output judges them. A key that was not given, or empty, is not in it.
  std::map<std::string, std::string, std::less<>> own = {};
  /// The filter is empty because somebody wants everything: the city's default filter does not take its place.
  bool everything = false;
  std::string_view own_value(std::string_view key) const {
    const auto at = own.find(key);
    return at == own.end() ? std::string_view() : std::string_view(at->second);
  }
};

struct Output {
  std::string_view pattern;     ///< "/agenda.ics", "/entities/{slug}/agenda.ics", "/events/{id}.ics"
  std::string_view media_type;  ///< "text/calendar; charset=utf-8"
  /// Errors: not_found when the subject is not there, bad_input for a value of one of its own keys.
  Result<std::string> (*render)(const Snapshot&, const OutputRequest&);
  bool is_page = false;  ///< an HTML page: its language comes from Accept-Language too
  bool takes_filter = true;
  bool takes_state = false;        ///< and `state=` beside the filter (source_standing.hpp)
  std::string_view own_keys = {};  ///< keys of its own beside the filter, a space between: "theme heading"
  /// Stands in pages of others. A page: any site may frame it. A part of a page: its language comes from `lang` alone, so that every
  /// visitor of that site is given the same bytes.
  bool in_foreign_pages = false;
  bool takes_all_keys = false;  ///< what it does not know it ignores, as its protocol wants
  bool takes_default = false;   ///< shows the city's default filter until somebody chooses
  /// Unset: media_type, whatever is asked for.
  std::string_view (*media_type_of)(const OutputRequest&) = nullptr;
};

std::span<const Output> outputs();
std::string_view media_type(const Output& output, const OutputRequest& request);

struct Match {
  const Output* output;
  std::string subject;
};
std::optional<Match> match_output(std::string_view path);

/// For Last-Modified. Readers that revalidate by date alone must learn of what was deleted or is over, too: the snapshot's as_of or the
/// day's beginning, whichever is later. An event of its own: its last change. What tells of the sources' health: the newest poll too.
Instant last_modified(const Snapshot& snapshot, const Output& output, const OutputRequest& request);

}  // namespace resso::feeds
