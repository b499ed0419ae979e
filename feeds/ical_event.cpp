#include "feeds/ical_event.hpp"

#include "feeds/city_times.hpp"
#include "feeds/ical_words.hpp"
#include "feeds/rrule_write.hpp"
#include "feeds/scope.hpp"
#include "text/recurrence.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace resso::feeds {
namespace {

using std::chrono::days;

struct Told {
  const Event& event;
  IcalClock clock;
  std::string uid;
};

bool contains(const std::vector<LocalTime>& times, LocalTime at) { return std::find(times.begin(), times.end(), at) != times.end(); }

LocalTime midnight_of(LocalTime at) { return std::chrono::floor<days>(at); }

/// Start and end of one VEVENT, on the clock shown.
struct Span {
  LocalTime start;
  std::optional<LocalTime> end;
  bool all_day;
};

// A one-day event needs no DTEND; an end that is not after the start is none (§3.8.2.2).
Span span_of(LocalTime start, std::optional<LocalTime> end, bool all_day) {
  if (all_day) {
    start = midnight_of(start);
    // A last day told by an hour within it is that whole day.
    if (end) end = std::chrono::ceil<days>(*end);
  }
  if (end && *end <= start) end.reset();
  return {start, end, all_day};
}

Span shown_span(const EventTimes& times, const IcalClock& clock) {
  if (times.all_day) return span_of(times.start, times.end, true);
  return span_of(clock.show(times.start), times.end ? std::optional(clock.show(*times.end)) : std::nullopt, false);
}

Span shown_span(const Occurrence& date, const IcalClock& clock) {
  if (date.all_day) return span_of(date.local_start, date.local_end, true);
  return span_of(clock.shown.to_local(date.start), clock.shown.to_local(date.end), false);
}

void write_span(IcalWriter& out, IcalClocks& clocks, const Span& span, const IcalClock& clock) {
  write_time(out, "DTSTART", span.start, span.all_day, clock);
  if (span.end) write_time(out, "DTEND", *span.end, span.all_day, clock);
  if (!span.all_day) clocks.use(clock, clock.shown.to_instant(span.start));
}

std::string_view status_text(EventStatus status) {
  switch (status) {
    case EventStatus::cancelled: return "CANCELLED";
    case EventStatus::tentative:
    case EventStatus::postponed: return "TENTATIVE";
    case EventStatus::confirmed: break;
  }
  return "CONFIRMED";
}

std::string degrees(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 6).ptr;
  return {text.data(), end};
}

bool is_on_earth(const GeoPoint& point) { return std::abs(point.latitude) <= 90 && std::abs(point.longitude) <= 180; }

void write_place(IcalWriter& out, const Place& place) {
  out.text("LOCATION", place_line(place));
  if (place.point && is_on_earth(*place.point)) out.line("GEO", degrees(place.point->latitude) + ";" + degrees(place.point->longitude));
  out.uri("CONFERENCE;VALUE=URI;FEATURE=VIDEO", place.online_url);
}

void write_image(IcalWriter& out, const std::optional<Media>& image) {
  if (!image) return;
  std::string name = "IMAGE;VALUE=URI;DISPLAY=BADGE";
  if (image->type.find('/') != std::string::npos) name += ";FMTTYPE=" + ical_parameter(image->type);
  out.uri(name, image->url);
}

void write_facts(IcalWriter& out, const IcalContext& context, const Event& event, const Instance& instance, bool moved) {
  const bool marked = !moved && (instance.status == EventStatus::cancelled || instance.status == EventStatus::postponed);
  out.text("SUMMARY",
           marked ? status_word(context.language, instance.status) + ": " + std::string(instance.title) : std::string(instance.title));
  out.line("STATUS", moved ? "CONFIRMED" : status_text(instance.status));
  out.line("TRANSP", context.busy && instance.status != EventStatus::cancelled ? "OPAQUE" : "TRANSPARENT");
  write_place(out, *instance.place);
  out.text("DESCRIPTION", description_text(context.snapshot, context.language, event, instance));
  out.uri("URL", is_plain_web_address(instance.url) ? std::string(instance.url) : event_url(context.snapshot, event));
  std::string categories;
  for (const auto& name : category_names(context.snapshot, context.language, event)) {
    categories += (categories.empty() ? "" : ",") + escape_ical_text(name);
  }
  if (!categories.empty()) out.line("CATEGORIES", categories);
  out.text("CONTACT", actor_name(context.snapshot, event));
  write_image(out, event.image);
}

