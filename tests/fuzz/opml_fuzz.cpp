// Any bytes as a list of feeds.
#include "connectors/feed/opml_parse.hpp"
#include "tests/fuzz/fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso::fuzz;
  const auto list = resso::connectors::feed::parse_opml(text_of(data, size));
  if (!list) {
    require(!list.error().what.empty(), "a refusal says why");
    return 0;
  }
  for (const auto& feed : list->feeds) {
    require(!feed.xml_url.empty(), "a feed has an address");
    require_utf8(feed.title + feed.category + feed.xml_url, "a list's texts are UTF-8");
  }
  return 0;
}
