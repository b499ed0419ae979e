#include "feeds/pages/figures.hpp"

#include "feeds/dates.hpp"
#include "feeds/pages/act_line.hpp"
#include "feeds/pages/numbers.hpp"
#include "model/source.hpp"
#include "text/timestamp.hpp"

namespace resso::feeds {

namespace {

class FigureList {
 public:
  FigureList(Html& h, const PageContext& context) : h_(h), context_(context) {}

  void add(std::string_view key, std::string_view value, std::string_view note) {
    h_.raw("<div><dt>").text(context_.say(key)).raw("</dt><dd><span class=\"big\">").text(value).raw("</span>");
    if (!note.empty()) h_.raw("<br>").text(note);
    h_.raw("</dd></div>\n");
  }
  void add(std::string_view key, std::int64_t now, std::int64_t before) {
    add(key, format_number(context_.language(), now), difference_words(context_, now, before));
  }
  void gap(std::string_view key, std::string_view why) { add(key, context_.say("figure.no_data"), context_.say(why)); }

 private:
  Html& h_;
  const PageContext& context_;
};

void add_reach(FigureList& list, const PageContext& context, const VisibilityFigures& now) {
  if (!now.reach) return list.gap("figure.reach", "figure.reach_gap");
  const auto& reach = *now.reach;
  std::string note = context.say("figure.estimate");
  if (reach.boosters > 0) {
    const auto coverage = 100.0 * static_cast<double>(reach.boosters_known) / static_cast<double>(reach.boosters);
    note += "; " + context.say("figure.coverage", {{"percent", format_percent(context.language(), coverage)}});
  }
  if (reach.posts_unknown > 0) note += "; " + context.say.count("figure.posts_unknown", reach.posts_unknown);
  list.add("figure.reach", reach_words(context, now), note);
}

void add_engagement(FigureList& list, const PageContext& context, const VisibilityFigures& now) {
  if (!now.engagement_rate) return list.gap("figure.engagement", "figure.followers_gap");
  std::string note;
  if (now.interactions_per_1k) {
    note = context.say("figure.per_1k", {{"n", format_decimal(context.language(), *now.interactions_per_1k)}});
  }
  list.add("figure.engagement", format_percent(context.language(), *now.engagement_rate), note);
}

void add_followers(FigureList& list, const PageContext& context, const VisibilityFigures& now) {
  if (!now.followers_end) return list.gap("figure.followers", "figure.followers_gap");
  const auto growth = now.growth();
  const auto note = growth ? context.say.count(*growth < 0 ? "figure.lost" : "figure.gained", *growth < 0 ? -*growth : *growth)
                           : context.say("figure.no_growth");
  list.add("figure.followers", format_number(context.language(), *now.followers_end), note);
}

void add_adoption(FigureList& list, const PageContext& context, const VisibilityFigures& now, bool of_one_entity) {
  if (now.entity_posts == 0) return list.gap("figure.hashtag", "figure.hashtag_gap");
  const auto share = 100.0 * static_cast<double>(now.posts_with_hashtag) / static_cast<double>(now.entity_posts);
  const auto& say = context.say;
  std::string note =
      say(now.entity_posts == 1 ? "figure.of_post" : "figure.of_posts",
          {{"n", format_number(context.language(), now.posts_with_hashtag)}, {"of_all", of_number(context.language(), now.entity_posts)}});
  if (!of_one_entity) note += "; " + say.count("figure.hashtag_entities", now.entities_with_hashtag);
  list.add("figure.hashtag", format_percent(context.language(), share), note);
}

}  // namespace

std::string difference_words(const PageContext& context, std::int64_t now, std::int64_t before) {
  const auto& say = context.say;
  const auto language = context.language();
  if (now == before) return say("figure.same");
  const auto apart = now > before ? now - before : before - now;
  auto words = say(now > before ? "figure.more" : "figure.fewer", {{"n", format_number(language, apart)}});
  // A percentage of a handful says nothing.
  if (before >= 10) {
    const auto percent = static_cast<double>(now - before) * 100.0 / static_cast<double>(before);
    const auto whole = static_cast<double>(static_cast<std::int64_t>(percent + (percent < 0 ? -0.5 : 0.5)));
    if (whole != 0) words += " (" + std::string(whole > 0 ? "+" : "") + format_percent(language, whole) + ")";
  }
  return words;
}

std::string reach_words(const PageContext& context, const VisibilityFigures& figures) {
  if (!figures.reach) return context.say("figure.no_data");
  return format_interval(context.language(), figures.reach->lower, figures.reach->upper);
}

void append_figures(Html& h, const PageContext& context, const VisibilityFigures& now, const VisibilityFigures& before,
                    bool of_one_entity) {
  h.raw("<dl class=\"heads\">\n");
  FigureList list(h, context);
  list.add("figure.posts", now.posts, before.posts);
  if (!of_one_entity) list.add("figure.active", now.active_entities, before.active_entities);
  list.add("figure.interactions", now.interactions(), before.interactions());
  add_reach(list, context, now);
  add_engagement(list, context, now);
  add_followers(list, context, now);
  add_adoption(list, context, now, of_one_entity);
  list.add("figure.events", now.events, before.events);
  h.raw("</dl>\n");
}

void append_definitions(Html& h, const PageContext& context, const VisibilityFigures& whole) {
  static constexpr std::string_view kDefined[] = {"posts",     "active",  "interactions", "reach",  "engagement",
                                                  "followers", "hashtag", "events",       "no_data"};
  h.raw("<dl class=\"defs\">\n");
  for (const auto name : kDefined) {
    h.raw("<div><dt>")
        .text(context.say("define." + std::string(name) + ".name"))
        .raw("</dt><dd>")
        .text(context.say("define." + std::string(name)));
    if (name == "interactions" && whole.counted_at) {
      const auto at = context.snapshot.zone.to_local(*whole.counted_at);
      h.raw(" ").text(context.say("define.counted_at", {{"when", day_and_hour(context.language(), at, context.snapshot.today)}}));
    }
    h.raw("</dd></div>\n");
  }
  h.raw("</dl>\n");
}

std::string cut_value(const PageContext& context, Cut cut, std::string_view key) {
  const auto& snapshot = context.snapshot;
  const auto named = [&](std::string_view prefix) {
    const auto phrase = std::string(prefix) + std::string(key);
    return context.say.has(phrase) ? context.say(phrase) : std::string(key);
  };
  if (key.empty()) return context.say("cut.nobody");
  switch (cut) {
    case Cut::entity: {
      const auto* entity = snapshot.entity(key);
      return entity ? entity->name : std::string(key);
    }
    case Cut::district: return district_name(context, key);
    case Cut::topic: return topic_name(context, key);
    case Cut::hashtag: return "#" + std::string(key);
    case Cut::language: return named("tongue.");
    case Cut::channel_kind: {
      const auto kind = source_kind_named(key);
      return kind ? source_label(context, *kind) : named("channel.");
    }
    case Cut::day: {
      const auto day = text::parse_date(key);
      return day ? numeric_date(context.language(), *day) : std::string(key);
    }
    default: return std::string(key);
  }
}

}  // namespace resso::feeds