void write_identity(IcalWriter& out, const IcalContext& context, const Told& told) {
  const auto& event = told.event;
  out.line("UID", told.uid);
  out.line("DTSTAMP", ical_utc(modified_at(context.snapshot, event)));
  out.line("CREATED", ical_utc(created_at(context.snapshot, event)));
  out.line("LAST-MODIFIED", ical_utc(modified_at(context.snapshot, event)));
  out.line("SEQUENCE", std::to_string(std::max(0, event.sequence)));
}

void write_alone(IcalWriter& out, IcalClocks& clocks, const IcalContext& context, const Told& told, const Occurrence& date) {
  const auto instance = instance_of({&date, &told.event});
  const bool moved = instance.status == EventStatus::postponed && told.event.moved_to;
  out.begin("VEVENT");
  write_identity(out, context, told);
  if (moved) {
    const auto clock = clocks.of(*told.event.moved_to, false);
    write_span(out, clocks, shown_span(*told.event.moved_to, clock), clock);
  } else {
    write_span(out, clocks, shown_span(date, told.clock), told.clock);
  }
  write_facts(out, context, told.event, instance, moved);
  out.end("VEVENT");
}

/// A date of a series that is told otherwise. `original`: as the series would have it.
void write_changed_date(IcalWriter& out, IcalClocks& clocks, const IcalContext& context, const Told& told, LocalTime original,
                        const Span& span, const Instance& instance) {
  out.begin("VEVENT");
  write_identity(out, context, told);
  write_time(out, "RECURRENCE-ID", original, told.event.times.all_day, told.clock);
  write_span(out, clocks, span, told.clock);
  write_facts(out, context, told.event, instance, false);
  out.end("VEVENT");
}

Span span_of_override(const Event& event, const Override& changed, const IcalClock& clock) {
  if (changed.times) {
    const auto& times = *changed.times;
    if (times.all_day) return span_of(times.start, times.end, true);
    const auto zone = text::Zone::find(times.zone).value_or(clock.told);
    const auto show = [&](LocalTime at) { return clock.shown.to_local(zone.to_instant(at)); };
    return span_of(show(times.start), times.end ? std::optional(show(*times.end)) : std::nullopt, false);
  }
  const auto start = changed.recurrence_id;
  const auto& times = event.times;
  return span_of(start, times.end ? std::optional(start + (*times.end - times.start)) : std::nullopt, times.all_day);
}

void write_changed_dates(IcalWriter& out, IcalClocks& clocks, const IcalContext& context, const Told& told,
                         const std::vector<const Occurrence*>& dates, const std::vector<LocalTime>& beside) {
  const auto& overrides = told.event.recurrence.overrides;
  for (std::size_t i = 0; i < overrides.size(); ++i) {
    if (overrides[i].this_and_future || contains(beside, overrides[i].recurrence_id)) continue;
    Occurrence date;  // the change alone makes the instance; it may lie outside the snapshot's dates
    date.override_index = static_cast<int>(i);
    date.status = overrides[i].status.value_or(told.event.status);
    write_changed_date(out, clocks, context, told, overrides[i].recurrence_id, span_of_override(told.event, overrides[i], told.clock),
                       instance_of({&date, &told.event}));
  }
  for (const auto* date : dates) {
    const auto index = static_cast<std::size_t>(date->override_index);
    if (date->override_index < 0 || index >= overrides.size() || !overrides[index].this_and_future) continue;
    if (contains(beside, date->recurrence_id)) continue;
    write_changed_date(out, clocks, context, told, date->recurrence_id, shown_span(*date, told.clock), instance_of({date, &told.event}));
  }
}

/// Added dates that the rule has not as well.
std::vector<LocalTime> dates_beside_rule(const Event& event, const IcalClock& clock) {
  std::vector<LocalTime> beside;
  for (const auto& added : event.recurrence.rdates) {
    auto dates = text::RuleIterator::parse(event.recurrence.rrules.front(), event.times.start, event.times.all_day,
                                           [&](LocalTime at) { return clock.told.to_instant(at); });
    if (dates) {
      dates->stop_after(added.start);
      dates->advance_to(added.start);
      if (dates->next() == added.start) continue;
    }
    beside.push_back(added.start);
  }
  return beside;
}

