// Kinds sanitize, html_text and hashtags.
#include "tests/conformance/driver.hpp"
#include "text/hashtag.hpp"
#include "text/html.hpp"

namespace resso::conformance {
namespace {

void sanitize(const Request& request, Answer& answer) {
  const std::string safe = text::sanitize_html(text_of(request, "input"), text_of(request, "base_url"));
  answer.json.member("html", safe).member("text", text::html_to_text(safe));
}

void html_text(const Request& request, Answer& answer) { answer.json.member("text", text::html_to_text(text_of(request, "input"))); }

void hashtags(const Request& request, Answer& answer) { answer.json.strings("tags", text::find_hashtags(text_of(request, "text"))); }

const Kind kSanitize("sanitize", sanitize);
const Kind kHtmlText("html_text", html_text);
const Kind kHashtags("hashtags", hashtags);

}  // namespace
}  // namespace resso::conformance
