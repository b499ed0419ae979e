// When two addresses are one page.
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>

namespace resso::text {
namespace {

bool is_tracking(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kNames{"fbclid", "gclid",  "dclid",  "gbraid", "wbraid",    "msclkid",
                                                           "mc_cid", "mc_eid", "igshid", "yclid",  "_openstat", "mkt_tok"};
  return name.starts_with("utm_") || name.starts_with("pk_") || name.starts_with("mtm_") ||
         std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::string without_tracking(std::string_view query) {
  std::string out;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty() || is_tracking(to_lower_ascii(pair.substr(0, pair.find('='))))) continue;
    if (!out.empty()) out += '&';
    out += pair;
  }
  return out;
}

}  // namespace

std::string url_key(std::string_view url) {
  const Result<Url> parsed = parse_url(url);
  if (!parsed) return std::string(trim(url));
  std::string host = parsed->authority();
  if (host.starts_with("www.")) host.erase(0, 4);
  std::string path = parsed->path();
  while (path.ends_with('/')) path.pop_back();
  const auto mark = parsed->target.find('?');
  const std::string query = mark == std::string::npos ? std::string() : without_tracking(std::string_view(parsed->target).substr(mark + 1));
  return host + path + (query.empty() ? "" : '?' + query);
}

}  // namespace resso::text
