// Everything that a page says of events, whatever the vocabularies, each event once.
#pragma once

#include "connectors/page/page_event.hpp"
#include "model/source.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors::page {

struct PageReading {
  std::vector<PageEvent> events;  ///< also those without a name or a start
  std::string base_url;           ///< of what is relative in the page
  std::vector<Warning> warnings;
};

/// The page's bytes as UTF-8, by its Content-Type and by what it says itself.
std::string page_utf8(std::string_view bytes, std::string_view content_type);

/// `html`: UTF-8. `city_zone` serves to see that two vocabularies tell of one start.
PageReading read_page_events(std::string_view html, std::string_view page_url, std::string_view city_zone);

}  // namespace resso::connectors::page
