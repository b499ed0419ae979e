// Any text as a JSON Feed.
#include "connectors/feed/jsonfeed_parse.hpp"
#include "connectors/feed/map.hpp"
#include "tests/fuzz/harvest_facts.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  const std::string utf8 = text::repair_utf8(fuzz::text_of(data, size));
  const auto reading = connectors::feed::parse_jsonfeed(utf8, "https://casal.example/feed.json");
  if (reading.document) fuzz::check_harvest(connectors::feed::to_harvest(*reading.document, "feed:1", "Europe/Madrid"));
  return 0;
}
