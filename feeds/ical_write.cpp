#include "feeds/ical_write.hpp"

#include "feeds/css_color.hpp"
#include "feeds/ical_event.hpp"
#include "feeds/scope.hpp"

#include <algorithm>

namespace resso::feeds {
namespace {

void write_head(IcalWriter& out, const Snapshot& snapshot, const OutputRequest& request, std::string_view name, std::string_view page) {
  out.begin("VCALENDAR");
  out.line("VERSION", "2.0");
  out.line("PRODID", "-//Resso//Resso//EN");
  out.line("CALSCALE", "GREGORIAN");
  out.text("NAME", name);
  out.text("X-WR-CALNAME", name);
  out.line("X-WR-TIMEZONE", snapshot.zone.name());
  out.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
  out.line("X-PUBLISHED-TTL", "PT1H");
  out.uri("SOURCE;VALUE=URI", self_url(snapshot, request));
  out.uri("URL", page);
  if (const auto color = css_color_name(snapshot.city.accent); !color.empty()) out.line("COLOR", color);
}

std::string write_calendar(const Snapshot& snapshot, const OutputRequest& request, const std::vector<const Event*>& events,
                           std::string_view name, std::string_view page, bool busy) {
  IcalClocks clocks(snapshot);
  IcalWriter body;
  Instant newest{};
  for (const auto* event : events) {
    write_event(body, clocks, {snapshot, request.language, busy}, *event, snapshot.dates_of(*event));
    newest = std::max(newest, modified_at(snapshot, *event));
  }
  IcalWriter out;
  write_head(out, snapshot, request, name, page);
  if (newest != Instant{}) out.line("LAST-MODIFIED", ical_utc(newest));
  clocks.write(out);
  out.append(body);
  out.end("VCALENDAR");
  return out.take();
}

}  // namespace

Result<std::string> write_agenda_ics(const Snapshot& snapshot, const OutputRequest& request) {
  const auto filter = scoped_filter(snapshot, request);
  if (!filter) return filter.error();
  std::vector<const Event*> events;
  for (const auto& selected : select_events(snapshot, *filter, false)) events.push_back(selected.event);
  return write_calendar(snapshot, request, events, scope_title(snapshot, request, Telling::agenda), page_url(snapshot, request), false);
}

Result<std::string> write_event_ics(const Snapshot& snapshot, const OutputRequest& request) {
  const auto* event = snapshot.event(request.subject);
  if (!event) return Error{Errc::not_found, "there is no such event", "/events/" + request.subject, "look for it in the agenda", 0};
  return write_calendar(snapshot, request, {event}, event->title, event_url(snapshot, *event), true);
}

}  // namespace resso::feeds
