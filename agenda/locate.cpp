#include "agenda/locate.hpp"

#include "text/unicode.hpp"

#include <algorithm>
#include <string_view>

namespace resso::agenda {
namespace {

/// The line that the whole text names, else that one of its parts does; -1: none, or parts that name several.
int find_line(std::string_view written, const MergeRules& rules) {
  if (const int whole = rules.find_in_gazetteer(text::fold_words(written)); whole >= 0) return whole;
  int found = -1;
  for (std::size_t at = 0; at < written.size();) {
    const std::size_t end = std::min(written.find_first_of(",;()\n", at), written.size());
    const int line = rules.find_in_gazetteer(text::fold_words(written.substr(at, end - at)));
    if (line >= 0 && found >= 0 && line != found) return -1;
    if (line >= 0) found = line;
    at = end + 1;
  }
  return found;
}

}  // namespace

void locate(Place& place, const MergeRules& rules, const std::vector<config::GazetteerPlace>& gazetteer) {
  int line = find_line(place.name, rules);
  if (line < 0) line = find_line(place.address, rules);
  if (line < 0 || static_cast<std::size_t>(line) >= gazetteer.size()) return;
  const config::GazetteerPlace& known = gazetteer[static_cast<std::size_t>(line)];
  if (place.address.empty() && place.name != known.address) place.address = known.address;
  if (place.district.empty()) place.district = known.district;
  if (!place.point) place.point = known.point;
}

}  // namespace resso::agenda
