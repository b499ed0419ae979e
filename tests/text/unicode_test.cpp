#include "text/unicode.hpp"

#include <gtest/gtest.h>

namespace resso::text {
namespace {

TEST(Casefold, WordsThatDifferInCaseOrWidthOnlyAreEqual) {
  EXPECT_EQ(casefold("Straße"), casefold("STRASSE"));
  EXPECT_EQ(casefold("ＴＥＲＲＡＳＳＡ"), "terrassa");
  EXPECT_EQ(casefold("Àgora"), casefold("A\xCC\x80gora"));
}

TEST(Casefold, IllFormedBytesBecomeReplacementCharacters) { EXPECT_EQ(casefold("Caf\xE9"), "caf\uFFFD"); }

TEST(FoldWords, AccentsAndCaseDoNotCount) {
  EXPECT_EQ(fold_words("Català"), "catala");
  EXPECT_EQ(fold_words("CATALA\xCC\x80"), "catala");
  EXPECT_EQ(fold_words("Łódź, smørrebrød & œuvre"), "lodz smorrebrod oeuvre");
}

TEST(FoldWords, TheCatalanGeminatedLIsOneWordHoweverItIsTyped) {
  for (const char* written : {"Col·lectiu", "COL.LECTIU", "coŀlectiu", "col•lectiu", "Col‧lectiu", "COL·LECTIU"})
    EXPECT_EQ(fold_words(written), "collectiu");
  EXPECT_EQ(fold_words("final. Lluna"), "final lluna") << "a full stop before a new sentence parts words";
}

TEST(FoldWords, PunctuationBecomesOneSpaceAndIsTrimmed) {
  EXPECT_EQ(fold_words("n'Anna"), "n anna");
  EXPECT_EQ(fold_words("  «Festa»—Major… 2026! "), "festa major 2026");
  EXPECT_EQ(fold_words("***"), "");
  EXPECT_EQ(fold_words(""), "");
}

TEST(FoldWords, VowelSignsAndKanaVoicingStay) {
  EXPECT_EQ(fold_words("हिन्दी"), casefold("हिन्दी"));
  EXPECT_EQ(fold_words("ガ"), "ガ");
}

TEST(FoldHashtag, TagsMatchWithoutAccentsCaseOrDot) {
  EXPECT_EQ(fold_hashtag("#Català"), fold_hashtag("catala"));
  EXPECT_EQ(fold_hashtag("Col·lectiu"), fold_hashtag("collectiu"));
  EXPECT_EQ(fold_hashtag("Festa_Major"), "festa_major");
  EXPECT_EQ(fold_hashtag("8M"), "8m");
  const std::string parted = fold_hashtag("\u05D0\u0596-\u05B7");  // two marks whose canonical order is the other way round
  EXPECT_EQ(parted, "\u05D0\u05B7\u0596");
  EXPECT_EQ(fold_hashtag(parted), parted);
}

TEST(Utf8, ValidityFollowsTheStandard) {
  EXPECT_TRUE(is_valid_utf8("Terrassa, avinguda d'Àngel Sallent 🎉"));
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF")) << "overlong";
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80")) << "surrogate";
  EXPECT_FALSE(is_valid_utf8("abc\xF0\x9F")) << "cut short";
}

TEST(Utf8, RepairReplacesOnlyWhatIsIllFormed) {
  EXPECT_EQ(repair_utf8("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(repair_utf8("més"), "més");
  EXPECT_TRUE(is_valid_utf8(repair_utf8("\xF0\x9F\x8E\xED\xA0\x80\x80")));
}

TEST(TruncateUtf8, NeverCutsInsideACodePoint) {
  EXPECT_EQ(truncate_utf8("aç", 2), "a");
  EXPECT_EQ(truncate_utf8("aç", 3), "aç");
  EXPECT_EQ(truncate_utf8("🎉", 3), "");
}

TEST(Abridge, EndsAtAWordAndSaysThatSomethingWasCut) {
  EXPECT_EQ(abridge("Concert de cambra a l'Ateneu", 18), "Concert de cambra…");
  EXPECT_EQ(abridge("Concert de cambra", 17), "Concert de cambra");
  EXPECT_EQ(abridge("Otorrinolaringologia", 10), "Otorrinol…");
  EXPECT_EQ(abridge("àèìòù", 3), "àè…");
  EXPECT_EQ(abridge("abc", 0), "");
}

TEST(CollapseSpace, UnicodeSpacesCountToo) {
  EXPECT_EQ(collapse_space("  a\u00A0\u2003b\r\n\tc "), "a b c");
  EXPECT_EQ(collapse_space(" \n "), "");
}

TEST(Ascii, TrimAndCompare) {
  EXPECT_EQ(trim(" \t a b \r\n"), "a b");
  EXPECT_EQ(trim("  "), "");
  EXPECT_TRUE(iequals("Content-Type", "content-type"));
  EXPECT_FALSE(iequals("à", "À")) << "ASCII only";
  EXPECT_EQ(to_lower_ascii("ÀB"), "Àb");
}

}  // namespace
}  // namespace resso::text
