// Any bytes as a stream of server-sent events, whole and in pieces of any size: the same events come out, and no data has a line end of the
// wire's in it.
#include "connectors/mastodon/sse_parse.hpp"
#include "tests/fuzz/fuzz_support.hpp"

namespace {

using namespace resso;
using connectors::mastodon::SseEvent;
using connectors::mastodon::SseParser;

std::vector<SseEvent> read_in_pieces(std::string_view bytes, std::size_t size) {
  SseParser parser;
  std::vector<SseEvent> all;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(size, bytes.size()))) {
    auto events = parser.feed(bytes.substr(0, size));
    if (!events) break;
    all.insert(all.end(), events->begin(), events->end());
  }
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes = fuzz::text_of(data, size).substr(1);
  const auto whole = read_in_pieces(bytes, bytes.size() + 1);
  fuzz::require(whole == read_in_pieces(bytes, 1u + data[0] % 7), "pieces of any size give the same events");
  for (const SseEvent& event : whole) {
    fuzz::require(!event.name.empty(), "an event has a name");
    fuzz::require(event.data.find('\r') == std::string::npos, "no carriage return comes through", event.data);
  }
  return 0;
}
