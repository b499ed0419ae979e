// The parts of a recurrence rule (RFC 5545 §3.3.10), read leniently: what a person meant where that is plain, an error where it is not.
#pragma once

#include "model/error.hpp"
#include "model/time.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace resso::text {

enum class Frequency { secondly, minutely, hourly, daily, weekly, monthly, yearly };

/// What becomes of a day that its month does not have (RFC 7529 §4.1; only heeded where RSCALE is given).
enum class Skip { omit, backward, forward };

struct WeekdayNum {
  int nth = 0;  ///< 0: every; negative from the end
  int weekday;  ///< 0 = Sunday, as std::chrono::weekday::c_encoding
  bool operator==(const WeekdayNum&) const = default;
};

struct RuleUntil {
  LocalTime at{};  ///< as written
  bool utc = false;
  bool date_only = false;
  bool operator==(const RuleUntil&) const = default;
};

struct RecurrenceRule {
  Frequency frequency{};
  std::int64_t interval = 1;
  std::optional<std::int64_t> count;
  std::optional<RuleUntil> until;
  std::vector<int> seconds, minutes, hours;
  std::vector<WeekdayNum> days;
  std::vector<int> month_days, year_days, week_numbers, months;
  std::vector<int> positions;  ///< BYSETPOS
  int week_start = 1;
  Skip skip = Skip::omit;
  bool operator==(const RecurrenceRule&) const = default;
};

/// Errors: bad_input that names the part. Case, blanks, order, repeated values, empty and unknown parts are forgiven. RSCALE=GREGORIAN is
/// the calendar that we know; another one is an error, as its dates would be wrong ones.
Result<RecurrenceRule> parse_rule(std::string_view rrule);

}  // namespace resso::text
