// Events out of the pages of a website that has neither feed nor calendar: today schema.org in JSON-LD; microdata and microformats
// (h-event, hCalendar) have their place beside jsonld_parse.
#pragma once

#include "connectors/connector.hpp"

namespace resso::connectors::page {

boost::asio::awaitable<PollReport> poll_page(PollContext context, Source source, SourceState state);

/// The whole of a page, without network: what `resso inspect`, the tests and poll_page see. `base_url`: where the page was found.
Harvest read_page(std::string_view html, std::string_view base_url, std::string_view source_id, std::string_view city_zone);

}  // namespace resso::connectors::page
