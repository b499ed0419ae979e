// "/visibility": how far it travelled, for a period and a cut; every figure defined on the page.
#include "feeds/dates.hpp"
#include "feeds/pages/act_line.hpp"
#include "feeds/pages/figures.hpp"
#include "feeds/pages/numbers.hpp"
#include "feeds/pages/pages.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>

namespace resso::feeds {

namespace {

using std::chrono::days;

constexpr std::array kCuts{Cut::entity, Cut::district, Cut::network, Cut::topic, Cut::hashtag, Cut::channel_kind, Cut::language, Cut::day};
constexpr std::size_t kBarsShown = 12;
constexpr std::size_t kDaysCharted = 62;
constexpr std::size_t kRowsShown = 200;

/// The page's own query, in one order: dates, what narrows, the cut.
std::string query_string(const VisibilityQuery& query) {
  std::string out = "from=" + text::format_date(query.period.from) + "&to=" + text::format_date(query.period.to);
  const auto add = [&](std::string_view key, const std::vector<std::string>& values) {
    for (const auto& value : values) out.append("&").append(key).append("=").append(text::percent_encode(value));
  };
  add("entity", query.entities);
  add("district", query.districts);
  add("network", query.networks);
  add("topic", query.topics);
  add("tag", query.hashtags);
  out.append("&by=").append(name_of(query.by));
  return out;
}

std::string here(const PageContext& context, const VisibilityQuery& query) { return context.link("/visibility", query_string(query)); }

struct Choice {
  std::string value, label;
};

void append_select(Html& h, Markup id, std::string_view name, std::string_view label, std::string_view all,
                   const std::vector<Choice>& choices, const std::vector<std::string>& chosen) {
  if (choices.empty()) return;
  h.raw("<div class=\"field\"><label for=\"").raw(id).raw("\">").text(label).raw("</label> <select id=\"").raw(id).raw("\"");
  h.attribute(" name", name).raw(">\n");
  if (!all.empty()) h.raw("<option value=\"\">").text(all).raw("</option>\n");
  for (const auto& choice : choices) {
    h.raw("<option").attribute(" value", choice.value);
    if (std::find(chosen.begin(), chosen.end(), choice.value) != chosen.end()) h.raw(" selected");
    h.raw(">").text(choice.label).raw("</option>\n");
  }
  h.raw("</select></div>\n");
}

void append_periods(Html& h, const PageContext& context, const VisibilityQuery& query) {
  if (context.is_file()) return;
  const auto today = context.snapshot.today;
  const std::chrono::year_month_day date{today};
  const auto month = date.year() / date.month();
  const auto last = month - std::chrono::months{1};
  const auto period_of_month = [](std::chrono::year_month m) { return Period{LocalDate{m / 1}, LocalDate{m / std::chrono::last}}; };
  const std::array<std::pair<std::string, Period>, 4> periods{{
      {context.say("visibility.days_7"), {today - days{7}, today - days{1}}},
      {context.say("visibility.days_28"), {today - days{28}, today - days{1}}},
      {month_year(context.language(), last), period_of_month(last)},
      {month_year(context.language(), last - std::chrono::months{1}), period_of_month(last - std::chrono::months{1})},
  }};
  h.raw("<nav").attribute(" aria-label", context.say("visibility.period")).raw("><ul class=\"chips\">\n");
  for (const auto& [label, period] : periods) {
    VisibilityQuery other = query;
    other.period = period;
    h.raw("<li><a").attribute(" href", here(context, other));
    if (period == query.period) h.raw(" aria-current=\"true\"");
    h.raw(">").text(label).raw("</a></li>\n");
  }
  h.raw("</ul></nav>\n");
}

void append_fields(Html& h, const PageContext& context, const VisibilityQuery& query) {
  const auto& say = context.say;
  const auto& snapshot = context.snapshot;
  h.raw("<form class=\"row\" method=\"get\" action=\"/visibility\">\n");
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
  day_field("v-from", "from", say("side.from"), query.period.from);
  day_field("v-to", "to", say("side.to"), query.period.to);
  std::vector<Choice> choices;
  for (const auto& entity : snapshot.entities) choices.push_back({entity.slug, entity.name});
  append_select(h, "v-e", "entity", say("cut.entity"), say("visibility.all_entities"), choices, query.entities);
  choices.clear();
  for (const auto& district : snapshot.districts) choices.push_back({district.id, district.name});
  append_select(h, "v-d", "district", say("cut.district"), say("visibility.all_districts"), choices, query.districts);
  choices.clear();
  for (const auto& topic : snapshot.topics) choices.push_back({topic.id, topic_title(context, topic.id)});
  append_select(h, "v-t", "topic", say("cut.topic"), say("visibility.all_topics"), choices, query.topics);
  choices.clear();
  for (const auto& tag : snapshot.hashtags) choices.push_back({text::fold_hashtag(tag), "#" + tag});
  append_select(h, "v-h", "tag", say("cut.hashtag"), say("visibility.all_tags"), choices, query.hashtags);
  choices = {{"none", say("visibility.whole")}};
  for (const auto cut : kCuts) choices.push_back({std::string(name_of(cut)), say("cut." + std::string(name_of(cut)))});
  append_select(h, "v-by", "by", say("visibility.by"), {}, choices, {std::string(name_of(query.by))});
  if (context.language_asked) h.raw("<input type=\"hidden\" name=\"lang\"").attribute(" value", context.language()).raw(">\n");
  h.raw("<button class=\"btn\" type=\"submit\">").text(say("side.show")).raw("</button>\n</form>\n");
}

void append_form(Html& h, const PageContext& context, const VisibilityQuery& q) {
  if (context.is_file()) return;
  h.raw("<details class=\"dates\"");
  if (!q.entities.empty() || !q.districts.empty() || !q.topics.empty() || !q.hashtags.empty() || !q.networks.empty()) h.raw(" open");
  h.raw(">\n<summary>").text(context.say("visibility.choose")).raw("</summary>\n");
  append_fields(h, context, q);
  h.raw("</details>\n");
}

void append_cuts(Html& h, const PageContext& context, const VisibilityQuery& query) {
  if (context.is_file()) {
    h.raw("<p class=\"soft\">").text(context.say("cut." + std::string(name_of(query.by)))).raw("</p>\n");
    return;
  }
  h.raw("<nav").attribute(" aria-label", context.say("visibility.by")).raw("><ul class=\"chips\">\n");
  for (const auto cut : kCuts) {
    VisibilityQuery other = query;
    other.by = cut;
    h.raw("<li><a").attribute(" href", here(context, other) + "#cut");
    if (cut == query.by) h.raw(" aria-current=\"true\"");
    h.raw(">").text(context.say("cut." + std::string(name_of(cut)))).raw("</a></li>\n");
  }
  h.raw("</ul></nav>\n");
}

/// A row beside its own of the period before.
struct Pair {
  const VisibilityFigures* now;
  const VisibilityFigures* before;  ///< null: nothing to compare with
};

/// Days in their order; all else as the report ranks it.
std::vector<Pair> rows_to_show(const VisibilityReport& report) {
  const bool by_day = report.query.by == Cut::day;
  std::vector<Pair> rows;
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    // The same day of another period says nothing.
    rows.push_back({&report.rows[i], !by_day && i < report.rows_before.size() ? &report.rows_before[i] : nullptr});
  }
  if (by_day) std::sort(rows.begin(), rows.end(), [](const Pair& a, const Pair& b) { return a.now->key < b.now->key; });
  return rows;
}

void append_cut_chart(Html& h, const PageContext& context, Cut by, std::span<const Pair> rows) {
  const bool by_day = by == Cut::day;
  std::vector<Bar> bars;
  for (const auto& row : rows.first(std::min(rows.size(), by_day ? kDaysCharted : kBarsShown))) {
    bars.push_back({cut_value(context, by, row.now->key), by_day ? row.now->posts : row.now->interactions()});
  }
  const auto title = context.say(by_day ? "visibility.chart_days" : "visibility.chart_rows");
  const auto& most = *std::max_element(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.value < b.value; });
  const auto value = format_number(context.language(), most.value.value_or(0));
  const auto described = context.say("visibility.chart_most", {{"name", most.label}, {"n", value}});
  h.raw("<figure>\n<figcaption><h3>").text(title).raw("</h3></figcaption>\n");
  append_chart(h, context, title, described, bars, by_day);
  h.raw("</figure>\n");
}

