// RFC 5545 §3.3.10: recurrence rules and the wall-clock times that they give. Ours, because it is what this project exists for.
// Only civil time here; zones come in when occurrences are made of it (agenda/occurrences.hpp).
#pragma once

#include "model/error.hpp"
#include "model/time.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace resso::text {

/// Makes a moment of a wall clock in the zone of DTSTART.
using ToInstant = std::function<Instant(LocalTime)>;

/// Generates the starts of one rule in order, each once, lazily. DTSTART itself comes only if the rule gives it. Bounded: a rule that
/// yields nothing for a long time (100,000 steps) ends, and so does every rule with the year 9999.
class RuleIterator {
 public:
  /// Errors: bad_input naming the part (recurrence_rule.hpp says what is forgiven). `to_instant`: for a UNTIL in UTC; without it such a
  /// UNTIL is read as the same wall clock. A UNTIL that is a day includes all of it.
  static Result<RuleIterator> parse(std::string_view rrule, LocalTime dtstart, bool all_day, ToInstant to_instant = {});

  std::optional<LocalTime> next();
  /// Skips to the first start >= `from`, without changing what COUNT counts. Cheap without COUNT.
  void advance_to(LocalTime from);
  /// Nothing later than `last` is asked for: next() ends there, and a search without finds ends early.
  void stop_after(LocalTime last);
  /// Ended because it found nothing for too long, not because the rule was over.
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
