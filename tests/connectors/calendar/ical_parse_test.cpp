#include "connectors/calendar/ical_parse.hpp"

#include "connectors/calendar/content_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resso::connectors::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

IcalDocument parse(std::string_view bytes, std::string_view charset = {}) {
  auto document = parse_ical(bytes, charset);
  if (!document) {
    ADD_FAILURE() << describe(document.error());
    return {};
  }
  return std::move(*document);
}

const IcalComponent& event(const IcalDocument& document, std::size_t index = 0) { return document.calendars.at(0).components.at(index); }

std::vector<std::string> codes(const IcalDocument& document) {
  std::vector<std::string> found;
  for (const Warning& warning : document.warnings) found.push_back(warning.code);
  return found;
}

TEST(IcalParse, FoldedLinesAreJoinedWhateverEndsThem) {
  for (const std::string_view end : {"\r\n", "\n", "\r", "\r\r\n"}) {
    std::string bytes = "BEGIN:VCALENDAR|BEGIN:VEVENT|SUMMARY:Concert| de Nadal||\t!|END:VEVENT|END:VCALENDAR|";
    for (auto at = bytes.find('|'); at != std::string::npos; at = bytes.find('|', at + end.size())) bytes.replace(at, 1, end);
    EXPECT_EQ(event(parse(bytes)).value("SUMMARY"), "Concertde Nadal!");
  }
}

TEST(IcalParse, ALetterFoldedInItsMiddleIsWholeAgain) {
  EXPECT_EQ(event(parse("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Sessi\xC3\n \xB3\nEND:VEVENT\nEND:VCALENDAR")).value("SUMMARY"), "Sessió");
}

