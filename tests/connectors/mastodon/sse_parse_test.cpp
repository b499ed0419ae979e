#include "connectors/mastodon/sse_parse.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::mastodon {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<SseEvent> parse(std::string_view text, std::size_t piece = std::string_view::npos) {
  SseParser parser;
  std::vector<SseEvent> all;
  while (!text.empty()) {
    const auto events = parser.feed(text.substr(0, piece));
    EXPECT_TRUE(events);
    all.insert(all.end(), events->begin(), events->end());
    text.remove_prefix(std::min(piece, text.size()));
  }
  return all;
}

const SseEvent kUpdate{"update", "{\"id\":\"1\"}"};
const SseEvent kDelete{"delete", "1"};

TEST(SseParser, ReadsEventsWhateverEndsTheirLines) {
  for (const std::string end : {"\n", "\r", "\r\n"}) {
    const std::string text = "event: update" + end + "data: {\"id\":\"1\"}" + end + end + "event:delete" + end + "data:1" + end + end;
    EXPECT_THAT(parse(text), ElementsAre(kUpdate, kDelete));
  }
}

TEST(SseParser, ReadsTheSameWhereverTheBytesAreSplit) {
  const std::string text =
      "\xEF\xBB\xBFid: 7\r\nevent: update\r\ndata: {\"id\":\r\ndata: \"à\"}\r\n\r\n:thump\r\n\r\nevent: delete\r\ndata: 1\r\n\r\n";
  const SseEvent two_lines{"update", "{\"id\":\n\"à\"}"};
  for (std::size_t piece = 1; piece <= text.size(); ++piece) EXPECT_THAT(parse(text, piece), ElementsAre(two_lines, kDelete)) << piece;
}

TEST(SseParser, HeartbeatsCommentsAndEmptyEventsAreNothing) {
  EXPECT_THAT(parse(":)\n\n:thump\n\nevent: update\n\nretry: 10\n\n"), IsEmpty());
  EXPECT_THAT(parse("event: update\n\ndata: x\n\n"), ElementsAre(SseEvent{"message", "x"})) << "a name goes with its event";
}

TEST(SseParser, AnEventThatIsNotEndedIsNone) { EXPECT_THAT(parse("event: update\ndata: {\"id\":\"1\"}\n"), IsEmpty()); }

TEST(SseParser, FieldsWithoutColonOrValueAreKnown) {
  EXPECT_THAT(parse("data\n\ndata\ndata\n\n"), ElementsAre(SseEvent{"message", ""}, SseEvent{"message", "\n"}));
}

TEST(SseParser, AnEndlessLineOrEventIsAnErrorNotAllMemory) {
  for (const std::string& piece : {std::string(10'000, 'x'), "data: " + std::string(10'000, 'x') + "\n"}) {
    SseParser parser;
    int fed = 0;
    while (parser.feed(piece) && fed < 1000) ++fed;
    EXPECT_LT(fed, 110) << "about a mebibyte";
  }
}

}  // namespace
}  // namespace resso::connectors::mastodon
