#include "connectors/feed/discover.hpp"

#include "text/html.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>

namespace resso::connectors::feed {
namespace {

constexpr std::array<std::string_view, 6> kTypes{"application/rss+xml", "application/atom+xml", "application/feed+json",
                                                 "application/rdf+xml", "application/json",     "text/xml"};

bool has_word(std::string_view list, std::string_view word) {
  const std::string lower = " " + text::collapse_space(text::to_lower_ascii(list)) + " ";
  return lower.find(" " + std::string(word) + " ") != std::string::npos;
}

bool is_of_comments(const OfferedFeed& feed) {
  const std::string title = text::fold_words(feed.title);
  const std::string url = text::to_lower_ascii(feed.url);
  return url.find("/comments/") != std::string::npos || title.find("comentari") != std::string::npos ||
         title.find("comment") != std::string::npos;
}

}  // namespace

std::vector<OfferedFeed> offered_feeds(std::string_view html, std::string_view base_url) {
  constexpr std::size_t kMostOffers = 50;
  std::vector<OfferedFeed> offers;
  for (const text::HtmlLink& link : text::html_links(html, base_url)) {
    const std::string type = text::to_lower_ascii(text::trim(link.type.substr(0, link.type.find(';'))));
    const bool is_feed =
        has_word(link.rel, "feed") || (has_word(link.rel, "alternate") && std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end());
    // WordPress offers its interface as JSON too; that is no feed.
    const bool interface = type == "application/json" && link.href.find("/wp-json/") != std::string::npos;
    const bool web = link.href.starts_with("http://") || link.href.starts_with("https://");
    const auto same = [&](const OfferedFeed& each) { return each.url == link.href; };
    if (!is_feed || interface || !web || std::any_of(offers.begin(), offers.end(), same)) continue;
    if (offers.size() < kMostOffers) offers.push_back({link.href, text::collapse_space(link.title), type});
  }
  std::stable_partition(offers.begin(), offers.end(), [](const OfferedFeed& each) { return !is_of_comments(each); });
  return offers;
}

}  // namespace resso::connectors::feed
