// What is remembered of a CalDAV source between two polls, as the text of SourceState::cursor.
//
// A sync report names resources (hrefs) that are gone, the agenda knows keys (UIDs): so for every resource its ETag and its keys are kept.
#pragma once

#include "model/time.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors::calendar {

struct CaldavResource {
  std::string etag;
  std::vector<std::string> keys;
  bool operator==(const CaldavResource&) const = default;
};

struct CaldavCollection {
  std::string url;
  std::string ctag, sync_token;  ///< as of the last time that everything was fetched
  Instant asked{};               ///< when the window of a calendar-query was last asked for; zero where sync reports are used
  std::map<std::string, CaldavResource> resources;  ///< by href
  bool operator==(const CaldavCollection&) const = default;
};

struct CaldavCursor {
  Instant found{};  ///< when the collections were looked for
  std::vector<CaldavCollection> collections;
  bool operator==(const CaldavCursor&) const = default;
};

std::string write_cursor(const CaldavCursor& cursor);
/// What is not such a text gives an empty cursor: everything is asked for again.
CaldavCursor read_cursor(std::string_view text);

}  // namespace resso::connectors::calendar
