#include "feeds/pages/event_sources.hpp"

#include "feeds/dates.hpp"
#include "feeds/pages/act_line.hpp"
#include "feeds/pages/numbers.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::feeds {

namespace {

const Post* post_of(const Snapshot& snapshot, const EventSource& source) {
  if (source.post_uri.empty()) return nullptr;
  const auto& posts = snapshot.posts;
  const auto at = std::find_if(posts.begin(), posts.end(), [&](const Post& post) { return post.uri == source.post_uri; });
  return at == posts.end() ? nullptr : &*at;
}

std::string confidence_words(const PageContext& context, double confidence) {
  return format_percent(context.language(), static_cast<double>(static_cast<int>(confidence * 100 + 0.5)));
}

}  // namespace

void append_what_was_said(Html& h, const PageContext& context, const Event& event) {
  if (event.sources.empty()) return;
  h.raw("<h2>").text(context.say("event.said")).raw("</h2>\n<ol class=\"said\">\n");
  for (const auto& source : event.sources) {
    const auto* post = post_of(context.snapshot, source);
    h.raw("<li>\n<p class=\"small\"><span class=\"src\">").text(source_label(context, source.kind)).raw("</span> ");
    const std::string_view address = !source.url.empty() ? std::string_view(source.url)
                                     : post              ? std::string_view(post->url)
                                                         : std::string_view{};
    if (is_web_address(address)) {
      const std::string label = post && !post->author.acct.empty() ? "@" + post->author.acct : std::string(host_of(address));
      h.outward_link(address, label).raw(" · ");
    }
    const auto seen = context.snapshot.zone.to_local(post ? post->published : source.seen);
    const auto when = day_and_hour(context.language(), seen, context.snapshot.today);
    h.text(context.say(post ? "event.said_at" : "event.seen_at", {{"when", when}})).raw("</p>\n");
    if (post) {
      const auto& words = post->content_warning.empty() ? post->text : post->content_warning;
      h.raw("<blockquote");
      append_language(h, context, post->language);
      h.raw(">").text(text::abridge(text::collapse_space(words), 400)).raw("</blockquote>\n");
    }
    if (source.evidence == Evidence::extracted) {
      h.raw("<p class=\"small soft\">")
          .text(context.say("event.read_from_words", {{"percent", confidence_words(context, source.confidence)}}))
          .raw("</p>\n");
    }
    h.raw("</li>\n");
  }
  h.raw("</ol>\n");
}

void append_certainty(Html& h, const PageContext& context, const Event& event) {
  if (event.sources.empty()) return;
  const auto evidence = best_evidence(event);
  const auto& say = context.say;
  h.raw("<h2>").text(say("event.known_from")).raw("</h2>\n");
  if (evidence == Evidence::extracted) {
    double confidence = 0;
    for (const auto& source : event.sources) confidence = std::max(confidence, source.confidence);
    const auto percent = confidence_words(context, confidence);
    h.raw("<div class=\"note small\"><p>");
    append_echo(h, 1);
    h.raw(" <strong>")
        .text(say("event.extracted"))
        .raw("</strong> ")
        .text(say("event.extracted_how", {{"percent", percent}}))
        .raw("</p></div>\n");
    return;
  }
  h.raw("<p class=\"small\">");
  append_echo(h, evidence == Evidence::calendar ? 3 : 2);
  h.raw(" <strong>").text(say(evidence == Evidence::calendar ? "event.by_calendar" : "event.by_page")).raw("</strong> ");
  h.text(say.count("event.sources", static_cast<std::int64_t>(event.sources.size()))).raw("</p>\n");
}

}  // namespace resso::feeds
