// What holds of every harvest, whatever document it was read from.
#pragma once

#include "agenda/occurrences.hpp"
#include "connectors/harvest.hpp"
#include "tests/fuzz/fuzz_support.hpp"
#include "text/html.hpp"

namespace resso::fuzz {

inline bool is_web_or_empty(std::string_view url) { return url.empty() || url.starts_with("http://") || url.starts_with("https://"); }

inline void require_safe(std::string_view html) {
  require_utf8(html, "HTML is UTF-8");
  require(html.find("<script") == std::string_view::npos, "no script", html);
}

inline void check_post(const Post& post) {
  require(!post.uri.empty(), "a post has an identity");
  require(is_web_or_empty(post.url), "a post's address is of the web", post.url);
  require_safe(post.html);
  for (const std::string* text : {&post.uri, &post.title, &post.text, &post.summary_text, &post.author.display_name, &post.language})
    require_utf8(*text, "a post's texts are UTF-8");
  for (const std::string& tag : post.hashtags)
    require(!tag.empty() && tag.find_first_of("# \n") == std::string::npos, "a hashtag is a word", tag);
  for (const Media& media : post.media) require(is_web_or_empty(media.url), "media are of the web", media.url);
}

/// With its dates in a window, which must come in order and end.
inline void check_event(const StatedEvent& stated) {
  const Event& event = stated.event;
  require(!stated.key.empty(), "an event has a key");
  require(!event.times.end || *event.times.end >= event.times.start, "an event does not end before it begins", event.title);
  require(is_web_or_empty(event.url), "an event's address is of the web", event.url);
  require_safe(event.description_html);
  for (const std::string* text : {&stated.key, &event.title, &event.summary, &event.place.name, &event.place.address, &event.organiser})
    require_utf8(*text, "an event's texts are UTF-8");
  using namespace std::chrono;
  const Window window{sys_days{2026y / 1 / 1}, sys_days{2027y / 1 / 1}};
  const auto expansion = agenda::expand(event, window, 50, "Europe/Madrid");
  require(expansion.occurrences.size() <= 50, "an expansion keeps to its limit");
  Instant last = Instant::min();
  for (const Occurrence& each : expansion.occurrences) {
    require(each.start >= last && each.end >= each.start, "dates come in order and end after they begin", event.title);
    last = each.start;
  }
}

inline void check_harvest(const connectors::Harvest& harvest) {
  for (const Post& post : harvest.posts) check_post(post);
  std::size_t expanded = 0;  // rules may cost up to their bound each: of many events a few will do
  for (const StatedEvent& event : harvest.events) {
    if (++expanded > 8) break;
    check_event(event);
  }
  for (const Warning& warning : harvest.warnings) require(!warning.what.empty() && warning.line >= 0, "a warning says what and where");
  require_utf8(harvest.title, "a title is UTF-8");
}

}  // namespace resso::fuzz