// A date of the rule that was added again with an end of its own is a changed date.
void write_longer_dates(IcalWriter& out, IcalClocks& clocks, const IcalContext& context, const Told& told,
                        const std::vector<LocalTime>& beside) {
  const auto& event = told.event;
  for (const auto& added : event.recurrence.rdates) {
    if (!added.end || contains(beside, added.start)) continue;
    Occurrence date;
    date.status = event.status;
    write_changed_date(out, clocks, context, told, added.start, span_of(added.start, added.end, event.times.all_day),
                       instance_of({&date, &event}));
  }
}

void write_under_own_uid(IcalWriter& out, IcalClocks& clocks, const IcalContext& context, const Told& told, const Occurrence& date) {
  const auto& event = told.event;
  const Told one{event, told.clock, event.id + "-" + ical_date_time(date.recurrence_id) + "@" + context.snapshot.city.host};
  write_alone(out, clocks, context, one, date);
}

// EXDATE with a day on a timed series means all that begins that day: the hours are those of the rule.
void write_excluded_day(IcalWriter& out, const Told& told, const text::RecurrenceRule& rule, LocalTime day) {
  const std::chrono::hh_mm_ss clock{told.event.times.start - midnight_of(told.event.times.start)};
  const auto hours = rule.hours.empty() ? std::vector<int>{static_cast<int>(clock.hours().count())} : rule.hours;
  const auto minutes = rule.minutes.empty() ? std::vector<int>{static_cast<int>(clock.minutes().count())} : rule.minutes;
  for (const int hour : hours) {
    for (const int minute : minutes) {
      const auto at = midnight_of(day) + std::chrono::hours{hour} + std::chrono::minutes{minute} + clock.seconds();
      write_time(out, "EXDATE", at, false, told.clock);
    }
  }
}

void write_series(IcalWriter& out, IcalClocks& clocks, const IcalContext& context, const Told& told, const text::RecurrenceRule& rule,
                  const std::vector<const Occurrence*>& dates) {
  const auto& event = told.event;
  const bool all_day = event.times.all_day;
  Occurrence master;
  master.status = event.status;
  out.begin("VEVENT");
  write_identity(out, context, told);
  write_span(out, clocks, shown_span(event.times, told.clock), told.clock);
  out.line("RRULE", rrule_text(rule, all_day, told.clock));
  for (const auto at : event.recurrence.exdates) write_time(out, "EXDATE", at, all_day, told.clock);
  for (const auto day : event.recurrence.exdates_by_day) {
    if (all_day)
      write_time(out, "EXDATE", day, true, told.clock);
    else
      write_excluded_day(out, told, rule, day);
  }
  write_facts(out, context, event, instance_of({&master, &event}), false);
  out.end("VEVENT");
  // Not as RDATE: node-ical, for one, does not read it.
  const auto beside = dates_beside_rule(event, told.clock);
  write_longer_dates(out, clocks, context, told, beside);
  write_changed_dates(out, clocks, context, told, dates, beside);
  for (const auto* date : dates) {
    if (contains(beside, date->recurrence_id)) write_under_own_uid(out, clocks, context, told, *date);
  }
}

}  // namespace

void write_event(IcalWriter& out, IcalClocks& clocks, const IcalContext& context, const Event& event,
                 const std::vector<const Occurrence*>& dates) {
  const auto& recurrence = event.recurrence;
  const bool series = !recurrence.rrules.empty() || !recurrence.rdates.empty();
  Told told{event, clocks.of(event.times, series), event.id + "@" + context.snapshot.city.host};
  if (!series) {
    if (!dates.empty()) write_alone(out, clocks, context, told, *dates.front());
    return;
  }
  // Two rules, EXRULE, and dates without a rule are misread by too many: they are told date by date. (Of the last, ical.js loses the first
  // date.)
  std::optional<text::RecurrenceRule> rule;
  bool plain = recurrence.rrules.size() == 1 && recurrence.exrules.empty();
  if (plain) {
    const auto parsed = text::parse_rule(recurrence.rrules.front());
    if (parsed) rule = *parsed;
    plain = rule.has_value();
  }
  if (plain) {
    write_series(out, clocks, context, told, *rule, dates);
    return;
  }
  told.clock = clocks.of(event.times, false);
  for (const auto* date : dates) write_under_own_uid(out, clocks, context, told, *date);
}

}  // namespace resso::feeds
