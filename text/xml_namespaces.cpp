#include "text/xml_namespaces.hpp"

#include <algorithm>
#include <array>

namespace resso::text {
namespace {

struct Usual {
  std::string_view prefix, uri;
};

constexpr std::array kUsual{
    Usual{"xml", "http://www.w3.org/XML/1998/namespace"},
    Usual{"atom", "http://www.w3.org/2005/Atom"},
    Usual{"atom10", "http://www.w3.org/2005/Atom"},
    Usual{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    Usual{"content", "http://purl.org/rss/1.0/modules/content/"},
    Usual{"dc", "http://purl.org/dc/elements/1.1/"},
    Usual{"dcterms", "http://purl.org/dc/terms/"},
    Usual{"sy", "http://purl.org/rss/1.0/modules/syndication/"},
    Usual{"slash", "http://purl.org/rss/1.0/modules/slash/"},
    Usual{"wfw", "http://wellformedweb.org/CommentAPI/"},
    Usual{"media", "http://search.yahoo.com/mrss/"},
    Usual{"itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"},
    Usual{"georss", "http://www.georss.org/georss"},
    Usual{"geo", "http://www.w3.org/2003/01/geo/wgs84_pos#"},
    Usual{"gml", "http://www.opengis.net/gml"},
    Usual{"ev", "http://purl.org/rss/1.0/modules/event/"},
    Usual{"xCal", "urn:ietf:params:xml:ns:xcal"},
    Usual{"xcal", "urn:ietf:params:xml:ns:xcal"},
    Usual{"events", "http://www.gsite.org/RSS/modules/event_dates/"},
    Usual{"cc", "http://web.resource.org/cc/"},
    Usual{"creativeCommons", "http://backend.userland.com/creativeCommonsRssModule"},
    Usual{"feedburner", "http://rssnamespace.org/feedburner/ext/1.0"},
    Usual{"thr", "http://purl.org/syndication/thread/1.0"},
    Usual{"webfeeds", "http://webfeeds.org/rss/1.0"},
    Usual{"xhtml", "http://www.w3.org/1999/xhtml"},
};

}  // namespace

std::string_view usual_namespace(std::string_view prefix) {
  const auto found = std::find_if(kUsual.begin(), kUsual.end(), [&](const Usual& row) { return row.prefix == prefix; });
  return found == kUsual.end() ? std::string_view() : found->uri;
}

}  // namespace resso::text
