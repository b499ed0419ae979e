// Any bytes as a web page with structured events, or offering feeds.
#include "connectors/feed/discover.hpp"
#include "connectors/page/poll.hpp"
#include "tests/fuzz/harvest_facts.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  const std::string html = text::repair_utf8(fuzz::text_of(data, size));
  fuzz::check_harvest(connectors::page::read_page(html, "https://casal.example/agenda", "page:1", "Europe/Madrid"));
  for (const auto& feed : connectors::feed::offered_feeds(html, "https://casal.example/"))
    fuzz::require(!feed.url.empty(), "a feed has an address");
  return 0;
}
