#include "text/charset.hpp"

#include <gtest/gtest.h>

#include <array>

namespace resso::text {
namespace {

using namespace std::string_view_literals;

TEST(Decode, Utf8IsTakenAsItIs) {
  const Decoded read = decode("Plaça · café", "", "");
  EXPECT_EQ(read.utf8, "Plaça · café");
  EXPECT_EQ(read.encoding, "utf-8");
  EXPECT_FALSE(read.declared_wrong || read.guessed || read.damaged);
}

TEST(Decode, BytesThatMayBeKeptAreReadAsAnyOthers) {
  constexpr std::array<std::string_view, 4> kCharsets{"", "utf-8", "iso-8859-1", "no-such-one"};
  constexpr std::array<std::string_view, 7> kBytes{"",
                                                   "Sessi\xC3\xB3",
                                                   "Sessi\xF3",
                                                   "\xEF\xBB\xBFx",
                                                   "a\x01"
                                                   "b",
                                                   "\x4C\x6F\xA7\x94",
                                                   "plain"};
  for (const std::string_view charset : kCharsets) {
    for (const std::string_view bytes : kBytes) {
      const Decoded kept = decode_owned(std::string(bytes), charset, {}), read = decode(bytes, charset, {});
      EXPECT_EQ(kept.utf8, read.utf8) << charset << ": " << bytes;
      EXPECT_EQ(kept.encoding, read.encoding) << charset << ": " << bytes;
      EXPECT_EQ(kept.declared_wrong, read.declared_wrong) << charset << ": " << bytes;
      EXPECT_EQ(kept.damaged, read.damaged) << charset << ": " << bytes;
    }
  }
}

TEST(Decode, Latin1MeansWindows1252) {
  const Decoded read = decode(
      "Preu: 5 \x80 \x93pla\xE7"
      "a\x94",
      "", "iso-8859-1");
  EXPECT_EQ(read.utf8, "Preu: 5 € “plaça”");
  EXPECT_EQ(read.encoding, "windows-1252");
  EXPECT_FALSE(read.declared_wrong);
}

TEST(Decode, Latin1DeclaredAsUtf8IsReadAsWhatItIs) {
  const Decoded read = decode("Associaci\xF3 de ve\xEFns", "", "utf-8");
  EXPECT_EQ(read.utf8, "Associació de veïns");
  EXPECT_EQ(read.encoding, "windows-1252");
  EXPECT_TRUE(read.declared_wrong);
}

TEST(Decode, Utf8DeclaredAsLatin1IsReadAsWhatItIs) {
  const Decoded read = decode("Associació", "iso-8859-1", "");
  EXPECT_EQ(read.utf8, "Associació");
  EXPECT_EQ(read.encoding, "utf-8");
  EXPECT_TRUE(read.declared_wrong);
}

TEST(Decode, HeaderCountsBeforeDocumentAndMarkBeforeBoth) {
  EXPECT_EQ(decode("\xE1", "windows-1251", "iso-8859-1").utf8, "б");
  EXPECT_EQ(decode("\xEF\xBB\xBFà", "windows-1251", "windows-1251").utf8, "à");
}

TEST(Decode, OneBadByteDoesNotSpoilTheRest) {
  const Decoded read = decode(
      "Plaça, café i l\x92"
      "últim àpat",
      "", "utf-8");
  EXPECT_EQ(read.utf8, "Plaça, café i l’últim àpat");
  EXPECT_EQ(read.encoding, "utf-8");
  EXPECT_TRUE(read.damaged);
}

TEST(Decode, WideEncodingsWithAndWithoutMark) {
  EXPECT_EQ(decode("\xFF\xFE<\0\xE0\0>\0"sv, "", "").utf8, "<à>");
  EXPECT_EQ(decode("\xFE\xFF\0<\0\xE0\0>"sv, "", "").encoding, "utf-16be");
  EXPECT_EQ(decode("\0<\0a\0>"sv, "", "utf-16").utf8, "<a>");
  EXPECT_EQ(decode("<\0\0\0a\0\0\0"sv, "", "").encoding, "utf-32le");
}

TEST(Decode, Utf16DeclaredInPlainBytesIsWrong) {
  const Decoded read = decode("<a>ça</a>", "", "utf-16");
  EXPECT_EQ(read.utf8, "<a>ça</a>");
  EXPECT_TRUE(read.declared_wrong);
}

TEST(Decode, OtherScriptsByDeclaration) {
  EXPECT_EQ(decode("\xB0\xA1", "", "euc-kr").utf8, "가");
  EXPECT_EQ(decode("\xA4\xA4", "", "big5").utf8, "中");
  EXPECT_EQ(decode("\x93\xFA", "", "shift_jis").utf8, "日");
  EXPECT_EQ(decode("\xC4\xE3", "", "gb2312").encoding, "gb18030");
}

TEST(Decode, Utf7IsNoEncoding) {
  const Decoded read = decode("+ADw-script+AD4-", "utf-7", "");
  EXPECT_EQ(read.utf8, "+ADw-script+AD4-");
  EXPECT_TRUE(read.declared_wrong);
}

TEST(Decode, ALabelWithStrangeBytesIsNone) {
  const Decoded read = decode("à", "", "koi8\xD2-r");
  EXPECT_EQ(read.encoding, "utf-8");
  EXPECT_TRUE(read.declared_wrong);
}

TEST(Decode, ControlsGoSpacesStay) {
  const Decoded read = decode("a\0b\x0B\x1F\t\r\nc"sv, "", "");
  EXPECT_EQ(read.utf8, "ab\t\r\nc");
  EXPECT_TRUE(read.damaged);
}

TEST(Decode, UndeclaredLatinIsTheWebsDefault) {
  const Decoded read = decode(
      "Pla\xE7"
      "a Vella, caf\xE8 i reuni\xF3",
      "", "");
  EXPECT_EQ(read.utf8, "Plaça Vella, cafè i reunió");
  EXPECT_TRUE(read.guessed);
}

TEST(XmlDeclaredCharset, InEveryGuise) {
  EXPECT_EQ(xml_declared_charset("<?xml version='1.0' encoding='ISO-8859-1'?>"), "iso-8859-1");
  EXPECT_EQ(xml_declared_charset("\xEF\xBB\xBF<?xml version=\"1.0\" encoding = \"UTF-8\" ?>"), "utf-8");
  EXPECT_EQ(xml_declared_charset("\0<\0?\0x\0m\0l\0 \0e\0n\0c\0o\0d\0i\0n\0g\0=\0'\0u\0t\0f\0-\0001\0006\0'\0?\0>"sv), "utf-16");
  EXPECT_EQ(xml_declared_charset("<?xml version='1.0'?><a encoding='x'/>"), "");
  EXPECT_EQ(xml_declared_charset("<?xml encoding='utf-8"), "utf-8");
  EXPECT_EQ(xml_declared_charset(""), "");
}

TEST(ContentType, CharsetAndMediaType) {
  EXPECT_EQ(content_type_charset("text/xml; q=1; Charset = \"UTF-8\""), "utf-8");
  EXPECT_EQ(content_type_charset("text/xml;charset='us-ascii'"), "us-ascii");
  EXPECT_EQ(content_type_charset("text/xml; charset:iso-8859-1"), "");
  EXPECT_EQ(content_type_charset("text/xml;"), "");
  EXPECT_EQ(media_type(" Application/RSS+XML ; charset=utf-8"), "application/rss+xml");
}

}  // namespace
}  // namespace resso::text
