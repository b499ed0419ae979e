#include "feeds/pages/subscribe_form.hpp"

#include "feeds/pages/topic_checks.hpp"
#include "feeds/selection.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::feeds {

namespace {

constexpr std::size_t kMostEntities = 300;  // of a longer list only who has acts to come: their own pages lead here, too

bool holds(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

void append_check(Html& h, Markup name, std::string_view value, bool checked, const Html& label) {
  h.raw("<label class=\"check\"><input type=\"checkbox\" name=\"").raw(name).raw("\"").attribute(" value", value);
  if (checked) h.raw(" checked");
  h.raw("> ").append(label).raw("</label>\n");
}

Html words(std::string_view text) {
  Html label;
  label.text(text);
  return label;
}

void open_legend(Html& h, const PageContext& context, std::string_view title) {
  h.raw("<fieldset>\n<legend>").text(title).raw(" <span class=\"soft\">").text(context.say("subscribe.none_is_all"));
  h.raw("</span></legend>\n");
}

void open_group(Html& h, const PageContext& context, std::string_view title) {
  open_legend(h, context, title);
  h.raw("<div class=\"checks\">\n");
}

void append_districts(Html& h, const PageContext& context, const Filter& filter) {
  if (context.snapshot.districts.empty()) return;
  open_group(h, context, context.say("side.districts"));
  for (const auto& district : context.snapshot.districts) {
    append_check(h, "district", district.id, holds(filter.districts, district.id), words(district_name(context, district.id)));
  }
  h.raw("</div>\n</fieldset>\n");
}

void append_topics(Html& h, const PageContext& context, const Filter& filter) {
  if (context.snapshot.topics.empty()) return;
  open_legend(h, context, context.say("side.topics"));
  append_topic_checks(h, context, filter);
  h.raw("</fieldset>\n");
}

/// The city's own hashtags, its campaigns', and whatever else is chosen already; one more can be written.
void append_tags(Html& h, const PageContext& context, const Filter& filter) {
  std::vector<std::string> shown;
  open_group(h, context, context.say("subscribe.tags"));
  const auto add = [&](const std::string& tag) {
    const auto folded = text::fold_hashtag(tag);
    if (folded.empty() || holds(shown, folded)) return;
    append_check(h, "tag", folded, holds(filter.tags, folded), words("#" + tag));
    shown.push_back(folded);
  };
  for (const auto& tag : context.snapshot.hashtags) add(tag);
  for (const auto& campaign : context.snapshot.campaigns) add(campaign.hashtag);
  for (const auto& tag : filter.tags) add(tag);
  h.raw("</div>\n<div class=\"field\"><label for=\"s-t\">").text(context.say("subscribe.other_tag"));
  h.raw(
      "</label> <input id=\"s-t\" name=\"tag\" type=\"text\" autocomplete=\"off\" autocapitalize=\"none\" "
      "size=\"18\"></div>\n</fieldset>\n");
}

std::vector<const Entity*> entities_to_choose(const Snapshot& snapshot, const Filter& filter) {
  std::vector<const Entity*> entities;
  for (const auto& entity : snapshot.entities) {
    if (!holds(filter.entities, entity.slug)) entities.push_back(&entity);
  }
  if (entities.size() <= kMostEntities) return entities;
  const auto& keys = snapshot.agenda.entities();
  const auto acts = Selection(snapshot, {}).count(keys, {}, true);
  std::erase_if(entities, [&](const Entity* entity) { return acts.of(keys, entity->slug) == 0; });
  return entities;
}

/// Who is chosen already stands with a cross to take away; a menu adds one more.
void append_entities(Html& h, const PageContext& context, const Filter& filter) {
  const auto& snapshot = context.snapshot;
  if (snapshot.entities.empty()) return;
  if (!filter.entities.empty()) {
    h.raw("<fieldset>\n<legend>").text(context.say("side.entities")).raw("</legend>\n<div class=\"checks\">\n");
    for (const auto& slug : filter.entities) {
      const auto* entity = snapshot.entity(slug);
      append_check(h, "entity", slug, true, words(entity ? entity->name : slug));
    }
    h.raw("</div>\n</fieldset>\n");
  }
  h.raw("<div class=\"field\"><label for=\"s-e\">").text(context.say(filter.entities.empty() ? "subscribe.entity" : "subscribe.one_more"));
  h.raw("</label> <select id=\"s-e\" name=\"entity\">\n<option value=\"\">");
  h.text(context.say(filter.entities.empty() ? "subscribe.all_entities" : "subscribe.no_more")).raw("</option>\n");
  for (const auto* entity : entities_to_choose(snapshot, filter)) {
    h.raw("<option").attribute(" value", entity->slug).raw(">").text(entity->name).raw("</option>\n");
  }
  h.raw("</select></div>\n");
}

void append_languages(Html& h, const PageContext& context, const Filter& filter) {
  h.raw("<div class=\"field\"><label for=\"s-l\">").text(context.say("subscribe.language"));
  h.raw("</label> <select id=\"s-l\" name=\"acts\">\n<option value=\"\">").text(context.say("subscribe.any_language")).raw("</option>\n");
  for (const auto& language : context.snapshot.city.languages) {
    h.raw("<option").attribute(" value", language);
    if (holds(filter.languages, language)) h.raw(" selected");
    h.raw(">").text(context.say("subscribe.in." + language)).raw("</option>\n");
  }
  h.raw("</select></div>\n");
}

}  // namespace

void append_subscribe_form(Html& h, const PageContext& context, const Filter& filter) {
  const auto& say = context.say;
  h.raw("<form class=\"form\" action=\"/subscribe#take\" method=\"get\" aria-labelledby=\"s-1\">\n<h2 id=\"s-1\">");
  h.text(say("subscribe.choose")).raw("</h2>\n");
  append_districts(h, context, filter);
  append_topics(h, context, filter);
  append_entities(h, context, filter);
  append_tags(h, context, filter);
  h.raw("<div class=\"row\">\n<div class=\"field\"><label for=\"s-q\">").text(say("subscribe.words"));
  h.raw("</label> <input id=\"s-q\" name=\"q\" type=\"text\" maxlength=\"200\" autocomplete=\"off\" size=\"18\"");
  h.attribute(" value", filter.query).raw("></div>\n");
  append_languages(h, context, filter);
  h.raw("</div>\n");
  const auto hide = [&](Markup name, std::string_view value) {
    h.raw("<input type=\"hidden\" name=\"").raw(name).raw("\"").attribute(" value", value).raw(">\n");
  };
  for (const auto& source : filter.sources) hide("source", source);
  if (context.language_asked) hide("lang", context.language());
  h.raw("<p class=\"btns\"><button class=\"btn\" type=\"submit\">").text(say("subscribe.make")).raw("</button>");
  if (!(filter == Filter{})) {
    h.raw(" <a class=\"btn alt\"").attribute(" href", context.link("/subscribe")).raw(">").text(say("subscribe.again")).raw("</a>");
  }
  h.raw("</p>\n</form>\n");
}

}  // namespace resso::feeds
