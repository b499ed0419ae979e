// From a request's path and query to what is rendered: one canonical key, so that a filter has one cache entry and one URL.
#pragma once

#include "feeds/output.hpp"

#include <string>
#include <string_view>

namespace resso::daemon {

struct KeyedRequest {
  std::string key;
  feeds::OutputRequest request;
};

/// `everything`: the empty filter was asked for, and the city has a default one (OutputRequest::everything).
/// `language`: of the page, already chosen; `language_asked`: it was in the query, so that links of the page carry it on. `path`: as
/// matched.
KeyedRequest make_output_request(const feeds::Match& match, std::string_view path, Filter filter, std::string language, bool language_asked,
                                 std::vector<feeds::Standing> standings = {}, std::map<std::string, std::string, std::less<>> own = {},
                                 bool everything = false);

}  // namespace resso::daemon
