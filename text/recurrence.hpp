// RFC 5545 §3.3.10: recurrence rules and the wall-clock times that they give. Ours, because it is what this project exists for.
// Only civil time here; zones come in when occurrences are made of it (agenda/occurrences.hpp).
#pragma once

#include "model/error.hpp"
#include "model/time.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace resso::text {

struct RecurrenceRule;  // parsed form, in recurrence_rule.hpp for those who need its parts

/// Generates the starts of one rule in order, lazily and within bounds: a rule that yields nothing for a long time ends (exhausted()
/// tells).
class RuleIterator {
 public:
  /// Errors: bad_input naming the part. `until_in_utc`: UNTIL ended in Z and must be compared as a moment by the caller's zone offset:
  /// pass `utc_offset_of` to convert a local start to that; by default Z is read as the same wall clock.
  static Result<RuleIterator> parse(std::string_view rrule, LocalTime dtstart, bool all_day);

  std::optional<LocalTime> next();
  /// Skips cheaply to the first start >= `from` without changing what COUNT counts.
  void advance_to(LocalTime from);
  bool exhausted_by_limit() const;

  RuleIterator(RuleIterator&&) noexcept;
  RuleIterator& operator=(RuleIterator&&) noexcept;
  ~RuleIterator();

 private:
  struct State;
  explicit RuleIterator(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace resso::text
