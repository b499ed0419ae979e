#include "feeds/pages/layout.hpp"

#include "feeds/filter.hpp"
#include "feeds/pages/agenda_view.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/scope.hpp"
#include "feeds/site_views.hpp"
#include "text/url.hpp"

#include <span>

namespace resso::feeds {

namespace {

std::string_view query_of(std::string_view path_and_query) {
  const auto mark = path_and_query.find('?');
  return mark == std::string_view::npos ? std::string_view{} : path_and_query.substr(mark + 1);
}

/// The query without its lang=.
std::string without_language(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const auto part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), part.size() + 1));
    if (part.empty() || part.starts_with("lang=")) continue;
    if (!kept.empty()) kept += '&';
    kept += part;
  }
  return kept;
}

std::string join(std::string_view path, std::string_view query) {
  std::string out(path);
  if (!query.empty()) out.append("?").append(query);
  return out;
}

/// What only answers questions: it is not among the files.
bool has_no_file(std::string_view path) { return path.starts_with("/embed") || path.starts_with("/oembed") || path.starts_with("/api/"); }

std::string in_files(const PageContext& context, std::string_view folder, std::string_view language) {
  const auto& languages = context.snapshot.city.languages;
  return site_page(folder, languages.empty() || language == languages.front() ? std::string_view() : language);
}

/// This page's own address.
std::string own_address(const PageContext& context) {
  return context.is_file() ? context.in_language(context.language()) : context.self_path;
}

/// Links without an address become their words, and buttons without one are taken out. Only our own markup comes here: attributes in double
/// quotes, no link inside another.
std::string without_dead_links(std::string html) {
  constexpr std::string_view kOpen = "<a ", kClose = "</a>", kDead = " href=\"\"";
  std::string out;
  std::string_view rest = html;
  for (auto at = rest.find(kOpen); at != std::string_view::npos; at = rest.find(kOpen)) {
    const auto end = rest.find('>', at), close = rest.find(kClose, at);
    const auto tag = rest.substr(at, end - at);
    const bool dead = tag.find(kDead) != std::string_view::npos;
    out += rest.substr(0, at);
    if (!dead) {
      out += rest.substr(at, close + kClose.size() - at);
    } else if (tag.find("class=\"btn") == std::string_view::npos) {
      out += rest.substr(end + 1, close - end - 1);
    }
    rest.remove_prefix(close + kClose.size());
  }
  return out.append(rest);
}

struct MenuItem {
  std::string_view section, path, key;
};
constexpr MenuItem kMenu[] = {
    {"agenda", "/", "nav.agenda"},
    {"entities", "/entities", "nav.entities"},
    {"visibility", "/visibility", "nav.visibility"},
    {"subscribe", "/subscribe", "nav.subscribe"},
};
// At the foot there is room for what few look for.
constexpr MenuItem kFootMenu[] = {
    {"embed", "/embed", "nav.embed"},
    {"guia", "/guia", "nav.guia"},
    {"sources", "/sources", "nav.sources"},
    {"about", "/about", "nav.about"},
};

void append_menu(Html& h, const PageContext& context, std::string_view section, std::span<const MenuItem> menu) {
  for (const auto& item : menu) {
    if (context.is_file() && has_no_file(item.path)) continue;
    h.raw("<li><a").attribute(" href", context.link(item.path));
    if (item.section == section) h.raw(" aria-current=\"page\"");
    h.raw(">").text(context.say(item.key)).raw("</a></li>\n");
  }
}

void append_feeds(Html& h, const PageContext& context, const PageHead& head) {
  const std::string title = head.feeds_title.empty()
                                ? context.say("feeds.title", {{"of_city", of_name(context.language(), context.snapshot.city.name)}})
                                : head.feeds_title;
  struct Kind {
    std::string_view suffix, type;
  };
  for (const auto& kind : {Kind{".ics", "text/calendar"}, Kind{".rss", "application/rss+xml"}, Kind{".atom", "application/atom+xml"},
                           Kind{".json", "application/feed+json"}}) {
    h.raw("<link rel=\"alternate\"").attribute(" type", kind.type).attribute(" title", title);
    h.attribute(" href", join(head.feeds_base + std::string(kind.suffix), head.feeds_query)).raw(">\n");
  }
}

/// oEmbed §4: consumers find the endpoint in the page.
void append_oembed(Html& h, const PageContext& context, const PageHead& head) {
  const auto& base = context.snapshot.city.public_url;
  const auto address = "&url=" + text::percent_encode(base + context.self_path);
  for (const auto& [type, format] : {std::pair{"application/json+oembed", "json"}, std::pair{"text/xml+oembed", "xml"}}) {
    h.raw("<link rel=\"alternate\"").attribute(" type", type).attribute(" title", head.title);
    h.attribute(" href", base + "/oembed?format=" + format + address).raw(">\n");
  }
}

