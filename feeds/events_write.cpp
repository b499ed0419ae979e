// "/api/v1/events": the agenda for programs, a dated event an item, in order of start.
#include "feeds/api_page.hpp"
#include "feeds/city_times.hpp"
#include "feeds/filter.hpp"
#include "feeds/ical_text.hpp"
#include "feeds/public_address.hpp"
#include "feeds/scope.hpp"
#include "text/timestamp.hpp"

#include <tuple>

namespace resso::feeds {
namespace {

using text::JsonWriter;

struct Position {
  std::int64_t start = 0, recurrence = 0;
  std::string_view id;
};

std::int64_t number_of(auto moment) { return static_cast<std::int64_t>(moment.time_since_epoch().count()); }

// As Snapshot::build sorts: start, event, date within the series.
bool at_or_before(const Occurrence& occurrence, const Position& position) {
  const auto start = number_of(occurrence.start), recurrence = number_of(occurrence.recurrence_id);
  const std::string_view id = occurrence.event_id;
  return std::tie(start, id, recurrence) <= std::tie(position.start, position.id, position.recurrence);
}

std::string cursor_of(const Selected& selected) {
  const auto& occurrence = *selected.occurrence;
  return std::to_string(number_of(occurrence.start)) + "~" + std::to_string(number_of(occurrence.recurrence_id)) + "~" +
         occurrence.event_id;
}

std::optional<Position> read_cursor(std::string_view cursor) {
  const auto start = take_cursor_number(cursor);
  const auto recurrence = start ? take_cursor_number(cursor) : start;
  if (!recurrence || cursor.empty()) return {};
  return Position{*start, *recurrence, cursor};
}

std::string day_text(LocalTime at) { return text::format_date(std::chrono::floor<std::chrono::days>(at)); }

/// Whole days as days, the last one included; else moments with the city's offset.
void write_times(JsonWriter& json, const Snapshot& snapshot, const CityTimes& times) {
  json.member("all_day", times.all_day);
  if (times.all_day) {
    json.member("start", day_text(times.start));
    if (times.end > times.start) json.member("end", day_text(times.end - Seconds{1}));
  } else {
    json.member("start", offset_time(snapshot, times.from));
    if (times.to > times.from) json.member("end", offset_time(snapshot, times.to));
  }
}

void write_place(JsonWriter& json, const Place& place) {
  if (place.empty()) return;
  json.key("place").begin_object().member_if("name", place.name).member_if("address", place.address).member_if("district", place.district);
  if (place.point) json.member("latitude", place.point->latitude).member("longitude", place.point->longitude);
  if (is_plain_web_address(place.online_url)) json.member("online_url", place.online_url);
  json.end_object();
}

/// Where it was said, but for addresses that are keys.
void write_sources(JsonWriter& json, const Event& event) {
  json.key("sources").begin_array();
  for (const auto& source : event.sources) {
    json.begin_object()
        .member("kind", name_of(source.kind))
        .member("evidence", name_of(source.evidence))
        .member("confidence", source.confidence);
    if (is_plain_web_address(source.url) && !has_secret(source.url)) json.member("url", source.url);
    json.end_object();
  }
  json.end_array();
}

std::vector<std::string> topics_of(const Event& event) {
  std::vector<std::string> ids;
  for (const auto& mark : event.topics) ids.push_back(mark.topic);
  return ids;
}

void write_act(JsonWriter& json, const Snapshot& snapshot, std::string_view language, const Selected& selected) {
  const auto& event = *selected.event;
  const auto act = instance_of(selected);
  json.begin_object().member("id", event.id).member("page", event_url(snapshot, event)).member("title", act.title);
  json.member("status", name_of(act.status));
  write_times(json, snapshot, city_times(snapshot, *selected.occurrence));
  json.member("repeats", !event.recurrence.rrules.empty() || !event.recurrence.rdates.empty());
  if (act.status == EventStatus::postponed && event.moved_to) {
    json.key("moved_to").begin_object();
    write_times(json, snapshot, city_times(snapshot, *event.moved_to));
    json.end_object();
  }
  write_place(json, *act.place);
  write_entity_reference(json, snapshot, event.entity);
  json.member_if("organiser", event.organiser).member_if("summary", act.summary).member_if("description_html", act.description_html);
  if (is_plain_web_address(act.url)) json.member("url", act.url);
  if (event.image && is_plain_web_address(event.image->url)) {
    json.key("image").begin_object().member("url", event.image->url).member_if("alt", event.image->alt).end_object();
  }
  json.member_if("language", event.language).strings("districts", event.districts);
  write_topics(json, snapshot, language, topics_of(event));
  json.strings("hashtags", event.hashtags);
  write_sources(json, event);
  json.member("sequence", event.sequence).member("created", offset_time(snapshot, created_at(snapshot, event)));
  json.member("modified", offset_time(snapshot, modified_at(snapshot, event)))
      .member("ics", event_url(snapshot, event) + ".ics")
      .end_object();
}

}  // namespace

Result<std::string> events_json(const Snapshot& snapshot, const OutputRequest& request) {
  const auto asked = request.own_value("cursor");
  const auto position = read_cursor(asked);
  if (!asked.empty() && !position) return wrong_cursor(asked);
  auto filter = request.filter;
  filter.limit.reset();  // of the page, not of the list
  // Who asks for days that are gone gets them.
  const auto all = select_occurrences(snapshot, filter, filter.from.value_or(snapshot.today) >= snapshot.today);
  const auto cut = cut_page(
      all, request, [&](const Selected& act) { return at_or_before(*act.occurrence, *position); }, cursor_of);
  JsonWriter json(1);
  begin_api_page(json, snapshot, request, "/api/v1/events", all.size(), cut, "events");
  for (auto i = cut.begin; i < cut.end; ++i) write_act(json, snapshot, request.language, all[i]);
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace resso::feeds
