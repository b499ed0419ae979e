// "/subscribe": the filter as a form, and what comes out of it as addresses and buttons. The same grammar as everywhere, but for `acts`:
// the language of the acts, as lang= is the page's own.
#include "feeds/dates.hpp"
#include "feeds/pages/agenda_view.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/pages/qr_code.hpp"
#include "feeds/pages/subscribe_form.hpp"
#include "feeds/scope.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>

namespace resso::feeds {

namespace {

constexpr int kDaysAhead = 30;

/// The language of the acts: lang= of the filter, which on pages is taken.
Result<Filter> with_language_of_acts(Filter filter, const OutputRequest& request, const Snapshot& snapshot) {
  const auto asked = request.own_value("acts");
  if (asked.empty()) return filter;
  auto read = parse_filter("lang=" + text::percent_encode(asked), snapshot);
  if (!read) {
    auto error = read.error();
    error.where = "acts";
    return error;
  }
  filter.languages = read->languages;
  return filter;
}

std::string address_of(const Snapshot& snapshot, std::string_view path, const Filter& filter) {
  const auto query = canonical_query(filter);
  return snapshot.city.public_url + std::string(path) + (query.empty() ? "" : "?" + query);
}

/// "Districte 2 · Feminismes"
std::string chosen_words(const PageContext& context, const Filter& filter) {
  std::string words;
  const auto add = [&](const std::string& part) { words += (words.empty() ? "" : " · ") + part; };
  for (const auto& value : applied_values(context, filter)) add(value.label);
  for (const auto& language : filter.languages) add(context.say("subscribe.in." + language));
  return words.empty() ? context.say("subscribe.everything") : words;
}

void append_summary(Html& h, const PageContext& context, const Filter& filter) {
  const auto& say = context.say;
  const auto acts = select_occurrences(context.snapshot, with_period(filter, period_of_days(kDaysAhead)), true);
  h.raw("<p><strong>").text(chosen_words(context, filter)).raw("</strong>: ");
  if (acts.empty()) {
    h.text(say("subscribe.nothing_yet"));
  } else {
    // What goes on already is not what one waits for.
    const auto next = std::find_if(acts.begin(), acts.end(),
                                   [&](const Selected& act) { return day_of(context.snapshot, act) >= context.snapshot.today; });
    h.text(say.count("acts", static_cast<std::int64_t>(acts.size()))).raw(" ").text(say("subscribe.in_30_days")).raw(" ");
    h.text(when_words(context, next == acts.end() ? acts.front() : *next)).raw(".");
  }
  h.raw("</p>\n");
}

void append_buttons(Html& h, const PageContext& context, const Filter& filter) {
  const auto& snapshot = context.snapshot;
  const auto query = canonical_query(filter);
  const auto webcal = webcal_link(snapshot, "/agenda.ics" + (query.empty() ? "" : "?" + query));
  const auto name = text::percent_encode(context.say("feeds.title", {{"of_city", of_name(context.language(), snapshot.city.name)}}));
  const auto escaped = text::percent_encode(webcal);
  h.raw("<div class=\"btns\">\n<a class=\"btn\"").attribute(" href", webcal).raw(">").text(context.say("subscribe.open")).raw("</a>\n");
  const auto other = [&](const std::string& address, Markup label) {
    h.raw("<a class=\"btn alt\" rel=\"noopener\"").attribute(" href", address).raw(">").raw(label).raw("</a>\n");
  };
  other("https://calendar.google.com/calendar/r?cid=" + escaped, "Google");
  other("https://outlook.live.com/calendar/0/addfromweb?url=" + escaped + "&name=" + name, "Outlook");
  other(webcal, "Apple");
  h.raw("</div>\n");
}

struct Format {
  std::string_view path, id, name;
};
constexpr std::array kFormats{Format{"/agenda.ics", "ics", "iCalendar"}, Format{"/agenda.rss", "rss", "RSS"},
                              Format{"/agenda.atom", "atom", "Atom"}, Format{"/agenda.json", "json", "JSON Feed"}};

/// An address can be taken by hand; copy.js shows the button where the browser lets a page copy.
void append_format(Html& h, const PageContext& context, const Filter& filter, const Format& format) {
  const auto& say = context.say;
  const auto id = "a-" + std::string(format.id);
  const auto address = address_of(context.snapshot, format.path, filter);
  h.raw("<li>\n<h3>").text(format.name).raw("</h3>\n<p class=\"small\">").text(say("subscribe.format." + std::string(format.id)));
  h.raw("</p>\n<div class=\"copy\"><input type=\"url\" readonly").attribute(" id", id).attribute(" value", address);
  h.attribute(" aria-label", say("subscribe.address_of", {{"format", std::string(format.name)}}))
      .raw(">\n<button class=\"btn alt\" type=\"button\" hidden");
  h.attribute(" data-copy", id).attribute(" data-done", say("subscribe.copied")).raw(">").text(say("subscribe.copy"));
  h.raw("<span class=\"vh\"> ").text(format.name).raw("</span></button>\n<a class=\"btn alt\"").attribute(" href", address).raw(">");
  h.text(say("subscribe.see")).raw("<span class=\"vh\"> ").text(format.name).raw("</span></a></div>\n</li>\n");
}

/// "2. La vostra subscripció" is the second step only where there is a first.
std::string step(const PageContext& context, std::string_view key) {
  auto words = context.say(key);
  const auto number = words.find(". ");
  return context.is_file() && number != std::string::npos ? words.substr(number + 2) : words;
}

/// Instead of a form: the pages of the parts, each with its own calendar.
void append_parts(Html& h, const PageContext& context) {
  const auto& say = context.say;
  h.raw("<section class=\"flow\" aria-labelledby=\"s-1\">\n<h2 id=\"s-1\">").text(say("subscribe.parts")).raw("</h2>\n<p>");
  h.text(say("subscribe.parts_what")).raw("</p>\n<ul>\n");
  const auto add = [&](std::vector<std::string> Filter::*values, const std::string& id, const std::string& name) {
    Filter filter;
    filter.*values = {id};
    const auto href = context.agenda_link(filter);
    if (!href.empty()) h.raw("<li><a").attribute(" href", href).raw(">").text(name).raw("</a></li>\n");
  };
  for (const auto& district : context.snapshot.districts) add(&Filter::districts, district.id, district_name(context, district.id));
  for (const auto& topic : context.snapshot.topics) add(&Filter::topics, topic.id, topic_title(context, topic.id));
  h.raw("<li><a").attribute(" href", context.link("/entities")).raw(">").text(say("entities.all")).raw("</a></li>\n</ul>\n</section>\n");
}

void append_formats(Html& h, const PageContext& context, const Filter& filter) {
  const auto& say = context.say;
  h.raw("<section class=\"flow\" aria-labelledby=\"s-a\">\n<h2 id=\"s-a\">").text(step(context, "subscribe.addresses")).raw("</h2>\n<p>");
  h.text(say("subscribe.addresses_what")).raw("</p>\n<ul class=\"list formats\">\n");
  for (const auto& format : kFormats) append_format(h, context, filter, format);
  h.raw("</ul>\n<p class=\"vh\" role=\"status\" id=\"copied\"></p>\n<p class=\"small\">").text(say("subscribe.posts"));
  for (const auto& [path, name] : {std::pair{"/posts.rss", "RSS"}, {"/posts.atom", "Atom"}, {"/posts.json", "JSON Feed"}}) {
    h.raw(" <a").attribute(" href", address_of(context.snapshot, path, filter)).raw(">").text(name).raw("</a>");
  }
  h.raw("</p>\n</section>\n");
}

void append_questions(Html& h, const PageContext& context) {
  const auto& say = context.say;
  h.raw("<section class=\"flow\" aria-labelledby=\"asked\">\n<h2 id=\"asked\">")
      .text(say("subscribe.questions"))
      .raw("</h2>\n<dl class=\"defs\">\n");
  for (const std::string key : {"often", "cancelled", "android", "stop"}) {
    h.raw("<div><dt>").text(say("subscribe.ask." + key)).raw("</dt><dd>").text(say("subscribe.answer." + key)).raw("</dd></div>\n");
  }
  h.raw("</dl>\n</section>\n");
}

void append_result(Html& h, const PageContext& context, const Filter& filter) {
  const auto& say = context.say;
  h.raw("<section class=\"flow\" aria-labelledby=\"take\">\n<h2 id=\"take\">").text(step(context, "subscribe.result")).raw("</h2>\n");
  append_summary(h, context, filter);
  append_buttons(h, context, filter);
  h.raw("<p class=\"small\"><a")
      .attribute(" href", context.agenda_link(filter))
      .raw(">")
      .text(say("subscribe.see_agenda"))
      .raw("</a></p>\n");
  Html code;
  if (append_qr_code(code, context.snapshot.city.public_url + context.subscribe_link(filter), say("subscribe.qr"))) {
    h.raw("<div class=\"phone flow\">\n<h3>").text(say("subscribe.on_phone")).raw("</h3>\n").append(code);
    h.raw("<p class=\"small soft\">").text(say("subscribe.scan")).raw("</p>\n</div>\n");
  }
  h.raw("</section>\n");
}

}  // namespace

Result<std::string> subscribe_page(const Snapshot& snapshot, const OutputRequest& request) {
  const auto context = page_context(snapshot, request.language, request.self_path);
  const auto& say = context.say;
  const auto chosen = with_language_of_acts(lasting(snapshot.folders ? Filter{} : shown_filter(snapshot, request)), request, snapshot);
  if (!chosen) return chosen.error();
  const auto& filter = *chosen;
  Html h;
  h.raw("<div class=\"head\">\n<h1>").text(say("subscribe.heading")).raw("</h1>\n</div>\n<p class=\"lead\">").text(say("subscribe.lead"));
  h.raw("</p>\n<div class=\"two half\">\n");
  if (context.is_file()) {
    append_result(h, context, filter);
    append_parts(h, context);
  } else {
    append_subscribe_form(h, context, filter);
    append_result(h, context, filter);
  }
  h.raw("</div>\n");
  append_formats(h, context, filter);
  append_questions(h, context);

  PageHead head;
  head.title = say("subscribe.title");
  head.description = say("subscribe.description", {{"of_city", of_name(context.language(), snapshot.city.name)}});
  head.section = "subscribe";
  head.feeds_query = canonical_query(filter);
  head.styles = {"help"};
  head.scripts = {"copy"};
  return page(context, head, h);
}

}  // namespace resso::feeds
