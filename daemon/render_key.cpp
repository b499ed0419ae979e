#include "daemon/render_key.hpp"

namespace resso::daemon {

KeyedRequest make_output_request(const feeds::Snapshot& snapshot, const feeds::Match& match, std::string_view path, Filter filter,
                                 std::string language) {
  KeyedRequest keyed;
  std::string query = feeds::canonical_query(filter);
  // A page's language is part of its address where it is not the default.
  if (match.output->is_page && language != snapshot.city.languages.front()) query += (query.empty() ? "lang=" : "&lang=") + language;
  keyed.request.self_path = std::string(path) + (query.empty() ? "" : "?" + query);
  keyed.key = keyed.request.self_path + '\n' + language;
  keyed.request.filter = std::move(filter);
  keyed.request.language = std::move(language);
  keyed.request.subject = match.subject;
  return keyed;
}

}  // namespace resso::daemon
