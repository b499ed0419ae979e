// The zones that a calendar's TZIDs mean: by name, by the VTIMEZONE's behaviour, or as the rules that it states.
#pragma once

#include "connectors/calendar/ical_parse.hpp"
#include "text/zone.hpp"
#include "text/zone_rules.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors::calendar {

/// For one file (all its VCALENDARs: their VTIMEZONEs need not come first, nor stand in the same one).
///
/// A TZID that is a name of the tz database means that zone, whatever a VTIMEZONE of this name says: the definitions that programs write
/// are often cut short, old, or made up, while the name is what a person chose. A contradiction becomes a warning. Names of another kind
/// (Windows', our own guess) hold only where the VTIMEZONE does not contradict; without a usable name its behaviour is compared to the
/// city's zone and to one zone of each common kind, and if it is none of these, its own rules are kept (text/zone_rules.hpp).
class IcalZones {
 public:
  IcalZones(const IcalDocument& document, std::string_view city_zone);

  const text::Zone& city() const { return city_; }
  /// Never fails: an unknown zone is the city's, with a warning.
  text::Zone resolve(std::string_view tzid, int line);
  std::vector<Warning> take_warnings() { return std::move(warnings_); }

 private:
  text::Zone find(std::string_view tzid, int line);
  text::Zone by_behaviour(const std::vector<text::Observance>& observances, Instant begins) const;
  text::Zone as_city_if_equal(const text::Zone& zone) const;
  void warn(std::string what, std::string code, int line);

  text::Zone city_;
  std::map<std::string, const IcalComponent*, std::less<>> definitions_;  ///< by trimmed TZID
  std::map<std::string, text::Zone, std::less<>> resolved_;
  std::vector<Warning> warnings_;
};

}  // namespace resso::connectors::calendar
