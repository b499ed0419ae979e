#include "feeds/crawlers_write.hpp"

#include "feeds/scope.hpp"
#include "feeds/xml_write.hpp"
#include "text/timestamp.hpp"

#include <unordered_set>

namespace resso::feeds {
namespace {

constexpr std::size_t kMostPages = 50000;  // of one sitemap, by its protocol
constexpr std::string_view kPages[] = {"/", "/entities", "/visibility", "/subscribe", "/embed", "/guia", "/about", "/sources"};

class Sitemap {
 public:
  explicit Sitemap(const CityFacts& city) : city_(city) {
    xml_.open("urlset", {{"xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"}, {"xmlns:xhtml", "http://www.w3.org/1999/xhtml"}});
  }

  /// `path` as the page's own links have it; the protocol wants whole addresses.
  void add(const std::string& path, std::string_view modified = {}) {
    if (pages_++ >= kMostPages) return;
    const auto address = city_.public_url + path;
    xml_.open("url").leaf("loc", address).leaf_if("lastmod", modified);
    for (const auto& language : city_.languages) {
      xml_.empty("xhtml:link", {{"rel", "alternate"}, {"hreflang", language}, {"href", address + "?lang=" + language}});
    }
    xml_.close();
  }

  std::string take() {
    xml_.close();
    return xml_.take();
  }

 private:
  const CityFacts& city_;
  XmlWriter xml_;
  std::size_t pages_ = 0;
};

}  // namespace

Result<std::string> write_sitemap(const Snapshot& snapshot, const OutputRequest&) {
  Sitemap sitemap(snapshot.city);
  const auto as_of = text::format_utc(snapshot.as_of);
  for (const auto path : kPages) sitemap.add(std::string(path), path == "/" ? as_of : std::string());
  for (const auto& entity : snapshot.entities) sitemap.add("/entities/" + entity.slug);
  // In the order of their dates: what is over goes last of all when there is no room.
  std::unordered_set<std::string_view> listed;
  for (const bool upcoming : {true, false}) {
    for (const auto& act : select_events(snapshot, {}, upcoming)) {
      if (!listed.insert(act.event->id).second) continue;
      sitemap.add("/events/" + act.event->id, text::format_utc(modified_at(snapshot, *act.event)));
    }
  }
  return sitemap.take();
}

Result<std::string> write_robots(const Snapshot& snapshot, const OutputRequest&) {
  return "User-agent: *\nAllow: /\n\nSitemap: " + snapshot.city.public_url + "/sitemap.xml\n";
}

}  // namespace resso::feeds
