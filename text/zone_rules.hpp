// A time zone that a calendar defines itself (RFC 5545 §3.6.5), as text that fits into EventTimes::zone and as a clock.
//
// The text form: "rules:" and one to 100 observances with '|' between, each of six fields with ',' between:
//   STD|DST , TZOFFSETFROM , TZOFFSETTO , DTSTART (wall clock before the change) , abbreviation or nothing , RRULE or nothing (with ','
//   inside) rules:STD,+0200,+0100,19701025T030000,CET,FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU|DST,+0100,+0200,19700329T020000,CEST,FREQ=YEARLY;…
// A UNTIL of such a rule is UTC where it ends in Z, else on the clock before the change. RDATEs are observances of their own.
#pragma once

#include "model/error.hpp"
#include "model/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::text {

struct Observance {
  bool daylight = false;
  Seconds offset_from{}, offset_to{};
  LocalTime start{};  ///< first onset, on the clock before it
  std::string abbreviation;
  std::string rrule;
  bool operator==(const Observance&) const = default;
};

class ZoneRules {
 public:
  static constexpr std::string_view kPrefix = "rules:";
  static bool is_text_form(std::string_view name) { return name.starts_with(kPrefix); }

  static Result<ZoneRules> parse(std::string_view text_form);
  static Result<ZoneRules> make(std::vector<Observance> observances);
  static std::string text_form(const std::vector<Observance>& observances);

  struct Period {
    Instant from{};  ///< of the change that began it
    Seconds offset{};
    bool daylight = false;
    std::string abbreviation;
  };
  const Period& at(Instant at) const;
  Instant to_instant(LocalTime local) const;  ///< gaps and overlaps as Zone::to_instant
  std::optional<Instant> next_change(Instant after) const;
  /// The first moment that the definition really speaks about.
  Instant begins() const { return periods_.size() > 1 ? periods_[1].from : periods_.front().from; }

 private:
  std::vector<Period> periods_;  ///< in order; the first one begins before all time. Never empty
};

}  // namespace resso::text
