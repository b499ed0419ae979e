// One page of a list of the API: cut by a cursor that stays right whatever comes or goes before it.
#pragma once

#include "feeds/output.hpp"
#include "text/json_write.hpp"

#include <algorithm>
#include <charconv>
#include <span>

namespace resso::feeds {

inline constexpr std::size_t kUsualApiPage = 100;

/// A number at the head of a cursor, up to '~' or the end; takes it off. Unset: there is none.
std::optional<std::int64_t> take_cursor_number(std::string_view& cursor);
Error wrong_cursor(std::string_view cursor);

/// Where a page lies in a whole list: the items [begin, end), and the cursor of the last one when more follow.
struct ApiCut {
  std::size_t begin = 0, end = 0;
  std::string next;  ///< empty: the last page
};

/// `all` in order; `is_before(item)`: it stands at or before the request's cursor; `cursor_of(item)`.
template <class Items, class IsBefore, class CursorOf>
ApiCut cut_page(const Items& all, const OutputRequest& request, IsBefore is_before, CursorOf cursor_of) {
  ApiCut cut;
  if (!request.own_value("cursor").empty())
    cut.begin = static_cast<std::size_t>(std::partition_point(all.begin(), all.end(), is_before) - all.begin());
  const auto size = request.filter.limit ? static_cast<std::size_t>(*request.filter.limit) : kUsualApiPage;
  cut.end = std::min(all.size(), cut.begin + size);
  if (cut.end < all.size() && cut.end > cut.begin) cut.next = cursor_of(all[cut.end - 1]);
  return cut;
}

/// Opens the object: total, as_of, next (an address, when more follow), then the key of the array, which is left to be written.
void begin_api_page(text::JsonWriter& json, const Snapshot& snapshot, const OutputRequest& request, std::string_view path,
                    std::size_t total, const ApiCut& cut, std::string_view items);

// Parts that events, posts and entities tell alike.
void write_entity_reference(text::JsonWriter& json, const Snapshot& snapshot, std::string_view slug);  ///< nothing for an unknown one
void write_topics(text::JsonWriter& json, const Snapshot& snapshot, std::string_view language, const std::vector<std::string>& ids);

// The outputs. Their own key: cursor. Errors: bad_input for a cursor that is none of ours.
Result<std::string> events_json(const Snapshot& snapshot, const OutputRequest& request);    ///< "/api/v1/events"
Result<std::string> posts_json(const Snapshot& snapshot, const OutputRequest& request);     ///< "/api/v1/posts"
Result<std::string> entities_json(const Snapshot& snapshot, const OutputRequest& request);  ///< "/api/v1/entities"
Result<std::string> openapi_json(const Snapshot& snapshot, const OutputRequest& request);   ///< "/api/v1/openapi.json"

}  // namespace resso::feeds
