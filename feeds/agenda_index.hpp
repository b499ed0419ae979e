// What a new filter asks of the agenda, looked up instead of read through: 100,000 events do not fit the processor's caches.
#pragma once

#include "model/event.hpp"
#include "model/filter.hpp"
#include "text/zone.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace resso::feeds {

/// Both included, days of the city. A night that ends before six is still the day it began.
struct DaySpan {
  LocalDate first, last;
};
DaySpan day_span(LocalTime start, LocalTime end, bool all_day);
DaySpan days_of(const Occurrence& occurrence, const text::Zone& city);

/// Every word of `asked` begins a word of `folded`: "concert" finds "concerts", "art" does not find "part".
bool words_occur(std::string_view asked, std::string_view folded);

/// Events and occurrences are told by where they stand in the snapshot's lists, which must stay where they are.
class AgendaIndex {
 public:
  using Position = std::uint32_t;
  static constexpr Position kNoEvent = 0xFFFFFFFF;

  AgendaIndex() = default;
  AgendaIndex(const std::vector<Event>& events, const std::vector<Occurrence>& occurrences, const text::Zone& city);

  Position event_of(std::size_t occurrence) const { return event_of_[occurrence]; }
  const DaySpan& days_of(std::size_t occurrence) const { return days_[occurrence]; }
  /// Of an event, in order of start.
  const std::vector<Position>& occurrences_of(Position event) const { return occurrences_of_[event]; }

  /// For each event: does it pass? Days are not looked at, and of districts it says "no" only when none of the event's dates is there.
  std::vector<bool> passing(const Filter& filter) const;

 private:
  using Lists = std::unordered_map<std::string, std::vector<Position>>;
  /// Words, which point into the events, in order, each with the events that have it.
  using Words = std::vector<std::pair<std::string_view, std::vector<Position>>>;
  void add(const Event& event, Position position);
  void add_words(const std::vector<Event>& events);
  /// The events with a word that begins so.
  std::vector<bool> having(std::string_view beginning) const;

  std::vector<Position> event_of_;
  std::vector<DaySpan> days_;
  std::vector<std::vector<Position>> occurrences_of_;
  Words words_;
  Lists entities_, topics_, tags_, sources_, languages_, districts_;
};

}  // namespace resso::feeds
