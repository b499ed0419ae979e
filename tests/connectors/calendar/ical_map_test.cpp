#include "tests/connectors/calendar/calendar_test_support.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> keys(const Harvest& harvest) {
  std::vector<std::string> found;
  for (const StatedEvent& event : harvest.events) found.push_back(event.key);
  return found;
}

TEST(IcalMap, AnEventWithAllThatItSays) {
  const Event event = read_event(
      "UID:u1\nDTSTART;TZID=Europe/Madrid:20261105T190000\nSUMMARY;LANGUAGE=ca:Concert\\, amb #Coral\nDESCRIPTION:Entrada "
      "lliure.\\n\\nVine!\n"
      "LOCATION:Ateneu\\, carrer Major 3\\, "
      "Terrassa\nGEO:41.56;2.01\nURL:https://example.org/concert\nIMAGE;VALUE=URI;FMTTYPE=image/png:https://example.org/a.png\n"
      "CATEGORIES:Música,Barri\nCATEGORIES:Música\nORGANIZER;CN=Coral Nova:mailto:hola@example.org\nSTATUS:TENTATIVE\nSEQUENCE:3\n"
      "CREATED:20260901T100000Z\nLAST-MODIFIED:20260902T100000Z\nCONFERENCE;VALUE=URI;LABEL=En directe:https://meet.example.org/x\n");
  EXPECT_EQ(event.uid, "u1");
  EXPECT_EQ(event.title, "Concert, amb #Coral");
  EXPECT_EQ(event.language, "ca");
  EXPECT_THAT(event.summary, HasSubstr("Entrada lliure."));
  EXPECT_THAT(event.description_html, HasSubstr("<br>"));
  EXPECT_EQ(event.place.name, "Ateneu");
  EXPECT_EQ(event.place.address, "carrer Major 3, Terrassa");
  EXPECT_EQ(event.place.point, (GeoPoint{41.56, 2.01}));
  EXPECT_EQ(event.place.online_url, "https://meet.example.org/x");
  EXPECT_EQ(event.url, "https://example.org/concert");
  EXPECT_EQ(event.image->url, "https://example.org/a.png");
  EXPECT_EQ(event.image->type, "image/png");
  EXPECT_THAT(event.categories, ElementsAre("Música", "Barri"));
  EXPECT_THAT(event.hashtags, ElementsAre("Coral"));
  EXPECT_EQ(event.organiser, "Coral Nova");
  EXPECT_EQ(event.status, EventStatus::tentative);
  EXPECT_EQ(event.sequence, 3);
  EXPECT_EQ(text::format_utc(*event.created), "2026-09-01T10:00:00Z");
  EXPECT_EQ(text::format_utc(*event.modified), "2026-09-02T10:00:00Z");
}

TEST(IcalMap, HtmlIsMadeSafe) {
  const Event event = read_event(
      "DESCRIPTION:plain\nX-ALT-DESC;FMTTYPE=text/html:<p onclick=\"x()\">Ball <b>gran</b></p><script>alert(1)</script><a "
      "href=\"javascript:x()\">y</a>\n");
  EXPECT_THAT(event.description_html, HasSubstr("<b>gran</b>"));
  EXPECT_THAT(event.description_html, Not(HasSubstr("script")));
  EXPECT_THAT(event.description_html, Not(HasSubstr("onclick")));
  EXPECT_THAT(event.summary, HasSubstr("Ball gran"));
  EXPECT_EQ(read_event("SUMMARY:<b>Ball</b> &amp; cant\n").title, "Ball & cant");
}

TEST(IcalMap, AddressesInPlainTextBecomeLinks) {
  const std::string html = read_event("DESCRIPTION:Més a https://example.org/a?b=1&c=2. I \"http://\" no\n").description_html;
  EXPECT_THAT(html, HasSubstr("href=\"https://example.org/a?b=1&amp;c=2\""));
  EXPECT_THAT(html, HasSubstr("</a>."));
}

TEST(IcalMap, PlacesAsPeopleWriteThem) {
  EXPECT_EQ(read_event("LOCATION:carrer Major 3\\, Terrassa\n").place.name, "carrer Major 3, Terrassa");
  EXPECT_EQ(read_event("LOCATION:Casal\\nPlaça Vella\n").place.address, "Plaça Vella");
  EXPECT_EQ(read_event("LOCATION:https://meet.example.org/y\n").place.online_url, "https://meet.example.org/y");
  EXPECT_FALSE(read_event("GEO:0;0\n").place.point);
  EXPECT_FALSE(read_event("GEO:95;2\n").place.point);
}

