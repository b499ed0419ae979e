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

/// `language`: of the page, already chosen. `path`: as matched.
KeyedRequest make_output_request(const feeds::Snapshot& snapshot, const feeds::Match& match, std::string_view path, Filter filter,
                                 std::string language);

}  // namespace resso::daemon