std::string_view locale_of(std::string_view language) {
  if (language == "ca") return "ca_ES";
  return language == "es" ? "es_ES" : "en_GB";
}

/// What a link to this page looks like in a message or a post (ogp.me).
void append_open_graph(Html& h, const PageContext& context, const PageHead& head) {
  const auto meta = [&](Markup property, std::string_view content) {
    if (!content.empty()) h.raw("<meta property=\"og:").raw(property).raw("\"").attribute(" content", content).raw(">\n");
  };
  meta("type", "website");
  meta("site_name", "Ressò · " + context.snapshot.city.name);
  meta("title", head.title);
  meta("description", head.description);
  meta("url", context.snapshot.city.public_url + own_address(context));
  meta("locale", locale_of(context.language()));
  meta("image", is_web_address(head.image) ? head.image : std::string_view());
}

/// The address of this page, and of the same in the other languages; without lang= the browser's languages choose.
void append_addresses(Html& h, const PageContext& context) {
  const auto& city = context.snapshot.city;
  h.raw("<link rel=\"canonical\"").attribute(" href", city.public_url + own_address(context)).raw(">\n");
  const auto alternate = [&](std::string_view language, const std::string& path) {
    h.raw("<link rel=\"alternate\"").attribute(" hreflang", language).attribute(" href", city.public_url + path).raw(">\n");
  };
  for (const auto& language : city.languages) alternate(language, context.in_language(language));
  alternate("x-default", context.in_language({}));
}

void append_head(Html& h, const PageContext& context, const PageHead& head) {
  h.raw("<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
  h.text(head.title).raw(" · Ressò</title>\n");
  if (!head.description.empty()) h.raw("<meta name=\"description\"").attribute(" content", head.description).raw(">\n");
  if (head.hidden) h.raw("<meta name=\"robots\" content=\"noindex\">\n");
  h.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
  h.raw("<link rel=\"stylesheet\"").attribute(" href", asset_named("style").path).raw(">\n");
  for (const auto style : head.styles) h.raw("<link rel=\"stylesheet\"").attribute(" href", asset_named(style).path).raw(">\n");
  if (!context.snapshot.city.accent.empty()) h.raw("<link rel=\"stylesheet\" href=\"/city.css\">\n");
  for (const auto script : head.scripts) h.raw("<script type=\"module\"").attribute(" src", asset_named(script).path).raw("></script>\n");
  h.raw("<link rel=\"icon\" type=\"image/svg+xml\"").attribute(" href", asset_named("favicon").path).raw(">\n");
  if (!head.hidden) {
    append_addresses(h, context);
    append_open_graph(h, context, head);
  }
  append_feeds(h, context, head);
  if (head.embeddable && !context.is_file()) append_oembed(h, context, head);
  if (!head.json_ld.empty()) h.raw("<script type=\"application/ld+json\">").json(head.json_ld).raw("</script>\n");
  h.raw("</head>\n");
}

void append_top(Html& h, const PageContext& context, const PageHead& head) {
  const auto& say = context.say;
  h.raw("<a class=\"skip\" href=\"#main\">")
      .text(say("frame.skip"))
      .raw("</a>\n<header class=\"top\"><div class=\"wrap\">\n<a class=\"logo\"");
  h.attribute(" href", context.link("/")).raw(">");
  if (const auto& logo = context.snapshot.city.logo_path; !logo.empty()) {
    h.raw("<img alt=\"\" height=\"32\"").attribute(" src", logo).raw(">");
  } else {
    append_echo(h, 2);
  }
  h.raw("Ressò <span>")
      .text(context.snapshot.city.name)
      .raw("</span></a>\n<nav class=\"wide\"")
      .attribute(" aria-label", say("frame.main_menu"));
  h.raw("><ul class=\"list\">\n");
  append_menu(h, context, head.section, kMenu);
  h.raw("</ul></nav>\n<nav").attribute(" aria-label", say("frame.shortcuts")).raw("><ul class=\"list\">\n<li><a");
  h.attribute(" href", (head.has_search ? "" : context.link("/")) + "#search").raw(">");
  if (context.is_file()) {
    h.text(say("frame.filter"));
  } else {
    h.text(say("frame.search")).raw("<span>\u00a0").text(say("frame.and_filter")).raw("</span>");
  }
  h.raw("</a></li>\n<li class=\"slim\"><a href=\"#menu\">").text(say("frame.menu"));
  h.raw("</a></li>\n</ul></nav>\n</div></header>\n");
}

std::string_view own_name(std::string_view language) {
  if (language == "ca") return "Català";
  if (language == "es") return "Español";
  return language == "en" ? "English" : language;
}

void append_foot(Html& h, const PageContext& context, const PageHead& head) {
  const auto& say = context.say;
  const auto& city = context.snapshot.city;
  h.raw("<footer class=\"foot\"><div class=\"wrap\">\n<p class=\"motto\"><strong>Ressò</strong> ");
  h.text(say("frame.motto", {{"of_city", of_name(context.language(), city.name)}})).raw("</p>\n<nav id=\"menu\"");
  h.attribute(" aria-label", say("frame.all_pages")).raw("><ul class=\"list\">\n");
  append_menu(h, context, head.section, kMenu);
  append_menu(h, context, head.section, kFootMenu);
  h.raw("</ul></nav>\n<nav").attribute(" aria-label", say("frame.language")).raw("><ul class=\"list\">\n");
  for (const auto& language : city.languages) {
    h.raw("<li><a").attribute(" href", context.in_language(language)).attribute(" hreflang", language).attribute(" lang", language);
    if (language == context.language()) h.raw(" aria-current=\"true\"");
    h.raw(">").text(own_name(language)).raw("</a></li>\n");
  }
  h.raw("</ul></nav>\n</div>");
  append_echo(h, 3);
  h.raw("</footer>\n");
}

}  // namespace

