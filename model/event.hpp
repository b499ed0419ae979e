// One thing that will happen. A StatedEvent is what one source says; an Event is what the agenda made of all its statements;
// an Occurrence is one date of it.
#pragma once

#include "model/post.hpp"
#include "model/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace resso {

enum class EventStatus { confirmed, tentative, cancelled, postponed };
std::string_view name_of(EventStatus status);
std::optional<EventStatus> event_status_named(std::string_view name);

/// How it was stated; order = rank, the highest wins field by field.
enum class Evidence { extracted, structured, calendar };
std::string_view name_of(Evidence evidence);
std::optional<Evidence> evidence_named(std::string_view name);

struct GeoPoint {
  double latitude = 0, longitude = 0;  ///< degrees, WGS 84
  bool operator==(const GeoPoint&) const = default;
};

struct Place {
  std::string name, address;
  std::string district;
  std::optional<GeoPoint> point;
  std::string online_url;
  bool empty() const { return name.empty() && address.empty() && online_url.empty() && !point; }
  bool operator==(const Place&) const = default;
};

/// When, on the event's own clock.
struct EventTimes {
  LocalTime start{};
  std::optional<LocalTime> end;  ///< exclusive; for all-day events midnight after the last day. Unset: not stated
  std::string zone;      ///< for text::Zone: IANA name, "UTC", or what zone.hpp documents. Floating times get the city's zone when mapped
  bool all_day = false;  ///< start and end are midnights
  bool operator==(const EventTimes&) const = default;
};

/// One instance, or one and all after it, told otherwise (RFC 5545 §3.8.4.4). An unset field is as in the series.
struct Override {
  LocalTime recurrence_id{};  ///< original start on the series' own clock
  bool this_and_future = false;
  std::optional<EventTimes> times;
  std::optional<std::string> title, summary, description_html, url;
  std::optional<Place> place;
  std::optional<EventStatus> status;
  bool operator==(const Override&) const = default;
};

struct RecurrenceDate {
  LocalTime start{};
  std::optional<LocalTime> end;  ///< RDATE;VALUE=PERIOD
  bool operator==(const RecurrenceDate&) const = default;
};

/// RFC 5545 §3.8.5, on the clock of EventTimes::zone.
struct Recurrence {
  std::vector<std::string> rrules;  ///< values as written, validated: "FREQ=WEEKLY;BYDAY=TU"
  std::vector<std::string> exrules;
  std::vector<RecurrenceDate> rdates;
  std::vector<LocalTime> exdates;
  std::vector<LocalTime> exdates_by_day;  ///< EXDATE;VALUE=DATE on a timed series: excludes all that starts that day
  std::vector<Override> overrides;
  bool empty() const { return rrules.empty() && rdates.empty() && overrides.empty(); }
  bool operator==(const Recurrence&) const = default;
};

/// Where a merged event comes from: one per statement.
struct EventSource {
  std::string source_id;
  SourceKind kind{};
  Evidence evidence{};
  std::string url;       ///< where a person reads that statement
  std::string post_uri;  ///< the post that said it, if any
  Instant seen{};        ///< first
  double confidence = 1;
  bool operator==(const EventSource&) const = default;
};

struct Event {
  std::string id;   ///< ours, stable whatever is added later; empty in a StatedEvent
  std::string uid;  ///< as stated (iCalendar UID, JSON-LD @id); empty if none
  std::string title;
  std::string summary;           ///< plain text
  std::string description_html;  ///< safe
  EventTimes times;
  Recurrence recurrence;
  EventStatus status = EventStatus::confirmed;
  std::optional<EventTimes> moved_to;  ///< postponed, with the new date if it is known
  Place place;
  std::string url;
  std::optional<Media> image;
  std::string organiser;  ///< name as stated
  std::vector<std::string> categories;
  std::vector<std::string> hashtags;
  std::string language;
  int sequence = 0;  ///< in a StatedEvent as stated; merged: counts changes that a reader sees
  std::optional<Instant> created, modified;
  // given by the agenda
  std::string entity;
  std::vector<std::string> districts;
  std::vector<TopicMark> topics;
  Moderation moderation;
  std::vector<EventSource> sources;
  std::string search_text;
  std::optional<Instant> cancelled_at;  ///< since when the status is cancelled or the event is vanished
  bool operator==(const Event&) const = default;
};

/// What one source says of one event. `key` is its identity within the source: UID, else URL, else a digest of title and start.
struct StatedEvent {
  std::string source_id;
  std::string key;
  Evidence evidence{};
  double confidence = 1;
  std::string post_uri;
  Event event;
  Instant seen{};         ///< first
  bool vanished = false;  ///< was in its calendar and is there no more
  bool operator==(const StatedEvent&) const = default;
};

/// Of a statement: numbers that are kept with it, and those by which it asks for others of its days that may tell of the same event
/// (agenda::merge_keys). Sorted, each once.
struct MergeKeys {
  std::vector<std::uint32_t> kept, asked;
};

/// One date of an event.
struct Occurrence {
  std::string event_id;
  Instant start{}, end{};                ///< end exclusive; equal to start when the end is not stated
  LocalTime local_start{}, local_end{};  ///< on the event's own clock
  LocalTime recurrence_id{};             ///< original start on the series' clock: identity within the event
  bool all_day = false;
  EventStatus status = EventStatus::confirmed;
  int override_index = -1;  ///< into Event::recurrence.overrides for its other title, place, …; -1: none
  bool operator==(const Occurrence&) const = default;
};

}  // namespace resso
