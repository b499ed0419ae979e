#include "daemon/render_key.hpp"

#include "text/url.hpp"

namespace resso::daemon {

KeyedRequest make_output_request(const feeds::Match& match, std::string_view path, Filter filter, std::string language, bool language_asked,
                                 std::vector<feeds::Standing> standings, std::map<std::string, std::string, std::less<>> own,
                                 bool everything) {
  KeyedRequest keyed;
  std::string query = everything ? std::string("q=") : feeds::canonical_query(filter);
  if (const auto states = feeds::canonical_standings(standings); !states.empty()) query += (query.empty() ? "" : "&") + states;
  for (const auto& [key, value] : own) query += (query.empty() ? "" : "&") + key + "=" + text::percent_encode(value);
  // Where the reader chose the language it is part of the page's address, also when it is the city's first: browsers may prefer another.
  if ((match.output->is_page || match.output->in_foreign_pages) && language_asked) query += (query.empty() ? "lang=" : "&lang=") + language;
  keyed.request.self_path = std::string(path) + (query.empty() ? "" : "?" + query);
  keyed.key = keyed.request.self_path + '\n' + language;
  keyed.request.filter = std::move(filter);
  keyed.request.everything = everything;
  keyed.request.language = std::move(language);
  keyed.request.subject = match.subject;
  keyed.request.standings = std::move(standings);
  keyed.request.own = std::move(own);
  return keyed;
}

}  // namespace resso::daemon
