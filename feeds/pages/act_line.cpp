#include "feeds/pages/act_line.hpp"

#include "feeds/dates.hpp"
#include "feeds/scope.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace resso::feeds {

namespace {

constexpr std::array kBadgeOrder{SourceKind::calendar, SourceKind::feed, SourceKind::page, SourceKind::mastodon_account};

SourceKind badge_of(SourceKind kind) {
  switch (kind) {
    case SourceKind::caldav: return SourceKind::calendar;
    case SourceKind::mastodon_hashtag: return SourceKind::mastodon_account;
    default: return kind;
  }
}

void append_badges(Html& h, const PageContext& context, const Event& event) {
  h.raw("<p class=\"srcs\"><span class=\"vh\">").text(context.say("act.sources")).raw(" </span>");
  for (const auto kind : kBadgeOrder) {
    const bool told =
        std::any_of(event.sources.begin(), event.sources.end(), [&](const EventSource& s) { return badge_of(s.kind) == kind; });
    if (told) h.raw("<span class=\"src\">").text(source_label(context, kind)).raw("</span> ");
  }
  h.raw("</p>\n");
}

/// The second row under the hour: until when, how often, or the new date.
void append_more_time(Html& h, const PageContext& context, const Selected& selected, EventStatus status, const ActOptions& options) {
  const auto& snapshot = context.snapshot;
  const auto& occurrence = *selected.occurrence;
  const auto language = context.language();
  const auto start = city_start(snapshot, occurrence);
  const auto day = std::chrono::floor<std::chrono::days>(start);
  const auto last = last_day(snapshot, occurrence);
  if (status == EventStatus::postponed) {
    if (!selected.event->moved_to) return;
    const auto moved = std::chrono::floor<std::chrono::days>(selected.event->moved_to->start);
    h.raw(" <small>").text(context.say("act.now", {{"day", short_date(language, moved, snapshot.today)}})).raw("</small>");
    return;
  }
  if (last > day) {
    const bool next_day = last - day == std::chrono::days{1} && (!options.under || *options.under <= day);
    h.raw(" <small>");
    h.text(next_day ? context.say("act.and_day", {{"day", short_date(language, last, snapshot.today)}})
                    : context.say("act.until_day", {{"day", numeric_date(language, last)}}));
    h.raw("</small>");
    return;
  }
  if (!options.under) {
    h.raw(" <small>").text(day_of_line(language, day, snapshot.today)).raw("</small>");
    return;
  }
  if (const auto often = repetition(context, *selected.event, day); !often.empty()) {
    h.raw(" <small>").text(often).raw("</small>");
    return;
  }
  if (!occurrence.all_day && occurrence.end > occurrence.start) {
    h.raw(" <small class=\"till\">").text(until_hour(language, city_end(snapshot, occurrence))).raw("</small>");
  }
}

void append_when(Html& h, const PageContext& context, const Selected& selected, EventStatus status, const ActOptions& options) {
  const auto start = city_start(context.snapshot, *selected.occurrence);
  const bool began_before = options.under && std::chrono::floor<std::chrono::days>(start) < *options.under;
  h.raw("<p class=\"when\"><time").attribute(" datetime", machine_time(context.snapshot, *selected.occurrence)).raw(">");
  if (selected.occurrence->all_day) {
    h.text(context.say("act.all_day"));
  } else {
    h.text(began_before ? context.say("act.ongoing") : hour(context.language(), start));
  }
  h.raw("</time>");
  append_more_time(h, context, selected, status, options);
  h.raw("</p>\n");
}

void append_title(Html& h, const PageContext& context, const Selected& selected, const Instance& instance) {
  h.raw("<h3 class=\"ttl\">");
  switch (instance.status) {
    case EventStatus::cancelled: h.raw("<span class=\"tag off\">").text(context.say("status.cancelled")).raw("</span> "); break;
    case EventStatus::postponed: h.raw("<span class=\"tag later\">").text(context.say("status.postponed")).raw("</span> "); break;
    case EventStatus::tentative: h.raw("<span class=\"tag later\">").text(context.say("status.tentative")).raw("</span> "); break;
    case EventStatus::confirmed: break;
  }
  h.raw("<a").attribute(" href", context.link("/events/" + selected.event->id));
  append_language(h, context, selected.event->language);
  h.raw(">").text(instance.title).raw("</a></h3>\n");
}

void append_who(Html& h, const PageContext& context, const Event& event, const ActOptions& options) {
  h.raw("<div class=\"who\">\n");
  if (const auto name = actor_name(context, event); options.entity && !name.empty()) {
    if (context.snapshot.entity(event.entity)) {
      h.raw("<a").attribute(" href", context.link("/entities/" + event.entity)).raw(">").text(name).raw("</a>\n");
    } else {
      h.raw("<span class=\"by\">").text(name).raw("</span>\n");
    }
  }
  if (!event.topics.empty()) append_topic(h, context, event.topics.front().topic);
  append_badges(h, context, event);
  if (best_evidence(event) == Evidence::extracted && !event.sources.empty()) {
    h.raw("<p class=\"guess\">");
    append_echo(h, 1);
    h.text(context.say("act.extracted")).raw("</p>\n");
  }
  h.raw("</div>\n");
}

/// To the minute: 2026-03-12T10:00
std::string clock_text(LocalTime at) { return text::format_local(at).substr(0, 16); }

}  // namespace

