#include "connectors/discover.hpp"

#include "text/charset.hpp"
#include "text/html.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>

namespace resso::connectors {
namespace {

constexpr std::size_t kMostOffers = 50;

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool has_word(std::string_view list, std::string_view word) {
  const std::string lower = " " + text::collapse_space(text::to_lower_ascii(list)) + " ";
  return contains(lower, " " + std::string(word) + " ");
}

/// text::media_type with what people write: "application/rss+xml; charset=utf-8", "application/x-rss+xml", "text/rss".
bool is_feed_type(const std::string& type) {
  constexpr std::array<std::string_view, 10> kTypes{
      "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",   "application/json", "text/xml",
      "application/xml",     "text/rss+xml",         "application/x-rss+xml", "application/x.atom+xml"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

bool is_calendar_type(const std::string& type) { return type == "text/calendar" || type == "application/calendar+json"; }

/// Path and query of an address, lower case.
std::string inner_address(std::string_view url) {
  const auto host = url.find("://");
  const auto path = host == std::string_view::npos ? host : url.find_first_of("/?", host + 3);
  return path == std::string_view::npos ? std::string() : text::to_lower_ascii(url.substr(path, url.find('#') - path));
}

bool looks_like_feed(std::string_view url) {
  const std::string inner = inner_address(url);
  const std::string_view path = std::string_view(inner).substr(0, inner.find('?'));
  const std::string_view query = std::string_view(inner).substr(path.size());
  constexpr std::array<std::string_view, 12> kEnds{"/feed",     "/feed/",    "/rss",       "/rss/",      "/atom",   "/atom/",
                                                   "/feed.xml", "/atom.xml", "/feed.json", "/index.rdf", "/feeds/", ".rss"};
  const bool ends = std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return path.ends_with(end); });
  return ends || path.ends_with(".atom") || path.ends_with("rss.xml") || contains(path, "/feeds/posts/") || contains(query, "feed=rss") ||
         contains(query, "feed=atom") || contains(query, "format=feed") || contains(query, "format=rss") || contains(query, "type=rss") ||
         contains(query, "format=atom");
}

bool looks_like_calendar(std::string_view url) {
  const std::string inner = inner_address(url);
  const std::string_view path = std::string_view(inner).substr(0, inner.find('?'));
  return path.ends_with(".ics") || path.ends_with(".ical") || contains(inner, "?ical=1") || contains(inner, "&ical=1") ||
         contains(inner, "format=ical") || contains(inner, "format=ics");
}

std::string_view host_of(std::string_view url) {
  const auto from = url.find("://");
  if (from == std::string_view::npos) return {};
  const std::string_view rest = url.substr(from + 3);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#:"));
  return host.starts_with("www.") ? host.substr(4) : host;
}

bool of_one_site(std::string_view a, std::string_view b) {
  const auto within = [](std::string_view part, std::string_view whole) {
    return part == whole || (part.size() > whole.size() && part.ends_with(whole) && part[part.size() - whole.size() - 1] == '.');
  };
  const std::string_view one = host_of(a), other = host_of(b);
  return !one.empty() && !other.empty() && (within(one, other) || within(other, one));
}

bool is_of_comments(const OfferedFeed& feed) {
  const std::string title = text::fold_words(feed.title);
  const std::string url = text::to_lower_ascii(feed.url);
  return contains(url, "/comments/") || contains(url, "/comment/") || contains(url, "feed=comments") || contains(title, "comentari") ||
         contains(title, "comment");
}

/// A link of the page with what decides on it.
struct Candidate {
  OfferedFeed offer;
  bool declared = false;  ///< it says itself what it is
  bool anchor = false;
};

class Sorter {
 public:
  explicit Sorter(std::string_view page_url) : page_url_(page_url) {}

