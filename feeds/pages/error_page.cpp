// When something goes wrong: what, in plain words, and the way back.
#include "feeds/pages/layout.hpp"
#include "feeds/pages/pages.hpp"

namespace resso::feeds {

std::string error_page(const Snapshot& snapshot, int status, std::string_view detail, std::string_view language) {
  auto context = page_context(snapshot, language, {});
  // There is no address to keep the language in: links say it when it is not the city's first.
  context.language_asked = !snapshot.city.languages.empty() && snapshot.city.languages.front() != context.language();
  const auto& say = context.say;
  const std::string key = "error." + std::to_string(status);
  const std::string known = say.has(key) ? key : status >= 500 ? "error.500" : "error.400";
  Html h;
  h.raw("<div class=\"flow text\">\n<p class=\"soft\">")
      .text(say("error.number", {{"n", std::to_string(status)}}))
      .raw("</p>\n<h1>")
      .text(say(known));
  h.raw("</h1>\n<p>").text(say(known + ".what")).raw("</p>\n");
  if (!detail.empty()) h.raw("<p class=\"note\" lang=\"en\">").text(detail).raw("</p>\n");
  h.raw("<p class=\"btns\"><a class=\"btn\"")
      .attribute(" href", context.link("/"))
      .raw(">")
      .text(say("error.to_agenda"))
      .raw("</a> <a class=\"btn alt\"");
  h.attribute(" href", context.link("/entities")).raw(">").text(say("entities.all")).raw("</a></p>\n</div>\n");
  PageHead head;
  head.title = say(known);
  head.hidden = true;
  return page(context, head, h);
}

}  // namespace resso::feeds
