// Events out of words: what a post or a feed entry announces, in Catalan, Spanish or English. Pure: no clock, no network. The words of each
// language are data (config/grammar/*.toml), the places too (config/places.toml); how words make dates, times, places and events is here.
#pragma once

#include "agenda/extract_rules.hpp"
#include "model/event.hpp"
#include "model/time.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::agenda {

/// Bytes of Utterance::text; empty: not said.
struct Span {
  std::size_t begin = 0, end = 0;
  bool empty() const { return begin == end; }
  bool operator==(const Span&) const = default;
};

struct Utterance {
  std::string_view text;      ///< plain, as a reader sees it
  Instant published{};        ///< what "tomorrow" is counted from, in the city's zone
  std::string_view language;  ///< BCP 47 as stated; may be empty or wrong: the words decide
};

struct ExtractedEvent {
  std::string title;  ///< the words that name the act; never empty
  EventTimes times;
  std::string rrule;  ///< "FREQ=WEEKLY;BYDAY=TU"; empty: happens once
  Place place;
  EventStatus status = EventStatus::confirmed;
  std::optional<EventTimes> moved_to;  ///< postponed: the new date, which is also an event of its own
  double confidence = 0;               ///< 0 to 1, the sum of `reasons`
  std::vector<std::string> reasons;    ///< "+0.20 a clock time"
  Span title_span, date_span, time_span, place_span, status_span;
};

/// A date or time that makes no event. `reason` names the rule: "past", "deadline", "opening hours", …
struct Refusal {
  Span span;
  std::string reason;
};

struct Extraction {
  std::string language;  ///< of the words: "ca", "es", "en"
  std::vector<ExtractedEvent> events;
  std::vector<Refusal> refusals;
};

Extraction extract(const Utterance& utterance, const ExtractRules& rules);

}  // namespace resso::agenda
