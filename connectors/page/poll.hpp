// Events out of the pages of a website that has neither feed nor calendar: schema.org in JSON-LD and microdata, h-event and hCalendar.
#pragma once

#include "connectors/connector.hpp"

namespace resso::connectors::page {

boost::asio::awaitable<PollReport> poll_page(PollContext context, Source source, SourceState state);

/// The whole of a page, without network: what `resso inspect`, the tests and poll_page see. `page_url`: where the page was found.
Harvest read_page(std::string_view html, std::string_view page_url, std::string_view source_id, std::string_view city_zone);

}  // namespace resso::connectors::page
