// The namespaces that feeds are written in, each under all the addresses it is known by.
#pragma once

#include <string_view>

namespace resso::connectors::feed {

enum class Vocabulary {
  none,  ///< no namespace
  rss,   ///< an RSS version's own: read as none
  atom,
  rdf,
  dublin_core,
  dublin_core_terms,
  content,
  media,
  itunes,
  syndication,
  georss,
  wgs84,
  gml,
  comment_api,
  licence,
  event,  ///< RSS event module, and The Events Calendar's
  xcal,
  event_dates,  ///< Diputació de Barcelona
  xhtml,
  threads,
  tombstones,  ///< RFC 6721
  other,
};

Vocabulary vocabulary_of(std::string_view namespace_uri);

}  // namespace resso::connectors::feed
