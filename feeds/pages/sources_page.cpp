// "/sources": where the agenda comes from, and how each source is. What needs somebody's hand stands first.
#include "feeds/city_times.hpp"
#include "feeds/dates.hpp"
#include "feeds/pages/channel_health.hpp"
#include "feeds/pages/numbers.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/pages/sources_view.hpp"

#include <algorithm>

namespace resso::feeds {

namespace {

constexpr std::size_t kShown = 100;
constexpr int kMostShown = 1000;
constexpr auto kFresh = std::chrono::days{1};

std::size_t index_of(Standing standing) { return static_cast<std::size_t>(standing); }

void append_figure(Html& h, const PageContext& context, std::string_view label, std::int64_t n, const std::string& href) {
  h.raw("<div><dt>").text(label).raw("</dt><dd><span class=\"big\">");
  if (href.empty()) {
    h.text(format_number(context.language(), n));
  } else {
    h.raw("<a").attribute(" href", href).raw(">").text(format_number(context.language(), n)).raw("</a>");
  }
  h.raw("</span></dd></div>\n");
}

/// Good first: most readers come to see whether all is well.
void append_figures(Html& h, const PageContext& context, const SourcesView& view) {
  h.raw("<dl class=\"heads\">\n");
  for (const auto standing : {Standing::ok, Standing::improvable, Standing::waiting, Standing::needs_auth, Standing::failing}) {
    const auto n = view.by_standing[index_of(standing)];
    const auto href = n > 0 ? sources_link(context, view.request.filter, {standing}) : std::string();
    append_figure(h, context, standing_title(context, standing), n, href);
  }
  h.raw("</dl>\n");
}

/// How many of them were read well within a day of the newest poll.
void append_freshness(Html& h, const PageContext& context, const SourcesView& view) {
  const auto& snapshot = context.snapshot;
  if (!snapshot.polled_at) return;
  const auto is_fresh = [&](const SourceFacts* facts) {
    return facts->state.last_success && *snapshot.polled_at - *facts->state.last_success <= kFresh;
  };
  const auto fresh = std::count_if(view.selected.begin(), view.selected.end(), is_fresh);
  const auto when = day_and_hour(context.language(), snapshot.zone.to_local(*snapshot.polled_at), snapshot.today);
  h.raw("<p class=\"small soft\"><time").attribute(" datetime", offset_time(snapshot, *snapshot.polled_at)).raw(">");
  h.text(context.say("sources.as_of", {{"when", when}})).raw("</time> ");
  h.text(context.say("sources.fresh", {{"n", format_number(context.language(), fresh)},
                                       {"of_all", of_number(context.language(), static_cast<std::int64_t>(view.selected.size()))}}));
  h.raw("</p>\n");
}

void append_group(Html& h, const PageContext& context, Standing standing, std::span<const SourceFacts* const> sources) {
  const std::string id(name_of(standing));
  h.raw("<section").attribute(" aria-labelledby", id).raw(">\n<h2").attribute(" id", id).raw(">").text(standing_title(context, standing));
  h.raw("</h2>\n<p class=\"small soft\">").text(context.say("sources." + id + ".what")).raw("</p>\n<ul class=\"list\">\n");
  for (const auto* facts : sources) append_source(h, context, *facts);
  h.raw("</ul>\n</section>\n");
}

void append_groups(Html& h, const PageContext& context, const SourcesView& view) {
  const auto limit = view.request.filter.limit ? static_cast<std::size_t>(*view.request.filter.limit) : kShown;
  const auto shown = std::span(view.selected).first(std::min(limit, view.selected.size()));
  for (auto from = shown.begin(); from != shown.end();) {
    const auto standing = standing_of((*from)->state);
    const auto to = std::find_if(from, shown.end(), [&](const SourceFacts* facts) { return standing_of(facts->state) != standing; });
    append_group(h, context, standing, std::span(from, to));
    from = to;
  }
  if (shown.empty()) h.raw("<p>").text(context.say(view.filtered() ? "sources.no_match" : "about.channels.none")).raw("</p>\n");
  if (shown.size() == view.selected.size()) return;
  Filter more = view.request.filter;
  more.limit = kMostShown;
  h.raw("<p>").text(
      context.say("sources.cut", {{"n", format_number(context.language(), static_cast<std::int64_t>(shown.size()))},
                                  {"of_all", of_number(context.language(), static_cast<std::int64_t>(view.selected.size()))}}));
  if (limit < kMostShown)
    h.raw(" <a")
        .attribute(" href", sources_link(context, more, view.request.standings))
        .raw(">")
        .text(context.say("sources.more"))
        .raw("</a>");
  h.raw("</p>\n");
}

}  // namespace

std::string SourcesView::query() const {
  Filter filter = request.filter;
  filter.languages.clear();
  filter.limit.reset();
  return canonical_query(filter);
}

SourcesView sources_view(const Snapshot& snapshot, const OutputRequest& request) {
  SourcesView view{request, {}, {}};
  const auto& wanted = request.standings;
  for (const auto* facts : select_sources(snapshot, request.filter, {})) {
    const auto standing = standing_of(facts->state);
    ++view.by_standing[index_of(standing)];
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), standing) != wanted.end()) view.selected.push_back(facts);
  }
  return view;
}

std::string sources_link(const PageContext& context, Filter filter, const std::vector<Standing>& standings) {
  if (context.is_file()) return {};
  filter.languages.clear();
  auto query = canonical_query(filter);
  const auto states = canonical_standings(standings);
  if (!states.empty()) query += (query.empty() ? "" : "&") + states;
  return context.link("/sources", query);
}

std::string standing_title(const PageContext& context, Standing standing) {
  return context.say("sources." + std::string(name_of(standing)));
}

Result<std::string> sources_page(const Snapshot& snapshot, const OutputRequest& request) {
  const auto context = page_context(snapshot, request.language, request.self_path);
  const auto& say = context.say;
  const auto view = sources_view(snapshot, request);
  Html h;
  h.raw("<div class=\"head\">\n<h1>").text(say("sources.heading")).raw("</h1>\n<p class=\"soft\">");
  h.text(say.count("sources.count", static_cast<std::int64_t>(view.selected.size()))).raw("</p>\n</div>\n<p class=\"lead\">");
  h.text(say("sources.lead", {{"of_city", of_name(context.language(), snapshot.city.name)}})).raw("</p>\n");
  append_figures(h, context, view);
  append_freshness(h, context, view);
  h.raw("<div class=\"lay\">\n<div class=\"sources\">\n");
  append_groups(h, context, view);
  h.raw("</div>\n");
  append_sources_side(h, context, view);
  h.raw("</div>\n");

  PageHead head;
  head.title = say("sources.heading");
  head.description = say("sources.lead", {{"of_city", of_name(context.language(), snapshot.city.name)}});
  head.section = "sources";
  head.has_search = true;
  return page(context, head, h);
}

}  // namespace resso::feeds
