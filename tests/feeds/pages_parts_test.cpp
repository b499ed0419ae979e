#include "feeds/pages/html.hpp"
#include "feeds/pages/numbers.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/pages/prose.hpp"

#include <gmock/gmock.h>

#include <type_traits>

namespace resso::feeds {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string prose(std::string_view html) {
  Html h;
  append_prose(h, html);
  return h.take();
}

TEST(Html, TextAndAttributesAreEscaped) {
  Html h;
  h.raw("<p").attribute(" title", "\"><script>").raw(">").text("a < b & 'c'").raw("</p>");
  EXPECT_EQ(h.take(), "<p title=\"&quot;&gt;&lt;script&gt;\">a &lt; b &amp; &#39;c&#39;</p>");
}

TEST(Html, OnlyLiteralsAreMarkup) {
  static_assert(!std::is_constructible_v<Markup, std::string>);
  static_assert(!std::is_constructible_v<Markup, std::string_view>);
  static_assert(!std::is_constructible_v<Markup, const char*>);
  static_assert(!std::is_constructible_v<Markup, char(&)[8]>);
  EXPECT_EQ(Markup("<p>").str(), "<p>");
}

TEST(Html, LinksLeadToTheWebOnly) {
  Html h;
  h.outward_link("javascript:alert(1)", "x").outward_link("data:text/html,x", "y").outward_link("HTTPS://a.example/", "z");
  EXPECT_EQ(h.take(), "xy<a rel=\"noopener\" href=\"HTTPS://a.example/\">z</a>");
}

TEST(Html, JsonCannotEndItsScript) {
  Html h;
  h.json("{\"name\":\"</script><!-- & -->\"}");
  EXPECT_EQ(h.take(), "{\"name\":\"\\u003c/script\\u003e\\u003c!-- \\u0026 --\\u003e\"}");
}

TEST(Html, LanguageTagsAreCheckedBeforeTheyStandInThePage) {
  EXPECT_TRUE(is_language_tag("ca"));
  EXPECT_TRUE(is_language_tag("pt-BR"));
  EXPECT_FALSE(is_language_tag(""));
  EXPECT_FALSE(is_language_tag("ca\" onload"));
}

TEST(Html, HostsAreReadWithoutWww) {
  EXPECT_EQ(host_of("https://www.ateneu.example/a?b"), "ateneu.example");
  EXPECT_EQ(host_of("https://user:secret@ateneu.example"), "ateneu.example");
}

TEST(Prose, PlainTagsStayWithoutTheirAttributes) {
  EXPECT_EQ(prose("<p class=\"x\">Hola <strong>a</strong><br>tothom</p><ul><li>u</li></ul>"),
            "<p>Hola <strong>a</strong><br>tothom</p><ul><li>u</li></ul>");
}

TEST(Prose, PicturesBecomeTheirWordsAndHeadingsParagraphs) {
  EXPECT_EQ(prose("<h1>Cartell</h1><p><img src=\"https://x.example/a.png\" alt=\"Un &quot;cartell&quot; verd\"></p>"),
            "<p>Cartell</p><p>Un &quot;cartell&quot; verd</p>");
}

TEST(Prose, LinksKeepTheirAddressWhenItIsOfTheWeb) {
  EXPECT_EQ(prose("<p><a href=\"https://a.example/?x=1&amp;y=2\" rel=\"me\">a</a> <a href=\"javascript:x\">b</a></p>"),
            "<p><a rel=\"nofollow noopener\" href=\"https://a.example/?x=1&amp;y=2\">a</a> b</p>");
}

TEST(Prose, WhatIsLeftOpenIsClosedAndWhatWasNeverOpenedIsNot) {
  EXPECT_EQ(prose("<p>a <em>b"), "<p>a <em>b</em></p>");
  EXPECT_EQ(prose("a</div></section></p>"), "<p>a</p>");
  EXPECT_EQ(prose("<li>sol</li>"), "<p>sol</p>");
}

TEST(Prose, UnknownTagsLoseTheirTagAndKeepTheirWords) {
  const auto out = prose("<section onclick=\"x\"><p>dins<script>alert(1)</script></p></section>");
  EXPECT_THAT(out, Not(HasSubstr("<script")));
  EXPECT_THAT(out, HasSubstr("<p>dins"));
}

TEST(Prose, DepthAndSizeAreBounded) {
  std::string deep;
  for (int i = 0; i < 500; ++i) deep += "<blockquote>";
  EXPECT_LT(prose(deep + "x").size(), 1500U);
  std::string longest = "<p>";
  for (int i = 0; i < 20000; ++i) longest += "mot ";
  EXPECT_LT(prose(longest + "</p>").size(), 30000U);
}

TEST(Numbers, AreWrittenAsEachLanguageDoes) {
  EXPECT_EQ(format_number("ca", 2865), "2.865");
  EXPECT_EQ(format_number("es", 2865), "2865");
  EXPECT_EQ(format_number("es", 28650), "28.650");
  EXPECT_EQ(format_number("en", -1234567), "−1,234,567");
  EXPECT_EQ(format_decimal("ca", 12.46), "12,5");
  EXPECT_EQ(format_decimal("en", 12.0), "12");
  EXPECT_EQ(format_percent("ca", 11), "11\u00a0%");
  EXPECT_EQ(format_percent("en", -4.2), "−4.2%");
  EXPECT_EQ(format_interval("ca", 412, 2310), "412–2.310");
  EXPECT_EQ(format_interval("ca", 409, 409), "409");
}

TEST(Assets, AreKnownByTheirDigestAndSmallEnough) {
  ASSERT_GE(assets().size(), 2U);
  for (const auto& asset : assets()) {
    EXPECT_LE(asset.body.size(), 20000U) << asset.path;
    if (asset.has_fixed_path) continue;
    EXPECT_THAT(std::string(asset.path), HasSubstr(std::string(asset.digest)));
    EXPECT_TRUE(asset.path.starts_with("/assets/"));
  }
}

TEST(Assets, TheSheetAsksNothingOfOthers) {
  EXPECT_THAT(std::string(assets()[0].body), Not(HasSubstr("url(")));
  EXPECT_THAT(std::string(assets()[0].body), Not(HasSubstr("@import")));
}

TEST(Numbers, AfterOfElideInCatalanAsTheyAreReadAloud) {
  EXPECT_EQ(of_number("ca", 1), "d’1");
  EXPECT_EQ(of_number("ca", 11), "d’11");
  EXPECT_EQ(of_number("ca", 11'250), "d’11.250");
  EXPECT_EQ(of_number("ca", 12), "de 12");
  EXPECT_EQ(of_number("ca", 111), "de 111");
  EXPECT_EQ(of_number("es", 1), "de 1");
  EXPECT_EQ(of_number("en", 11), "of 11");
}

}  // namespace
}  // namespace resso::feeds
