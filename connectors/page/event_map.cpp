#include "connectors/page/event_map.hpp"

#include "text/digest.hpp"
#include "text/hashtag.hpp"
#include "text/html.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"
#include "text/zone.hpp"

#include <algorithm>

namespace resso::connectors::page {
namespace {

constexpr std::size_t kSummaryLength = 300;

struct Clock {
  LocalTime local{};
  bool date_only = false;
};

/// schema.org Date or DateTime, with the slips that pages make: a blank for the T, and an offset without its colon.
std::optional<Clock> read_clock(std::string_view words, const text::Zone& zone) {
  words = text::trim(words);
  if (const auto day = text::parse_date(words)) return Clock{LocalTime{day->time_since_epoch()}, true};
  std::string iso(words);
  if (iso.size() > 10 && iso[10] == ' ') iso[10] = 'T';
  if (const auto local = text::parse_local(iso)) return Clock{*local, false};
  if (iso.size() > 16 && iso[10] == 'T') {
    if (const auto at = text::parse_feed_date(iso)) return Clock{zone.to_local(*at), false};
  }
  return std::nullopt;
}

std::optional<EventTimes> times_of(std::string_view start, std::string_view end, const text::Zone& zone) {
  const auto begins = read_clock(start, zone);
  if (!begins) return std::nullopt;
  EventTimes times;
  times.start = begins->local;
  times.all_day = begins->date_only;
  times.zone = zone.name();
  if (const auto ends = read_clock(end, zone)) {
    // A date as the end is the last day; ours is exclusive.
    LocalTime until = ends->local;
    if (ends->date_only) until += std::chrono::days{1};
    if (times.all_day) until = std::chrono::ceil<std::chrono::days>(until);
    const bool same_day_as_timed_start = !times.all_day && ends->date_only && until - times.start < std::chrono::days{1};
    if (until > times.start && !same_day_as_timed_start) times.end = until;
  }
  if (times.all_day && !times.end) times.end = times.start + std::chrono::days{1};
  return times;
}

EventStatus status_of(std::string_view name) {
  if (name == "EventCancelled") return EventStatus::cancelled;
  if (name == "EventPostponed") return EventStatus::postponed;
  return EventStatus::confirmed;
}

std::string plain(std::string_view words) {
  return text::collapse_space(text::looks_like_html(words) ? text::html_to_text(words) : std::string(words));
}

Place place_of(const JsonLdPlace& stated, std::string_view base_url) {
  Place place;
  place.name = plain(stated.name);
  place.address = plain(stated.address);
  place.point = stated.point;
  if (!stated.online_url.empty()) place.online_url = text::resolve_url(base_url, stated.online_url);
  return place;
}

}  // namespace

std::optional<StatedEvent> to_stated_event(const JsonLdEvent& from, std::string_view base_url, std::string_view source_id,
                                           std::string_view city_zone) {
  const text::Zone zone = text::Zone::find(city_zone).value_or(text::Zone::utc());
  const auto times = times_of(from.start, from.end, zone);
  StatedEvent stated;
  stated.source_id = source_id;
  stated.evidence = Evidence::structured;
  Event& event = stated.event;
  event.title = plain(from.name);
  if (event.title.empty() || !times) return std::nullopt;
  event.times = *times;
  if (!from.id.empty()) event.uid = text::resolve_url(base_url, from.id);
  event.status = status_of(from.status);
  if (!from.description.empty()) {
    event.description_html = text::sanitize_html(from.description, base_url);
    event.summary = text::abridge(plain(from.description), kSummaryLength);
  }
  event.place = place_of(from.place, base_url);
  event.url = from.url.empty() ? std::string(base_url) : text::resolve_url(base_url, from.url);
  if (!from.image.empty()) event.image = Media{text::resolve_url(base_url, from.image), "image", plain(from.image_alt), 0};
  event.organiser = plain(from.organizer);
  event.language = from.language;
  event.categories = from.keywords;
  event.hashtags = text::unique_hashtags(text::find_hashtags(plain(from.description)));
  if (!event.uid.empty()) {
    stated.key = event.uid;
  } else if (!from.url.empty() && !event.url.empty()) {
    stated.key = event.url;
  } else {
    stated.key = text::short_id(text::fold_words(event.title) + " " + text::format_local(event.times.start));
  }
  return stated;
}

}  // namespace resso::connectors::page