LocalTime city_start(const Snapshot& snapshot, const Occurrence& occurrence) {
  return occurrence.all_day ? occurrence.local_start : snapshot.zone.to_local(occurrence.start);
}

LocalTime city_end(const Snapshot& snapshot, const Occurrence& occurrence) {
  return occurrence.all_day ? occurrence.local_end : snapshot.zone.to_local(occurrence.end);
}

LocalDate last_day(const Snapshot& snapshot, const Occurrence& occurrence) { return days_of(snapshot, occurrence).last; }

bool comes_last(const Snapshot& snapshot, const Selected& act, LocalDate day) {
  return act.occurrence->all_day || std::chrono::floor<std::chrono::days>(city_start(snapshot, *act.occurrence)) < day;
}

std::string machine_time(const Snapshot& snapshot, const Occurrence& occurrence, bool end) {
  if (occurrence.all_day) {
    const auto day = end ? last_day(snapshot, occurrence) : std::chrono::floor<std::chrono::days>(occurrence.local_start);
    return clock_text(day).substr(0, 10);
  }
  const auto at = end ? occurrence.end : occurrence.start;
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(snapshot.zone.offset_at(at)).count();
  std::array<char, 16> offset{};
  const long apart = std::abs(static_cast<long>(minutes));
  std::snprintf(offset.data(), offset.size(), "%c%02ld:%02ld", minutes < 0 ? '-' : '+', apart / 60 % 100, apart % 60);
  return clock_text(snapshot.zone.to_local(at)) + offset.data();
}

LocalDate day_of(const Snapshot& snapshot, const Selected& act) {
  return std::chrono::floor<std::chrono::days>(city_start(snapshot, *act.occurrence));
}

std::string when_words(const PageContext& context, const Selected& act) {
  const auto language = context.language();
  const auto day = day_of(context.snapshot, act);
  if (act.occurrence->all_day) {
    const auto last = last_day(context.snapshot, *act.occurrence);
    return last > day ? date_range(language, day, last) : long_date(language, day, context.snapshot.today);
  }
  return long_date(language, day, context.snapshot.today) + ", " + hour(language, city_start(context.snapshot, *act.occurrence));
}

std::string repetition(const PageContext& context, const Event& event, LocalDate day) {
  if (event.recurrence.rrules.empty()) return event.recurrence.rdates.empty() ? "" : context.say("repeat.dates");
  const std::string_view rule = event.recurrence.rrules.front();
  const auto has = [&](std::string_view part) { return rule.find(part) != std::string_view::npos; };
  const bool sparse = has("INTERVAL=") && !has("INTERVAL=1;") && !rule.ends_with("INTERVAL=1");
  if (event.recurrence.rrules.size() > 1 || sparse) return context.say("repeat.some");
  if (has("FREQ=DAILY")) return context.say("repeat.day");
  if (has("FREQ=MONTHLY")) return context.say("repeat.month");
  if (has("FREQ=YEARLY")) return context.say("repeat.year");
  if (!has("FREQ=WEEKLY")) return context.say("repeat.some");
  const auto by = rule.find("BYDAY=");
  const auto days = by == std::string_view::npos ? std::string_view{} : rule.substr(by, rule.find(';', by) - by);
  if (days.find(',') != std::string_view::npos) return context.say("repeat.week");
  return context.say("repeat.weekday", {{"weekday", std::string(weekday_name(context.language(), std::chrono::weekday{day}))}});
}

