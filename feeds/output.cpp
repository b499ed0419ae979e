#include "feeds/output.hpp"

#include "feeds/api_page.hpp"
#include "feeds/atom_write.hpp"
#include "feeds/channel.hpp"
#include "feeds/city_look.hpp"
#include "feeds/crawlers_write.hpp"
#include "feeds/ical_write.hpp"
#include "feeds/jsonfeed_write.hpp"
#include "feeds/oembed_write.hpp"
#include "feeds/opml_write.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/rss_write.hpp"
#include "feeds/scope.hpp"
#include "feeds/sources_write.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>

namespace resso::feeds {
namespace {

using MakeChannel = Result<Channel> (*)(const Snapshot&, const OutputRequest&);
using WriteChannel = std::string (*)(const Channel&);

template <MakeChannel make, WriteChannel write>
Result<std::string> feed(const Snapshot& snapshot, const OutputRequest& request) {
  const auto channel = make(snapshot, request);
  if (!channel) return channel.error();
  return write(*channel);
}

constexpr std::string_view kIcs = "text/calendar; charset=utf-8";
constexpr std::string_view kRss = "application/rss+xml; charset=utf-8";
constexpr std::string_view kAtom = "application/atom+xml; charset=utf-8";
constexpr std::string_view kJson = "application/feed+json; charset=utf-8";
constexpr std::string_view kOpml = "text/x-opml; charset=utf-8";
constexpr std::string_view kApi = "application/json";
constexpr std::string_view kHtml = "text/html; charset=utf-8";

constexpr std::string_view kEmbedKeys = "theme heading accent";

// A new output is one line here. A name in braces is one segment of the path without its final part; no dot can be in it.
constexpr std::array kOutputs{
    Output{"/agenda.ics", kIcs, write_agenda_ics},
    Output{"/agenda.rss", kRss, feed<agenda_channel, rss_text>},
    Output{"/agenda.atom", kAtom, feed<agenda_channel, atom_text>},
    Output{"/agenda.json", kJson, feed<agenda_channel, jsonfeed_text>},
    Output{"/posts.rss", kRss, feed<posts_channel, rss_text>},
    Output{"/posts.atom", kAtom, feed<posts_channel, atom_text>},
    Output{"/posts.json", kJson, feed<posts_channel, jsonfeed_text>},
    Output{"/entities/{slug}/agenda.ics", kIcs, write_agenda_ics},
    Output{"/entities/{slug}/agenda.rss", kRss, feed<agenda_channel, rss_text>},
    Output{"/entities/{slug}/agenda.atom", kAtom, feed<agenda_channel, atom_text>},
    Output{"/entities/{slug}/agenda.json", kJson, feed<agenda_channel, jsonfeed_text>},
    Output{"/entities/{slug}/posts.rss", kRss, feed<posts_channel, rss_text>},
    Output{"/entities/{slug}/posts.atom", kAtom, feed<posts_channel, atom_text>},
    Output{"/entities/{slug}/posts.json", kJson, feed<posts_channel, jsonfeed_text>},
    Output{"/events/{id}.ics", kIcs, write_event_ics, false, false},
    Output{"/opml.xml", kOpml, write_opml, false, false},
    Output{"/sitemap.xml", "application/xml; charset=utf-8", write_sitemap, false, false},
    Output{"/robots.txt", "text/plain; charset=utf-8", write_robots, false, false},
    Output{"/city.css", "text/css; charset=utf-8", write_city_css, false, false},
    Output{"/logo.svg", "image/svg+xml", write_logo_svg, false, false},
    Output{"/logo.png", "image/png", write_logo_png, false, false},
    Output{.pattern = "/", .media_type = kHtml, .render = agenda_page, .is_page = true, .takes_default = true},
    Output{"/entities", kHtml, entities_page, true, false},
    Output{"/entities/{slug}", kHtml, entity_page, true, false},
    Output{"/events/{id}", kHtml, event_page, true, false},
    Output{"/sources", kHtml, sources_page, true, true, true},
    Output{"/api/v1/sources", kApi, sources_json, false, true, true},
    Output{"/api/v1/events", kApi, events_json, false, true, false, "cursor"},
    Output{"/api/v1/posts", kApi, posts_json, false, true, false, "cursor"},
    Output{"/api/v1/entities", kApi, entities_json, false, true, false, "cursor"},
    Output{"/api/v1/openapi.json", kApi, openapi_json, false, false},
    Output{"/about", kHtml, about_page, true, false},
    Output{"/guia", kHtml, guide_page, true, false},
    Output{
        .pattern = "/subscribe", .media_type = kHtml, .render = subscribe_page, .is_page = true, .own_keys = "acts", .takes_default = true},
    Output{.pattern = "/embed",
           .media_type = kHtml,
           .render = embed_builder_page,
           .is_page = true,
           .own_keys = "theme accent",
           .takes_default = true},
    Output{"/embed/agenda", kHtml, embed_agenda, true, true, false, kEmbedKeys, true},
    Output{"/embed/events/{id}", kHtml, embed_event, true, false, false, kEmbedKeys, true},
    Output{"/embed/fragment.html", kHtml, embed_fragment, false, true, false, kEmbedKeys, true},
    Output{.pattern = "/oembed",
           .media_type = kApi,
           .render = write_oembed,
           .takes_filter = false,
           .own_keys = "url format maxwidth maxheight",
           .takes_all_keys = true,
           .media_type_of = oembed_media_type},
};

// The part of `path` that stands for the braces of `pattern`; empty for a pattern without. Unset: no match.
std::optional<std::string_view> match_pattern(std::string_view pattern, std::string_view path) {
  const auto open = pattern.find('{');
  if (open == std::string_view::npos) return path == pattern ? std::optional(std::string_view()) : std::nullopt;
  const auto before = pattern.substr(0, open), after = pattern.substr(pattern.find('}') + 1);
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after)) return {};
  const auto subject = path.substr(before.size(), path.size() - before.size() - after.size());
  return subject.find_first_of("/.") == std::string_view::npos ? std::optional(subject) : std::nullopt;
}

}  // namespace

std::span<const Output> outputs() { return kOutputs; }

std::string_view media_type(const Output& output, const OutputRequest& request) {
  return output.media_type_of ? output.media_type_of(request) : output.media_type;
}

std::optional<Match> match_output(std::string_view path) {
  for (const auto& output : kOutputs) {
    if (const auto subject = match_pattern(output.pattern, path)) return Match{&output, text::percent_decode(*subject)};
  }
  return {};
}

Instant last_modified(const Snapshot& snapshot, const Output& output, const OutputRequest& request) {
  if (output.render == write_event_ics) {
    if (const auto* event = snapshot.event(request.subject)) return modified_at(snapshot, *event);
  }
  // What was taken away leaves no date behind, and a day that ended takes its acts away: only the whole agenda's change tells of that.
  const auto agenda = std::max(snapshot.as_of, snapshot.zone.to_instant(snapshot.today));
  const bool tells_health = output.takes_state || output.render == entity_page || output.render == entities_page;
  return tells_health ? std::max(agenda, snapshot.polled_at.value_or(agenda)) : agenda;
}

}  // namespace resso::feeds
