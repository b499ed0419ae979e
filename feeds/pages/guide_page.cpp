// "/guia": how an association writes what the agenda understands. Short, and its examples are of days to come, so that they stay true.
#include "feeds/dates.hpp"
#include "feeds/pages/contact.hpp"
#include "feeds/pages/pages.hpp"
#include "text/unicode.hpp"

#include <array>
#include <utility>

namespace resso::feeds {

namespace {

using std::chrono::days;

/// A Saturday in about a month: near enough to need no year, far enough to be no news.
LocalDate example_day(LocalDate today) {
  const auto day = today + days{28};
  return day + (std::chrono::Saturday - std::chrono::weekday{day});
}

struct Example {
  std::string day, hour, hours, tag;
  LocalDate date;
};

Example example_for(const PageContext& context) {
  const auto language = context.language();
  const auto date = example_day(context.snapshot.today);
  const LocalTime midnight{date};
  using std::chrono::hours;
  const auto& tags = context.snapshot.hashtags;
  return {long_date(language, date, context.snapshot.today), hour(language, midnight + hours{18}),
          hour_range(language, midnight + hours{18}, midnight + hours{20}), tags.empty() ? "" : "#" + tags.front(), date};
}

void open_section(Html& h, const PageContext& context, std::string_view id) {
  h.raw("<section class=\"flow\"").attribute(" aria-labelledby", id).raw(">\n<h2").attribute(" id", id).raw(">");
  h.text(context.say("guia." + std::string(id))).raw("</h2>\n");
}

void paragraph(Html& h, std::string_view words) { h.raw("<p>").text(words).raw("</p>\n"); }

/// An example with its verdict in words, and why.
void append_example(Html& h, const PageContext& context, bool good, std::string_view example, std::string_view why) {
  h.raw(good ? Markup("<figure class=\"ex\">\n<figcaption><span class=\"state\">")
             : Markup("<figure class=\"ex no\">\n<figcaption><span class=\"state bad\">"));
  h.text(context.say(good ? "guia.yes" : "guia.no"))
      .raw("</span></figcaption>\n<blockquote>")
      .text(text::trim(example))
      .raw("</blockquote>\n");
  h.raw("<p class=\"small soft\">").text(why).raw("</p>\n</figure>\n");
}

/// "Què: un títol…", the word before the colon in strong letters.
void append_rule(Html& h, std::string_view rule) {
  const auto colon = rule.find(':');
  h.raw("<li>");
  if (colon != std::string_view::npos) h.raw("<strong>").text(rule.substr(0, colon + 1)).raw("</strong>");
  h.text(rule.substr(colon == std::string_view::npos ? 0 : colon + 1)).raw("</li>\n");
}

void append_short(Html& h, const PageContext& context) {
  open_section(h, context, "short");
  h.raw("<ul>\n");
  for (const std::string part : {"what", "when", "where", "single"}) append_rule(h, context.say("guia.short." + part));
  h.raw("</ul>\n</section>\n");
}

void append_post(Html& h, const PageContext& context, const Example& example) {
  const auto& say = context.say;
  open_section(h, context, "post");
  h.raw("<div class=\"pair\">\n");
  const auto good = say("guia.post.good", {{"day", text::capitalised(example.day)}, {"hours", example.hours}, {"tag", example.tag}});
  append_example(h, context, true, good, say("guia.post.good_why"));
  append_example(h, context, false, say("guia.post.bad"), say("guia.post.bad_why"));
  h.raw("</div>\n");
  paragraph(h, say("guia.post.image"));
  h.raw("</section>\n");
}

void append_dates(Html& h, const PageContext& context, const Example& example) {
  const auto& say = context.say;
  const auto language = context.language();
  const LocalTime midnight{example.date};
  using std::chrono::hours;
  const auto last = long_date(language, example.date + days{70}, context.snapshot.today);
  const std::string weekday(weekday_name(language, std::chrono::Saturday));
  const std::array<std::pair<std::string, std::string>, 4> rows{{
      {example.day + ", " + example.hour, say("guia.dates.bad_hour")},
      {example.day + ", " + hour_range(language, midnight + hours{10}, midnight + hours{13}), say("guia.dates.bad_range")},
      {date_range(language, example.date, example.date + days{2}), say("guia.dates.bad_days")},
      {say("guia.dates.repeat", {{"weekday", weekday}, {"day", last}, {"hour", example.hour}}), say("guia.dates.bad_repeat")},
  }};
  open_section(h, context, "dates");
  paragraph(h, say("guia.dates.why"));
  h.raw("<table class=\"yesno\">\n<thead><tr><th scope=\"col\"><span class=\"state\">").text(say("guia.yes"));
  h.raw("</span></th><th scope=\"col\"><span class=\"state bad\">").text(say("guia.no")).raw("</span></th></tr></thead>\n<tbody>\n");
  for (const auto& [yes, no] : rows) h.raw("<tr><td>").text(yes).raw("</td><td class=\"soft\">").text(no).raw("</td></tr>\n");
  h.raw("</tbody>\n</table>\n</section>\n");
}

void append_tags(Html& h, const PageContext& context) {
  const auto& tags = context.snapshot.hashtags;
  if (tags.empty()) return;
  open_section(h, context, "tags");
  h.raw("<p>").text(context.say("guia.tags.how"));
  for (const auto& tag : tags) h.raw(" <strong>#").text(tag).raw("</strong>");
  h.raw("</p>\n");
  paragraph(h, context.say("guia.tags.more"));
  h.raw("</section>\n");
}

void append_changes(Html& h, const PageContext& context, const Example& example) {
  const auto& say = context.say;
  const auto later = long_date(context.language(), example.date + days{14}, context.snapshot.today);
  open_section(h, context, "changes");
  paragraph(h, say("guia.changes.edit"));
  h.raw("<figure class=\"ex\">\n<figcaption><span class=\"state\">").text(say("guia.yes")).raw("</span></figcaption>\n<blockquote>");
  h.text(say("guia.changes.cancelled", {{"day", example.day}, {"hour", example.hour}})).raw("</blockquote>\n<blockquote>");
  h.text(say("guia.changes.postponed", {{"day", example.day}, {"new_day", later}})).raw("</blockquote>\n</figure>\n");
  paragraph(h, say("guia.changes.why"));
  h.raw("</section>\n");
}

void append_steps(Html& h, const PageContext& context, const std::string& program) {
  h.raw("<div class=\"flow\">\n<h3>").text(context.say(program)).raw("</h3>\n<ol>\n");
  for (const std::string step : {".1", ".2", ".3"}) h.raw("<li>").text(context.say(program + step)).raw("</li>\n");
  h.raw("</ol>\n</div>\n");
}

void append_calendar(Html& h, const PageContext& context) {
  open_section(h, context, "calendar");
  paragraph(h, context.say("guia.calendar.why"));
  h.raw("<div class=\"pair\">\n");
  append_steps(h, context, "guia.google");
  append_steps(h, context, "guia.nextcloud");
  h.raw("</div>\n");
  paragraph(h, context.say("guia.calendar.entry"));
  h.raw("</section>\n");
}

void append_plain(Html& h, const PageContext& context, std::string_view id) {
  open_section(h, context, id);
  paragraph(h, context.say("guia." + std::string(id) + ".how"));
}

void append_consent_and_check(Html& h, const PageContext& context) {
  const auto& say = context.say;
  append_plain(h, context, "consent");
  h.raw("<p><a")
      .attribute(" href", context.link("/about") + "#consent")
      .raw(">")
      .text(say("guia.consent.more"))
      .raw("</a></p>\n</section>\n");
  append_plain(h, context, "check");
  h.raw("<p class=\"btns\"><a class=\"btn\"").attribute(" href", context.link("/entities")).raw(">").text(say("guia.check.entities"));
  h.raw("</a> <a class=\"btn alt\"").attribute(" href", context.link("/sources")).raw(">").text(say("nav.sources")).raw("</a></p>\n");
  append_contact(h, context, say("guia.check.enrol"));
  h.raw("</section>\n");
}

}  // namespace

Result<std::string> guide_page(const Snapshot& snapshot, const OutputRequest& request) {
  const auto context = page_context(snapshot, request.language, request.self_path);
  const auto& say = context.say;
  const auto example = example_for(context);
  Html h;
  h.raw("<div class=\"flow guide\">\n<h1>").text(say("guia.heading")).raw("</h1>\n<p class=\"lead\">");
  h.text(say("guia.lead", {{"of_city", of_name(context.language(), snapshot.city.name)}})).raw("</p>\n");
  append_short(h, context);
  append_post(h, context, example);
  append_dates(h, context, example);
  append_plain(h, context, "place");
  h.raw("</section>\n");
  append_tags(h, context);
  append_changes(h, context, example);
  append_calendar(h, context);
  append_plain(h, context, "feed");
  h.raw("</section>\n");
  append_consent_and_check(h, context);
  h.raw("</div>\n");

  PageHead head;
  head.title = say("guia.title");
  head.description = say("guia.lead", {{"of_city", of_name(context.language(), snapshot.city.name)}});
  head.section = "guia";
  head.styles = {"help"};
  return page(context, head, h);
}

}  // namespace resso::feeds