void append_row(Html& h, const PageContext& context, Cut by, const Pair& pair) {
  const auto language = context.language();
  const auto& row = *pair.now;
  h.raw("<tr><th scope=\"row\">");
  const auto name = cut_value(context, by, row.key);
  if (by == Cut::entity && context.snapshot.entity(row.key)) {
    h.raw("<a").attribute(" href", context.link("/entities/" + row.key)).raw(">").text(name).raw("</a>");
  } else {
    h.text(name);
  }
  h.raw("</th><td>").text(format_number(language, row.posts)).raw("</td><td>").text(format_number(language, row.interactions()));
  if (by != Cut::day) {
    const auto apart =
        pair.before ? difference_words(context, row.interactions(), pair.before->interactions()) : context.say("figure.no_data");
    h.raw("</td><td>").text(apart);
  }
  h.raw("</td><td>").text(reach_words(context, row)).raw("</td><td>");
  if (row.entity_posts > 0) {
    h.text(format_percent(language, 100.0 * static_cast<double>(row.posts_with_hashtag) / static_cast<double>(row.entity_posts)));
  } else {
    h.text(context.say("figure.no_data"));
  }
  h.raw("</td><td>").text(format_number(language, row.events)).raw("</td></tr>\n");
}

void append_cut_table(Html& h, const PageContext& context, Cut by, std::span<const Pair> rows) {
  const auto& say = context.say;
  h.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\"").attribute(" aria-label", say("visibility.table"));
  h.raw(">\n<table class=\"data\">\n<caption class=\"vh\">")
      .text(say("visibility.table"))
      .raw("</caption>\n<thead><tr><th scope=\"col\" class=\"l\">");
  h.text(say("cut." + std::string(name_of(by)))).raw("</th>");
  for (const std::string_view key :
       {"figure.posts", "figure.interactions", "visibility.against", "figure.reach", "figure.hashtag", "figure.events"}) {
    if (by == Cut::day && key == "visibility.against") continue;
    h.raw("<th scope=\"col\">").text(say(key)).raw("</th>");
  }
  h.raw("</tr></thead>\n<tbody>\n");
  for (const auto& row : rows.first(std::min(rows.size(), kRowsShown))) append_row(h, context, by, row);
  h.raw("</tbody>\n</table>\n</div>\n");
  if (rows.size() > kRowsShown) {
    const auto more = static_cast<std::int64_t>(rows.size() - kRowsShown);
    h.raw("<p class=\"small soft\">").text(say.count("visibility.more_rows", more)).raw("</p>\n");
  }
}

