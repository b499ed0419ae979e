#include "feeds/pages/event_json_ld.hpp"

#include "feeds/pages/act_line.hpp"
#include "text/json_write.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::feeds {

namespace {

constexpr std::size_t kMostDates = 10;

void write_place(text::JsonWriter& json, const Snapshot& snapshot, const Place& place) {
  const bool somewhere = !place.name.empty() || !place.address.empty() || place.point;
  const auto mode = !place.online_url.empty() && somewhere ? "MixedEventAttendanceMode"
                    : place.online_url.empty()             ? "OfflineEventAttendanceMode"
                                                           : "OnlineEventAttendanceMode";
  json.member("eventAttendanceMode", std::string("https://schema.org/") + mode);
  json.key("location").begin_array();
  if (somewhere || place.online_url.empty()) {
    json.begin_object().member("@type", "Place");
    json.member("name", place.name.empty() ? (place.address.empty() ? snapshot.city.name : place.address) : place.name);
    json.key("address").begin_object().member("@type", "PostalAddress").member_if("streetAddress", place.address);
    json.member("addressLocality", snapshot.city.name).end_object();
    if (place.point) {
      json.key("geo").begin_object().member("@type", "GeoCoordinates");
      json.member("latitude", place.point->latitude).member("longitude", place.point->longitude).end_object();
    }
    json.end_object();
  }
  if (is_web_address(place.online_url)) json.begin_object().member("@type", "VirtualLocation").member("url", place.online_url).end_object();
  json.end_array();
}

std::string_view schema_status(const Instance& instance, const Event& event) {
  switch (instance.status) {
    case EventStatus::cancelled: return "https://schema.org/EventCancelled";
    case EventStatus::postponed: return event.moved_to ? "https://schema.org/EventRescheduled" : "https://schema.org/EventPostponed";
    default: return "https://schema.org/EventScheduled";
  }
}

/// The new date of a postponed act, as an occurrence of its own.
Occurrence moved_occurrence(const Snapshot& snapshot, const EventTimes& moved) {
  const auto zone = text::Zone::find(moved.zone).value_or(snapshot.zone);
  Occurrence occurrence;
  occurrence.local_start = moved.start;
  occurrence.local_end = moved.end.value_or(moved.start);
  occurrence.start = zone.to_instant(occurrence.local_start);
  occurrence.end = zone.to_instant(occurrence.local_end);
  occurrence.all_day = moved.all_day;
  return occurrence;
}

void write_times(text::JsonWriter& json, const Snapshot& snapshot, const Occurrence& occurrence) {
  json.member("startDate", machine_time(snapshot, occurrence));
  if (occurrence.end > occurrence.start) json.member("endDate", machine_time(snapshot, occurrence, true));
}

/// As search engines want it: what was moved begins when it now begins, and tells when it would have.
void write_when(text::JsonWriter& json, const Snapshot& snapshot, const Selected& selected, const Instance& instance) {
  const auto& moved = selected.event->moved_to;
  if (instance.status != EventStatus::postponed || !moved) return write_times(json, snapshot, *selected.occurrence);
  const auto now = moved_occurrence(snapshot, *moved);
  json.member("startDate", machine_time(snapshot, now));
  json.member("previousStartDate", machine_time(snapshot, *selected.occurrence));
  if (now.end > now.start) json.member("endDate", machine_time(snapshot, now, true));
}

void write_dates(text::JsonWriter& json, const Snapshot& snapshot, std::span<const Selected> coming) {
  if (coming.size() < 2) return;
  json.key("subEvent").begin_array();
  for (const auto& act : coming.first(std::min(coming.size(), kMostDates))) {
    const auto instance = instance_of(act);
    json.begin_object().member("@type", "Event").member("name", std::string(instance.title));
    write_times(json, snapshot, *act.occurrence);
    json.member("eventStatus", schema_status(instance, *act.event));
    write_place(json, snapshot, *instance.place);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string event_json_ld(const Snapshot& snapshot, const Selected& selected, std::string_view organiser,
                          std::span<const Selected> coming) {
  const auto& event = *selected.event;
  const auto instance = instance_of(selected);
  const auto address = snapshot.city.public_url + "/events/" + event.id;
  text::JsonWriter json;
  json.begin_object().member("@context", "https://schema.org").member("@type", "Event").member("@id", address);
  json.member("name", std::string(instance.title));
  write_when(json, snapshot, selected, instance);
  json.member("eventStatus", schema_status(instance, event));
  write_place(json, snapshot, *instance.place);
  if (!organiser.empty()) {
    json.key("organizer").begin_object().member("@type", "Organization").member("name", organiser);
    const auto* entity = snapshot.entity(event.entity);
    if (entity) json.member("url", snapshot.city.public_url + "/entities/" + entity->slug);
    json.end_object();
  }
  json.member_if("description", text::abridge(instance.summary, 500));
  if (event.image && is_web_address(event.image->url)) json.member("image", event.image->url);
  if (is_language_tag(event.language)) json.member("inLanguage", event.language);
  write_dates(json, snapshot, coming);
  json.member("url", address).end_object();
  return json.take();
}

}  // namespace resso::feeds
