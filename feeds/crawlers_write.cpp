#include "feeds/crawlers_write.hpp"

#include "feeds/scope.hpp"
#include "feeds/site_views.hpp"
#include "feeds/xml_write.hpp"
#include "text/timestamp.hpp"

#include <unordered_set>

namespace resso::feeds {
namespace {

constexpr std::size_t kMostPages = 50000;  // of one sitemap, by its protocol
constexpr std::string_view kPages[] = {"/", "/entities", "/visibility", "/subscribe", "/embed", "/guia", "/about", "/sources"};

class Sitemap {
 public:
  explicit Sitemap(const Snapshot& snapshot) : city_(snapshot.city), is_files_(snapshot.folders.has_value()) {
    xml_.open("urlset", {{"xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"}, {"xmlns:xhtml", "http://www.w3.org/1999/xhtml"}});
  }

  /// `path` as the page's own links have it; the protocol wants whole addresses.
  void add(const std::string& path, std::string_view modified = {}) {
    if (pages_++ >= kMostPages) return;
    xml_.open("url").leaf("loc", city_.public_url + (is_files_ ? site_page(path, {}) : path)).leaf_if("lastmod", modified);
    for (const auto& language : city_.languages) {
      xml_.empty("xhtml:link", {{"rel", "alternate"}, {"hreflang", language}, {"href", city_.public_url + in_language(path, language)}});
    }
    xml_.close();
  }

  std::string take() {
    xml_.close();
    return xml_.take();
  }

 private:
  std::string in_language(const std::string& path, const std::string& language) const {
    if (!is_files_) return path + "?lang=" + language;
    return site_page(path, language == city_.languages.front() ? std::string_view() : language);
  }

  const CityFacts& city_;
  bool is_files_;  ///< "/embed" is not among them
  XmlWriter xml_;
  std::size_t pages_ = 0;
};

}  // namespace

Result<std::string> write_sitemap(const Snapshot& snapshot, const OutputRequest&) {
  Sitemap sitemap(snapshot);
  const auto as_of = text::format_utc(snapshot.as_of);
  for (const auto path : kPages) {
    if (!snapshot.folders || path != "/embed") sitemap.add(std::string(path), path == "/" ? as_of : std::string());
  }
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
