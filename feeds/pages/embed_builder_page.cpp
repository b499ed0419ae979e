// "/embed": what a webmaster chooses, the lines to paste, and how they will look. A form that works as it is; web/builder.js saves the
// button.
#include "feeds/filter.hpp"
#include "feeds/pages/act_line.hpp"
#include "feeds/pages/embed_snippets.hpp"
#include "feeds/pages/embed_widget.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/pages/topic_checks.hpp"
#include "feeds/scope.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>

namespace resso::feeds {

namespace {

constexpr std::array kLimits{4, 6, 8, 20};
constexpr int kBuilderLimit = 4;
constexpr std::string_view kOwnAccent = "0d4f42";  // of web/embed.css

bool holds(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

EmbedChoice choice_of(const PageContext& context, const OutputRequest& request) {
  EmbedChoice choice;
  choice.filter = shown_filter(context.snapshot, request);
  choice.filter.languages.clear();
  if (!choice.filter.limit) choice.filter.limit = kBuilderLimit;
  choice.language = context.language();
  const auto theme = request.own_value("theme");
  if (theme != "light") choice.theme = theme;
  // Our own colour is not said: it has a lighter one beside it, for dark grounds.
  const auto asked = request.own_value("accent");
  const std::string_view accent = asked.empty() ? std::string_view(context.snapshot.city.accent) : asked;
  if (const auto digits = read_accent(accent); digits && !text::iequals(*digits, kOwnAccent)) choice.accent = *digits;
  OutputRequest about = request;
  about.filter = choice.filter;
  choice.title = scope_title(context.snapshot, about, Telling::agenda);
  about.filter.languages = {std::string(context.language())};
  choice.page = page_url(context.snapshot, about);
  return choice;
}

void append_fieldset(Html& h, const PageContext& context, std::string_view legend, const Html& checks) {
  h.raw("<fieldset>\n<legend>").text(context.say(legend)).raw(" <span class=\"soft\">").text(context.say("embed.none_is_all"));
  h.raw("</span></legend>\n").append(checks).raw("</fieldset>\n");
}

void append_check(Html& h, std::string_view name, std::string_view value, bool checked, std::string_view label) {
  h.raw("<label class=\"check\"><input type=\"checkbox\"").attribute(" name", name).attribute(" value", value);
  h.raw(checked ? Markup(" checked> ") : Markup("> ")).text(label).raw("</label>\n");
}

void append_option(Html& h, std::string_view value, bool selected, std::string_view label) {
  h.raw("<option").attribute(" value", value).raw(selected ? Markup(" selected>") : Markup(">")).text(label).raw("</option>");
}

void begin_field(Html& h, const PageContext& context, Markup id, std::string_view label) {
  h.raw("<div class=\"field\"><label for=\"").raw(id).raw("\">").text(context.say(label)).raw("</label>\n");
}

void append_fields(Html& h, const PageContext& context, const EmbedChoice& choice) {
  const auto& say = context.say;
  h.raw("<div class=\"row\">\n");
  begin_field(h, context, "e-entity", "embed.entity");
  h.raw("<select id=\"e-entity\" name=\"entity\">");
  append_option(h, "", choice.filter.entities.empty(), say("embed.all_entities"));
  for (const auto& entity : context.snapshot.entities)
    append_option(h, entity.slug, holds(choice.filter.entities, entity.slug), entity.name);
  h.raw("</select></div>\n");
  begin_field(h, context, "e-q", "embed.words");
  h.raw("<input id=\"e-q\" name=\"q\" type=\"text\" maxlength=\"200\" size=\"18\" autocomplete=\"off\"");
  h.attribute(" value", choice.filter.query).raw("></div>\n");
  begin_field(h, context, "e-limit", "embed.limit");
  h.raw("<select id=\"e-limit\" name=\"limit\">");
  const bool listed = std::find(kLimits.begin(), kLimits.end(), *choice.filter.limit) != kLimits.end();
  if (!listed) append_option(h, std::to_string(*choice.filter.limit), true, std::to_string(*choice.filter.limit));
  for (const int limit : kLimits) append_option(h, std::to_string(limit), limit == *choice.filter.limit, std::to_string(limit));
  h.raw("</select></div>\n");
  begin_field(h, context, "e-theme", "embed.theme");
  h.raw("<select id=\"e-theme\" name=\"theme\">");
  append_option(h, "light", choice.theme.empty(), say("embed.theme.light"));
  append_option(h, "dark", choice.theme == "dark", say("embed.theme.dark"));
  append_option(h, "auto", choice.theme == "auto", say("embed.theme.auto"));
  h.raw("</select></div>\n");
  begin_field(h, context, "e-accent", "embed.accent");
  h.raw("<input id=\"e-accent\" name=\"accent\" type=\"text\" size=\"8\" autocomplete=\"off\" pattern=\"#?[0-9a-fA-F]{6}\"");
  h.attribute(" value", "#" + (choice.accent.empty() ? std::string(kOwnAccent) : choice.accent)).raw("></div>\n</div>\n");
}

void append_form(Html& h, const PageContext& context, const EmbedChoice& choice) {
  h.raw("<form class=\"form\" id=\"choice\" action=\"/embed\" method=\"get\" aria-labelledby=\"e-1\">\n<h2 id=\"e-1\">");
  h.text(context.say("embed.step_what")).raw("</h2>\n");
  Html districts, topics;
  districts.raw("<div class=\"checks\">\n");
  for (const auto& district : context.snapshot.districts)
    append_check(districts, "district", district.id, holds(choice.filter.districts, district.id), district_name(context, district.id));
  districts.raw("</div>\n");
  append_topic_checks(topics, context, choice.filter);
  if (!context.snapshot.districts.empty()) append_fieldset(h, context, "embed.districts", districts);
  if (!context.snapshot.topics.empty()) append_fieldset(h, context, "embed.topics", topics);
  append_fields(h, context, choice);
  if (context.language_asked) h.raw("<input type=\"hidden\" name=\"lang\"").attribute(" value", context.language()).raw(">\n");
  h.raw("<p><button class=\"btn\" type=\"submit\">").text(context.say("embed.make")).raw("</button></p>\n</form>\n");
}

void append_code(Html& h, const PageContext& context, std::string_view key, std::string_view what, std::string_view id,
                 std::string_view code) {
  h.raw("<h3>").text(context.say(key)).raw("</h3>\n<p class=\"small soft\">").text(what).raw("</p>\n<pre tabindex=\"0\"");
  h.attribute(" aria-label", context.say(key)).raw(" role=\"region\"><code").attribute(" id", id).raw(">").text(code);
  h.raw("</code></pre>\n<p><button class=\"btn alt\" type=\"button\" hidden").attribute(" data-copy", id);
  h.attribute(" data-done", context.say("embed.copied")).attribute(" aria-label", context.say("embed.copy") + ": " + context.say(key));
  h.raw(">").text(context.say("embed.copy")).raw("</button></p>\n");
}

void append_codes(Html& h, const PageContext& context, const EmbedChoice& choice) {
  const auto& say = context.say;
  const auto& snapshot = context.snapshot;
  const Slot host{"origin", snapshot.city.public_url};
  h.raw("<section class=\"flow\" id=\"codes\" aria-labelledby=\"e-2\">\n<h2 id=\"e-2\">").text(say("embed.step_code")).raw("</h2>\n");
  append_code(h, context, "embed.component", say("embed.component.what", {host}), "code-component", component_snippet(snapshot, choice));
  append_code(h, context, "embed.style", say("embed.style.what"), "code-style", style_snippet(choice));
  append_code(h, context, "embed.frame", say("embed.frame.what"), "code-frame",
              frame_snippet(snapshot, choice, "100%", embed_height(choice.filter)));
  append_code(h, context, "embed.server", say("embed.server.what"), "code-server", server_snippet(snapshot, choice));
  append_code(h, context, "embed.address", say("embed.address.what"), "code-address", choice.page);
  h.raw("</section>\n");
}

/// The frame's address without its host: the page may be reached under another name than the city's.
void append_preview(Html& h, const PageContext& context, const EmbedChoice& choice) {
  h.raw("<section class=\"flow\" aria-labelledby=\"e-3\">\n<h2 id=\"e-3\">").text(context.say("embed.preview")).raw("</h2>\n");
  h.raw("<iframe id=\"preview\" height=\"").number(embed_height(choice.filter)).raw("\"");
  h.attribute(" title", context.say("embed.preview"));
  h.attribute(" src", frame_address(context.snapshot, choice).substr(context.snapshot.city.public_url.size()))
      .raw("></iframe>\n</section>\n");
}

}  // namespace

Result<std::string> embed_builder_page(const Snapshot& snapshot, const OutputRequest& request) {
  if (const auto options = embed_options(request); !options) return options.error();
  if (const auto accent = read_accent(request.own_value("accent")); !accent) return accent.error();
  const auto context = page_context(snapshot, request.language, request.self_path);
  const auto choice = choice_of(context, request);
  Html h;
  h.raw("<div class=\"head\">\n<h1>")
      .text(context.say("embed.title"))
      .raw("</h1>\n</div>\n<p class=\"lead\">")
      .text(context.say("embed.lead"));
  h.raw("</p>\n<div class=\"two half\">\n<div class=\"flow\">\n");
  append_form(h, context, choice);
  append_codes(h, context, choice);
  h.raw("</div>\n");
  append_preview(h, context, choice);
  h.raw("</div>\n");
  PageHead head;
  head.title = context.say("embed.title");
  head.description = context.say("embed.lead");
  head.section = "embed";
  head.styles = {"embed"};
  head.scripts = {"builder"};
  return page(context, head, h);
}

}  // namespace resso::feeds
