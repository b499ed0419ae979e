// Feeds and calendars that a web page offers: <link rel="alternate" type="application/rss+xml">, and what people put in their place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors {

struct OfferedFeed {
  std::string url, title, type;
  bool declared = true;  ///< the page says what it is; else its address looks so
  bool operator==(const OfferedFeed&) const = default;
};

struct Offers {
  std::vector<OfferedFeed> feeds, calendars;
  bool empty() const { return feeds.empty() && calendars.empty(); }
};

/// Each in the order in which a person would mean them: what the head declares before plain links of the text, the site's own feed before
/// those of comments, a whole calendar before that of one event. Plain links count as feeds only where nothing is declared, and only to
/// the page's own site. Addresses are http or https (webcal is told as https), each once, at most 50 of a kind.
Offers offers_of(std::string_view html, std::string_view page_url);

std::vector<OfferedFeed> offered_feeds(std::string_view html, std::string_view page_url);
std::vector<OfferedFeed> offered_calendars(std::string_view html, std::string_view page_url);

}  // namespace resso::connectors
