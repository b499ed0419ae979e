// Beside the agenda: search, the month, and every filter as a link with what it would give.
#include "feeds/dates.hpp"
#include "feeds/pages/agenda_view.hpp"
#include "text/timestamp.hpp"

#include <algorithm>
#include <utility>

namespace resso::feeds {

namespace {

using std::chrono::days;
using Values = std::vector<std::string> Filter::*;

constexpr std::size_t kEntitiesShown = 8;

bool holds(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

/// A filter link adds its value, or takes it away when it is applied. Among files one value at a time has a page: it takes the others'
/// place.
Filter toggled(const PageContext& context, Filter filter, Values values, const std::string& value) {
  if (context.is_file() && !holds(filter.*values, value)) filter = {};
  auto& list = filter.*values;
  if (holds(list, value)) {
    std::erase(list, value);
  } else {
    list.insert(std::upper_bound(list.begin(), list.end(), value), value);
  }
  return filter;
}

/// What each value of one key would give, all other keys as they are.
Selection::Counts count_by(const PageContext& context, const AgendaView& view, Values values, const EventKeys& keys) {
  if (context.is_file()) return Selection(context.snapshot, {}).count(keys, {}, true);  // its page has no other filter and no end
  if ((view.base.*values).empty()) return view.selection->count(keys, view.period, true);
  Filter others = view.base;
  (others.*values).clear();
  return Selection(context.snapshot, others).count(keys, view.period, true);
}

void append_hidden(Html& h, std::string_view name, std::string_view value) {
  h.raw("<input type=\"hidden\"").attribute(" name", name).attribute(" value", value).raw(">\n");
}

void append_search(Html& h, const PageContext& context, const AgendaView& view) {
  const auto& say = context.say;
  h.raw("<search id=\"search\">\n<form class=\"search\" action=\"/\" method=\"get\">\n<label for=\"q\">").text(say("side.search"));
  h.raw("</label>\n<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"200\" autocomplete=\"off\"")
      .attribute(" value", view.base.query)
      .raw(">\n");
  const auto keep = [&](std::string_view name, const std::vector<std::string>& values) {
    for (const auto& value : values) append_hidden(h, name, value);
  };
  keep("entity", view.base.entities);
  keep("district", view.base.districts);
  keep("topic", view.base.topics);
  keep("tag", view.base.tags);
  keep("source", view.base.sources);
  if (context.language_asked) append_hidden(h, "lang", context.language());
  h.raw("<button class=\"btn\" type=\"submit\">").text(say("side.find")).raw("</button>\n</form>\n");

  h.raw("<details class=\"dates\">\n<summary>")
      .text(say("side.dates"))
      .raw("</summary>\n<form class=\"row\" action=\"/\" method=\"get\">\n");
  const auto day_field = [&](Markup id, std::string_view name, std::string_view label, LocalDate day) {
    h.raw("<div class=\"field\"><label for=\"")
        .raw(id)
        .raw("\">")
        .text(label)
        .raw("</label> <input type=\"date\" required id=\"")
        .raw(id)
        .raw("\"");
    h.attribute(" name", name).attribute(" value", text::format_date(day)).raw("></div>\n");
  };
  day_field("day-from", "from", say("side.from"), view.from);
  day_field("day-to", "to", say("side.to"), view.to.value_or(view.from + days{kUsualDays - 1}));
  keep("entity", view.base.entities);
  keep("district", view.base.districts);
  keep("topic", view.base.topics);
  keep("tag", view.base.tags);
  keep("source", view.base.sources);
  if (!view.base.query.empty()) append_hidden(h, "q", view.base.query);
  if (context.language_asked) append_hidden(h, "lang", context.language());
  h.raw("<button class=\"btn alt\" type=\"submit\">").text(say("side.show")).raw("</button>\n</form>\n</details>\n</search>\n");
}

void append_districts(Html& h, const PageContext& context, const AgendaView& view) {
  const auto& districts = context.snapshot.districts;
  if (districts.empty()) return;
  // Numbered districts are known by their number; named ones by their name.
  const bool numbered = std::all_of(districts.begin(), districts.end(), [](const District& d) {
    return d.id.size() <= 2 && std::all_of(d.id.begin(), d.id.end(), [](char c) { return c >= '0' && c <= '9'; });
  });
  h.raw("<nav aria-labelledby=\"f-d\">\n<h2 id=\"f-d\">").text(context.say("side.districts")).raw("</h2>\n<ul class=\"chips\">\n");
  const auto whole = with_period(view.base, view.period);
  for (const auto& district : districts) {
    h.raw("<li><a").attribute(" href", context.agenda_link(toggled(context, whole, &Filter::districts, district.id)));
    if (holds(whole.districts, district.id)) h.raw(" aria-current=\"true\"");
    h.raw(">");
    if (numbered) {
      h.raw("<span class=\"vh\">").text(context.say("side.district")).raw(" </span>").text(district.id);
    } else {
      h.text(district.name);
    }
    h.raw("</a></li>\n");
  }
  h.raw("</ul>\n</nav>\n");
}

void append_counted(Html& h, const PageContext& context, const Filter& whole, Values values, const std::string& value, std::int64_t n,
                    const Html& label) {
  h.raw("<li><a").attribute(" href", context.agenda_link(toggled(context, whole, values, value)));
  if (holds(whole.*values, value)) h.raw(" aria-current=\"true\"");
  h.raw(">").append(label).raw("</a>");
  if (n > 0 && !context.is_file())
    h.raw(" <span class=\"n\">")
        .number(n)
        .raw("<span class=\"vh\"> ")
        .text(context.say(n == 1 ? "agenda.act" : "agenda.acts"))
        .raw("</span></span>");
  h.raw("</li>\n");
}

void append_topics(Html& h, const PageContext& context, const AgendaView& view) {
  const auto& keys = context.snapshot.agenda.topics();
  const auto counts = count_by(context, view, &Filter::topics, keys);
  const auto whole = with_period(view.base, view.period);
  Html list;
  for (const auto& topic : context.snapshot.topics) {
    const auto n = counts.of(keys, topic.id);
    if (n == 0 && !holds(whole.topics, topic.id)) continue;
    Html label;
    append_topic(label, context, topic.id);
    append_counted(list, context, whole, &Filter::topics, topic.id, n, label);
  }
  if (list.size() == 0) return;
  h.raw("<nav aria-labelledby=\"f-t\">\n<h2 id=\"f-t\">").text(context.say("side.topics")).raw("</h2>\n<ul class=\"cols\">\n").append(list);
  h.raw("</ul>\n</nav>\n");
}

void append_entities(Html& h, const PageContext& context, const AgendaView& view) {
  const auto& entities = context.snapshot.entities;
  if (entities.empty()) return;
  const auto& keys = context.snapshot.agenda.entities();
  const auto counts = count_by(context, view, &Filter::entities, keys);
  const auto whole = with_period(view.base, view.period);
  struct Shown {
    const Entity* entity;
    std::int64_t acts;
    bool applied;
  };
  std::vector<Shown> shown;
  for (const auto& entity : entities) {
    const Shown one{&entity, counts.of(keys, entity.slug), holds(whole.entities, entity.slug)};
    if (one.acts > 0 || one.applied) shown.push_back(one);
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const Shown& a, const Shown& b) { return std::pair(a.applied, a.acts) > std::pair(b.applied, b.acts); });
  if (shown.size() > kEntitiesShown) shown.resize(kEntitiesShown);
  h.raw("<nav aria-labelledby=\"f-e\">\n<h2 id=\"f-e\">").text(context.say("side.entities")).raw("</h2>\n<ul class=\"cols\">\n");
  for (const auto& [entity, acts, applied] : shown) {
    Html label;
    label.text(entity->name);
    append_counted(h, context, whole, &Filter::entities, entity->slug, acts, label);
  }
  h.raw("<li><a").attribute(" href", context.link("/entities")).raw(">");
  h.text(context.say("side.all_entities", {{"n", std::to_string(entities.size())}})).raw("</a></li>\n</ul>\n</nav>\n");
}

void append_subscribe(Html& h, const PageContext& context, const AgendaView& view) {
  const auto& say = context.say;
  const auto feed = context.agenda_feed(".ics", view.base);
  h.raw("<section aria-labelledby=\"f-s\">\n<h2 id=\"f-s\">").text(say("side.take")).raw("</h2>\n<p class=\"small soft\">");
  h.text(say(view.filtered() ? "side.take_filtered" : "side.take_all")).raw("</p>\n<p class=\"btns\"><a class=\"btn alt\"");
  h.attribute(" href", feed.empty() ? feed : webcal_link(context.snapshot, feed)).raw(">").text(say("side.to_calendar")).raw("</a> ");
  h.raw("<a class=\"btn alt\"").attribute(" href", context.agenda_feed(".rss", view.base)).raw(">RSS</a> ");
  h.raw("<a class=\"btn alt\"").attribute(" href", context.subscribe_link(view.base)).raw(">").text(say("side.more_ways"));
  h.raw("</a></p>\n</section>\n");
}

}  // namespace

void append_agenda_side(Html& h, const PageContext& context, const AgendaView& view) {
  h.raw(context.is_file() ? Markup("<div class=\"side\" id=\"search\">\n") : Markup("<div class=\"side\">\n"));
  if (!context.is_file()) append_search(h, context, view);
  if (!context.is_file() || !view.filtered()) append_month(h, context, view);
  append_districts(h, context, view);
  append_topics(h, context, view);
  append_entities(h, context, view);
  append_subscribe(h, context, view);
  h.raw("</div>\n");
}

}  // namespace resso::feeds
