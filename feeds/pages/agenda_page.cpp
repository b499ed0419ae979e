// "/": the acts of a period, day by day, as a printed programme; with what narrows it at its side.
#include "feeds/dates.hpp"
#include "feeds/pages/agenda_view.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/scope.hpp"
#include "text/json_write.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>

namespace resso::feeds {

namespace {

using std::chrono::days;

struct Tab {
  std::string_view key;
  Filter period;
  int strokes;
};

void append_tab(Html& h, const PageContext& context, const AgendaView& view, const Tab& tab, bool current) {
  const auto filter = with_period(view.base, tab.period);
  const auto& say = context.say;
  h.raw("<a").attribute(" href", context.agenda_link(filter));
  if (current) h.raw(" aria-current=\"page\"");
  h.raw(">");
  append_echo(h, tab.strokes);
  h.raw("<span>");
  // "Aquest cap de setmana": the first word goes when there is no room.
  const std::string before = std::string(tab.key) + ".before";
  if (say.has(before)) h.raw("<span class=\"opt\">").text(text::capitalised(say(before))).raw(" </span>");
  const auto n = static_cast<std::int64_t>(view.selection->count(tab.period));
  h.raw("<span class=\"first\">")
      .text(say.has(before) ? say(tab.key) : text::capitalised(say(tab.key)))
      .raw("</span></span> <b>")
      .number(n);
  h.raw("<span class=\"vh\"> ").text(say(n == 1 ? "agenda.act" : "agenda.acts")).raw("</span></b></a>\n");
}

std::array<Tab, 3> tabs_of(LocalDate today) {
  const auto [first, last] = weekend(today);
  return {{{"agenda.today", period_of_days(1), 1},
           {"agenda.weekend", period_between(first, last), 2},
           {"agenda.week", period_of_days(kUsualDays), 3}}};
}

/// Among files a filtered page shows all that is to come.
bool has_tabs(const PageContext& context, const AgendaView& view) { return !context.is_file() || !view.filtered(); }

void append_tabs(Html& h, const PageContext& context, const AgendaView& view) {
  if (!has_tabs(context, view)) return;
  const auto today = context.snapshot.today;
  h.raw("<nav class=\"range\"").attribute(" aria-label", context.say("agenda.period")).raw(">\n");
  bool found = false;  // on a Sunday today and the weekend are the same days
  for (const auto& tab : tabs_of(today)) {
    const bool current = !found && view.shows(tab.period, today);
    found = found || current;
    append_tab(h, context, view, tab, current);
  }
  h.raw("</nav>\n");
}

/// One chip a value, each leading to the filter without it. `by_default`: the city chose them, not who reads.
void append_applied(Html& h, const PageContext& context, const AgendaView& view, bool by_default) {
  if (!view.filtered()) return;
  h.raw("<div class=\"applied\">\n<span>").text(context.say(by_default ? "agenda.applied_first" : "agenda.applied")).raw("</span>\n");
  for (const auto& value : applied_values(context, view.base)) {
    h.raw("<a class=\"chip\"").attribute(" href", context.agenda_link(with_period(value.without, view.period))).raw(">").text(value.label);
    h.raw(" <span aria-hidden=\"true\">×</span><span class=\"vh\">, ").text(context.say("agenda.remove")).raw("</span></a>\n");
  }
  h.raw("<a class=\"nb back\"").attribute(" href", context.agenda_link({})).raw(">");
  h.text(context.say(by_default ? "agenda.show_all" : "agenda.remove_all")).raw("</a>\n</div>\n");
}

void append_day(Html& h, const PageContext& context, const AgendaDay& day) {
  const auto language = context.language();
  const std::chrono::year_month_day date{day.date};
  const auto number = static_cast<std::int64_t>(static_cast<unsigned>(date.day()));
  const bool now = day.date == context.snapshot.today;
  const auto id = "d" + text::format_date(day.date);
  h.raw("<section class=\"day").raw(now ? Markup(" now\"") : Markup("\"")).attribute(" aria-labelledby", id);
  h.raw(">\n<h2")
      .attribute(" id", id)
      .raw("><span>")
      .text(weekday_name(language, std::chrono::weekday{day.date}))
      .raw("</span> <span class=\"num\">");
  h.number(number).raw("</span> <span>").text(month_after_day(language, date.month())).raw("</span>");
  if (now) h.raw(" <span class=\"tag\">").text(text::capitalised(context.say("agenda.today"))).raw("</span>");
  h.raw("</h2>\n");
  h.raw("<div class=\"acts\">");
  append_commemorative_days(h, context, day);
  if (!day.acts.empty()) append_act_list(h, context, day.acts, {.under = day.date, .entity = true});
  h.raw("</div>\n</section>\n");
}

/// Among files: to the month in which it goes on.
void append_next_month(Html& h, const PageContext& context, const AgendaView& view, LocalDate next) {
  const std::chrono::year_month_day date{next};
  const auto period = period_of_month(context.snapshot.today, date.year() / date.month());
  if (!period || view.shows(*period, context.snapshot.today)) return;
  h.raw("<a class=\"btn alt\"").attribute(" href", context.agenda_link(with_period(view.base, *period))).raw(">");
  h.text(text::capitalised(month_year(context.language(), date.year() / date.month()))).raw(" →</a> ");
}

/// On to what follows: the rest of a long period, or the week after.
void append_next(Html& h, const PageContext& context, const AgendaView& view) {
  h.raw("<p class=\"btns\">");
  const auto next = view.continues_on ? view.continues_on : view.to ? std::optional{*view.to + days{1}} : std::nullopt;
  if (next && context.is_file()) {
    append_next_month(h, context, view, *next);
  } else if (next) {
    auto last = *next + days{kUsualDays - 1};
    if (view.continues_on && view.to) last = *view.to;
    const auto period = view.continues_on && !view.to ? [&] {
      Filter open;
      open.from = *next;
      return open;
    }()
                                                      : period_between(*next, last);
    h.raw("<a class=\"btn alt\"").attribute(" href", context.agenda_link(with_period(view.base, period))).raw(">");
    if (view.continues_on && !view.to) {
      h.text(context.say("agenda.from_day", {{"day", long_date(context.language(), *next, context.snapshot.today)}}));
    } else {
      h.text(text::capitalised(date_range(context.language(), *next, last)));
    }
    h.raw(" →</a> ");
  }
  const auto as_of = context.snapshot.zone.to_local(context.snapshot.as_of);
  const auto when = day_and_hour(context.language(), as_of, context.snapshot.today);
  h.raw("<span class=\"soft small\">").text(context.say("agenda.as_of", {{"when", when}})).raw("</span></p>\n");
}

/// schema.org ItemList: the acts of this page in its order; each tells of itself on its own page.
std::string list_json_ld(const PageContext& context, const AgendaView& view, std::string_view title) {
  text::JsonWriter json;
  json.begin_object().member("@context", "https://schema.org").member("@type", "ItemList").member("name", title);
  json.member("numberOfItems", view.total).key("itemListElement").begin_array();
  int position = 0;
  for (const auto& day : view.days) {
    for (const auto& act : day.acts) {
      json.begin_object().member("@type", "ListItem").member("position", ++position);
      json.member("url", context.snapshot.city.public_url + "/events/" + act.event->id).end_object();
    }
  }
  json.end_array().end_object();
  return json.take();
}

std::string period_words(const PageContext& context, const AgendaView& view) {
  if (!view.to) return context.say("agenda.to_come");
  if (view.from == *view.to) return long_date(context.language(), view.from, context.snapshot.today);
  return date_range(context.language(), view.from, *view.to);
}

/// A period that no tab tells is told in words.
bool period_is_told(const PageContext& context, const AgendaView& view) {
  const auto today = context.snapshot.today;
  const auto tabs = tabs_of(today);
  return has_tabs(context, view) && std::any_of(tabs.begin(), tabs.end(), [&](const Tab& tab) { return view.shows(tab.period, today); });
}

}  // namespace

Result<std::string> agenda_page(const Snapshot& snapshot, const OutputRequest& request) {
  const auto context = page_context(snapshot, request.language, request.self_path);
  const auto view = agenda_view(snapshot, shown_filter(snapshot, request));
  const auto& say = context.say;
  const bool nothing = view.days.empty();

  Html h;
  h.raw("<div class=\"lay\">\n<div>\n<div class=\"head\">\n<h1>");
  h.text(nothing ? say(view.filtered() ? "nothing.title" : "nothing.title_plain") : say("agenda.heading", {{"city", snapshot.city.name}}))
      .raw("</h1>\n");
  if (!nothing) {
    h.raw("<p class=\"soft small opt\">").text(say.count("acts", static_cast<std::int64_t>(view.total)));
    if (view.entities > 0) h.raw(" ").text(say.count("agenda.by_entities", static_cast<std::int64_t>(view.entities)));
    if (!period_is_told(context, view)) h.raw(" · ").text(period_words(context, view));
    h.raw("</p>\n");
  }
  h.raw("</div>\n");
  append_tabs(h, context, view);
  append_applied(h, context, view, shows_default(snapshot, request));
  for (const auto& day : view.days) append_day(h, context, day);
  if (nothing) append_nothing_found(h, context, view);
  append_next(h, context, view);
  h.raw("</div>\n");
  append_agenda_side(h, context, view);
  h.raw("</div>\n");

  const Slot of_city{"of_city", of_name(context.language(), snapshot.city.name)};
  PageHead head;
  head.embeddable = true;
  head.title = nothing ? say("nothing.title") : say("agenda.title", {of_city, {"period", period_words(context, view)}});
  head.description = say("agenda.description", {of_city});
  head.section = "agenda";
  head.has_search = true;
  if (context.is_file()) {
    const auto feed = context.agenda_feed("", view.base);
    if (!feed.empty()) head.feeds_base = feed;
  } else {
    head.feeds_query = canonical_query(view.base);
  }
  if (!nothing) head.json_ld = list_json_ld(context, view, head.title);
  return page(context, head, h);
}

}  // namespace resso::feeds
