#include "text/html.hpp"

#include <gmock/gmock.h>

namespace resso::text {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kBase = "https://a.example/blog/";

TEST(SanitizeHtml, KeepsWhatPeopleWrite) {
  const std::string toot = "<p>Demà, <strong>festa</strong> a l'Ateneu!<br>Veniu</p><ul><li>música</li></ul>";
  EXPECT_EQ(sanitize_html(toot, kBase), toot);
}

TEST(SanitizeHtml, LinksAndImagesBecomeAbsoluteAndLinksAreNotFollowed) {
  EXPECT_EQ(sanitize_html("<a href='../x?a=1&b=2' target=_blank>x</a>", kBase),
            "<a href=\"https://a.example/x?a=1&amp;b=2\" rel=\"nofollow noopener\">x</a>");
  EXPECT_EQ(sanitize_html("<img src=cartell.jpg alt='Cartell \"8M\"' onerror=x()>", kBase),
            "<img src=\"https://a.example/blog/cartell.jpg\" alt=\"Cartell &quot;8M&quot;\">");
  EXPECT_EQ(sanitize_html("<a href='mailto:casal@b.example'>escriviu</a>", kBase),
            "<a href=\"mailto:casal@b.example\" rel=\"nofollow noopener\">escriviu</a>");
}

TEST(SanitizeHtml, AnUnsafeAddressTakesTheLinkAwayButNotItsWords) {
  for (const char* href :
       {"javascript:alert(1)", "JaVa\tScript:alert(1)", "&#1;javascript:x", "&#106avascript:x", "data:text/html,x", "vbscript:x"})
    EXPECT_EQ(sanitize_html("<a href=\"" + std::string(href) + "\">text</a>", kBase), "text") << href;
  EXPECT_EQ(sanitize_html("<img src='data:image/svg+xml,x'>", kBase), "");
}

TEST(SanitizeHtml, ScriptsStylesAndForeignContentGoWithTheirContent) {
  EXPECT_EQ(sanitize_html("a<script>x()</script><style>p{}</style><svg><p>no</p></svg><iframe>i</iframe><template>t</template>b", kBase),
            "a<p>no</p>b")
      << "HTML inside svg is HTML for browsers, too";
}

TEST(SanitizeHtml, UnknownTagsLoseTheTagAndKeepTheContent) {
  EXPECT_EQ(sanitize_html("<marquee><font color=red>Festa</font></marquee><x-y>major</x-y>", kBase), "Festamajor");
}

TEST(SanitizeHtml, NeitherStyleNorClassNorIdNorHandlersPass) {
  EXPECT_EQ(sanitize_html("<p style='x' class=y id=z onclick=a() data-q=1 lang=ca>t</p>", kBase), "<p lang=\"ca\">t</p>");
  EXPECT_EQ(sanitize_html("<td colspan='2;x'>t</td><table><tr><td colspan=2>u</table>", kBase),
            "t<table><tbody><tr><td colspan=\"2\">u</td></tr></tbody></table>");
}

TEST(SanitizeHtml, TextIsEscapedAgainAndBrokenMarkupIsClosed) {
  EXPECT_EQ(sanitize_html("1 &lt; 2 &amp;&amp; <b>3 > 2", kBase), "1 &lt; 2 &amp;&amp; <b>3 &gt; 2</b>");
  EXPECT_EQ(sanitize_html("a <3 b <!-- c --> d <a href=x", kBase), "a &lt;3 b  d ");
}

TEST(SanitizeHtml, WhatWasMadeSafeStaysAsItIsWhenMadeSafeAgain) {
  for (const std::string_view html : {"\x01\t", "\x11\t&#13; x", "a&#13;b", "<main> x</main>", "<a> x</a>", "<p title='a&#13;b'>x",
                                      "<pre>\n\nx</pre>", "<p><button><p>x"}) {
    const std::string safe = sanitize_html(html, kBase);
    EXPECT_EQ(sanitize_html(safe, kBase), safe) << html;
  }
}

TEST(SanitizeHtml, AControlThatAReferenceNamesStaysWhenMadeSafeAgain) {
  const std::string once = sanitize_html("a &#129;&#x9d; &#128;", kBase);
  EXPECT_EQ(once, "a \u0081\u009D €");
  EXPECT_EQ(sanitize_html(once, kBase), once);
}

TEST(SanitizeHtml, ANulEndsAReferenceBeforeItGoes) {
  EXPECT_EQ(sanitize_html(std::string_view("&#222222\0"
                                           "273",
                                           12),
                          kBase),
            "\xF0\xB6\x90\x8E"
            "273");
}

TEST(SanitizeHtml, PixelsThatCountReadersGo) { EXPECT_EQ(sanitize_html("x<img src=/p.gif width=1 height=1>", kBase), "x"); }

TEST(SanitizeHtml, HugeDeepAndTangledInputStaysBounded) {
  std::string deep, tangled = "x", attributes = "<p ";
  for (int i = 0; i < 100'000; ++i) {
    deep += "<div>";
    tangled += "<b id=" + std::to_string(i) + "><object></b></object><p>x";
    attributes += "a" + std::to_string(i) + " ";
  }
  EXPECT_LT(sanitize_html(deep, kBase).size(), 20'000u);
  EXPECT_LT(sanitize_html(tangled, kBase).size(), 10u << 20);
  EXPECT_EQ(sanitize_html(attributes + ">t</p>", kBase), "") << "a tag longer than what we read";
  EXPECT_EQ(sanitize_html(std::string(300u << 10, 'a'), kBase).size(), 256u << 10);
}

TEST(SanitizeHtml, ManyUnclosedParagraphsAreStillParagraphs) {
  std::string list;
  for (int i = 0; i < 1000; ++i) list += "<p>x<li>y";
  EXPECT_THAT(sanitize_html(list, kBase), Not(HasSubstr("xyxy")));
}

TEST(HtmlToText, ParagraphsLinesAndListsReadWell) {
  EXPECT_EQ(html_to_text("<p>Hola,\n   barri!</p><p>Demà:<br>a les 18&nbsp;h</p><ul><li>música</li><li><p>menjar</p></li></ul>fi"),
            "Hola, barri!\n\nDemà:\na les 18 h\n\n- música\n- menjar\n\nfi");
}

TEST(HtmlToText, AMastodonLinkReadsAsItsAddress) {
  EXPECT_EQ(html_to_text("<a href=\"https://example.org/agenda/concert\"><span class=\"invisible\">https://</span>"
                         "<span class=\"ellipsis\">example.org/agenda</span><span class=\"invisible\">/concert</span></a>"),
            "https://example.org/agenda/concert");
}

TEST(HtmlToText, MentionsAndTagsKeepTheirSigns) {
  EXPECT_EQ(
      html_to_text("<span class=\"h-card\"><a href=\"https://x.example/@casal\">@<span>casal</span></a></span> <a>#<span>8M</span></a>"),
      "@casal #8M");
}

TEST(HtmlToText, ScriptsAndWhatIsNotShownAreNoText) {
  EXPECT_EQ(html_to_text("<title>T</title>a<script>b</script><style>c</style><noscript>d</noscript><video>e</video>f<!--g-->"), "Taf");
}

TEST(HtmlToText, PreformattedLinesStayLinesAndCellsStayApart) {
  EXPECT_EQ(html_to_text("<pre>un\n  dos</pre><table><tr><td>Dia<td>3</tr><tr><td>Hora<td>18</table>"), "un\ndos\n\nDia 3\nHora 18");
}

TEST(DecodeEntities, AsBrowsersDecodeThem) {
  EXPECT_EQ(decode_entities("caf&eacute; &amp;amp; &eacute &notit; &unknown; &#8364;&#x80;&#0;&#99999999999;"),
            "café &amp; é ¬it; &unknown; €€\uFFFD\uFFFD");
  EXPECT_EQ(decode_entities("<b>&lt;</b>\r\n &gt;"), "<b><</b>\r\n >") << "markup is not touched";
  EXPECT_EQ(decode_entities("  & x\n"), "  & x\n");
}

TEST(SanitizeHtml, WhatStandsForAnObjectIsShownAndAFrameThatNobodyClosesHidesNothing) {
  EXPECT_EQ(sanitize_html("a <object data=x.swf><param name=a><a href='/v'>el vídeo</a></object> b", kBase).find("object"),
            std::string::npos);
  EXPECT_EQ(html_to_text("a <object data=x.swf><param name=a><b>el vídeo</b></object> b"), "a el vídeo b");
  EXPECT_EQ(html_to_text("a <iframe src='/v' /> b"), "a b");
  EXPECT_EQ(html_to_text("a <iframe src='/v'>S'està carregant</iframe> b"), "a b");
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "<iframe>";
  EXPECT_EQ(html_to_text(many + "fi"), "fi");
}

TEST(LooksLikeHtml, MarkupOrEntitiesOnly) {
  for (const char* html : {"<p>x", "a</b>", "<!-- x -->", "x &amp; y", "&#39;"}) EXPECT_TRUE(looks_like_html(html)) << html;
  for (const char* text : {"a < b", "1 <3", "Tu & jo; i més", "R&D", "x<", "&", ""}) EXPECT_FALSE(looks_like_html(text)) << text;
}

TEST(HtmlLinks, HeadLinksAndLinksWithARelationResolveAgainstBase) {
  const auto links = html_links(
      "<html><head><title>T</title><base href='/b/'><link rel=Alternate type='application/RSS+xml' title='Notícies' href='feed.xml'>"
      "<link rel=stylesheet href=s.css></head><body><a href=x>no</a><a rel='me' href='https://m.example/@a'>En <b>Fede</b></a></body>",
      "https://a.example/p/q");
  ASSERT_EQ(links.size(), 3u);
  EXPECT_EQ(links[0].href, "https://a.example/b/feed.xml");
  EXPECT_EQ(links[0].rel, "alternate");
  EXPECT_EQ(links[0].type, "application/rss+xml");
  EXPECT_EQ(links[0].title, "Notícies");
  EXPECT_EQ(links[2].rel, "me");
  EXPECT_EQ(links[2].text, "En Fede");
}

}  // namespace
}  // namespace resso::text
