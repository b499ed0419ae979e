// "/about": what this is, where it reads, how it counts, and how to be left out.
#include "feeds/pages/contact.hpp"
#include "feeds/pages/pages.hpp"

namespace resso::feeds {

namespace {

using Ending = void (*)(Html& h, const PageContext& context);

void append_section(Html& h, const PageContext& context, std::string_view id, std::initializer_list<std::string_view> paragraphs,
                    Ending ending = nullptr) {
  h.raw("<section class=\"flow\"").attribute(" aria-labelledby", id).raw(">\n<h2").attribute(" id", id).raw(">");
  h.text(context.say("about." + std::string(id))).raw("</h2>\n");
  for (const auto key : paragraphs) h.raw("<p>").text(context.say("about." + std::string(key))).raw("</p>\n");
  if (ending) ending(h, context);
  h.raw("</section>\n");
}

void append_sources(Html& h, const PageContext& context) {
  const auto& say = context.say;
  const auto& snapshot = context.snapshot;
  h.raw("<section class=\"flow\" aria-labelledby=\"sources\">\n<h2 id=\"sources\">").text(say("about.sources")).raw("</h2>\n<p>");
  h.text(say.count("about.entities", static_cast<std::int64_t>(snapshot.entities.size()))).raw(" ");
  h.text(say.count("about.channels", static_cast<std::int64_t>(snapshot.sources.size()))).raw(" ").text(say("about.manners")).raw("</p>\n");
  if (!snapshot.hashtags.empty()) {
    h.raw("<p>").text(say("about.hashtags"));
    for (const auto& tag : snapshot.hashtags) h.raw(" <strong>#").text(tag).raw("</strong>");
    h.raw("</p>\n");
  }
  h.raw("<p><a").attribute(" href", context.link("/sources")).raw(">").text(say("about.each_source")).raw("</a></p>\n</section>\n");
}

void append_figures_where(Html& h, const PageContext& context) {
  h.raw("<p><a").attribute(" href", context.link("/visibility") + "#definitions").raw(">").text(context.say("about.figures_where"));
  h.raw("</a></p>\n");
}

void append_address(Html& h, const PageContext& context) { append_contact(h, context, context.say("about.contact")); }

void append_formats(Html& h, const PageContext& context) {
  const auto& say = context.say;
  h.raw("<p>").text(say("about.data_formats")).raw(" <a").attribute(" href", context.link("/subscribe")).raw(">");
  h.text(say("about.data_subscribe")).raw("</a> · <a href=\"/opml.xml\">").text(say("about.data_opml")).raw("</a></p>\n");
}

}  // namespace

Result<std::string> about_page(const Snapshot& snapshot, const OutputRequest& request) {
  const auto context = page_context(snapshot, request.language, request.self_path);
  const auto& say = context.say;
  const Slot of_city{"of_city", of_name(context.language(), snapshot.city.name)};
  Html h;
  h.raw("<div class=\"flow text\">\n<h1>")
      .text(say("about.heading"))
      .raw("</h1>\n<p class=\"lead\">")
      .text(say("about.lead", {of_city}))
      .raw("</p>\n");
  append_sources(h, context);
  append_section(h, context, "method", {"method_read", "method_words", "method_merge", "method_cancelled"});
  append_section(h, context, "figures", {"figures_reach", "figures_gaps"}, append_figures_where);
  append_section(h, context, "consent", {"consent_public", "consent_out", "consent_deleted", "out_how"}, append_address);
  append_section(h, context, "data", {"data_whose", "data_facts"}, append_formats);
  append_section(h, context, "privacy", {"privacy_none"});
  append_section(h, context, "errors", {"errors_where"}, append_address);
  h.raw("</div>\n");
  PageHead head;
  head.title = say("about.heading");
  head.description = say("about.lead", {of_city});
  head.section = "about";
  return page(context, head, h);
}

}  // namespace resso::feeds
