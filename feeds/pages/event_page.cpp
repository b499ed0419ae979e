// "/events/{id}": one act, what each source said of it, and how sure it is.
#include "feeds/dates.hpp"
#include "feeds/pages/act_line.hpp"
#include "feeds/pages/event_json_ld.hpp"
#include "feeds/pages/event_sources.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/pages/prose.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace resso::feeds {

namespace {

constexpr std::size_t kDatesShown = 10;

/// The occurrence the page is about: the next that has not ended, else the last one that was.
struct EventDates {
  std::vector<Selected> coming;
  std::optional<Selected> shown;
  bool past = false;
};

EventDates dates_of(const Snapshot& snapshot, const Event& event) {
  EventDates dates;
  for (const Occurrence* occurrence : snapshot.dates_of(event)) {
    dates.shown = Selected{occurrence, &event};
    if (last_day(snapshot, *occurrence) >= snapshot.today) dates.coming.push_back(*dates.shown);
  }
  dates.past = dates.coming.empty() && dates.shown;
  if (!dates.coming.empty()) dates.shown = dates.coming.front();
  return dates;
}

/// "fins a les 20 h · d’aquí a 2 dies"
std::string more_when(const PageContext& context, const EventDates& dates) {
  const auto& act = *dates.shown;
  const auto& snapshot = context.snapshot;
  const auto language = context.language();
  const auto day = day_of(snapshot, act);
  std::vector<std::string> parts;
  if (act.occurrence->all_day) {
    parts.push_back(context.say("act.all_day"));
  } else if (act.occurrence->end > act.occurrence->start) {
    const auto last = last_day(snapshot, *act.occurrence);
    const auto until = until_hour(language, city_end(snapshot, *act.occurrence));
    parts.push_back(last > day ? context.say("event.until_day", {{"day", long_date(language, last, context.snapshot.today)}}) : until);
  }
  if (const auto often = repetition(context, *act.event, day); !often.empty()) parts.push_back(often);
  if (!dates.past && day >= snapshot.today) parts.push_back(relative_day(language, day, snapshot.today));
  std::string words;
  for (const auto& part : parts) words += (words.empty() ? "" : " · ") + part;
  return words;
}

void append_fact(Html& h, std::string_view name) { h.raw("<dt>").text(name).raw("</dt>\n<dd>"); }

std::string map_address(const Place& place) {
  if (place.point) {
    std::array<char, 120> out{};
    std::snprintf(out.data(), out.size(), "https://www.openstreetmap.org/?mlat=%.5f&mlon=%.5f#map=18/%.5f/%.5f", place.point->latitude,
                  place.point->longitude, place.point->latitude, place.point->longitude);
    return out.data();
  }
  return place.address.empty() ? "" : "https://www.openstreetmap.org/search?query=" + text::percent_encode(place.address);
}

void append_where(Html& h, const PageContext& context, const Place& place) {
  append_fact(h, context.say("event.where"));
  h.text(place_name(context, place)).raw("<small>");
  std::string between;
  const auto part = [&](std::string_view words) {
    if (words.empty()) return;
    h.text(between).text(words);
    between = " · ";
  };
  if (!place.name.empty()) part(place.address);
  if (!place.district.empty()) part(district_name(context, place.district));
  if (const auto map = map_address(place); !map.empty()) {
    h.text(between).outward_link(map, context.say("event.map"));
    between = " · ";
  }
  if (is_web_address(place.online_url)) h.text(between).outward_link(place.online_url, context.say("event.join"));
  h.raw("</small></dd>\n");
}

void append_facts(Html& h, const PageContext& context, const EventDates& dates, const Instance& instance) {
  const auto& event = *dates.shown->event;
  const bool gone = instance.status == EventStatus::cancelled || instance.status == EventStatus::postponed;
  h.raw("<dl class=\"facts\">\n");
  append_fact(h, context.say("event.when"));
  h.raw("<time").attribute(" datetime", machine_time(context.snapshot, *dates.shown->occurrence));
  if (gone) h.raw(" class=\"gone\"");
  h.raw(">").text(when_words(context, *dates.shown)).raw("</time>");
  if (!gone) h.raw("<small>").text(more_when(context, dates)).raw("</small>");
  h.raw("</dd>\n");
  if (!instance.place->empty()) append_where(h, context, *instance.place);
  if (const auto name = actor_name(context, event); !name.empty()) {
    append_fact(h, context.say("event.who"));
    if (context.snapshot.entity(event.entity)) {
      h.raw("<a").attribute(" href", context.link("/entities/" + event.entity)).raw(">").text(name).raw("</a>");
      if (!event.organiser.empty() && !text::iequals(event.organiser, name)) h.raw("<small>").text(event.organiser).raw("</small>");
    } else {
      h.text(name);
    }
    h.raw("</dd>\n");
  }
  if (!event.topics.empty()) {
    append_fact(h, context.say(event.topics.size() == 1 ? "event.topic" : "event.topics"));
    for (const auto& mark : event.topics) append_topic(h, context, mark.topic, true);
    h.raw("</dd>\n");
  }
  if (is_web_address(instance.url)) {
    append_fact(h, context.say("event.more"));
    h.outward_link(instance.url, host_of(instance.url)).raw("</dd>\n");
  }
  h.raw("</dl>\n");
}

/// 20260314T170000Z
std::string utc_stamp(Instant at) {
  std::string stamp = text::format_utc(at);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  return stamp;
}

/// Other calendars are links, followed only on a tap.
void append_calendar_buttons(Html& h, const PageContext& context, const Selected& act, const Instance& instance) {
  const auto& snapshot = context.snapshot;
  const auto& occurrence = *act.occurrence;
  const auto ics = "/events/" + act.event->id + ".ics";
  const auto title = text::percent_encode(instance.title);
  const auto place = text::percent_encode(instance.place->name.empty() ? instance.place->address : instance.place->name);
  const auto end = occurrence.end > occurrence.start ? occurrence.end : occurrence.start + std::chrono::hours{1};
  std::string google_dates = utc_stamp(occurrence.start) + "/" + utc_stamp(end);
  std::string outlook_dates = "&startdt=" + text::percent_encode(machine_time(snapshot, occurrence));
  if (occurrence.all_day) {
    const auto compact = [](std::string iso) {
      std::erase(iso, '-');
      return iso;
    };
    const auto day = std::chrono::floor<std::chrono::days>(occurrence.local_start);
    const auto after = std::max(day + std::chrono::days{1}, std::chrono::floor<std::chrono::days>(occurrence.local_end));
    google_dates = compact(text::format_date(day)) + "/" + compact(text::format_date(after));
    outlook_dates += "&allday=true&enddt=" + text::format_date(after);
  } else if (occurrence.end > occurrence.start) {
    outlook_dates += "&enddt=" + text::percent_encode(machine_time(snapshot, occurrence, true));
  }
  h.raw("<div class=\"btns\">\n<a class=\"btn\"").attribute(" href", ics).raw(">").text(context.say("event.add")).raw("</a>\n");
  const auto other = [&](const std::string& address, Markup name) {
    h.raw("<a class=\"btn alt\" rel=\"noopener\"").attribute(" href", address).raw(">").raw(name).raw("</a>\n");
  };
  other("https://calendar.google.com/calendar/render?action=TEMPLATE&text=" + title + "&dates=" + google_dates + "&location=" + place,
        "Google");
  other("https://outlook.live.com/calendar/0/deeplink/compose?path=/calendar/action/compose&rru=addevent&subject=" + title + outlook_dates +
            "&location=" + place,
        "Outlook");
  h.raw("<a class=\"btn alt\"").attribute(" href", webcal_link(snapshot, ics)).raw(">Apple</a>\n</div>\n");
}

void append_banner(Html& h, const PageContext& context, const EventDates& dates, const Instance& instance) {
  const auto& event = *dates.shown->event;
  const auto& say = context.say;
  const auto language = context.language();
  if (instance.status == EventStatus::cancelled) {
    h.raw("<div class=\"banner\" role=\"note\">\n<p><strong>").text(say("status.cancelled")).raw("</strong></p>\n<p>");
    if (event.cancelled_at) {
      const auto at = context.snapshot.zone.to_local(*event.cancelled_at);
      h.text(say("event.cancelled_at", {{"when", day_and_hour(language, at, context.snapshot.today)}})).raw(" ");
    }
    h.text(say("event.cancelled_calendar")).raw("</p>\n<p><a");
    Filter same_day;
    same_day.from = day_of(context.snapshot, *dates.shown);
    same_day.days = 1;
    h.attribute(" href", context.agenda_link(same_day)).raw(">").text(say("event.others_that_day")).raw("</a></p>\n</div>\n");
  } else if (instance.status == EventStatus::postponed) {
    h.raw("<div class=\"note\" role=\"note\">\n<p><strong>").text(say("status.postponed")).raw("</strong></p>\n<p>");
    if (event.moved_to) {
      const auto day = std::chrono::floor<std::chrono::days>(event.moved_to->start);
      std::string when = long_date(language, day, context.snapshot.today);
      if (!event.moved_to->all_day) when += ", " + hour(language, event.moved_to->start);
      h.text(say("event.moved_to", {{"when", when}}));
    } else {
      h.text(say("event.no_new_date"));
    }
    h.raw("</p>\n</div>\n");
  } else if (dates.past) {
    h.raw("<p class=\"note\">").text(say("event.past")).raw("</p>\n");
  }
}

void append_dates(Html& h, const PageContext& context, const EventDates& dates) {
  if (dates.coming.size() < 2) return;
  h.raw("<h2>").text(context.say("event.dates")).raw("</h2>\n<ul class=\"cols\">\n");
  for (std::size_t i = 0; i < std::min(dates.coming.size(), kDatesShown); ++i) {
    const auto& act = dates.coming[i];
    const auto status = instance_of(act).status;
    h.raw("<li><time").attribute(" datetime", machine_time(context.snapshot, *act.occurrence));
    if (status == EventStatus::cancelled) h.raw(" class=\"gone\"");
    h.raw(">").text(when_words(context, act)).raw("</time>");
    if (status == EventStatus::cancelled) h.raw(" <span class=\"tag off\">").text(context.say("status.cancelled")).raw("</span>");
    h.raw("</li>\n");
  }
  h.raw("</ul>\n");
  if (dates.coming.size() > kDatesShown) {
    const auto more = static_cast<std::int64_t>(dates.coming.size() - kDatesShown);
    h.raw("<p class=\"small soft\">").text(context.say.count("event.more_dates", more)).raw("</p>\n");
  }
}

void append_related(Html& h, const PageContext& context, const Event& event) {
  if (event.entity.empty()) return;
  Filter filter;
  filter.entities = {event.entity};
  Html list;
  int shown = 0;
  for (const auto& act : select_events(context.snapshot, filter, true)) {
    if (act.event == &event || shown == 3) continue;
    ++shown;
    list.raw("<li><a").attribute(" href", context.link("/events/" + act.event->id));
    append_language(list, context, act.event->language);
    list.raw(">")
        .text(instance_of(act).title)
        .raw("</a><br><span class=\"small soft\">")
        .text(when_words(context, act))
        .raw("</span></li>\n");
  }
  if (shown == 0) return;
  h.raw("<h2>").text(context.say("event.same_entity")).raw("</h2>\n<ul class=\"flow\">\n").append(list).raw("</ul>\n");
}

}  // namespace

