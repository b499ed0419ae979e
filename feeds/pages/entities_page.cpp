// "/entities": who is enrolled, by district, with what is to come of each and how its channels are.
#include "feeds/pages/act_line.hpp"
#include "feeds/pages/channel_health.hpp"
#include "feeds/pages/pages.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <map>

namespace resso::feeds {

namespace {

using Counts = std::map<std::string_view, std::int64_t>;

bool meets(const std::vector<std::string>& wanted, const std::vector<std::string>& own) {
  return wanted.empty() || std::any_of(own.begin(), own.end(), [&](const std::string& value) {
           return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
         });
}

bool passes(const Entity& entity, const Filter& filter) {
  if (!meets(filter.entities, {entity.slug}) || !meets(filter.districts, entity.districts) || !meets(filter.topics, entity.topics))
    return false;
  return filter.query.empty() || text::fold_words(entity.name).find(filter.query) != std::string::npos;
}

void append_entity(Html& h, const PageContext& context, const Entity& entity, std::int64_t acts) {
  h.raw("<li class=\"who-row\">\n<p class=\"ttl\"><a")
      .attribute(" href", context.link("/entities/" + entity.slug))
      .raw(">")
      .text(entity.name);
  h.raw("</a></p>\n<p class=\"topics\">");
  for (std::size_t i = 0; i < std::min<std::size_t>(entity.topics.size(), 2); ++i) append_topic(h, context, entity.topics[i]);
  h.raw("</p>\n<p class=\"small soft acts-n\">").text(context.say.count("acts", acts)).raw("</p>\n<p class=\"health-n\">");
  append_standing(h, context, worst_standing(channels_of(context.snapshot, entity.slug)));
  h.raw("</p>\n</li>\n");
}

void append_group(Html& h, const PageContext& context, const std::string& id, const std::string& name,
                  const std::vector<const Entity*>& entities, const Counts& counts) {
  if (entities.empty()) return;
  h.raw("<section")
      .attribute(" aria-labelledby", id)
      .raw(">\n<h2")
      .attribute(" id", id)
      .raw(">")
      .text(name)
      .raw("</h2>\n<ul class=\"list\">\n");
  for (const auto* entity : entities) {
    const auto at = counts.find(entity->slug);
    append_entity(h, context, *entity, at == counts.end() ? 0 : at->second);
  }
  h.raw("</ul>\n</section>\n");
}

}  // namespace

Result<std::string> entities_page(const Snapshot& snapshot, const OutputRequest& request) {
  const auto context = page_context(snapshot, request.language, request.self_path);
  const auto& say = context.say;
  Counts counts;
  // Each act once, as its entity's page tells: who meets every Tuesday has no hundred.
  for (const auto& act : select_events(snapshot, {}, true)) {
    if (!act.event->entity.empty()) ++counts[act.event->entity];
  }
  std::vector<const Entity*> shown;
  for (const auto& entity : snapshot.entities) {
    if (passes(entity, request.filter)) shown.push_back(&entity);
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const Entity* a, const Entity* b) { return text::fold_words(a->name) < text::fold_words(b->name); });

  Html h;
  h.raw("<div class=\"head\">\n<h1>")
      .text(say("entities.heading", {{"of_city", of_name(context.language(), snapshot.city.name)}}))
      .raw("</h1>\n<p class=\"soft\">");
  h.text(say.count("entities", static_cast<std::int64_t>(shown.size())))
      .raw("</p>\n</div>\n<p class=\"lead\">")
      .text(say("entities.lead"))
      .raw("</p>\n");
  if (shown.size() != snapshot.entities.size()) {
    h.raw("<p><a").attribute(" href", context.link("/entities")).raw(">").text(say("entities.all")).raw("</a></p>\n");
  }
  std::vector<const Entity*> elsewhere;
  for (const auto* entity : shown) {
    const bool placed =
        std::any_of(entity->districts.begin(), entity->districts.end(), [&](const auto& id) { return snapshot.district(id); });
    if (!placed) elsewhere.push_back(entity);
  }
  for (const auto& district : snapshot.districts) {
    std::vector<const Entity*> here;
    for (const auto* entity : shown) {
      if (meets({district.id}, entity->districts)) here.push_back(entity);
    }
    append_group(h, context, "d-" + district.id, district_name(context, district.id), here, counts);
  }
  append_group(h, context, "d-all", say("entities.whole_city"), elsewhere, counts);
  if (shown.empty()) h.raw("<p>").text(say("entities.no_match")).raw("</p>\n");

  PageHead head;
  head.title = say("entities.heading", {{"of_city", of_name(context.language(), snapshot.city.name)}});
  head.description = say("entities.lead");
  head.section = "entities";
  return page(context, head, h);
}

}  // namespace resso::feeds
