#include "connectors/calendar/zone_names.hpp"

#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace resso::connectors::calendar {
namespace {

using text::Zone;
using Certainty = NamedZone::Certainty;

/// "america/los angeles" as the tz database writes it: "America/Los_Angeles".
std::string in_database_case(std::string_view name) {
  std::string result;
  bool begins = true;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    result += c == ' ' ? '_' : begins ? upper : lower;
    begins = c == '/' || c == '_' || c == ' ' || c == '-';
  }
  return result;
}

std::optional<Zone> in_database(std::string_view name) {
  if (name.find('/') == std::string_view::npos) return {};  // names of one word ("EST", "Japan", "Factory") are not worth their trust
  if (auto zone = Zone::find(name)) return zone;
  std::string spelled(name);
  std::replace(spelled.begin(), spelled.end(), ' ', '_');
  if (auto zone = Zone::find(spelled)) return zone;
  return Zone::find(in_database_case(name));
}

/// The name, or what is left of it after prefixes as "/mozilla.org/20070129_1/" and "custom_".
std::optional<Zone> in_database_after_prefix(std::string_view name) {
  if (auto zone = in_database(name)) return zone;
  for (auto slash = name.find('/'); slash != std::string_view::npos; slash = name.find('/', slash + 1)) {
    const auto rest = name.substr(slash + 1);
    if (rest.find('/') == std::string_view::npos) break;  // "Madrid" alone is no name of the database
    if (auto zone = in_database(rest)) return zone;
  }
  return {};
}

/// Abbreviations that stand for one thing in Europe. The tz database has CET, EET, MET, WET itself.
std::string_view unabbreviated(std::string_view name) {
  struct Row {
    std::string_view name, zone;
  };
  static constexpr std::array kRows{Row{"CEST", "CET"}, Row{"MEZ", "CET"}, Row{"MESZ", "CET"}, Row{"EEST", "EET"},
                                    Row{"WEST", "WET"}, Row{"UTC", "UTC"}, Row{"GMT", "UTC"},  Row{"UCT", "UTC"},
                                    Row{"Zulu", "UTC"}, Row{"CET", "CET"}, Row{"EET", "EET"},  Row{"WET", "WET"}};
  const auto found = std::find_if(kRows.begin(), kRows.end(), [&](const Row& row) { return text::iequals(row.name, name); });
  return found == kRows.end() ? std::string_view() : found->zone;
}

/// "(UTC+01:00) …" or "(GMT -03:00) …": the offset between the brackets. The places after it are left in `places`.
std::optional<Zone> stated_offset(std::string_view name, std::string_view& places) {
  const auto close = name.find(')');
  if (!name.starts_with('(') || close == std::string_view::npos) return {};
  places = text::trim(name.substr(close + 1));
  std::string inside(name.substr(1, close - 1));
  inside.erase(std::remove(inside.begin(), inside.end(), ' '), inside.end());
  return inside == "UTC" || inside == "GMT" ? Zone::utc() : Zone::find(inside);
}

/// Display names of Windows list cities; one of them is usually the name of a zone with that standard offset.
std::optional<Zone> zone_of_places(std::string_view places, Seconds standard_offset) {
  static constexpr std::array<std::string_view, 9> kRegions{"Europe/",  "America/",  "Asia/",   "Africa/",           "Australia/",
                                                            "Pacific/", "Atlantic/", "Indian/", "America/Argentina/"};
  const Instant winter{std::chrono::sys_days{std::chrono::year{2024} / 1 / 1}},
      summer{std::chrono::sys_days{std::chrono::year{2024} / 7 / 1}};
  while (!places.empty()) {
    const auto comma = places.find(',');
    const std::string city = in_database_case(text::trim(places.substr(0, comma)));
    for (const std::string_view region : kRegions) {
      const auto zone = Zone::find(std::string(region) + city);
      if (zone && std::min(zone->offset_at(winter), zone->offset_at(summer)) == standard_offset) return zone;
    }
    places = comma == std::string_view::npos ? std::string_view() : places.substr(comma + 1);
  }
  return {};
}

std::string without_quotes(std::string_view name) {
  std::string result(text::trim(name));
  for (const char quote : {'"', '\''}) {
    if (result.size() >= 2 && result.front() == quote && result.back() == quote) result = result.substr(1, result.size() - 2);
  }
  return std::string(text::trim(result));
}

}  // namespace

std::optional<NamedZone> zone_named(std::string_view stated) {
  const std::string name = without_quotes(stated);
  if (name.empty() || name.size() > 200) return {};
  if (auto zone = in_database_after_prefix(name)) return NamedZone{*zone, Certainty::name};
  if (const auto longer = unabbreviated(name); !longer.empty()) {
    if (auto zone = Zone::find(longer)) return NamedZone{*zone, longer == "UTC" ? Certainty::name : Certainty::guess};
  }
  if (const std::string iana = text::windows_zone_to_iana(name, {}); !iana.empty()) {
    if (auto zone = Zone::find(iana)) return NamedZone{*zone, Certainty::translation};
  }
  if (text::iequals(name, "tzone://Microsoft/Utc")) return NamedZone{Zone::utc(), Certainty::name};
  std::string_view places;
  if (const auto fixed = stated_offset(name, places)) {
    const auto zone = zone_of_places(places, fixed->offset_at(Instant{}));
    return NamedZone{zone.value_or(*fixed), Certainty::guess};
  }
  if (auto zone = Zone::find(name)) return NamedZone{*zone, Certainty::guess};  // "UTC+2", "+01:00"
  return {};
}

}  // namespace resso::connectors::calendar