TEST(IcalParse, ByteOrderMarkAndOtherCharsets) {
  EXPECT_EQ(event(parse("\xEF\xBB\xBF"
                        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Sessió\nEND:VEVENT\nEND:VCALENDAR"))
                .value("SUMMARY"),
            "Sessió");
  EXPECT_EQ(event(parse("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Sessi\xF3\nEND:VEVENT\nEND:VCALENDAR")).value("SUMMARY"), "Sessió");
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string_view("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Ball\r\n s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")) {
    utf16 += c;
    utf16 += '\0';
  }
  EXPECT_EQ(event(parse(utf16)).value("SUMMARY"), "Balls");
}

TEST(IcalParse, PropertiesKnowTheirLineInTheFile) {
  const auto document =
      parse("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDESCRIPTION:a\r\n b\r\n c\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  EXPECT_EQ(event(document).line, 3);
  EXPECT_EQ(event(document).find("SUMMARY")->line, 7);
}

TEST(IcalParse, ParametersQuotedUnquotedAndEncoded) {
  IcalText made;
  const auto property =
      parse_content_line("attendee;CN=\"Coll; Anna: la 2a\";ROLE=CHAIR;MEMBER=\"a\",\"b\";X=^'hi^' ^^ a^nb:mailto:anna@example.org", made);
  ASSERT_TRUE(property);
  EXPECT_EQ(property->name, "ATTENDEE");
  EXPECT_EQ(property->parameter("CN"), "Coll; Anna: la 2a");
  EXPECT_EQ(property->parameter("ROLE"), "CHAIR");
  std::vector<std::string_view> members;
  for (const IcalParameter& one : property->parameters) {
    if (one.name == "MEMBER") members.push_back(one.value);
  }
  EXPECT_THAT(members, ElementsAre("a", "b"));
  EXPECT_EQ(property->parameter("X"), "\"hi\" ^ a\nb");
  EXPECT_EQ(property->value, "mailto:anna@example.org");
  EXPECT_EQ(property->parameter("NONE"), "");
}

TEST(IcalParse, AnUnquotedZoneWithAColonInIt) {
  IcalText made;
  const auto property = parse_content_line("DTSTART;TZID=(UTC+01:00) Brussels, Copenhagen, Madrid, Paris:20261105T190000", made);
  ASSERT_TRUE(property);
  EXPECT_EQ(property->parameter("TZID"), "(UTC+01:00) Brussels");
  EXPECT_EQ(property->value, "20261105T190000");
}

TEST(IcalParse, GroupsAndBlanksRoundNamesDoNotMatter) {
  IcalText made;
  EXPECT_EQ(parse_content_line("item1.URL:https://example.org", made)->name, "URL");
  EXPECT_EQ(parse_content_line("DTSTART :20261105", made)->name, "DTSTART");
  EXPECT_FALSE(parse_content_line("just words", made));
  EXPECT_FALSE(parse_content_line(":value", made));
  EXPECT_FALSE(parse_content_line("NAME;PARAMETER=x", made));
}

TEST(IcalParse, AMissingEndCostsNoOtherEvent) {
  const auto document = parse("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nBEGIN:VEVENT\nUID:2\nEND:VEVENT\nEND:VCALENDAR\n");
  ASSERT_EQ(document.calendars.at(0).components.size(), 2U);
  EXPECT_EQ(event(document, 1).value("UID"), "2");
  EXPECT_TRUE(document.complete);
  EXPECT_THAT(codes(document), ElementsAre("missing_end", "missing_end"));
}

TEST(IcalParse, AFileThatBreaksOffSaysSo) {
  const auto document = parse("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nSUMM");
  EXPECT_EQ(document.calendars.at(0).components.size(), 2U);
  EXPECT_FALSE(document.complete);
  EXPECT_FALSE(event(document, 1).complete);
}

TEST(IcalParse, StrayEndsAreTold) {
  const auto document = parse("BEGIN:VCALENDAR\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR\nEND:VCALENDAR\n");
  EXPECT_EQ(document.calendars.at(0).components.size(), 1U);
  EXPECT_THAT(codes(document), ElementsAre("stray_end", "stray_end"));
}

TEST(IcalParse, SeveralCalendarsAndEventsOutsideOfAny) {
  const auto document =
      parse("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\n");
  ASSERT_EQ(document.calendars.size(), 3U);
  EXPECT_EQ(document.calendars[2].name, "");
  EXPECT_EQ(document.calendars[2].components.size(), 1U);
}

TEST(IcalParse, LineBreaksOfADescriptionThatNobodyEscapedBelongToIt) {
  const auto document =
      parse("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDESCRIPTION:Primera\nSegona línia\nUID:1\nX-RADIUS=3\nEND:VEVENT\nEND:VCALENDAR\n");
  EXPECT_EQ(event(document).value("DESCRIPTION"), "Primera\\nSegona línia");
  EXPECT_EQ(event(document).value("UID"), "1");
}

TEST(IcalParse, QuotedPrintableOfVCalendar) {
  const auto document = parse(
      "BEGIN:VCALENDAR\r\nVERSION:1.0\r\nBEGIN:VEVENT\r\nSUMMARY;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Sessi=F3 de=\r\n tarda\r\n"
      "DESCRIPTION;QUOTED-PRINTABLE;CHARSET=UTF-8:Fam=C3=AD=\r\nlia =3D 100=\r\n%\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  EXPECT_EQ(event(document).value("SUMMARY"), "Sessió de tarda");
  EXPECT_EQ(event(document).value("DESCRIPTION"), "Família = 100%");
}

TEST(IcalParse, WhatIsNoCalendarIsSaidInPlainWords) {
  EXPECT_THAT(parse_ical("<!DOCTYPE html><html>", {}).error().what, HasSubstr("web page"));
  EXPECT_THAT(parse_ical("", {}).error().what, HasSubstr("empty"));
  EXPECT_THAT(parse_ical("{\"a\":1}", {}).error().what, HasSubstr("not a calendar"));
}

TEST(IcalParse, HostileDepthAndNumbersEnd) {
  std::string deep = "BEGIN:VCALENDAR\n";
  for (int i = 0; i < 100'000; ++i) deep += "BEGIN:X\n";
  deep += "END:VCALENDAR\n";
  EXPECT_LE(parse(deep).warnings.size(), 50U);
  std::string parameters = "BEGIN:VCALENDAR\nX";
  for (int i = 0; i < 100'000; ++i) parameters += ";A=b,c";
  EXPECT_EQ(parse(parameters + ":v\nEND:VCALENDAR\n").calendars.size(), 0U + 1U);
}

}  // namespace
}  // namespace resso::connectors::calendar
