#include "connectors/discover.hpp"

#include <gtest/gtest.h>

namespace resso::connectors {
namespace {

constexpr std::string_view kUrl = "https://www.esplai.example/ca/inici";

std::vector<std::string> urls(const std::vector<OfferedFeed>& offers) {
  std::vector<std::string> list;
  for (const OfferedFeed& each : offers) list.push_back(each.url);
  return list;
}

struct Head {
  const char* name;
  std::string_view html;
  std::vector<std::string> feeds;
};
class OfferedFeeds : public ::testing::TestWithParam<Head> {};

TEST_P(OfferedFeeds, AreThoseThatAPersonWouldMean) { EXPECT_EQ(urls(offered_feeds(GetParam().html, kUrl)), GetParam().feeds); }

INSTANTIATE_TEST_SUITE_P(
    Pages, OfferedFeeds,
    ::testing::Values(
        Head{"TypeWithParameters",
             R"(<link rel=alternate type="Application/RSS+XML; charset=utf-8" href=/a.xml>)",
             {"https://www.esplai.example/a.xml"}},
        Head{"RelInCapitalsAmongOthers", R"(<LINK REL="ALTERNATE feed" HREF="a">)", {"https://www.esplai.example/ca/a"}},
        Head{"JsonFeed",
             R"(<link rel=alternate type=application/feed+json href=/feed.json>
             <link rel=alternate type=application/json href=/wp-json/wp/v2/pages/2>
             <link rel=alternate type=application/json+oembed href=/oembed?u=x>)",
             {"https://www.esplai.example/feed.json"}},
        Head{"RelativeToTheBaseElement",
             R"(<base href="https://cdn.esplai.example/x/"><link rel=alternate type=application/atom+xml href=f>)",
             {"https://cdn.esplai.example/x/f"}},
        Head{"CommentsLast",
             R"(<link rel=alternate type=application/rss+xml title="Esplai » Comentaris a: Inici" href=/inici/feed/>
             <link rel=alternate type=application/rss+xml title="Esplai" href=/feed/>)",
             {"https://www.esplai.example/feed/", "https://www.esplai.example/inici/feed/"}},
        Head{"PlainLinksOnlyAsALastResort", R"(<a href="/rss.xml">RSS</a>)", {"https://www.esplai.example/rss.xml"}},
        Head{"NoPlainLinksBesideDeclaredOnes",
             R"(<a href="/rss.xml">RSS</a><link rel=alternate type=application/rss+xml href=/feed/>)",
             {"https://www.esplai.example/feed/"}},
        Head{"NoPlainLinksToOtherSites",
             R"(<a href="https://diari.example/feed/">diari</a><a href="https://blog.esplai.example/feed">blog</a>)",
             {"https://blog.esplai.example/feed"}},
        Head{"NoTypeButAnAddressThatSaysIt",
             R"(<link rel=alternate href="/index.php?format=feed&amp;type=rss"><link rel=alternate hreflang=es href=/es/>)",
             {"https://www.esplai.example/index.php?format=feed&type=rss"}},
        Head{"FeedScheme",
             R"(<link rel=alternate type=application/rss+xml href="feed://esplai.example/rss">)",
             {"http://esplai.example/rss"}},
        Head{
            "NoStyleSheetsNorScripts",
            R"(<link rel="alternate stylesheet" type="text/xml" href=/s.xml><link rel=alternate type=application/rss+xml href="javascript:x">)",
            {}}),
    [](const auto& test) { return test.param.name; });

TEST(OfferedCalendars, DeclaredOnesAndWebcalBeforeThoseOfOneEvent) {
  const auto calendars = offered_calendars(R"(<a href="/acte/xerrada/a.ics">Afegeix</a><a href="/agenda/?ical=1">Subscriu-t'hi</a>
    <a href="webcal://calendar.example/casal.ics">webcal</a><link rel="alternate" type="text/calendar" title="Agenda" href="/tot.php">)",
                                           kUrl);
  EXPECT_EQ(urls(calendars),
            (std::vector<std::string>{"https://calendar.example/casal.ics", "https://www.esplai.example/tot.php",
                                      "https://www.esplai.example/agenda/?ical=1", "https://www.esplai.example/acte/xerrada/a.ics"}));
  EXPECT_EQ(calendars[1].title, "Agenda");
  EXPECT_TRUE(offered_feeds("<link rel=alternate type=text/calendar href=/tot.php>", kUrl).empty());
}

TEST(OfferedBehindStyle, IsFoundBehindMuchStyle) {
  const std::string html =
      "<head><style>" + std::string(400'000, 'x') + "</style><link rel=alternate type=application/rss+xml href=/f></head>";
  EXPECT_EQ(offered_feeds(html, kUrl).size(), 1u);
}

}  // namespace
}  // namespace resso::connectors
