#include "connectors/page/event_map.hpp"

#include "connectors/event_times.hpp"
#include "text/digest.hpp"
#include "text/hashtag.hpp"
#include "text/html.hpp"
#include "text/recurrence.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"
#include "text/zone.hpp"

namespace resso::connectors::page {
namespace {

constexpr std::size_t kSummaryLength = 300;

EventStatus status_of(std::string_view name) {
  if (name == "EventCancelled") return EventStatus::cancelled;
  if (name == "EventPostponed") return EventStatus::postponed;
  return EventStatus::confirmed;
}

/// The rule of a schedule, if it is one that we can follow.
Recurrence recurrence_of(const PageEvent& from, const EventTimes& times, const text::Zone& zone) {
  Recurrence recurrence;
  if (from.rrule.empty() || !text::RuleIterator::parse(from.rrule, times.start, times.all_day)) return recurrence;
  recurrence.rrules.push_back(from.rrule);
  for (const std::string& except : from.except_days) {
    if (const auto clock = read_clock(except, zone))
      recurrence.exdates_by_day.push_back(std::chrono::floor<std::chrono::days>(clock->local));
  }
  return recurrence;
}

std::string key_of(const PageEvent& from, const Event& event) {
  if (!event.uid.empty()) return event.uid;
  if (!from.url.empty()) return from.url;
  return text::short_id(text::fold_words(event.title) + " " + text::format_local(event.times.start));
}

}  // namespace

std::optional<StatedEvent> to_stated_event(const PageEvent& from, std::string_view page_url, std::string_view source_id,
                                           std::string_view city_zone) {
  const text::Zone zone = text::Zone::find(city_zone).value_or(text::Zone::utc());
  const auto times = times_of(from.start, from.end, from.duration, zone);
  if (from.name.empty() || !times) return std::nullopt;
  StatedEvent stated;
  stated.source_id = source_id;
  stated.evidence = Evidence::structured;
  Event& event = stated.event;
  event.title = from.name;
  event.times = *times;
  event.recurrence = recurrence_of(from, *times, zone);
  event.uid = from.id;
  event.status = status_of(from.status);
  if (!from.description.empty()) {
    event.description_html = text::sanitize_html(from.description, page_url);
    const std::string words = text::collapse_space(text::html_to_text(event.description_html));
    event.summary = text::abridge(words, kSummaryLength);
    event.hashtags = text::unique_hashtags(text::find_hashtags(words));
  }
  event.place = {from.place.name, from.place.address, {}, from.place.point, from.place.online_url};
  event.url = from.url.empty() ? std::string(page_url) : from.url;
  if (!from.image.empty()) event.image = Media{from.image, "image", from.image_alt, 0};
  event.organiser = from.organizer;
  event.language = from.language;
  event.categories = from.keywords;
  stated.key = key_of(from, event);
  return stated;
}

}  // namespace resso::connectors::page
