#include "connectors/calendar/ical_zones.hpp"

#include "connectors/calendar/ical_values.hpp"
#include "connectors/calendar/zone_names.hpp"
#include "text/unicode.hpp"
#include "text/zone_rules.hpp"

#include <algorithm>
#include <array>

namespace resso::connectors::calendar {
namespace {

using text::Zone;
using Certainty = NamedZone::Certainty;

constexpr std::size_t kMostZones = 1000;
constexpr Instant kCompareFrom{std::chrono::sys_days{std::chrono::year{2015} / 1 / 1}};
constexpr Instant kCompareTo{std::chrono::sys_days{std::chrono::year{2037} / 1 / 1}};

/// One zone of each common behaviour with summer time, for definitions without a name that tells.
constexpr std::array<std::string_view, 14> kRepresentatives{
    "Europe/Paris",     "Europe/London",    "Europe/Lisbon",      "Europe/Athens",       "America/New_York",
    "America/Chicago",  "America/Denver",   "America/Halifax",    "America/Los_Angeles", "America/Anchorage",
    "America/St_Johns", "Australia/Sydney", "Australia/Adelaide", "Pacific/Auckland"};

/// The same offsets from `from` to 2037? Both change at the same moments to the same offset, then.
bool behave_alike(const Zone& a, const Zone& b, Instant from) {
  if (a.offset_at(from) != b.offset_at(from)) return false;
  while (from < kCompareTo) {
    const auto next_a = a.next_transition(from), next_b = b.next_transition(from);
    const bool ends_a = !next_a || next_a->at >= kCompareTo, ends_b = !next_b || next_b->at >= kCompareTo;
    if (ends_a || ends_b) return ends_a == ends_b;
    if (next_a->at != next_b->at || next_a->offset_after != next_b->offset_after) return false;
    from = next_a->at;
  }
  return true;
}

/// One of the definition's own offsets is what the zone has at the time: enough to say that they speak of the same place, as many
/// definitions are cut short, but their offsets are right.
bool contradicts(const std::vector<text::Observance>& observances, const Zone& zone) {
  const Instant winter{std::chrono::sys_days{std::chrono::year{2024} / 1 / 15}},
      summer{std::chrono::sys_days{std::chrono::year{2024} / 7 / 15}};
  return std::none_of(observances.begin(), observances.end(), [&](const text::Observance& observance) {
    const Instant start{(observance.start - observance.offset_from).time_since_epoch()};
    return observance.offset_to == zone.offset_at(winter) || observance.offset_to == zone.offset_at(summer) ||
           observance.offset_to == zone.offset_at(start);
  });
}

void add_rdates(const IcalComponent& part, const text::Observance& like, std::vector<text::Observance>& observances) {
  for (const IcalProperty* property : part.all("RDATE")) {
    for (const auto item : plain_list(property->value)) {
      const auto at = parse_time(item.substr(0, item.find('/')));
      if (!at) continue;
      text::Observance once = like;
      once.rrule.clear();
      once.start = at->utc ? at->local + like.offset_from : at->local;
      observances.push_back(std::move(once));
    }
  }
}

std::vector<text::Observance> observances_of(const IcalComponent& definition) {
  std::vector<text::Observance> observances;
  for (const IcalComponent& part : definition.components) {
    if (part.name != "STANDARD" && part.name != "DAYLIGHT") continue;
    text::Observance observance;
    const auto to = parse_offset(part.value("TZOFFSETTO"));
    if (!to) continue;
    observance.daylight = part.name == "DAYLIGHT";
    observance.offset_to = *to;
    observance.offset_from = parse_offset(part.value("TZOFFSETFROM")).value_or(*to);
    const auto start = parse_time(part.value("DTSTART"));
    observance.start = start ? start->local : LocalTime{LocalDate{std::chrono::year{1970} / 1 / 1}};
    observance.abbreviation = part.value("TZNAME");
    observance.rrule = part.value("RRULE");
    observances.push_back(observance);
    add_rdates(part, observance, observances);
  }
  return observances;
}

std::string shown(std::string_view tzid) { return "\"" + text::abridge(tzid, 60) + "\""; }

}  // namespace

IcalZones::IcalZones(const IcalDocument& document, std::string_view city_zone) : city_(Zone::find(city_zone).value_or(Zone::utc())) {
  for (const IcalComponent& calendar : document.calendars) {
    for (const IcalComponent& component : calendar.components) {
      if (component.name != "VTIMEZONE" || definitions_.size() >= kMostZones) continue;
      definitions_.emplace(std::string(text::trim(component.value("TZID"))), &component);
    }
  }
}

void IcalZones::warn(std::string what, std::string code, int line) {
  if (warnings_.size() < 50) warnings_.push_back({std::move(what), std::move(code), line});
}

Zone IcalZones::as_city_if_equal(const Zone& zone) const { return behave_alike(zone, city_, kCompareFrom) ? city_ : zone; }

Zone IcalZones::resolve(std::string_view tzid, int line) {
  const auto name = text::trim(tzid);
  if (const auto known = resolved_.find(name); known != resolved_.end()) return known->second;
  const Zone zone = find(name, line);
  if (resolved_.size() < kMostZones) resolved_.emplace(std::string(name), zone);
  return zone;
}

Zone IcalZones::find(std::string_view tzid, int line) {
  const auto definition = definitions_.find(tzid);
  auto named = zone_named(tzid);
  std::vector<text::Observance> observances;
  if (definition != definitions_.end()) {
    observances = observances_of(*definition->second);
    if (!named) named = zone_named(definition->second->value("X-LIC-LOCATION"));
  }
  if (named && named->certainty == Certainty::name) {
    if (!observances.empty() && contradicts(observances, named->zone))
      warn("the time zone " + shown(tzid) + " is defined otherwise than its name says: its name counts", "zone_contradiction",
           definition->second->line);
    return named->zone;
  }
  const auto rules = text::ZoneRules::make(observances);
  if (!rules) {
    if (named) return as_city_if_equal(named->zone);
    const bool defined = definition != definitions_.end();
    warn("the time zone " + shown(tzid) + (defined ? " is defined without offsets" : " is not known, and the calendar does not define it") +
             ": its times are taken as the city's",
         "unknown_zone", line);
    return city_;
  }
  if (named && named->certainty == Certainty::translation && !contradicts(observances, named->zone)) return as_city_if_equal(named->zone);
  return by_behaviour(observances, rules->begins());
}

Zone IcalZones::by_behaviour(const std::vector<text::Observance>& observances, Instant begins) const {
  const auto own = Zone::find(text::ZoneRules::text_form(observances));
  if (!own) return city_;
  const Instant from = std::max(kCompareFrom, std::min(begins, kCompareTo - std::chrono::days(366)));
  if (behave_alike(*own, city_, from)) return city_;
  if (!own->next_transition(from)) return Zone::fixed(own->offset_at(from));
  for (const std::string_view name : kRepresentatives) {
    const auto zone = Zone::find(name);
    if (zone && behave_alike(*own, *zone, from)) return *zone;
  }
  return *own;
}

}  // namespace resso::connectors::calendar