TEST(IcalMap, OnlyPicturesOnTheWebAreImages) {
  EXPECT_FALSE(read_event("ATTACH:https://example.org/programa.pdf\n").image);
  EXPECT_FALSE(read_event("ATTACH;FMTTYPE=image/png;ENCODING=BASE64;VALUE=BINARY:AAAA\n").image);
  EXPECT_FALSE(read_event("ATTACH;FMTTYPE=image/png:file:///c:/a.png\n").image);
  EXPECT_EQ(read_event("ATTACH:https://example.org/cartell.JPG?x=1\n").image->type, "image");
  EXPECT_EQ(read_event("URL:javascript:alert(1)\n").url, "");
}

TEST(IcalMap, KeysAreUidElseUrlElseADigest) {
  const auto harvest = read(calendar_of(event_of("UID:u\nDTSTART:20261105\n") + event_of("DTSTART:20261105\nURL:https://example.org/e\n") +
                                        event_of("DTSTART:20261105\nSUMMARY:Fira\n")));
  ASSERT_EQ(harvest.events.size(), 3U);
  EXPECT_EQ(harvest.events[0].key, "u");
  EXPECT_EQ(harvest.events[1].key, "https://example.org/e");
  EXPECT_THAT(harvest.events[2].key, testing::StartsWith("digest:"));
  EXPECT_EQ(harvest.events[0].evidence, Evidence::calendar);
}

TEST(IcalMap, OfOneUidTheHighestSequenceCountsThenTheLast) {
  const auto harvest = read(calendar_of(event_of("UID:u\nSEQUENCE:2\nSUMMARY:b\nDTSTART:20261106\n") +
                                        event_of("UID:u\nSEQUENCE:1\nSUMMARY:a\nDTSTART:20261105\n") +
                                        event_of("UID:u\nSEQUENCE:2\nSUMMARY:c\nDTSTART:20261106\n")));
  ASSERT_EQ(harvest.events.size(), 1U);
  EXPECT_EQ(harvest.events[0].event.title, "c");
  EXPECT_EQ(harvest.events[0].key, "u");
}

TEST(IcalMap, OneUidForSeveralDatesIsAnEventEach) {
  const auto harvest = read(calendar_of(event_of("UID:u\nSUMMARY:Taller\nDTSTART:20261105T190000\n") +
                                        event_of("UID:u\nSUMMARY:Taller\nDTSTART:20261112T190000\n")));
  EXPECT_THAT(keys(harvest), ElementsAre("u@2026-11-05T19:00:00", "u@2026-11-12T19:00:00"));
}

TEST(IcalMap, AnOverrideSaysOnlyWhatIsOther) {
  const auto harvest = read(calendar_of(
      event_of("UID:u\nSUMMARY:Assaig\nLOCATION:Ateneu\nDTSTART;TZID=Europe/Madrid:20261105T190000\nDTEND;TZID=Europe/"
               "Madrid:20261105T210000\nRRULE:FREQ=WEEKLY\n") +
      event_of("UID:u\nSUMMARY:Assaig\nLOCATION:Casal\nRECURRENCE-ID:20261112T180000Z\nDTSTART;TZID=Europe/Madrid:20261112T190000\n"
               "DTEND;TZID=Europe/Madrid:20261112T210000\n") +
      event_of("UID:u\nSUMMARY:Assaig general\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Madrid:20261203T190000\n"
               "DTSTART;TZID=Europe/Madrid:20261203T200000\nDTEND;TZID=Europe/Madrid:20261203T213000\nSTATUS:CANCELLED\n")));
  ASSERT_EQ(harvest.events.size(), 1U);
  const auto& overrides = harvest.events[0].event.recurrence.overrides;
  ASSERT_EQ(overrides.size(), 2U);
  EXPECT_EQ(shown(overrides[0].recurrence_id), "2026-11-12T19:00");
  EXPECT_FALSE(overrides[0].times);
  EXPECT_FALSE(overrides[0].title);
  EXPECT_EQ(overrides[0].place->name, "Casal");
  EXPECT_TRUE(overrides[1].this_and_future);
  EXPECT_EQ(shown(overrides[1].times->start), "2026-12-03T20:00");
  EXPECT_EQ(overrides[1].title, "Assaig general");
  EXPECT_EQ(overrides[1].status, EventStatus::cancelled);
}

TEST(IcalMap, ADayAsRecurrenceIdIsTheInstanceOfThatDay) {
  const auto harvest = read(calendar_of(event_of("UID:u\nDTSTART:20261105T190000\nRRULE:FREQ=WEEKLY\n") +
                                        event_of("UID:u\nRECURRENCE-ID;VALUE=DATE:20261112\nDTSTART:20261113T190000\n")));
  EXPECT_EQ(shown(harvest.events.at(0).event.recurrence.overrides.at(0).recurrence_id), "2026-11-12T19:00");
}

