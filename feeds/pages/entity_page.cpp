// "/entities/{slug}": what is to come, what it said, how its channels are and how far it travelled.
#include "feeds/dates.hpp"
#include "feeds/pages/act_line.hpp"
#include "feeds/pages/channel_health.hpp"
#include "feeds/pages/figures.hpp"
#include "feeds/pages/numbers.hpp"
#include "feeds/pages/pages.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::feeds {

namespace {

constexpr std::size_t kActsShown = 8;
constexpr std::size_t kActsOfFile = 300;  // among files it is the only page of its acts
constexpr std::size_t kPostsShown = 5;

Filter only(const Entity& entity) {
  Filter filter;
  filter.entities = {entity.slug};
  return filter;
}

void append_heading(Html& h, const PageContext& context, const Entity& entity) {
  h.raw("<div class=\"head\">\n<h1>").text(entity.name).raw("</h1>\n<p class=\"soft\">");
  std::string words;
  const auto add = [&](const std::string& part) { words += (words.empty() ? "" : " · ") + part; };
  for (const auto& district : entity.districts) add(district_name(context, district));
  if (!entity.networks.empty()) {
    std::string networks;
    for (const auto& network : entity.networks) networks += (networks.empty() ? "" : ", ") + network;
    add(context.say("entity.networks", {{"networks", networks}}));
  }
  h.text(words);
  if (is_web_address(entity.website)) {
    if (!words.empty()) h.raw(" · ");
    h.outward_link(entity.website, host_of(entity.website));
  }
  h.raw(" ");
  for (const auto& topic : entity.topics) append_topic(h, context, topic);
  h.raw("</p>\n</div>\n");
}

void append_coming(Html& h, const PageContext& context, const Entity& entity) {
  const auto& say = context.say;
  // Every date: who comes each Tuesday wants to see that it is each Tuesday, but once is enough.
  auto events = select_events(context.snapshot, only(entity), true);
  const auto all = events.size();
  const auto most = context.is_file() ? kActsOfFile : kActsShown;
  if (events.size() > most) events.resize(most);
  h.raw("<h2 id=\"e-a\">").text(say("entity.coming")).raw("</h2>\n");
  if (events.empty()) {
    h.raw("<p>").text(say("entity.nothing_coming")).raw("</p>\n");
  } else {
    append_acts(h, context, events, {.under = std::nullopt, .entity = false});
  }
  const auto base = "/entities/" + entity.slug + "/agenda";
  h.raw("<p class=\"btns\"><a class=\"btn\"")
      .attribute(" href", webcal_link(context.snapshot, base + ".ics"))
      .raw(">")
      .text(say("entity.follow"));
  h.raw("</a> <a class=\"btn alt\"")
      .attribute(" href", base + ".rss")
      .raw(">RSS</a> <a class=\"btn alt\"")
      .attribute(" href", context.subscribe_link(only(entity)))
      .raw(">")
      .text(say("side.more_ways"))
      .raw("</a>");
  if (all > 0 && !context.is_file()) {
    h.raw(" <a class=\"btn alt\"").attribute(" href", context.agenda_link(only(entity))).raw(">");
    h.text(say.count("entity.all_acts", static_cast<std::int64_t>(all))).raw("</a>");
  }
  h.raw("</p>\n");
}

void append_post(Html& h, const PageContext& context, const Post& post) {
  const auto at = context.snapshot.zone.to_local(post.published);
  const auto when = day_and_hour(context.language(), at, context.snapshot.today);
  h.raw("<li>\n<p class=\"small\"><span class=\"src\">")
      .text(post.kind == PostKind::entry ? context.say("source.feed") : "Mastodon")
      .raw("</span> ");
  h.outward_link(post.url, when).raw("</p>\n");
  if (!post.title.empty()) {
    h.raw("<p");
    append_language(h, context, post.language);
    h.raw("><strong>").text(post.title).raw("</strong></p>\n");
  }
  const auto& words = !post.content_warning.empty() ? post.content_warning : !post.summary_text.empty() ? post.summary_text : post.text;
  const auto text = text::abridge(text::collapse_space(words), 280);
  if (!text.empty()) {
    h.raw("<blockquote");
    append_language(h, context, post.language);
    h.raw(">");
    if (!post.content_warning.empty()) h.raw("<em>").text(context.say("entity.warning")).raw("</em> ");
    h.text(text).raw("</blockquote>\n");
  }
  const auto& counters = post.counters;
  if (post.kind == PostKind::status && (counters.replies || counters.boosts || counters.favourites)) {
    h.raw("<p class=\"small soft\">").text(context.say.count("entity.boosts", counters.boosts.value_or(0))).raw(", ");
    h.text(context.say.count("entity.favourites", counters.favourites.value_or(0))).raw(", ");
    h.text(context.say.count("entity.replies", counters.replies.value_or(0))).raw("</p>\n");
  }
  h.raw("</li>\n");
}

void append_posts(Html& h, const PageContext& context, const Entity& entity) {
  auto posts = select_posts(context.snapshot, only(entity));
  h.raw("<h2 id=\"e-p\">").text(context.say("entity.posts")).raw("</h2>\n");
  if (posts.empty()) {
    h.raw("<p>").text(context.say("entity.no_posts")).raw("</p>\n");
    return;
  }
  if (posts.size() > kPostsShown) posts.resize(kPostsShown);
  h.raw("<ol class=\"said\">\n");
  for (const auto* post : posts) append_post(h, context, *post);
  h.raw("</ol>\n<p class=\"btns\"><a class=\"btn alt\"").attribute(" href", "/entities/" + entity.slug + "/posts.rss").raw(">");
  h.text(context.say("entity.posts_feed")).raw("</a></p>\n");
}

void append_side(Html& h, const PageContext& context, const Entity& entity) {
  const auto channels = channels_of(context.snapshot, entity.slug);
  h.raw("<aside class=\"flow\" aria-labelledby=\"e-c\">\n<h2 id=\"e-c\">").text(context.say("entity.channels")).raw("</h2>\n");
  if (channels.empty()) {
    h.raw("<p>").text(context.say("entity.no_channels")).raw("</p>\n");
  } else {
    std::optional<Instant> read;
    for (const auto* channel : channels) {
      if (channel->state.last_poll) read = std::max(read.value_or(*channel->state.last_poll), *channel->state.last_poll);
    }
    if (read) {
      const auto when = day_and_hour(context.language(), context.snapshot.zone.to_local(*read), context.snapshot.today);
      h.raw("<p class=\"small soft\">").text(context.say("entity.read_at", {{"when", when}})).raw("</p>\n");
    }
    append_channels(h, context, channels);
    h.raw("<p class=\"small\"><a").attribute(" href", context.link("/sources", "entity=" + entity.slug)).raw(">");
    h.text(context.say("health.all_detail")).raw("</a></p>\n");
  }
  h.raw("</aside>\n");
}

void append_visibility(Html& h, const PageContext& context, const Entity& entity) {
  const auto& say = context.say;
  h.raw("<section class=\"flow\" aria-labelledby=\"e-v\">\n<div class=\"head\">\n<h2 id=\"e-v\">")
      .text(say("entity.reached"))
      .raw("</h2>\n");
  const auto& report = context.snapshot.visibility;
  if (!report) {
    h.raw("</div>\n<p>").text(say("entity.not_measured")).raw("</p>\n</section>\n");
    return;
  }
  const auto period = date_range(context.language(), report->query.period.from, report->query.period.to);
  h.raw("<p class=\"small soft\">")
      .text(text::capitalised(period))
      .raw(" · <a")
      .attribute(" href", context.link("/visibility", "entity=" + entity.slug));
  h.raw(">").text(say("entity.more_figures")).raw("</a></p>\n</div>\n");
  const auto at =
      std::find_if(report->rows.begin(), report->rows.end(), [&](const VisibilityFigures& row) { return row.key == entity.slug; });
  if (at == report->rows.end()) {
    h.raw("<p>").text(say("entity.nothing_measured")).raw("</p>\n");
  } else {
    const auto place = static_cast<std::size_t>(at - report->rows.begin());
    const auto before = place < report->rows_before.size() ? report->rows_before[place] : VisibilityFigures{};
    append_figures(h, context, *at, before, true);
    const auto all = report->whole.interactions();
    if (all > 0) {
      const auto share = 100.0 * static_cast<double>(at->interactions()) / static_cast<double>(all);
      h.raw("<p class=\"small\">").text(say("entity.share", {{"percent", format_percent(context.language(), share)}})).raw("</p>\n");
    }
  }
  h.raw("<p class=\"small soft\">")
      .text(say("entity.how_to_read"))
      .raw(" <a")
      .attribute(" href", context.link("/visibility") + "#definitions")
      .raw(">");
  h.text(say("entity.definitions")).raw("</a></p>\n</section>\n");
}

}  // namespace

Result<std::string> entity_page(const Snapshot& snapshot, const OutputRequest& request) {
  const auto context = page_context(snapshot, request.language, request.self_path);
  const auto& say = context.say;
  const auto* entity = snapshot.entity(request.subject);
  if (!entity) return Error{Errc::not_found, "there is no such entity", "/entities/" + request.subject, "see the list at /entities", 0};

  Html h;
  h.raw("<p><a class=\"back\"").attribute(" href", context.link("/entities")).raw(">← ").text(say("entities.all")).raw("</a></p>\n");
  append_heading(h, context, *entity);
  h.raw("<div class=\"two\">\n<div class=\"flow\">\n");
  append_coming(h, context, *entity);
  append_posts(h, context, *entity);
  h.raw("</div>\n");
  append_side(h, context, *entity);
  h.raw("</div>\n");
  append_visibility(h, context, *entity);

  PageHead head;
  head.embeddable = true;
  head.title = say("entity.title", {{"name", entity->name}});
  head.description = say("entity.description", {{"name", entity->name}});
  head.section = "entities";
  head.feeds_title = entity->name;
  head.feeds_base = "/entities/" + entity->slug + "/agenda";
  return page(context, head, h);
}

}  // namespace resso::feeds
