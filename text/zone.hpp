// Time zones: wall clock to moment and back, gaps and overlaps by RFC 5545 §3.3.5. Abseil over the system's tzdata inside; safe from any
// thread.
#pragma once

#include "model/time.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace resso::text {

class Zone {
 public:
  /// IANA name ("Europe/Madrid"), "UTC", a fixed offset "+02:00", or the text form of a zone that a calendar defines itself
  /// (text/zone_rules.hpp). Unset: no such zone. Cheap after the first call of a name.
  static std::optional<Zone> find(std::string_view name);
  static Zone utc();
  static Zone fixed(Seconds offset);  ///< named "+02:00"; less than a day

  const std::string& name() const;

  /// In a gap the offset before it counts (02:30 on the Madrid spring night is 01:30Z); in an overlap the first of the two.
  Instant to_instant(LocalTime local) const;
  LocalTime to_local(Instant at) const;
  Seconds offset_at(Instant at) const;  ///< east positive

  /// The next change of offset strictly after `at`, for writing VTIMEZONE; unset: none.
  struct Transition {
    Instant at;
    Seconds offset_before, offset_after;
    std::string abbreviation;
    bool daylight;
  };
  std::optional<Transition> next_transition(Instant at) const;
  std::string abbreviation_at(Instant at) const;
  bool daylight_at(Instant at) const;

 private:
  struct Rules;
  explicit Zone(std::shared_ptr<const Rules> rules);
  std::shared_ptr<const Rules> rules_;
};

/// CLDR windowsZones: ("Romance Standard Time", "ES") -> "Europe/Madrid". `territory` may be empty or "001". Empty: unknown.
std::string windows_zone_to_iana(std::string_view windows, std::string_view territory);

}  // namespace resso::text