TEST(IcalMap, AnOverrideFromBeforeTheSeriesWasCutIsDropped) {
  const auto harvest = read(calendar_of(event_of("UID:u\nSEQUENCE:2\nDTSTART:20261105T190000\nRRULE:FREQ=WEEKLY;COUNT=2\n") +
                                        event_of("UID:u\nSEQUENCE:1\nRECURRENCE-ID:20261112T190000\nDTSTART:20261112T200000\n") +
                                        event_of("UID:u\nSEQUENCE:1\nRECURRENCE-ID:20261203T190000\nDTSTART:20261203T200000\n")));
  EXPECT_EQ(harvest.events.at(0).event.recurrence.overrides.size(), 1U);
}

TEST(IcalMap, AnOverrideWithoutItsSeriesIsAnEvent) {
  const auto harvest = read(calendar_of(event_of("UID:u\nSUMMARY:Assaig\nRECURRENCE-ID:20261112T190000\nDTSTART:20261112T200000\n")));
  EXPECT_THAT(keys(harvest), ElementsAre("u@2026-11-12T19:00:00"));
  EXPECT_EQ(shown(harvest.events.at(0).event.times.start), "2026-11-12T20:00");
}

TEST(IcalMap, ARecurrenceIdOnTheSeriesItselfIsForgiven) {
  const auto harvest = read(calendar_of(event_of("UID:u\nRECURRENCE-ID:19700101T000000Z\nDTSTART:20261105T190000\nRRULE:FREQ=WEEKLY\n")));
  EXPECT_THAT(keys(harvest), ElementsAre("u"));
  EXPECT_EQ(harvest.events.at(0).event.recurrence.rrules.size(), 1U);
}

TEST(IcalMap, AMethodThatCancelsCancelsItsEvents) {
  const auto harvest = read(calendar_of("METHOD:CANCEL\n" + event_of("UID:u\nDTSTART:20261105T190000\n")));
  EXPECT_EQ(harvest.events.at(0).event.status, EventStatus::cancelled);
}

TEST(IcalMap, WhatTheCalendarAsksAndIsCalled) {
  const auto harvest = read(calendar_of("X-WR-CALNAME:Agenda\\, 2026\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\nX-PUBLISHED-TTL:P1D\n" +
                                        event_of("UID:u\nDTSTART:20261105T190000\n")));
  EXPECT_EQ(harvest.title, "Agenda, 2026");
  EXPECT_EQ(harvest.asked_interval, Seconds{86400});
  EXPECT_EQ(harvest.format, "icalendar");
  EXPECT_TRUE(harvest.events_are_all);
  EXPECT_EQ(read(calendar_of("NAME:Nou\nX-WR-CALNAME:Vell\n" + event_of("UID:u\nDTSTART:20261105T190000\n"))).title, "Nou");
}

TEST(IcalMap, PrivateEventsAreNotForThePublic) {
  const auto harvest =
      read(calendar_of(event_of("UID:u\nCLASS:PRIVATE\nDTSTART:20261105T190000\n") + event_of("UID:v\nDTSTART:20261105T190000\n")));
  EXPECT_THAT(keys(harvest), ElementsAre("v"));
  EXPECT_TRUE(warned(harvest, "private_event"));
}

TEST(IcalMap, AFileThatBreaksOffIsNotAllThereIs) {
  const auto harvest = read("BEGIN:VCALENDAR\n" + event_of("UID:u\nDTSTART:20261105T190000\n") + "BEGIN:VEVENT\nUID:v\n");
  EXPECT_FALSE(harvest.events_are_all);
  EXPECT_TRUE(warned(harvest, "truncated"));
}

TEST(IcalMap, AHostileNumberOfEverythingEnds) {
  std::string many = "UID:u\nDTSTART:20261105T190000\n";
  for (int i = 0; i < 100; ++i) many += "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\n";
  for (int i = 0; i < 30'000; ++i) many += "RDATE:20261105T190000\n";
  std::string overrides;
  for (int i = 0; i < 6'000; ++i)
    overrides += event_of("UID:u\nRECURRENCE-ID:2026110" + std::to_string(i % 9 + 1) + "T" + std::to_string(10 + i % 14) +
                          std::to_string(10 + i % 49) + "00\n");
  const auto harvest = read(calendar_of(event_of(many) + overrides));
  ASSERT_EQ(harvest.events.size(), 1U);
  EXPECT_LE(harvest.events[0].event.recurrence.rrules.size(), 20U);
  EXPECT_LE(harvest.warnings.size(), 100U);
}

}  // namespace
}  // namespace resso::connectors::calendar
