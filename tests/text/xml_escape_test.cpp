#include "text/xml.hpp"

#include <gtest/gtest.h>

namespace resso::text {
namespace {

TEST(EscapeXml, MarkupSignsAreWrittenOut) {
  EXPECT_EQ(escape_xml("Pa & \"vi\" <l'Ateneu>"), "Pa &amp; &quot;vi&quot; &lt;l&#39;Ateneu&gt;");
}

TEST(EscapeXml, WhatXmlForbidsIsLeftOut) {
  EXPECT_EQ(escape_xml(std::string_view("a\0b\x0B\x1F"
                                        "c\t\n\r\uFFFE\uFFFF\uFFFDd",
                                        20)),
            "abc\t\n\r\uFFFDd");
}

TEST(EscapeXml, LettersOfAllScriptsPass) { EXPECT_EQ(escape_xml("Col·lectiu ça 🎉"), "Col·lectiu ça 🎉"); }

TEST(EscapeXml, AppendsToWhatIsThere) {
  std::string out = "<t>";
  append_escaped_xml(out, "a&b");
  EXPECT_EQ(out, "<t>a&amp;b");
}

}  // namespace
}  // namespace resso::text
