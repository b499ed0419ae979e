#include "connectors/feed/opml_parse.hpp"

#include <gtest/gtest.h>

namespace resso::connectors::feed {
namespace {

TEST(OpmlParse, FeedsInOrderWithTheirFolders) {
  const auto list = parse_opml(
      "<?xml version='1.0' encoding='iso-8859-1'?>\n<opml version='2.0'><head><title>Entitats</title></head><body>\n"
      "<outline text='Ve\xEFns'><outline text='Creu' title='AV la Creu' type='rss' xmlUrl=' https://creu.example/rss ' "
      "htmlUrl='https://creu.example/'/>"
      "</outline>\n<outline text='Ateneu' xmlUrl='https://ateneu.example/atom.xml'/><outline text='res'/></body></opml>");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->title, "Entitats");
  ASSERT_EQ(list->feeds.size(), 2u);
  EXPECT_EQ(list->feeds[0].title, "AV la Creu");
  EXPECT_EQ(list->feeds[0].xml_url, "https://creu.example/rss");
  EXPECT_EQ(list->feeds[0].html_url, "https://creu.example/");
  EXPECT_EQ(list->feeds[0].category, "Veïns");
  EXPECT_EQ(list->feeds[1].title, "Ateneu");
  EXPECT_EQ(list->feeds[1].line, 4);
}

TEST(OpmlParse, AGeneratorsOwnCaseIsUnderstood) {
  const auto list = parse_opml("<opml><body><outline TEXT='a' xmlurl='https://a.example/'/></body></opml>");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->feeds.size(), 1u);
  EXPECT_EQ(list->feeds[0].title, "a");
}

TEST(OpmlParse, MistakesDoNotLoseFeeds) {
  const auto list =
      parse_opml("<opml><body><outline text='A & B' xmlUrl='https://a.example/?x=1&y=2'/><outline text='c' xmlUrl='https://c.example/'>");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->feeds.size(), 2u);
  EXPECT_EQ(list->feeds[0].title, "A & B");
  EXPECT_EQ(list->feeds[0].xml_url, "https://a.example/?x=1&y=2");
  EXPECT_FALSE(list->warnings.empty());
}

TEST(OpmlParse, WhatIsNoListIsRefused) {
  const auto list = parse_opml("<rss><channel/></rss>");
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().code, Errc::bad_input);
}

}  // namespace
}  // namespace resso::connectors::feed