  void add(const text::HtmlLink& link) {
    OfferedFeed offer{web_address(link.href), text::collapse_space(link.title.empty() ? link.text : link.title),
                      text::media_type(link.type)};
    if (offer.url.empty() || has_word(link.rel, "stylesheet")) return;
    const bool alternate = has_word(link.rel, "alternate");
    const bool webcal = link.href.starts_with("webcal");
    const bool calendar_type = is_calendar_type(offer.type) || webcal;
    if (calendar_type || looks_like_calendar(offer.url)) {
      keep({std::move(offer), calendar_type || alternate, link.is_anchor && !webcal}, calendars_);
      return;
    }
    // WordPress offers its interface as JSON too; that is no feed.
    const bool interface = offer.type == "application/json" && (contains(offer.url, "/wp-json") || contains(offer.url, "oembed"));
    const bool typed = is_feed_type(offer.type) && !interface && (alternate || link.is_anchor || has_word(link.rel, "feed"));
    const bool untyped = offer.type.empty() || offer.type == "text/html";
    const bool declared = typed || (has_word(link.rel, "feed") && !interface) || (alternate && untyped && looks_like_feed(offer.url));
    const bool plain = link.is_anchor && untyped && looks_like_feed(offer.url) && of_one_site(offer.url, page_url_);
    if (declared || plain) keep({std::move(offer), declared, link.is_anchor}, feeds_);
  }

  Offers take() {
    const bool any_declared = std::any_of(feeds_.begin(), feeds_.end(), [](const Candidate& each) { return each.declared; });
    if (any_declared) std::erase_if(feeds_, [](const Candidate& each) { return !each.declared; });
    std::stable_sort(feeds_.begin(), feeds_.end(), [](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
    std::stable_sort(calendars_.begin(), calendars_.end(),
                     [](const Candidate& a, const Candidate& b) { return std::pair(a.anchor, depth(a)) < std::pair(b.anchor, depth(b)); });
    return {offers(feeds_), offers(calendars_)};
  }

 private:
  static std::string web_address(const std::string& href) {
    if (href.starts_with("http://") || href.starts_with("https://")) return href;
    const bool other_name = href.starts_with("webcal:") || href.starts_with("webcals:") || href.starts_with("feed:");
    if (!other_name) return {};
    const auto url = text::parse_url(href);
    return url ? url->str() : std::string();
  }

  static int rank(const Candidate& feed) { return (is_of_comments(feed.offer) ? 2 : 0) + (feed.anchor ? 1 : 0); }

  /// Of plain links: the calendar of one event lies deeper than that of all. A declared one is taken at its word.
  static std::ptrdiff_t depth(const Candidate& calendar) {
    if (!calendar.anchor) return 0;
    const std::string inner = inner_address(calendar.offer.url);
    return std::count(inner.begin(), inner.end(), '/');
  }

  static void keep(Candidate found, std::vector<Candidate>& list) {
    const auto same = [&](const Candidate& each) { return each.offer.url == found.offer.url; };
    const auto known = std::find_if(list.begin(), list.end(), same);
    if (known != list.end()) {
      known->declared = known->declared || found.declared;
    } else if (list.size() < kMostOffers) {
      list.push_back(std::move(found));
    }
  }

  static std::vector<OfferedFeed> offers(std::vector<Candidate>& from) {
    std::vector<OfferedFeed> list;
    for (Candidate& each : from) {
      each.offer.declared = each.declared;
      list.push_back(std::move(each.offer));
    }
    return list;
  }

  std::string_view page_url_;
  std::vector<Candidate> feeds_, calendars_;
};

}  // namespace

Offers offers_of(std::string_view html, std::string_view page_url) {
  Sorter sorter(page_url);
  for (const text::HtmlLink& link : text::html_links(html, page_url, text::Anchors::all)) sorter.add(link);
  return sorter.take();
}

std::vector<OfferedFeed> offered_feeds(std::string_view html, std::string_view page_url) { return offers_of(html, page_url).feeds; }

std::vector<OfferedFeed> offered_calendars(std::string_view html, std::string_view page_url) { return offers_of(html, page_url).calendars; }

}  // namespace resso::connectors
