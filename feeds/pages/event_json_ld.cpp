#include "feeds/pages/event_json_ld.hpp"

#include "feeds/pages/act_line.hpp"
#include "text/json_write.hpp"
#include "text/unicode.hpp"

namespace resso::feeds {

namespace {

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

}  // namespace

std::string event_json_ld(const Snapshot& snapshot, const Selected& selected, std::string_view organiser) {
  const auto& event = *selected.event;
  const auto instance = instance_of(selected);
  const auto address = snapshot.city.public_url + "/events/" + event.id;
  text::JsonWriter json;
  json.begin_object().member("@context", "https://schema.org").member("@type", "Event").member("@id", address);
  json.member("name", std::string(instance.title)).member("startDate", machine_time(snapshot, *selected.occurrence));
  if (selected.occurrence->end > selected.occurrence->start) json.member("endDate", machine_time(snapshot, *selected.occurrence, true));
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
  json.member("url", address).end_object();
  return json.take();
}

}  // namespace resso::feeds
