// "/about": what this is, where it reads, how it counts, and how to be left out.
#include "feeds/pages/act_line.hpp"
#include "feeds/pages/pages.hpp"

#include <algorithm>
#include <set>

namespace resso::feeds {

namespace {

void append_section(Html& h, const PageContext& context, std::string_view id, std::initializer_list<std::string_view> paragraphs) {
  h.raw("<section class=\"flow\"").attribute(" aria-labelledby", id).raw(">\n<h2").attribute(" id", id).raw(">");
  h.text(context.say("about." + std::string(id))).raw("</h2>\n");
  for (const auto key : paragraphs) h.raw("<p>").text(context.say("about." + std::string(key))).raw("</p>\n");
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

void append_contact(Html& h, const PageContext& context) {
  const auto& contact = context.snapshot.city.contact;
  if (contact.empty()) return;
  h.raw("<p>").text(context.say("about.contact")).raw(" ");
  if (is_web_address(contact)) {
    h.outward_link(contact, host_of(contact));
  } else if (contact.find('@') != std::string::npos) {
    const std::string address = contact.starts_with("mailto:") ? contact : "mailto:" + contact;
    h.raw("<a").attribute(" href", address).raw(">").text(address.substr(7)).raw("</a>");
  } else {
    h.text(contact);
  }
  h.raw("</p>\n");
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
  append_section(h, context, "figures", {"figures_reach", "figures_gaps"});
  append_section(h, context, "consent", {"consent_public", "consent_out", "consent_deleted"});
  append_section(h, context, "privacy", {"privacy_none"});
  append_section(h, context, "errors", {"errors_where"});
  append_contact(h, context);
  h.raw("</div>\n");
  PageHead head;
  head.title = say("about.heading");
  head.description = say("about.lead", {of_city});
  head.section = "about";
  return page(context, head, h);
}

}  // namespace resso::feeds
