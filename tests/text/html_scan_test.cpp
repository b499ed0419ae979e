#include "text/html_scan.hpp"

#include "text/html.hpp"

#include <gmock/gmock.h>

namespace resso::text {
namespace {

constexpr std::string_view kBase = "https://casal.example/a/";

class Nothing final : public HtmlEvents {
 public:
  void text(std::string_view) override {}
  void open(unsigned, const HtmlAttributes&) override {}
  void close(unsigned) override {}
};

bool is_scanned(std::string_view html) {
  Nothing nothing;
  return scan_html(html, nothing);
}

constexpr std::string_view kToot =
    R"(<p><a href="https://m.example/tags/barri" class="mention hashtag" rel="tag">#<span>barri</span></a> Veniu &amp; canteu!<br />18 h)"
    R"( <a href="https://casal.example/ball?a=1&amp;b=2&c=3"><span class="invisible">https://</span><span>casal.example</span></a></p>)";
constexpr std::string_view kBlogEntry =
    "<p>L&#8217;acte del <em>dissabte</em>&hellip;</p>\n<ul class=\"wp-block-list\"><li>Un</li>\n<li>Dos<ul><li>Tres</li></ul></li></ul>"
    "<!-- wp:image -->\n<figure><img decoding='async' src=\"a.jpg\" alt=\"L'acte\" width=\"300\" height='200'/><figcaption>Peu</figcaption>"
    "</figure><h2 id=\"x\">T&iacute;tol &nbsp; 3 < 4</h2><hr><blockquote><p>cita</p></blockquote></p>";

TEST(HtmlScan, TakesWhatPostsAndBlogsWrite) {
  EXPECT_TRUE(is_scanned(kToot));
  EXPECT_TRUE(is_scanned(kBlogEntry));
  EXPECT_TRUE(is_scanned("Una línia.\nUna altra & prou: «3 < 4»"));
  EXPECT_TRUE(is_scanned("<p>sense final <b>aquí"));
}

TEST(HtmlScan, LeavesToTheTreeWhatTheTreeChanges) {
  for (const std::string_view html : {"<p>a<p>b",
                                      "<p><div>a</div></p>",
                                      "<b><i>a</b></i>",
                                      "<li>a</li>",
                                      "<a href=x>a</a>",
                                      "<a href='x'>a<a href='y'>b</a></a>",
                                      "a &copy b",
                                      "<table><tr><td>a</table>",
                                      "<script>a</script>",
                                      "<h1><h2>a</h2></h1>",
                                      "a\rb",
                                      "\xEF\xBB\xBF",
                                      "\xC2\x85",
                                      "\xFF",
                                      "<pre>\na</pre>",
                                      "</br>",
                                      "<span/>a",
                                      "<body>a",
                                      "a<!-- b -- c -->d",
                                      "<ul><li>a<li>b</ul>",
                                      "&#0;",
                                      "&#x80;",
                                      "&#32;a"}) {
    EXPECT_FALSE(is_scanned(html)) << html;
  }
}

TEST(HtmlScan, GivesWhatTheTreeGives) {
  for (const std::string_view html :
       {kToot, kBlogEntry, std::string_view(" \n a  <b title='x'>b</b>&nbsp;<u>c"), std::string_view("<!-- a -->  b<!---->c<!-->d"),
        std::string_view("<P LANG=ca Title=\"a&quot;b\">x</P>"), std::string_view("<p lang='ca' title='a&quot;b&copy=1'>x</p>"),
        std::string_view("a & b && c <3 < </p> </ul> <p>x</p></p>"), std::string_view("<ol start=\"3\"><li value='5'>a</li> b </ol>"),
        std::string_view("<a>sense adreça</a> <a href='javascript:x'>b</a> <img src=''>"),
        std::string_view("<img src='p.gif' width='1' height='1'>c"), std::string_view("&euro;&laquo;&#x20AC;&#128512;&rarr;&shy;"),
        std::string_view("<ul>a<li>b</li></ul><time datetime='2026'>c</time>")}) {
    EXPECT_EQ(sanitize_html(html, kBase), sanitize_html_by_tree(html, kBase)) << html;
    EXPECT_EQ(html_to_text(html), html_to_text_by_tree(html)) << html;
    if (html.find('&') != std::string_view::npos) EXPECT_EQ(decode_entities(html), decode_entities_by_tree(html)) << html;
  }
}

TEST(HtmlScan, OneReadingGivesBothForms) {
  // The last two need the tree.
  for (const std::string_view html :
       {kToot, kBlogEntry, std::string_view(" <p>a &amp; b<br>c</p><ul><li>d</li></ul> "), std::string_view(""),
        std::string_view("<p>a<div>b</p>c"), std::string_view("<table><tr><td>a<td>b</table>")}) {
    const HtmlForms forms = html_forms(html, kBase);
    EXPECT_EQ(forms.safe, sanitize_html(html, kBase)) << html;
    EXPECT_EQ(forms.plain, html_to_text(html)) << html;
  }
}

TEST(HtmlScan, KnowsThePlainReferencesAsTheTreeDoes) {
  for (const std::string_view name :
       {"AElig",  "Aacute", "Ntilde", "OElig", "agrave", "amp",   "apos",   "bdquo", "bull",  "ccedil", "copy", "euro", "frac12", "hearts",
        "hellip", "iquest", "laquo",  "ldquo", "lsaquo", "mdash", "middot", "minus", "nbsp",  "ndash",  "ordf", "quot", "rarr",   "rsquo",
        "sbquo",  "shy",    "sup2",   "szlig", "times",  "trade", "uml",    "yuml",  "thorn", "ETH",    "para", "sect"}) {
    const std::string reference = "&" + std::string(name) + ";";
    const auto read = read_plain_reference(reference);
    ASSERT_TRUE(read) << name;
    EXPECT_EQ(read->utf8, decode_entities_by_tree(reference)) << name;
    EXPECT_EQ(read->length, reference.size());
  }
}

}  // namespace
}  // namespace resso::text
