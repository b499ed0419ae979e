#include "connectors/feed/vocabulary.hpp"

#include "text/unicode.hpp"

#include <algorithm>
#include <array>

namespace resso::connectors::feed {
namespace {

struct Row {
  std::string_view uri;  // without scheme and final '/' or '#', lower case
  Vocabulary meaning;
};

constexpr std::array kRows{
    Row{"www.w3.org/2005/atom", Vocabulary::atom},
    Row{"purl.org/atom/ns", Vocabulary::atom},
    Row{"purl.org/net/rss1.1", Vocabulary::rss},
    Row{"purl.org/rss/1.0", Vocabulary::rss},
    Row{"my.netscape.com/rdf/simple/0.9", Vocabulary::rss},
    Row{"channel.netscape.com/rdf/simple/0.9", Vocabulary::rss},
    Row{"backend.userland.com/rss", Vocabulary::rss},
    Row{"backend.userland.com/rss2", Vocabulary::rss},
    Row{"backend.userland.com/rss091", Vocabulary::rss},
    Row{"backend.userland.com/rss092", Vocabulary::rss},
    Row{"backend.userland.com/rss093", Vocabulary::rss},
    Row{"blogs.law.harvard.edu/tech/rss", Vocabulary::rss},
    Row{"cyber.law.harvard.edu/rss", Vocabulary::rss},
    Row{"www.rssboard.org/rss-specification", Vocabulary::rss},
    Row{"www.w3.org/1999/02/22-rdf-syntax-ns", Vocabulary::rdf},
    Row{"purl.org/dc/elements/1.1", Vocabulary::dublin_core},
    Row{"purl.org/dc/elements/1.0", Vocabulary::dublin_core},
    Row{"purl.org/dc/terms", Vocabulary::dublin_core_terms},
    Row{"purl.org/rss/1.0/modules/dcterms", Vocabulary::dublin_core_terms},
    Row{"purl.org/rss/1.0/modules/content", Vocabulary::content},
    Row{"search.yahoo.com/mrss", Vocabulary::media},
    Row{"tools.search.yahoo.com/mrss", Vocabulary::media},
    Row{"video.search.yahoo.com/mrss", Vocabulary::media},
    Row{"search.yahoo.com/mrss/advertising", Vocabulary::other},
    Row{"www.rssboard.org/media-rss", Vocabulary::media},
    Row{"www.itunes.com/dtds/podcast-1.0.dtd", Vocabulary::itunes},
    Row{"www.itunes.com/dtds/podcast-1.0", Vocabulary::itunes},
    Row{"purl.org/rss/1.0/modules/syndication", Vocabulary::syndication},
    Row{"purl.org/rss/1.0/modules/sy", Vocabulary::syndication},
    Row{"www.georss.org/georss", Vocabulary::georss},
    Row{"www.georss.org/georss/10", Vocabulary::georss},
    Row{"www.w3.org/2003/01/geo/wgs84_pos", Vocabulary::wgs84},
    Row{"www.opengis.net/gml", Vocabulary::gml},
    Row{"wellformedweb.org/commentapi", Vocabulary::comment_api},
    Row{"backend.userland.com/creativecommonsrssmodule", Vocabulary::licence},
    Row{"web.resource.org/cc", Vocabulary::licence},
    Row{"creativecommons.org/ns", Vocabulary::licence},
    Row{"purl.org/rss/1.0/modules/event", Vocabulary::event},
    Row{"purl.org/rss/modules/event", Vocabulary::event},
    Row{"event", Vocabulary::event},
    Row{"urn:ietf:params:xml:ns:xcal", Vocabulary::xcal},
    Row{"urn:ietf:params:xml:ns:icalendar-2.0", Vocabulary::xcal},
    Row{"www.ietf.org/internet-drafts/draft-ietf-calsch-many-xcal-02.txt", Vocabulary::xcal},
    Row{"www.w3.org/2002/12/cal/ical", Vocabulary::xcal},
    Row{"www.w3.org/2002/12/cal", Vocabulary::xcal},
    Row{"www.gsite.org/rss/modules/event_dates", Vocabulary::event_dates},
    Row{"www.w3.org/1999/xhtml", Vocabulary::xhtml},
    Row{"purl.org/syndication/thread/1.0", Vocabulary::threads},
    Row{"purl.org/atompub/tombstones/1.0", Vocabulary::tombstones},
};

}  // namespace

Vocabulary vocabulary_of(std::string_view namespace_uri) {
  if (namespace_uri.empty()) return Vocabulary::none;
  std::string key = text::to_lower_ascii(text::trim(namespace_uri));
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (key.starts_with(scheme)) key.erase(0, scheme.size());
  }
  while (key.ends_with('/') || key.ends_with('#')) key.pop_back();
  const auto found = std::find_if(kRows.begin(), kRows.end(), [&](const Row& row) { return row.uri == key; });
  return found == kRows.end() ? Vocabulary::other : found->meaning;
}

}  // namespace resso::connectors::feed