PageContext page_context(const Snapshot& snapshot, std::string_view language, std::string_view self_path) {
  PageContext context{snapshot, Phrases(language), false, std::string(self_path)};
  const auto query = query_of(self_path);
  context.language_asked = query.starts_with("lang=") || query.find("&lang=") != std::string_view::npos;
  return context;
}

std::string PageContext::link(std::string_view path, std::string_view query) const {
  if (is_file()) return has_no_file(path) ? std::string() : in_files(*this, path, language());
  std::string all(query);
  if (language_asked) all.append(all.empty() ? "" : "&").append("lang=").append(language());
  return join(path, all);
}

std::string PageContext::agenda_link(const Filter& filter) const {
  if (is_file()) {
    const auto folder = site_folder(snapshot, filter);
    return folder ? in_files(*this, *folder, language()) : std::string();
  }
  Filter own = filter;
  own.languages.clear();
  return link("/", page_query(snapshot, own));
}

std::string PageContext::agenda_feed(std::string_view suffix, const Filter& filter) const {
  const auto path = "/agenda" + std::string(suffix);
  if (!is_file() || lasting(filter) == Filter{}) return feed_link(path, filter);
  const auto folder = site_folder(snapshot, with_period(lasting(filter), {}));
  return folder && *folder != "/" ? *folder + path : std::string();
}

std::string PageContext::subscribe_link(Filter filter) const {
  if (is_file()) return lasting(std::move(filter)) == Filter{} ? link("/subscribe") + "#take" : std::string();
  std::string acts;
  for (const auto& language : filter.languages) acts += "acts=" + language;
  filter.languages.clear();
  auto query = page_query(snapshot, lasting(std::move(filter)));
  if (!acts.empty()) query += (query.empty() ? "" : "&") + acts;
  return link("/subscribe", query) + "#take";
}

std::string PageContext::in_language(std::string_view language) const {
  const std::string_view self = self_path;
  if (is_file()) return in_files(*this, self.substr(0, self.find('?')), language);
  std::string query = without_language(query_of(self));
  if (!language.empty()) query.append(query.empty() ? "" : "&").append("lang=").append(language);
  return join(self.substr(0, self.find('?')), query);
}

Filter lasting(Filter filter) {
  filter.from.reset();
  filter.to.reset();
  filter.days.reset();
  filter.limit.reset();
  return filter;
}

std::string feed_link(std::string_view path, Filter filter) {
  filter.languages.clear();
  return join(path, canonical_query(lasting(std::move(filter))));
}

std::string webcal_link(const Snapshot& snapshot, std::string_view path_and_query) {
  const std::string_view base = snapshot.city.public_url;
  const auto scheme = base.find("://");
  return "webcal" + std::string(scheme == std::string_view::npos ? "://" + snapshot.city.host : std::string(base.substr(scheme))) +
         std::string(path_and_query);
}

void append_echo(Html& out, int strokes) {
  out.raw(
      "<svg class=\"echo\" width=\"20\" height=\"20\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"17\" cy=\"17\" "
      "r=\"5.4\"/><path d=\"M7.2 15.3A10 10 0 0 "
      "1 15.3 7.2");
  if (strokes > 1) out.raw("M3.7 13.2A13.8 13.8 0 0 1 13.2 3.7");
  if (strokes > 2) out.raw("M0.5 11A17.6 17.6 0 0 1 11 0.5");
  out.raw("\"/></svg>");
}

std::string page(const PageContext& context, const PageHead& head, const Html& main) {
  Html h;
  h.raw("<!DOCTYPE html>\n<html").attribute(" lang", context.language()).raw(">\n");
  append_head(h, context, head);
  h.raw("<body>\n");
  append_top(h, context, head);
  h.raw("<main id=\"main\" class=\"wrap\" tabindex=\"-1\">\n").append(main).raw("</main>\n");
  append_foot(h, context, head);
  h.raw("</body>\n</html>\n");
  return context.is_file() ? without_dead_links(h.take()) : h.take();
}

}  // namespace resso::feeds