Evidence best_evidence(const Event& event) {
  Evidence best = Evidence::extracted;
  for (const auto& source : event.sources) best = std::max(best, source.evidence);
  return best;
}

std::string topic_title(const PageContext& context, std::string_view id) { return topic_title(context.snapshot, context.language(), id); }

std::string topic_name(const PageContext& context, std::string_view id) {
  const auto* topic = context.snapshot.topic(id);
  if (!topic) return std::string(id);
  const auto own = topic->names.find(std::string(context.language()));
  return own == topic->names.end() ? topic_title(context, id) : own->second;
}

std::string district_name(const PageContext& context, std::string_view id) {
  const auto* district = context.snapshot.district(id);
  std::string name = district ? district->name : std::string(id);
  // "Districte 2" never parts before its number.
  const auto space = name.rfind(' ');
  if (space != std::string::npos && space + 1 < name.size() && name[space + 1] >= '0' && name[space + 1] <= '9')
    name.replace(space, 1, "\u00a0");
  return name;
}

std::string actor_name(const PageContext& context, const Event& event) {
  const auto* entity = context.snapshot.entity(event.entity);
  return entity ? entity->name : event.organiser;
}

std::string place_name(const PageContext& context, const Place& place) {
  if (!place.name.empty()) return place.name;
  if (!place.address.empty()) return place.address;
  return place.online_url.empty() ? "" : context.say("act.online");
}

std::string_view topic_sign(const PageContext& context, std::string_view id) {
  static constexpr std::string_view kSigns[] = {"topic t0", "topic t1", "topic t2", "topic t3",
                                                "topic t4", "topic t5", "topic t6", "topic t7"};
  const auto* topic = context.snapshot.topic(id);
  if (!topic) return {};
  return kSigns[static_cast<std::size_t>(topic - context.snapshot.topics.data()) % std::size(kSigns)];
}

void append_topic(Html& h, const PageContext& context, std::string_view id, bool whole) {
  const auto sign = topic_sign(context, id);
  if (sign.empty()) return;
  h.raw("<span").attribute(" class", sign).raw(">");
  h.text(whole ? topic_title(context, id) : topic_name(context, id)).raw("</span>\n");
}

std::string source_label(const PageContext& context, SourceKind kind) {
  switch (badge_of(kind)) {
    case SourceKind::calendar: return context.say("source.calendar");
    case SourceKind::feed: return context.say("source.feed");
    case SourceKind::page: return context.say("source.page");
    default: return "Mastodon";
  }
}

void append_language(Html& h, const PageContext& context, std::string_view language) {
  if (!is_language_tag(language) || text::iequals(language.substr(0, 2), context.language())) return;
  h.attribute(" lang", language);
}

void append_act(Html& h, const PageContext& context, const Selected& selected, const ActOptions& options) {
  const auto instance = instance_of(selected);
  const auto& event = *selected.event;
  h.raw("<li class=\"act");
  if (instance.status == EventStatus::cancelled) h.raw(" cancelled");
  if (instance.status == EventStatus::postponed) h.raw(" postponed");
  h.raw("\">\n");
  append_title(h, context, selected, instance);
  append_when(h, context, selected, instance.status, options);
  if (const auto place = place_name(context, *instance.place); !place.empty()) {
    h.raw("<p class=\"place\">").text(place);
    const auto& district = instance.place->district;
    if (!district.empty() && options.entity) h.raw("<span class=\"dist\"> · ").text(district_name(context, district)).raw("</span>");
    h.raw("</p>\n");
  }
  append_who(h, context, event, options);
  h.raw("</li>\n");
}

void append_act_list(Html& h, const PageContext& context, std::span<const Selected> acts, const ActOptions& options) {
  h.raw("<ul class=\"list\">\n");
  for (const auto& act : acts) append_act(h, context, act, options);
  h.raw("</ul>");
}

void append_acts(Html& h, const PageContext& context, std::span<const Selected> acts, const ActOptions& options) {
  h.raw("<div class=\"acts\">");
  append_act_list(h, context, acts, options);
  h.raw("</div>\n");
}

}  // namespace resso::feeds
