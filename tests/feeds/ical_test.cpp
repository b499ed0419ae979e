// RFC 5545 and 7986, fact by fact.
#include "feeds/ical_text.hpp"
#include "machine_city.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resso::feeds {
namespace {

using machine::at;
using machine::day;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::string unfolded(std::string text) {
  for (auto cut = text.find("\r\n "); cut != std::string::npos; cut = text.find("\r\n ", cut)) text.erase(cut, 3);
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  for (auto end = text.find("\r\n"); end != std::string::npos; end = text.find("\r\n", from)) {
    lines.push_back(text.substr(from, end - from));
    from = end + 2;
  }
  return lines;
}

/// The lines of each VEVENT, unfolded.
std::vector<std::vector<std::string>> events_in(const std::string& ics) {
  std::vector<std::vector<std::string>> events;
  bool inside = false;
  for (auto& line : lines_of(unfolded(ics))) {
    if (line == "BEGIN:VEVENT") events.emplace_back();
    inside = (inside || line == "BEGIN:VEVENT") && line != "END:VEVENT";
    if (inside) events.back().push_back(std::move(line));
  }
  return events;
}

std::string calendar(const Event& event, std::vector<Occurrence> dates = {}, std::string language = "ca") {
  const auto snapshot = machine::empty_city();
  if (dates.empty()) dates = {machine::occurrence(event, event.times.start, event.times.end)};
  snapshot->occurrences = std::move(dates);
  snapshot->events = {event};
  snapshot->build();
  return *machine::render(*snapshot, "/agenda.ics", "", std::move(language));
}

std::vector<std::string> only_event(const Event& event) {
  auto events = events_in(calendar(event));
  return events.empty() ? std::vector<std::string>{} : events.front();
}

Event talk() { return machine::event("xerrada", "Xerrada", at(day(2026, 3, 14), 18), at(day(2026, 3, 14), 20)); }

TEST(IcalText, EscapesWhatTextMustEscape) {
  EXPECT_EQ(escape_ical_text("a,b;c\\d\ne\r\nf\rg"), "a\\,b\\;c\\\\d\\ne\\nf\\ng");
  EXPECT_EQ(escape_ical_text(std::string_view("no\x01 control\x7f\0s", 14)), "no controls");
  EXPECT_EQ(escape_ical_text("tab\there: «colon» is fine"), "tab here: «colon» is fine");
}

TEST(IcalText, ParametersAreQuotedAndTheirQuotesGoByRfc6868) {
  EXPECT_EQ(ical_parameter("Europe/Madrid"), "Europe/Madrid");
  EXPECT_EQ(ical_parameter("a:b"), "\"a:b\"");
  EXPECT_EQ(ical_parameter("say \"hi\"^"), "\"say ^'hi^'^^\"");
}

TEST(IcalText, FoldsAt75OctetsAndNeverInsideACharacter) {
  for (std::size_t shift = 0; shift < 8; ++shift) {
    IcalWriter out;
    std::string text(shift, 'x');
    for (int i = 0; i < 40; ++i) text += "l·lça🎶";
    out.text("SUMMARY", text);
    const auto folded = out.take();
    for (const auto& line : lines_of(folded)) {
      EXPECT_LE(line.size(), 75u);
      EXPECT_TRUE(text::is_valid_utf8(line)) << line;
    }
    EXPECT_EQ(unfolded(folded), "SUMMARY:" + text + "\r\n");
  }
}

TEST(IcalText, ALineOf75OctetsIsNotFolded) {
  IcalWriter out;
  out.text("X", std::string(73, 'a'));
  out.text("X", std::string(74, 'b'));
  EXPECT_EQ(out.take(), "X:" + std::string(73, 'a') + "\r\nX:" + std::string(73, 'b') + "\r\n b\r\n");
}

TEST(IcalText, ALineThatIsNoUtf8IsFoldedAllTheSame) {
  IcalWriter out;
  out.line("X", std::string(300, '\x80'));
  for (const auto& line : lines_of(out.take())) EXPECT_LE(line.size(), 75u);
}

TEST(IcalText, NoValueBeginsALineOfItsOwn) {
  IcalWriter out;
  out.line("URL", "https://x.example/\r\nATTENDEE:mailto:a@b");
  out.uri("URL", "https://x.example/\r\nX");
  out.uri("URL", "javascript:alert(1)");
  EXPECT_EQ(out.take(), "URL:https://x.example/ATTENDEE:mailto:a@b\r\n");
}

TEST(IcalText, OffsetsHaveSecondsOnlyWhereNeeded) {
  EXPECT_EQ(ical_offset(Seconds{3600}), "+0100");
  EXPECT_EQ(ical_offset(Seconds{-12600}), "-0330");
  EXPECT_EQ(ical_offset(Seconds{-885}), "-001445");
  EXPECT_EQ(ical_offset(Seconds{0}), "+0000");
}

TEST(Ical, EveryLineEndsWithCrLfAndFitsIn75Octets) {
  const auto ics = *machine::render(*machine::city(), "/agenda.ics");
  for (std::size_t i = 0; i < ics.size(); ++i) {
    if (ics[i] == '\n') ASSERT_EQ(ics[i - 1], '\r') << i;
    if (ics[i] == '\r') ASSERT_EQ(ics[i + 1], '\n') << i;
  }
  for (const auto& line : lines_of(ics)) ASSERT_LE(line.size(), 75u) << line;
}

TEST(Ical, TheCalendarTellsItsNameItsSourceAndHowOftenToAsk) {
  const auto snapshot = machine::city();
  const auto lines = lines_of(unfolded(*machine::render(*snapshot, "/agenda.ics", "district=4&tag=terrassaentitats")));
  for (const auto* line : {"VERSION:2.0", "CALSCALE:GREGORIAN", "NAME:Agenda de Terrassa · Districte 4 · #terrassaentitats",
                           "X-WR-CALNAME:Agenda de Terrassa · Districte 4 · #terrassaentitats", "X-WR-TIMEZONE:Europe/Madrid",
                           "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "COLOR:seagreen",
                           "SOURCE;VALUE=URI:https://agenda.example.cat/agenda.ics?district=4&tag=terrassaentitats",
                           "URL:https://agenda.example.cat/?district=4&tag=terrassaentitats"}) {
    EXPECT_THAT(lines, Contains(line));
  }
}

TEST(Ical, ACalendarWithoutActsIsStillOne) {
  const auto snapshot = machine::empty_city();
  snapshot->build();
  const auto ics = *machine::render(*snapshot, "/agenda.ics");
  EXPECT_THAT(ics, HasSubstr("BEGIN:VTIMEZONE\r\nTZID:Europe/Madrid\r\n"));  // at least one component (§3.6)
  EXPECT_THAT(ics, Not(HasSubstr("BEGIN:VEVENT")));
}

TEST(Ical, IdentityComesFromTheEventAndTheHost) {
  auto event = talk();
  event.sequence = 3;
  const auto lines = only_event(event);
  for (const auto* line : {"UID:xerrada@agenda.example.cat", "SEQUENCE:3", "DTSTAMP:20260310T110000Z", "LAST-MODIFIED:20260310T110000Z",
                           "CREATED:20260301T083000Z"}) {
    EXPECT_THAT(lines, Contains(line));
  }
}

TEST(Ical, StampsComeFromTheFirstSightWhereNothingElseIsKnown) {
  auto event = talk();
  event.created.reset();
  event.modified.reset();
  EXPECT_THAT(only_event(event), Contains("DTSTAMP:20260301T083000Z"));
}

TEST(Ical, LocalTimeHasItsZone) {
  const auto lines = only_event(talk());
  EXPECT_THAT(lines, Contains("DTSTART;TZID=Europe/Madrid:20260314T180000"));
  EXPECT_THAT(lines, Contains("DTEND;TZID=Europe/Madrid:20260314T200000"));
}

TEST(Ical, AnEndThatIsNotStatedOrNotAfterTheStartIsLeftOut) {
  auto event = talk();
  event.times.end.reset();
  EXPECT_THAT(only_event(event), Not(Contains(HasSubstr("DTEND"))));
  event.times.end = event.times.start - std::chrono::hours{2};
  EXPECT_THAT(only_event(event), Not(Contains(HasSubstr("DTEND"))));
}

TEST(Ical, AllDayEndsTheDayAfterItsLast) {
  auto event = machine::event("festa", "Festa", at(day(2026, 3, 14), 0), at(day(2026, 3, 16), 0));
  event.times.all_day = true;
  const auto lines = only_event(event);
  EXPECT_THAT(lines, Contains("DTSTART;VALUE=DATE:20260314"));
  EXPECT_THAT(lines, Contains("DTEND;VALUE=DATE:20260316"));
}

TEST(Ical, AMomentToldInUtcOrWithAnOffsetIsShownAtTheCitysHour) {
  for (const auto* zone : {"UTC", "+00:00", "-03:00"}) {
    auto event = talk();
    event.times.zone = zone;
    const auto expected =
        std::string(zone) == "-03:00" ? "DTSTART;TZID=Europe/Madrid:20260314T220000" : "DTSTART;TZID=Europe/Madrid:20260314T190000";
    EXPECT_THAT(only_event(event), Contains(expected)) << zone;
  }
}

TEST(Ical, AZoneThatNobodyKnowsIsTheCitys) {
  auto event = talk();
  event.times.zone = "Mars/Olympus";
  EXPECT_THAT(only_event(event), Contains("DTSTART;TZID=Europe/Madrid:20260314T180000"));
}

TEST(Ical, ASeriesInUtcStaysInUtcForItsHourIsTheWorlds) {
  auto event = talk();
  event.times.zone = "UTC";
  event.recurrence.rrules = {"FREQ=WEEKLY;COUNT=3"};
  const auto lines = only_event(event);
  EXPECT_THAT(lines, Contains("DTSTART:20260314T180000Z"));
  EXPECT_THAT(lines, Contains("RRULE:FREQ=WEEKLY;COUNT=3"));
}

TEST(Ical, ASeriesOnRulesOfItsOwnThatAreTheCitysIsOnTheCitysClock) {
  auto event = talk();
  event.times.zone =
      "rules:STD,+0200,+0100,19701025T030000,CET,FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU|"
      "DST,+0100,+0200,19700329T020000,CEST,FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU";
  event.recurrence.rrules = {"FREQ=WEEKLY"};
  EXPECT_THAT(only_event(event), Contains("DTSTART;TZID=Europe/Madrid:20260314T180000"));
}

TEST(Ical, UntilIsInUtcWhateverTheSourceWrote) {
  const auto rule_of = [](std::string rrule, bool all_day = false) {
    auto event = talk();
    event.recurrence.rrules = {std::move(rrule)};
    event.times.all_day = all_day;
    if (all_day) event.times = {at(day(2026, 3, 14), 0), std::nullopt, "Europe/Madrid", true};
    for (const auto& line : only_event(event)) {
      if (line.starts_with("RRULE:")) return line;
    }
    return std::string();
  };
  EXPECT_EQ(rule_of("FREQ=DAILY;UNTIL=20260401"), "RRULE:FREQ=DAILY;UNTIL=20260401T215959Z");
  EXPECT_EQ(rule_of("FREQ=DAILY;UNTIL=20260401T180000"), "RRULE:FREQ=DAILY;UNTIL=20260401T160000Z");
  EXPECT_EQ(rule_of("FREQ=DAILY;UNTIL=20260401T160000Z"), "RRULE:FREQ=DAILY;UNTIL=20260401T160000Z");
  EXPECT_EQ(rule_of("FREQ=DAILY;UNTIL=20260401T220000Z", true), "RRULE:FREQ=DAILY;UNTIL=20260402");
  EXPECT_EQ(rule_of("byday=2tu,-1fr; freq=monthly ;INTERVAL=2;WKST=SU"), "RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU,-1FR;WKST=SU");
}

TEST(Ical, AChangedDateKeepsItsUidAndNamesTheDateItReplaces) {
  const auto events = events_in(*machine::render(*machine::city(), "/entities/casal/agenda.ics"));
  const auto changed = std::find_if(events.begin(), events.end(), [](const auto& lines) {
    return std::find(lines.begin(), lines.end(), "RECURRENCE-ID;TZID=Europe/Madrid:20260323T183000") != lines.end();
  });
  ASSERT_NE(changed, events.end());
  for (const auto* line : {"UID:conversa@agenda.example.cat", "DTSTART;TZID=Europe/Madrid:20260324T190000",
                           "DTEND;TZID=Europe/Madrid:20260324T203000", "SUMMARY:Grup de conversa: sortida"}) {
    EXPECT_THAT(*changed, Contains(line));
  }
  EXPECT_THAT(*changed, Not(Contains(HasSubstr("RRULE"))));
}

TEST(Ical, ThisAndFutureIsToldDateByDate) {
  const auto ics = *machine::render(*machine::city(), "/events/coral.ics");
  EXPECT_THAT(ics, Not(HasSubstr("RANGE=")));
  EXPECT_EQ(events_in(ics).size(), 4u);  // the series and its three later dates
  EXPECT_THAT(ics, HasSubstr("RECURRENCE-ID;TZID=Europe/Madrid:20260408T200000\r\nDTSTART;TZID=Europe/Madrid:20260408T210000"));
}

// ical.js loses the first date of such a series, node-ical all but the first.
TEST(Ical, DatesWithoutARuleAreToldOneByOne) {
  const auto ics = *machine::render(*machine::city(), "/events/mercat.ics");
  EXPECT_THAT(ics, Not(HasSubstr("RDATE")));
  EXPECT_EQ(events_in(ics).size(), 3u);
  EXPECT_THAT(ics, HasSubstr("UID:mercat-20260329T100000@agenda.example.cat"));
  EXPECT_THAT(ics, HasSubstr("DTSTART;TZID=Europe/Madrid:20260426T100000\r\nDTEND;TZID=Europe/Madrid:20260426T140000"));
  EXPECT_THAT(ics, HasSubstr("DTSTART;TZID=Europe/Madrid:20260531T100000\r\nDTEND;TZID=Europe/Madrid:20260531T200000"));
}

TEST(Ical, DatesBesideARuleStandAlone) {
  const auto snapshot = machine::city();
  auto& recurrence =
      std::find_if(snapshot->events.begin(), snapshot->events.end(), [](const Event& e) { return e.id == "mercat"; })->recurrence;
  recurrence.rrules = {"FREQ=WEEKLY;COUNT=2"};
  const auto ics = *machine::render(*snapshot, "/events/mercat.ics");
  EXPECT_THAT(ics, Not(HasSubstr("RDATE")));
  EXPECT_THAT(ics, Not(HasSubstr("RECURRENCE-ID")));
  EXPECT_EQ(events_in(ics).size(), 3u);
  for (const auto* uid : {"UID:mercat@", "UID:mercat-20260426T100000@", "UID:mercat-20260531T100000@"}) EXPECT_THAT(ics, HasSubstr(uid));

  recurrence.rrules = {"FREQ=WEEKLY"};  // has both dates; the second is longer than the others
  const auto ruled = *machine::render(*snapshot, "/events/mercat.ics");
  EXPECT_EQ(events_in(ruled).size(), 2u);
  EXPECT_THAT(ruled, HasSubstr("RECURRENCE-ID;TZID=Europe/Madrid:20260531T100000"));
}

// RFC 5546 asks a published event for an ORGANIZER with an address, which associations often have not; a calendar without METHOD is one as
// well.
TEST(Ical, IsNoMessageToAnybody) { EXPECT_THAT(*machine::render(*machine::city(), "/agenda.ics"), Not(HasSubstr("METHOD"))); }

TEST(Ical, WhatReadersMisreadIsToldDateByDateUnderItsOwnUid) {
  const auto ics = *machine::render(*machine::city(), "/events/ioga.ics");
  EXPECT_THAT(ics, Not(HasSubstr("EXRULE")));
  EXPECT_THAT(ics, HasSubstr("UID:ioga-20260317T090000@agenda.example.cat"));
  EXPECT_THAT(ics, HasSubstr("UID:ioga-20260318T090000@agenda.example.cat"));
  EXPECT_EQ(events_in(ics).size(), 2u);
}

TEST(Ical, ARuleThatCannotBeReadIsToldDateByDate) {
  auto event = talk();
  event.recurrence.rrules = {"FREQ=SOMETIMES"};
  EXPECT_THAT(only_event(event), Contains("UID:xerrada-20260314T180000@agenda.example.cat"));
}

TEST(Ical, ADayExcludedFromATimedSeriesExcludesItsHour) {
  auto event = talk();
  event.recurrence.rrules = {"FREQ=WEEKLY;BYHOUR=10,18"};
  event.recurrence.exdates_by_day = {at(day(2026, 3, 21), 0)};
  const auto lines = only_event(event);
  EXPECT_THAT(lines, Contains("EXDATE;TZID=Europe/Madrid:20260321T100000"));
  EXPECT_THAT(lines, Contains("EXDATE;TZID=Europe/Madrid:20260321T180000"));
}

TEST(Ical, AnAllDaySeriesExcludesDays) {
  auto event = talk();
  event.times = {at(day(2026, 3, 14), 0), std::nullopt, "Europe/Madrid", true};
  event.recurrence.rrules = {"FREQ=WEEKLY"};
  event.recurrence.exdates = {at(day(2026, 3, 21), 0)};
  EXPECT_THAT(only_event(event), Contains("EXDATE;VALUE=DATE:20260321"));
}

TEST(Ical, CancelledIsAStatusAndAWordInTheTitle) {
  auto event = talk();
  event.status = EventStatus::cancelled;
  EXPECT_THAT(only_event(event), Contains("STATUS:CANCELLED"));
  EXPECT_THAT(only_event(event), Contains("SUMMARY:Cancel·lat: Xerrada"));
  EXPECT_THAT(calendar(event, {}, "en"), HasSubstr("SUMMARY:Cancelled: Xerrada"));
}

TEST(Ical, ACancelledEventCancelsItsDatesExpandedBefore) {
  auto event = talk();
  const auto before = machine::occurrence(event, event.times.start, event.times.end);
  event.status = EventStatus::cancelled;
  EXPECT_THAT(calendar(event, {before}), HasSubstr("STATUS:CANCELLED"));
}

TEST(Ical, PostponedStandsAtItsNewTimeIfThatIsKnown) {
  auto event = talk();
  event.status = EventStatus::postponed;
  EXPECT_THAT(only_event(event), Contains("STATUS:TENTATIVE"));
  EXPECT_THAT(only_event(event), Contains("SUMMARY:Ajornat: Xerrada"));
  event.moved_to = EventTimes{at(day(2026, 3, 19), 17), std::nullopt, "Europe/Madrid", false};
  const auto lines = only_event(event);
  EXPECT_THAT(lines, Contains("DTSTART;TZID=Europe/Madrid:20260319T170000"));
  EXPECT_THAT(lines, Contains("STATUS:CONFIRMED"));
  EXPECT_THAT(lines, Contains("SUMMARY:Xerrada"));
  EXPECT_THAT(lines, Contains(HasSubstr("DESCRIPTION:Ajornat. Nova data: dijous 19 de març\\, 17")));
}

TEST(Ical, PlaceHasItsAddressOnceAndItsPointOnlyOnEarth) {
  auto event = talk();
  event.place = {"Ateneu, carrer Nou, 1", "Carrer Nou, 1", "2", GeoPoint{41.5, 2.0}, ""};
  EXPECT_THAT(only_event(event), Contains("LOCATION:Ateneu\\, carrer Nou\\, 1"));
  EXPECT_THAT(only_event(event), Contains("GEO:41.500000;2.000000"));
  event.place.point = GeoPoint{415.0, 2.0};
  EXPECT_THAT(only_event(event), Not(Contains(HasSubstr("GEO"))));
}

TEST(Ical, AnOrganiserIsAWordNotAnAddressThatNobodyGave) {
  auto event = talk();
  event.entity.clear();
  event.organiser = "Colla de l’Avenc";
  const auto lines = only_event(event);
  EXPECT_THAT(lines, Contains("CONTACT:Colla de l’Avenc"));
  EXPECT_THAT(lines, Not(Contains(HasSubstr("ORGANIZER"))));
}

TEST(Ical, AnAgendaLeavesCalendarsFreeAndASingleActTakesItsTime) {
  const auto snapshot = machine::city();
  EXPECT_THAT(*machine::render(*snapshot, "/agenda.ics"), Not(HasSubstr("TRANSP:OPAQUE")));
  EXPECT_THAT(*machine::render(*snapshot, "/events/colloqui.ics"), HasSubstr("TRANSP:OPAQUE"));
}

TEST(Ical, ASeriesOfWhichOneDatePassesTheFilterComesWhole) {
  const auto ics = *machine::render(*machine::city(), "/agenda.ics", "entity=casal&from=2026-05-04&to=2026-05-04");
  const auto events = events_in(ics);
  EXPECT_EQ(events.size(), 3u);  // the series and its two changed dates
  EXPECT_THAT(ics, HasSubstr("RRULE:FREQ=WEEKLY;UNTIL=20260615T215959Z;BYDAY=MO"));
}

TEST(Ical, AnHourInTheSpringGapIsToldAsTheOneThatClocksShow) {
  auto event = machine::event("nit", "Nit", at(day(2026, 3, 29), 2, 30), std::nullopt);
  EXPECT_THAT(only_event(event), Contains("DTSTART;TZID=Europe/Madrid:20260329T033000"));
}

TEST(Ical, AnEventThatIsNotThereIsNotFound) {
  const auto text = machine::render(*machine::city(), "/events/nothing.ics");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, Errc::not_found);
}

}  // namespace
}  // namespace resso::feeds
