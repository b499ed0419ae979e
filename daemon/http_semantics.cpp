#include "daemon/http_semantics.hpp"

#include "text/timestamp.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <cstdlib>

namespace resso::daemon {
namespace {

// Calls `use` with every trimmed piece between separators.
template <class Use>
void split(std::string_view list, char separator, Use use) {
  while (!list.empty()) {
    const auto end = std::min(list.find(separator), list.size());
    if (const auto piece = text::trim(list.substr(0, end)); !piece.empty()) use(piece);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

double quality_of(const std::vector<Preference>& preferences, std::string_view value) {
  const auto named = std::find_if(preferences.begin(), preferences.end(), [&](const Preference& p) { return p.value == value; });
  if (named != preferences.end()) return named->quality;
  const auto any = std::find_if(preferences.begin(), preferences.end(), [](const Preference& p) { return p.value == "*"; });
  return any == preferences.end() ? 0 : any->quality;
}

std::string_view without_weak_mark(std::string_view etag) { return etag.starts_with("W/") ? etag.substr(2) : etag; }

}  // namespace

std::string_view name_of(Coding coding) {
  switch (coding) {
    case Coding::gzip: return "gzip";
    case Coding::brotli: return "br";
    case Coding::identity: return "";
  }
  return "";
}

std::vector<Preference> parse_preferences(std::string_view field) {
  std::vector<Preference> out;
  split(field, ',', [&](std::string_view item) {
    Preference preference;
    bool first = true;
    split(item, ';', [&](std::string_view part) {
      if (first) preference.value = text::to_lower_ascii(part);
      if (!first && (part.starts_with("q=") || part.starts_with("Q=")))
        preference.quality = std::clamp(std::strtod(std::string(part.substr(2)).c_str(), nullptr), 0.0, 1.0);
      first = false;
    });
    out.push_back(std::move(preference));
  });
  std::stable_sort(out.begin(), out.end(), [](const Preference& a, const Preference& b) { return a.quality > b.quality; });
  return out;
}

Coding choose_coding(std::string_view accept_encoding) {
  const auto preferences = parse_preferences(accept_encoding);
  const double brotli = quality_of(preferences, "br"), gzip = quality_of(preferences, "gzip");
  if (brotli > 0 && brotli >= gzip) return Coding::brotli;
  return gzip > 0 ? Coding::gzip : Coding::identity;
}

std::string choose_language(std::string_view accept_language, std::span<const std::string> available) {
  for (const auto& preference : parse_preferences(accept_language)) {
    if (preference.quality <= 0) break;
    const auto primary = std::string_view(preference.value).substr(0, preference.value.find('-'));
    const auto found = std::find(available.begin(), available.end(), primary);
    if (found != available.end()) return *found;
  }
  return available.empty() ? std::string("ca") : available.front();
}

bool etag_listed(std::string_view if_none_match, std::string_view etag) {
  bool found = false;
  split(if_none_match, ',',
        [&](std::string_view candidate) { found = found || candidate == "*" || without_weak_mark(candidate) == without_weak_mark(etag); });
  return found;
}

bool is_not_modified(const net::Headers& request, std::span<const std::string> etags, Instant last_modified) {
  if (request.has("If-None-Match")) {
    const std::string listed = request.joined("If-None-Match");
    return std::any_of(etags.begin(), etags.end(), [&](const std::string& etag) { return etag_listed(listed, etag); });
  }
  const auto since = text::parse_http_date(request.get("If-Modified-Since"));
  return since && last_modified <= *since;
}

}  // namespace resso::daemon
