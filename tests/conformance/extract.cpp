// Kind "extract", with the settings that ship.
#include "agenda/extract.hpp"
#include "config/read.hpp"
#include "tests/conformance/driver.hpp"
#include "text/timestamp.hpp"

#include <stdexcept>

namespace resso::conformance {
namespace {

const agenda::ExtractRules& built_in_rules() {
  static const agenda::ExtractRules rules = [] {
    auto read = config::parse_settings(config::example_toml(), "example.toml");
    if (const auto* settings = std::get_if<config::Settings>(&read)) return agenda::ExtractRules(*settings);
    throw std::runtime_error("the built-in configuration does not read: " + std::get<config::Problems>(read).front().what);
  }();
  return rules;
}

/// Without seconds: "2026-10-16T18:30".
std::string minute(LocalTime at) { return text::format_local(at).substr(0, 16); }
std::string day(LocalTime at) { return text::format_date(std::chrono::floor<std::chrono::days>(at)); }

void write_times(const EventTimes& times, text::JsonWriter& json) {
  json.member("start", times.all_day ? day(times.start) : minute(times.start));
  if (!times.end)
    json.key("end").null();
  else  // all-day ends are inclusive here
    json.member("end", times.all_day ? day(*times.end - std::chrono::days(1)) : minute(*times.end));
  json.member("all_day", times.all_day);
}

void write_event(const agenda::ExtractedEvent& event, text::JsonWriter& json) {
  json.begin_object();
  write_times(event.times, json);
  if (event.place.name.empty())
    json.key("place").null();
  else
    json.member("place", event.place.name);
  json.member("status", name_of(event.status));
  if (event.rrule.empty())
    json.key("recurrence").null();
  else
    json.member("recurrence", event.rrule);
  json.member("title", event.title).end_object();
}

void answer_extract(const Request& request, Answer& answer) {
  const auto published = text::parse_rfc3339(text_of(request, "published"));
  if (!published) {
    answer.error = "published is not RFC 3339";
    return;
  }
  const std::string text = text_of(request, "text"), language = text_of(request, "lang");
  const agenda::Extraction found = agenda::extract({text, *published, language}, built_in_rules());
  answer.json.member("language", found.language).key("events").begin_array();
  for (const agenda::ExtractedEvent& event : found.events) write_event(event, answer.json);
  answer.json.end_array();
  answer.json.key("refusals").begin_array();  // more than is asked for: why a date made no event
  for (const agenda::Refusal& refusal : found.refusals)
    answer.json.begin_object()
        .member("words", text.substr(refusal.span.begin, refusal.span.end - refusal.span.begin))
        .member("rule", refusal.reason)
        .end_object();
  answer.json.end_array();
}

const Kind kExtract("extract", answer_extract);

}  // namespace
}  // namespace resso::conformance
