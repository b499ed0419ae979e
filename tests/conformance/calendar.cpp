// Kinds calendar, rrule and tzname.
#include "agenda/occurrences.hpp"
#include "connectors/calendar/content_line.hpp"
#include "connectors/calendar/ical_map.hpp"
#include "connectors/calendar/ical_values.hpp"
#include "tests/conformance/driver.hpp"
#include "text/recurrence.hpp"
#include "text/unicode.hpp"
#include "text/zone.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace resso::conformance {
namespace {

namespace calendar = connectors::calendar;

// Floating times get this zone, so that they can be told from UTC in the answer.
constexpr std::string_view kFloating = "+00:00";

std::string date_form(LocalTime at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  char text[32];
  std::snprintf(text, sizeof text, "%04d%02u%02u", int{date.year()}, static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

std::string time_form(LocalTime at) {
  const std::chrono::hh_mm_ss clock(at - std::chrono::floor<std::chrono::days>(at));
  char text[32];
  std::snprintf(text, sizeof text, "T%02d%02d%02d", static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return date_form(at) + text;
}

std::string moment_form(Instant at, LocalTime local, bool all_day, bool floating) {
  if (all_day) return date_form(local);
  return floating ? time_form(local) : time_form(LocalTime{at.time_since_epoch()}) + "Z";
}

std::size_t limit_of(const Request& request) {
  std::uint64_t limit = 0;
  return request["limit"].get(limit) == simdjson::SUCCESS ? static_cast<std::size_t>(limit) : 1000;
}

Window window_of(const Request& request) {
  using namespace std::chrono;
  Window window{sys_days{year{1} / 1 / 1}, sys_days{year{9999} / 12 / 31}};
  Request stated;
  if (request["window"].get(stated) != simdjson::SUCCESS) return window;
  if (const auto start = calendar::parse_time(text_of(stated, "start"))) window.from = Instant{start->local.time_since_epoch()};
  if (const auto end = calendar::parse_time(text_of(stated, "end"))) window.to = Instant{end->local.time_since_epoch()};
  return window;
}

void write_events(const calendar::IcalDocument& document, text::JsonWriter& json) {
  json.key("events").begin_array();
  for (const auto& stated : document.calendars) {
    for (const auto& component : stated.components) {
      if (component.name != "VEVENT") continue;
      std::string start(text::trim(component.value("DTSTART")));
      if (start.ends_with('Z')) start.pop_back();
      json.begin_object()
          .member("uid", calendar::unescape_text(component.value("UID")))
          .member("summary", calendar::unescape_text(component.value("SUMMARY")))
          .member("dtstart_wall", start)
          .member("recurring", component.find("RRULE") != nullptr)
          .end_object();
    }
  }
  json.end_array();
}

void calendar_kind(const Request& request, Answer& answer) {
  const std::string bytes = read_file(text_of(request, "file"));
  auto document = calendar::parse_ical(bytes, {});
  if (!document) {
    answer.error = describe(document.error());
    return;
  }
  write_events(*document, answer.json);

  const std::string stated_zone = text_of(request, "floating_tz");
  calendar::MapOptions options;
  options.city_zone = stated_zone.empty() || stated_zone == "UTC" ? std::string(kFloating) : stated_zone;
  options.keep_private = true;
  const auto harvest = calendar::map_calendar(*document, options);
  const Window window = window_of(request);
  const std::size_t limit = limit_of(request);
  struct Row {
    const Event* event;
    Occurrence occurrence;
  };
  std::vector<Row> rows;
  bool truncated = false;
  for (const auto& stated : harvest.events) {
    auto expansion = agenda::expand(stated.event, window, limit, options.city_zone);
    truncated = truncated || expansion.truncated;
    for (Occurrence& occurrence : expansion.occurrences) rows.push_back({&stated.event, std::move(occurrence)});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.occurrence.start < b.occurrence.start; });
  if (rows.size() > limit) {
    rows.resize(limit);
    truncated = true;
  }
  answer.json.key("occurrences").begin_array();
  for (const auto& [event, at] : rows) {
    const Override* change = at.override_index < 0 ? nullptr : &event->recurrence.overrides[static_cast<std::size_t>(at.override_index)];
    const bool floating = (change != nullptr && change->times ? change->times->zone : event->times.zone) == kFloating;
    answer.json.begin_object()
        .member("uid", event->uid)
        .member("summary", change != nullptr && change->title ? *change->title : event->title)
        .member("start", moment_form(at.start, at.local_start, at.all_day, floating))
        .member("end", moment_form(at.end, at.local_end, at.all_day, floating))
        .member("start_wall", at.all_day ? date_form(at.local_start) : time_form(at.local_start))
        .end_object();
  }
  answer.json.end_array().member("truncated", truncated);
  answer.json.key("warnings").begin_array();
  for (const Warning& warning : harvest.warnings) answer.json.value(std::to_string(warning.line) + ": " + warning.what);
  answer.json.end_array();
}

/// The recurrence properties of a request as an event in UTC: all its clocks are one.
bool read_recurrence_line(std::string_view line, Event& event) {
  calendar::IcalText made;
  const auto property = calendar::parse_content_line(line, made);
  if (!property) return false;
  Recurrence& recurrence = event.recurrence;
  if (property->name == "RRULE" || property->name == "EXRULE") {
    (property->name == "RRULE" ? recurrence.rrules : recurrence.exrules).emplace_back(property->value);
    return true;
  }
  for (const auto item : calendar::plain_list(property->value)) {
    const auto time = calendar::parse_time(item);
    if (!time) return false;
    if (property->name == "DTSTART") {
      event.times.start = time->local;
      event.times.all_day = time->date;
    } else if (property->name == "RDATE") {
      recurrence.rdates.push_back({time->local, {}});
    } else if (property->name == "EXDATE") {
      recurrence.exdates.push_back(time->local);
    }
  }
  return true;
}

bool given_by_rule(const Event& event) {
  const auto& recurrence = event.recurrence;
  for (const RecurrenceDate& date : recurrence.rdates) {
    if (date.start == event.times.start) return true;
  }
  return std::any_of(recurrence.rrules.begin(), recurrence.rrules.end(), [&](const std::string& value) {
    auto rule = text::RuleIterator::parse(value, event.times.start, event.times.all_day);
    return rule && rule->next() == event.times.start;
  });
}

void rrule_kind(const Request& request, Answer& answer) {
  Event event;
  event.times.zone = "UTC";
  std::vector<std::string> lines;
  simdjson::dom::array stated;
  if (request["lines"].get(stated) == simdjson::SUCCESS) {
    for (const auto line : stated) lines.emplace_back(std::string_view(line));
  } else {
    lines = {"DTSTART:" + text_of(request, "dtstart"), "RRULE:" + text_of(request, "rrule")};
  }
  for (const std::string& line : lines) {
    if (read_recurrence_line(line, event)) continue;
    answer.error = "not understood: " + line;
    return;
  }
  const std::size_t limit = limit_of(request);
  const auto expansion = agenda::expand(event, window_of(request), limit + 1, "UTC");
  for (const std::string& problem : expansion.problems) {
    if (expansion.occurrences.size() < 2) answer.error = problem;
  }
  const bool with_start = given_by_rule(event);
  std::size_t count = 0;
  answer.json.key("starts").begin_array();
  for (const Occurrence& at : expansion.occurrences) {
    if ((at.local_start == event.times.start && !with_start) || ++count > limit) continue;
    answer.json.value(at.all_day ? date_form(at.local_start) : time_form(at.local_start));
  }
  answer.json.end_array();
}

void tzname_kind(const Request& request, Answer& answer) {
  const std::string iana = text::windows_zone_to_iana(text_of(request, "windows"), text_of(request, "territory"));
  if (iana.empty())
    answer.error = "no such Windows zone";
  else
    answer.json.member("iana", iana);
}

const Kind kCalendar("calendar", calendar_kind);
const Kind kRrule("rrule", rrule_kind);
const Kind kTzname("tzname", tzname_kind);

}  // namespace
}  // namespace resso::conformance
