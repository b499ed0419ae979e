// What a new filter asks of the agenda, looked up instead of read through: 100,000 events do not fit the processor's caches.
#pragma once

#include "model/event.hpp"
#include "model/filter.hpp"
#include "text/zone.hpp"

#include <cstdint>
#include <optional>
#include <span>
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

/// Keys of one kind, numbered as they come, and which of them each event has. Keys point into the events.
class EventKeys {
 public:
  using Number = std::uint32_t;
  void add(std::string_view key);  ///< of the event that is being told; once each
  void end_event() { ends_.push_back(static_cast<Number>(keys_.size())); }
  std::span<const Number> of(std::size_t event) const {
    const std::size_t begin = event == 0 ? 0 : ends_[event - 1];
    return std::span(keys_).subspan(begin, ends_[event] - begin);
  }
  std::size_t size() const { return numbers_.size(); }
  std::optional<Number> number_of(std::string_view key) const;

 private:
  std::unordered_map<std::string_view, Number> numbers_;
  std::vector<Number> keys_, ends_;
};

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

  const EventKeys& entities() const { return entity_keys_; }
  const EventKeys& topics() const { return topic_keys_; }
  /// Some of its dates are elsewhere: what the event says of districts does not hold for each.
  bool moves(Position event) const { return moves_[event]; }
  /// No occurrence outside of these, first and beyond the last, touches one of the days.
  std::pair<std::size_t, std::size_t> between(LocalDate from, LocalDate to) const;

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
  EventKeys entity_keys_, topic_keys_;
  std::vector<bool> moves_;
  /// Of each occurrence: the latest day of it and those before, the earliest of it and those after.
  std::vector<LocalDate> last_so_far_, first_from_here_;
  Lists entities_, topics_, tags_, sources_, languages_, districts_;
};

}  // namespace resso::feeds
