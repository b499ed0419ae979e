// From a calendar as written to what it states in our model: one statement an event, series with their overrides.
#pragma once

#include "connectors/calendar/ical_parse.hpp"
#include "connectors/harvest.hpp"

#include <string>
#include <string_view>

namespace resso::connectors::calendar {

struct MapOptions {
  std::string source_id;
  std::string base_url;                     ///< where the file was found
  std::string city_zone = "Europe/Madrid";  ///< where floating times and whole days lie
  bool keep_private = false;                ///< also events that say that they are not for the public
};

/// Events, title, format, warnings and asked_interval; `events_are_all` is left to the caller, who knows what the file is.
///  - Key: UID, else URL, else a digest of title and start. An override without its series is an event of its own.
///  - Events of one UID that are no overrides: the highest SEQUENCE counts. Of the rest, those of another start are dates of their own
///  (many
///    programs export a series so); of the same start, the last counts.
Harvest map_calendar(const IcalDocument& document, const MapOptions& options);

/// Bytes to harvest: parser and mapper together, and `events_are_all` unless the file breaks off. What `resso inspect`, polls and tests
/// use.
Result<Harvest> read_calendar(std::string_view bytes, std::string_view http_charset, const MapOptions& options);

}  // namespace resso::connectors::calendar
