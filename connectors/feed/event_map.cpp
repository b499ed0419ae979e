#include "connectors/feed/event_map.hpp"

#include "connectors/event_times.hpp"
#include "connectors/feed/words_render.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"
#include "text/zone.hpp"

#include <algorithm>

namespace resso::connectors::feed {
namespace {

constexpr std::size_t kSummaryLength = 300;

/// "18:30", "18.30", "18h30", "18:30:00", "18 h", "9" since midnight.
std::optional<Seconds> read_time_of_day(std::string_view words) {
  words = text::trim(words);
  int parts[3] = {0, 0, 0};
  int count = 0;
  bool in_number = false;
  for (const char c : words) {
    if (c >= '0' && c <= '9') {
      if (!in_number && ++count > 3) return std::nullopt;
      in_number = true;
      parts[count - 1] = parts[count - 1] * 10 + (c - '0');
      if (parts[count - 1] > 99) return std::nullopt;
    } else if (c == ':' || c == '.' || c == 'h' || c == 'H' || c == ' ') {
      in_number = false;
    } else {
      break;  // "18:30+01:00", "18:30 hores"
    }
  }
  if (count == 0 || parts[0] > 24 || parts[1] > 59 || parts[2] > 60) return std::nullopt;
  return Seconds{parts[0] * 3600 + parts[1] * 60 + parts[2]};
}

std::optional<LocalTime> read_day(std::string_view words) {
  const auto at = text::parse_feed_date(text::trim(words));
  if (!at) return std::nullopt;
  return LocalTime{std::chrono::floor<std::chrono::days>(at->time_since_epoch())};
}

/// Date and time apart. Midnight to midnight, or no time at all, is a whole day: that is what an empty form gives.
std::optional<EventTimes> times_apart(const EventFacts& facts, const text::Zone& zone) {
  const auto first = read_day(facts.date_start);
  if (!first) return std::nullopt;
  const auto last = read_day(facts.date_end);
  const auto starts = read_time_of_day(facts.time_start), ends = read_time_of_day(facts.time_end);
  const LocalTime last_day = std::max(last.value_or(*first), *first);
  constexpr Seconds kDay{86400};
  constexpr Seconds kLastMinute{86340};
  const bool end_says_nothing = !ends || *ends == Seconds{0} || *ends >= kLastMinute;
  EventTimes times;
  times.zone = zone.name();
  times.all_day = !starts || (*starts == Seconds{0} && end_says_nothing);
  times.start = *first + (times.all_day ? Seconds{0} : *starts);
  if (times.all_day) {
    times.end = last_day + kDay;
  } else if (ends) {
    const LocalTime end = last_day + *ends;
    if (end > times.start)
      times.end = end;
    else if (last_day == *first && *ends > Seconds{0})
      times.end = end + kDay;  // past midnight: "22:00" to "02:00"
  } else if (last_day > *first) {
    times.end = last_day + kDay;
  }
  return times;
}

EventStatus status_of(std::string_view words) {
  const std::string folded = text::fold_words(words);
  if (folded.starts_with("cancel")) return EventStatus::cancelled;  // cancelled, cancel·lat
  if (folded.starts_with("postpon") || folded.starts_with("ajorna") || folded.starts_with("aplaza")) return EventStatus::postponed;
  if (folded == "tentative") return EventStatus::tentative;
  return EventStatus::confirmed;
}

}  // namespace

std::optional<EventTimes> times_of(const EventFacts& facts, std::string_view city_zone) {
  text::Zone zone = text::Zone::find(city_zone).value_or(text::Zone::utc());
  if (facts.start.empty()) return times_apart(facts, zone);
  if (!facts.zone.empty()) zone = text::Zone::find(facts.zone).value_or(zone);
  return connectors::times_of(facts.start, facts.end, facts.duration, zone);
}

std::optional<StatedEvent> to_stated_event(const Entry& entry, const Post& post, std::string_view source_id, std::string_view key,
                                           std::string_view city_zone) {
  const auto times = times_of(entry.event, city_zone);
  if (!times || post.title.empty()) return std::nullopt;
  StatedEvent stated;
  stated.source_id = source_id;
  stated.key = key;
  stated.evidence = Evidence::structured;
  stated.post_uri = post.uri;
  Event& event = stated.event;
  event.uid = entry.event.uid;
  event.title = post.title;
  event.summary = text::abridge(text::collapse_space(plain_text(entry.brief())), kSummaryLength);
  event.description_html = post.html;
  event.times = *times;
  event.status = status_of(entry.event.status);
  event.place.name = text::collapse_space(entry.event.location);
  event.place.address = text::collapse_space(entry.event.address);
  event.place.point = entry.point;
  event.url = entry.event.url.empty() ? post.url : entry.event.url;
  const auto picture = std::find_if(post.media.begin(), post.media.end(), [](const Media& each) { return each.type.starts_with("image"); });
  if (picture != post.media.end()) event.image = *picture;
  event.organiser = text::collapse_space(entry.event.organiser);
  event.categories = post.categories;
  event.hashtags = post.hashtags;
  event.language = post.language;
  event.created = entry.created;
  event.modified = entry.updated;
  return stated;
}

}  // namespace resso::connectors::feed