Result<std::string> event_page(const Snapshot& snapshot, const OutputRequest& request) {
  const auto context = page_context(snapshot, request.language, request.self_path);
  const auto& say = context.say;
  const auto* event = snapshot.event(request.subject);
  const auto dates = event ? dates_of(snapshot, *event) : EventDates{};
  if (!dates.shown) return Error{Errc::not_found, "there is no such event", "/events/" + request.subject, "look for it in the agenda", 0};
  const auto instance = instance_of(*dates.shown);
  const bool cancelled = instance.status == EventStatus::cancelled;

  Html h;
  Filter that_day;
  that_day.from = day_of(snapshot, *dates.shown);
  that_day.days = 1;
  const auto back = context.agenda_link(that_day);
  h.raw("<p><a class=\"back\"").attribute(" href", back.empty() ? context.link("/") : back).raw(">← ");
  h.text(back.empty() ? say("nav.agenda") : text::capitalised(long_date(context.language(), *that_day.from, snapshot.today)));
  h.raw("</a></p>\n<article>\n<h1");
  append_language(h, context, event->language);
  h.raw(">");
  if (cancelled) h.raw("<span class=\"gone\">");
  h.text(instance.title);
  if (cancelled) h.raw("</span>");
  h.raw("</h1>\n");
  append_banner(h, context, dates, instance);
  h.raw("<div class=\"two\">\n<div class=\"flow\">\n");
  append_facts(h, context, dates, instance);
  if (!cancelled && !dates.past) append_calendar_buttons(h, context, *dates.shown, instance);
  if (!instance.description_html.empty() || !instance.summary.empty()) {
    h.raw("<div class=\"flow prose\"");
    append_language(h, context, event->language);
    h.raw(">\n");
    if (!instance.description_html.empty()) {
      append_prose(h, instance.description_html);
    } else {
      append_paragraphs(h, instance.summary);
    }
    h.raw("</div>\n");
  }
  append_dates(h, context, dates);
  append_what_was_said(h, context, *event);
  h.raw("</div>\n<aside class=\"flow\"").attribute(" aria-label", say("event.aside")).raw(">\n");
  append_certainty(h, context, *event);
  append_related(h, context, *event);
  h.raw("<p class=\"small\"><a class=\"back\"").attribute(" href", context.link("/about") + "#errors").raw(">").text(say("event.error"));
  h.raw("</a></p>\n</aside>\n</div>\n</article>\n");

  PageHead head;
  head.embeddable = true;
  head.title = (cancelled ? say("status.cancelled") + ": " : "") + std::string(instance.title) + ", " + when_words(context, *dates.shown);
  head.description = text::capitalised(when_words(context, *dates.shown)) +
                     (instance.place->empty() ? "" : ", " + place_name(context, *instance.place)) + ".";
  head.section = "agenda";
  if (event->image) head.image = event->image->url;
  head.json_ld = event_json_ld(snapshot, *dates.shown, actor_name(context, *event), dates.coming);
  return page(context, head, h);
}

}  // namespace resso::feeds
