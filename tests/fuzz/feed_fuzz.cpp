// Any bytes as a feed: read, mapped, and what comes out can be shown.
#include "connectors/feed/feed_parse.hpp"
#include "connectors/feed/map.hpp"
#include "tests/fuzz/harvest_facts.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  const auto reading = connectors::feed::read_feed(fuzz::text_of(data, size), {"https://casal.example/feed", "", "", ""});
  fuzz::require(reading.document.has_value() == (reading.found == connectors::feed::FeedReading::Found::feed), "a feed is what was read");
  if (reading.document) fuzz::check_harvest(connectors::feed::to_harvest(*reading.document, "feed:1", "Europe/Madrid"));
  return 0;
}
