// Beside the list of sources: search, and states, kinds and districts as links that add or take away.
#include "feeds/filter.hpp"
#include "feeds/pages/act_line.hpp"
#include "feeds/pages/sources_view.hpp"

#include <algorithm>
#include <set>

namespace resso::feeds {

namespace {

using Values = std::vector<std::string> Filter::*;

bool holds(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

Filter toggled(Filter filter, Values values, const std::string& value) {
  auto& list = filter.*values;
  const auto at = std::lower_bound(list.begin(), list.end(), value);
  if (at != list.end() && *at == value) {
    list.erase(at);
  } else {
    list.insert(at, value);
  }
  return filter;
}

std::vector<Standing> toggled(std::vector<Standing> standings, Standing standing) {
  const auto at = std::lower_bound(standings.begin(), standings.end(), standing);
  if (at != standings.end() && *at == standing) {
    standings.erase(at);
  } else {
    standings.insert(at, standing);
  }
  return standings;
}

void append_hidden(Html& h, std::string_view name, std::string_view value) {
  h.raw("<input type=\"hidden\"").attribute(" name", name).attribute(" value", value).raw(">\n");
}

void append_search(Html& h, const PageContext& context, const SourcesView& view) {
  const auto& say = context.say;
  const auto& filter = view.request.filter;
  h.raw("<search id=\"search\">\n<form class=\"search\" action=\"/sources\" method=\"get\">\n<label for=\"q\">")
      .text(say("sources.search"));
  h.raw("</label>\n<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"200\" autocomplete=\"off\"").attribute(" value", filter.query);
  h.raw(">\n");
  const auto keep = [&](std::string_view name, const std::vector<std::string>& values) {
    for (const auto& value : values) append_hidden(h, name, value);
  };
  keep("entity", filter.entities);
  keep("district", filter.districts);
  keep("topic", filter.topics);
  keep("source", filter.sources);
  for (const auto standing : view.request.standings) append_hidden(h, "state", name_of(standing));
  if (context.language_asked) append_hidden(h, "lang", context.language());
  h.raw("<button class=\"btn\" type=\"submit\">").text(say("side.find")).raw("</button>\n</form>\n</search>\n");
}

void append_chip(Html& h, const std::string& href, bool current, std::string_view label) {
  h.raw("<li><a").attribute(" href", href);
  if (current) h.raw(" aria-current=\"true\"");
  h.raw(">").text(label).raw("</a></li>\n");
}

void open_chips(Html& h, const PageContext& context, std::string_view id, std::string_view heading) {
  h.raw("<nav").attribute(" aria-labelledby", id).raw(">\n<h2").attribute(" id", id).raw(">").text(context.say(heading));
  h.raw("</h2>\n<ul class=\"chips\">\n");
}

void append_states(Html& h, const PageContext& context, const SourcesView& view) {
  open_chips(h, context, "f-state", "sources.by_state");
  const auto& wanted = view.request.standings;
  for (const auto standing : kStandings) {
    const bool current = std::find(wanted.begin(), wanted.end(), standing) != wanted.end();
    if (view.by_standing[static_cast<std::size_t>(standing)] == 0 && !current) continue;
    append_chip(h, sources_link(context, view.request.filter, toggled(wanted, standing)), current, standing_title(context, standing));
  }
  h.raw("</ul>\n</nav>\n");
}

void append_kinds(Html& h, const PageContext& context, const SourcesView& view) {
  std::set<SourceKind> kinds;
  for (const auto& facts : context.snapshot.sources) kinds.insert(facts.source.kind);
  if (kinds.size() < 2) return;
  open_chips(h, context, "f-kind", "sources.by_kind");
  for (const auto kind : kinds) {
    const std::string value(resso::name_of(kind));
    const auto href = sources_link(context, toggled(view.request.filter, &Filter::sources, value), view.request.standings);
    append_chip(h, href, holds(view.request.filter.sources, value), context.say("sources.kind." + value));
  }
  h.raw("</ul>\n</nav>\n");
}

void append_districts(Html& h, const PageContext& context, const SourcesView& view) {
  if (context.snapshot.districts.empty()) return;
  open_chips(h, context, "f-d", "side.districts");
  for (const auto& district : context.snapshot.districts) {
    const auto href = sources_link(context, toggled(view.request.filter, &Filter::districts, district.id), view.request.standings);
    append_chip(h, href, holds(view.request.filter.districts, district.id), district_name(context, district.id));
  }
  h.raw("</ul>\n</nav>\n");
}

void append_applied(Html& h, const PageContext& context, const SourcesView& view) {
  if (!view.filtered()) return;
  h.raw("<p>");
  for (const auto& slug : view.request.filter.entities) {
    const auto* entity = context.snapshot.entity(slug);
    h.text(context.say("sources.only_of", {{"name", entity ? entity->name : slug}})).raw(" ");
  }
  h.raw("<a").attribute(" href", context.link("/sources")).raw(">").text(context.say("sources.all")).raw("</a></p>\n");
}

void append_take(Html& h, const PageContext& context, const SourcesView& view) {
  const auto& say = context.say;
  h.raw("<section aria-labelledby=\"f-s\">\n<h2 id=\"f-s\">").text(say("sources.take")).raw("</h2>\n<p class=\"small soft\">");
  h.text(say("sources.take_what")).raw("</p>\n<p class=\"btns\"><a class=\"btn alt\" href=\"/opml.xml\">OPML</a> <a class=\"btn alt\"");
  auto query = view.query();
  const auto states = canonical_standings(view.request.standings);
  if (!states.empty()) query += (query.empty() ? "" : "&") + states;
  const auto json = "/api/v1/sources" + (query.empty() ? query : "?" + query);
  h.attribute(" href", context.is_file() ? std::string() : json).raw(">JSON</a></p>\n</section>\n");
}

}  // namespace

void append_sources_side(Html& h, const PageContext& context, const SourcesView& view) {
  if (context.is_file()) {
    h.raw("<div class=\"side\" id=\"search\">\n");
    append_take(h, context, view);
    h.raw("</div>\n");
    return;
  }
  h.raw("<div class=\"side\">\n");
  append_search(h, context, view);
  append_applied(h, context, view);
  append_states(h, context, view);
  append_kinds(h, context, view);
  append_districts(h, context, view);
  append_take(h, context, view);
  h.raw("</div>\n");
}

}  // namespace resso::feeds
