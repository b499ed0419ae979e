#include "net/http_body.hpp"

#include <gtest/gtest.h>

namespace resso::net {
namespace {

using Progress = BodyReader::Progress;
using Kind = BodyFraming::Kind;

struct Read {
  Progress progress = Progress::more;
  std::string content, rest;
};

/// Fed in pieces of `step` bytes.
Read read(BodyFraming framing, std::string_view bytes, std::size_t step, bool strict, std::size_t limit = 1000) {
  BodyReader reader(framing, limit, strict);
  Read out;
  std::string_view empty;
  out.progress = reader.feed(empty, out.content);
  while (!bytes.empty() && out.progress == Progress::more) {
    std::string_view piece = bytes.substr(0, step);
    bytes.remove_prefix(piece.size());
    out.progress = reader.feed(piece, out.content);
    out.rest = std::string(piece) + std::string(bytes);
  }
  return out;
}

TEST(BodyReader, TakesJustItsLengthAndLeavesTheNextMessage) {
  for (const std::size_t step : {1u, 2u, 100u}) {
    const Read out = read({Kind::length, 4}, "bodyNEXT", step, true);
    EXPECT_EQ(out.progress, Progress::done);
    EXPECT_EQ(out.content, "body");
    EXPECT_EQ(out.rest, "NEXT");
  }
}

TEST(BodyReader, PutsChunksTogetherAndLeavesTrailersAside) {
  const std::string_view bytes = "4\r\nWiki\r\nB;name=\"v\"\r\n pedia in t\r\n0\r\nX-Sum: 1\r\n\r\nNEXT";
  for (const std::size_t step : {1u, 3u, 1000u}) {
    const Read out = read({Kind::chunked, 0}, bytes, step, true);
    EXPECT_EQ(out.progress, Progress::done);
    EXPECT_EQ(out.content, "Wiki pedia in t");
    EXPECT_EQ(out.rest, "NEXT");
  }
}

TEST(BodyReader, StrictlyRefusesChunksOfOtherShapes) {
  for (const char* bytes :
       {"\r\n", "x\r\n", "-4\r\nWiki\r\n", "0x4\r\nWiki\r\n", " 4\r\nWiki\r\n", "4 \r\nWiki\r\n", "4\nWiki\r\n", "4\r\nWikiX\r\n",
        "4\r\nWiki\n", "4\rXWiki", "11111111111111111\r\n", "4;a\nWiki\r\n", "0\r\nX: a\n\r\n", "0\r\n\n"}) {
    const auto progress = read({Kind::chunked, 0}, bytes, 1, true).progress;
    EXPECT_TRUE(progress == Progress::malformed || progress == Progress::too_large) << bytes;
  }
}

TEST(BodyReader, WhatFollowsASizeMustBeExtensionsOrIsForgiven) {
  for (const char* rest : {" what", ";", ";=a", ";a=\"b"}) {
    const std::string bytes = "4" + std::string(rest) + "\r\nWiki\r\n0\r\n\r\n";
    EXPECT_EQ(read({Kind::chunked, 0}, bytes, 1, true).progress, Progress::malformed) << rest;
    EXPECT_EQ(read({Kind::chunked, 0}, bytes, 1, false).content, "Wiki") << rest;
  }
}

TEST(BodyReader, LenientlyTakesBareLineFeeds) {
  const Read out = read({Kind::chunked, 0}, "4 \nWiki\n0\n\n", 1, false);
  EXPECT_EQ(out.progress, Progress::done);
  EXPECT_EQ(out.content, "Wiki");
}

TEST(BodyReader, StopsAtTheLimitBeforeTakingMore) {
  EXPECT_EQ(read({Kind::length, 11}, "12345678901", 5, true, 10).progress, Progress::too_large);
  EXPECT_EQ(read({Kind::chunked, 0}, "ffffff\r\n", 1, true, 10).progress, Progress::too_large);
  EXPECT_EQ(read({Kind::chunked, 0}, "6\r\n123456\r\n6\r\n123456\r\n", 4, true, 10).progress, Progress::too_large);
  EXPECT_EQ(read({Kind::until_close, 0}, "12345678901", 5, true, 10).progress, Progress::too_large);
}

TEST(BodyReader, EndlessExtensionsAndTrailersAreMalformed) {
  EXPECT_EQ(read({Kind::chunked, 0}, "4;" + std::string(10'000, 'a'), 100, true).progress, Progress::malformed);
  std::string trailers = "0\r\n";
  for (int i = 0; i < 3000; ++i) trailers += "X: y\r\n";
  EXPECT_EQ(read({Kind::chunked, 0}, trailers, 100, false).progress, Progress::malformed);
}

TEST(BodyReader, KnowsWhetherAnEndedConnectionLeftItWhole) {
  EXPECT_TRUE(BodyReader({Kind::until_close, 0}, 10, false).is_whole_at_end());
  EXPECT_FALSE(BodyReader({Kind::length, 3}, 10, false).is_whole_at_end());
  EXPECT_FALSE(BodyReader({Kind::chunked, 0}, 10, false).is_whole_at_end());
  EXPECT_TRUE(BodyReader({Kind::none, 0}, 10, false).is_whole_at_end());
}

}  // namespace
}  // namespace resso::net