void append_cut(Html& h, const PageContext& context, const VisibilityReport& report) {
  const auto& say = context.say;
  h.raw("<section class=\"flow\" aria-labelledby=\"cut\">\n<h2 id=\"cut\">").text(say("visibility.compare")).raw("</h2>\n");
  append_cuts(h, context, report.query);
  if (report.query.by != Cut::none) {
    if (report.rows.empty()) {
      h.raw("<p>").text(say("visibility.no_rows")).raw("</p>\n");
    } else {
      const auto rows = rows_to_show(report);
      append_cut_chart(h, context, report.query.by, rows);
      // Many days make a long table: it opens on demand.
      if (report.query.by == Cut::day) h.raw("<details>\n<summary>").text(say("visibility.table")).raw("</summary>\n");
      append_cut_table(h, context, report.query.by, rows);
      if (report.query.by == Cut::day) h.raw("</details>\n");
    }
  }
  h.raw("</section>\n");
}

}  // namespace

std::string visibility_page(const Snapshot& snapshot, const VisibilityReport& report, std::string_view language,
                            std::string_view self_path) {
  auto context = page_context(snapshot, language, self_path);
  if (!context.is_file()) context.self_path = here(context, report.query);
  const auto& say = context.say;
  const auto period = date_range(context.language(), report.query.period.from, report.query.period.to);
  const auto before = date_range(context.language(), report.before.from, report.before.to);

  Html h;
  h.raw("<div class=\"head\">\n<h1>").text(say("visibility.heading")).raw("</h1>\n<p class=\"soft\">");
  h.text(say("visibility.compared", {{"period", text::capitalised(period)}, {"before", before}}))
      .raw("</p>\n</div>\n<div class=\"flow\">\n");
  append_periods(h, context, report.query);
  append_form(h, context, report.query);
  h.raw("<h2 class=\"vh\">").text(say("visibility.figures")).raw("</h2>\n");
  append_figures(h, context, report.whole, report.whole_before, false);
  h.raw("<p class=\"small soft\">").text(say("visibility.provenance")).raw("</p>\n");
  append_cut(h, context, report);
  h.raw("<p class=\"btns\"><a class=\"btn alt\"")
      .attribute(" href", "/visibility.csv" + (context.is_file() ? "" : "?" + query_string(report.query)))
      .raw(">");
  h.text(say("visibility.csv")).raw("</a></p>\n<h2 id=\"definitions\">").text(say("visibility.definitions")).raw("</h2>\n");
  append_definitions(h, context, report.whole);
  h.raw("</div>\n");

  PageHead head;
  head.title = say("visibility.title", {{"period", period}});
  head.description = say("visibility.description", {{"of_city", of_name(context.language(), snapshot.city.name)}});
  head.section = "visibility";
  return page(context, head, h);
}

}  // namespace resso::feeds
