// Kind same_event: two records as the daemon would have them from a calendar, a feed or a post, with the built-in configuration.
#include "agenda/same_event.hpp"
#include "agenda/merge_keys.hpp"

#include "config/read.hpp"
#include "tests/conformance/driver.hpp"
#include "text/timestamp.hpp"

#include <chrono>
#include <cstdio>

namespace resso::conformance {
namespace {

using std::chrono::days;

// "2026-10-16T18:30" or "2026-10-16", on the wall clock.
std::optional<LocalTime> wall_clock(const std::string& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0;
  if (std::sscanf(text.c_str(), "%d-%d-%dT%d:%d", &year, &month, &day, &hour, &minute) < 3) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return LocalTime(std::chrono::local_days(date)) + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

std::string said(const simdjson::dom::object& record, std::string_view key) { return text_of(record, key); }

std::optional<Event> event_of(const Request& request, std::string_view side) {
  simdjson::dom::object record;
  if (request[side].get(record) != simdjson::SUCCESS) return std::nullopt;
  Event event;
  const auto start = wall_clock(said(record, "start"));
  if (!start) return std::nullopt;
  event.times.start = *start;
  event.times.zone = "Europe/Madrid";
  event.times.all_day = said(record, "start").find('T') == std::string::npos;
  event.times.end = wall_clock(said(record, "end"));
  if (event.times.all_day && event.times.end) *event.times.end += days(1);  // the last day is included
  event.title = said(record, "title");
  event.summary = said(record, "summary");
  event.place.name = said(record, "place");
  event.organiser = event.entity = said(record, "entity");
  event.url = said(record, "url");
  event.uid = said(record, "uid");
  event.language = said(record, "lang");
  event.status = event_status_named(said(record, "status")).value_or(EventStatus::confirmed);
  return event;
}

const agenda::MergeRules& built_in_rules() {
  static const agenda::MergeRules rules(std::get<config::Settings>(config::parse_settings(config::example_toml(), "example.toml")));
  return rules;
}

// Whether the second, being there, is among those that the first is compared with: by UID, page, keys of the day, or as the date that was
// put off.
bool is_found(const agenda::EventTraits& asking, const agenda::EventTraits& kept) {
  if (agenda::asks_for(agenda::merge_keys(asking).asked, agenda::merge_keys(kept).kept)) return true;
  return (!asking.uid.empty() && asking.uid == kept.uid) || (!asking.url_key.empty() && asking.url_key == kept.url_key) ||
         (asking.entity == kept.entity && (asking.postponed || kept.postponed));
}

void same_event(const Request& request, Answer& answer) {
  const auto a = event_of(request, "a"), b = event_of(request, "b");
  if (!a || !b) {
    answer.error = "a and b are two records with a start";
    return;
  }
  const auto first = built_in_rules().traits_of(*a), second = built_in_rules().traits_of(*b);
  const auto verdict = agenda::same_event(first, second);
  answer.json.member("same", verdict.same)
      .member("found", is_found(first, second) && is_found(second, first))
      .member("score", verdict.score)
      .member("reason", verdict.reason);
  answer.json.key("parts").begin_array();
  for (const auto& part : verdict.parts)
    answer.json.begin_object().member("name", part.name).member("points", part.points).member("why", part.why).end_object();
  answer.json.end_array();
}

const Kind kSameEvent("same_event", same_event);

}  // namespace
}  // namespace resso::conformance
