// The events that pass a filter whatever its period, looked up once for all that a page asks of them: its list, its counts, its month.
#pragma once

#include "feeds/filter.hpp"

#include <cstdint>
#include <vector>

namespace resso::feeds {

class Selection {
 public:
  using Position = AgendaIndex::Position;

  Selection(const Snapshot& snapshot, Filter filter);

  /// Visits the dates of it that fall in the period (its from, to and days), in order of start, until `visit` returns false.
  /// `visit(const Selected&, DaySpan)`. `upcoming_only`: from today on.
  template <class Visit>
  void each(const Filter& period, bool upcoming_only, Visit visit) const {
    const auto limits = limits_of(period, upcoming_only);
    for (auto i = limits.begin; i < limits.end; ++i) {
      const auto event = event_of(i, limits);
      if (event == AgendaIndex::kNoEvent) continue;
      if (!visit(Selected{&snapshot_.occurrences[i], &snapshot_.events[event]}, snapshot_.agenda.days_of(i))) return;
    }
  }

  /// Dates to come in the period, and how many of them each key has, by the key's number.
  struct Counts {
    std::size_t dates = 0;
    std::vector<std::uint32_t> by;
    std::int64_t of(const EventKeys& keys, std::string_view key) const;
    std::size_t keys() const;  ///< that have any
  };
  Counts count(const EventKeys& keys, const Filter& period, bool upcoming_only) const;
  std::size_t count(const Filter& period) const;

 private:
  struct Limits {
    LocalDate from, to;
    std::size_t begin, end;  ///< of the occurrences that can be in it
  };
  Limits limits_of(const Filter& period, bool upcoming_only) const;
  /// kNoEvent: it does not pass.
  Position event_of(std::size_t occurrence, const Limits& limits) const {
    const auto event = snapshot_.agenda.event_of(occurrence);
    if (event == AgendaIndex::kNoEvent || !passing_[event]) return AgendaIndex::kNoEvent;
    const auto& days = snapshot_.agenda.days_of(occurrence);
    if (days.last < limits.from || days.first > limits.to) return AgendaIndex::kNoEvent;
    return filter_.districts.empty() || is_there(occurrence, event) ? event : AgendaIndex::kNoEvent;
  }
  bool is_there(std::size_t occurrence, Position event) const;

  const Snapshot& snapshot_;
  Filter filter_;
  std::vector<bool> passing_;
};

}  // namespace resso::feeds
