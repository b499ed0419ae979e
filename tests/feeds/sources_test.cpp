// How sources are sorted, filtered and told, on "/sources" and in "/api/v1/sources"; and what of their addresses is nobody's business.
#include "feeds/dates.hpp"
#include "feeds/filter.hpp"
#include "feeds/output.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/public_address.hpp"
#include "feeds/source_standing.hpp"
#include "feeds/sources_write.hpp"
#include "tests/feeds/page_facts.hpp"
#include "tests/feeds/sample_snapshot.hpp"

#include <gmock/gmock.h>

namespace resso::feeds {
namespace {

using sample::at;
using sample::day;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kToken = "f00dcafe";

SourceFacts with_problem(SourceFacts facts, Errc code, std::string what, std::string reason = {}) {
  facts.state.problem = Error{code, std::move(what), facts.source.url, "", 0, std::move(reason)};
  facts.state.failing_since = sample::madrid().to_instant(at(day(2026, 3, 8), 3));
  facts.state.failures = 7;
  facts.state.last_success = sample::madrid().to_instant(at(day(2026, 3, 8), 2, 30));
  facts.state.next_poll = *facts.state.last_poll + std::chrono::hours{20};
  return facts;
}

/// One source in each condition, two of them with a secret in their address.
std::unique_ptr<Snapshot> city_of_sources() {
  auto snapshot = sample::empty_city();
  auto& sources = snapshot->sources;
  const std::string token(kToken);
  sources.push_back(sample::channel(SourceKind::calendar, "https://ateneu.example/agenda.ics", "", "ateneu", Condition::ok));
  sources.back().state.title = "Agenda de l’Ateneu";
  sources.back().state.format = "icalendar";
  sources.back().state.events = 14;
  sources.back().state.last_success = sources.back().state.last_poll;
  sources.back().state.last_change = sample::madrid().to_instant(at(day(2026, 3, 10), 12));
  sources.back().state.next_poll = *sources.back().state.last_poll + std::chrono::minutes{25};
  sources.push_back(
      with_problem(sample::channel(SourceKind::feed, "https://casal.example/feed?token=" + token, "", "casal", Condition::failing),
                   Errc::http, "the server failed inside (500) at https://casal.example/feed?token=" + token, "http_500"));
  sources.push_back(
      with_problem(sample::channel(SourceKind::caldav, "https://dav.example/" + token + "/", "", "casal", Condition::needs_auth),
                   Errc::auth, "the server wants a password at https://dav.example/" + token + "/ (401)"));
  sources.back().closed = true;
  sources.back().state.title = "Reunions internes";
  sources.back().state.warnings = {
      {"/" + token + "/1.ics: odd", "not_yet_said", 0},
      {"nothing here; it offers a calendar at https://dav.example/" + token + "/a.ics", "page_offers_calendar", 0}};
  sources.push_back(sample::channel(SourceKind::mastodon_hashtag, "https://mastodont.example", "8M", "", Condition::limited));
  sources.push_back(sample::channel(SourceKind::page, "https://dones.example/", "", "dones", Condition::ok));
  sources.back().state.warnings = {{"a date", "bad_date", 31}};
  sources.push_back(with_problem(sample::channel(SourceKind::feed, "https://old.example/feed", "", "dones", Condition::gone), Errc::gone,
                                 "the owner took this down for good (410)"));
  snapshot->build();
  return snapshot;
}

std::string page_of(const Snapshot& snapshot, const Filter& filter = {}, std::vector<Standing> standings = {},
                    std::string language = "ca") {
  OutputRequest request{filter, std::move(language), "", "/sources"};
  request.standings = std::move(standings);
  return *sources_page(snapshot, request);
}

TEST(SourceStanding, SumsUpTheCondition) {
  SourceState state;
  EXPECT_EQ(standing_of(state), Standing::waiting);
  state.condition = Condition::ok;
  EXPECT_EQ(standing_of(state), Standing::ok);
  state.warnings = {{"x", "bad_date", 1}};
  EXPECT_EQ(standing_of(state), Standing::improvable);
  state.condition = Condition::needs_auth;
  EXPECT_EQ(standing_of(state), Standing::needs_auth);
  for (const auto down : {Condition::failing, Condition::gone, Condition::refused}) {
    state.condition = down;
    EXPECT_EQ(standing_of(state), Standing::failing);
  }
}

TEST(SourceStanding, StatesAreTakenOutOfTheQueryAndAWrongOneIsNamed) {
  std::string query = "state=ok&district=2&state=failing&state=ok";
  EXPECT_THAT(*take_standings(query), ElementsAre(Standing::failing, Standing::ok));
  EXPECT_EQ(query, "district=2");
  query = "state=broken";
  const auto wrong = take_standings(query);
  ASSERT_FALSE(wrong);
  EXPECT_THAT(describe(wrong.error()), HasSubstr("state: no such state: “broken”"));
}

TEST(SourcesPage, WhatNeedsAHandComesFirst) {
  const auto page = page_of(*city_of_sources());
  const auto at = [&](std::string_view part) {
    const auto found = page.find(part);
    EXPECT_NE(found, std::string::npos) << part;
    return found;
  };
  EXPECT_LT(at("id=\"failing\""), at("id=\"needs_auth\""));
  EXPECT_LT(at("id=\"needs_auth\""), at("id=\"improvable\""));
  EXPECT_LT(at("id=\"improvable\""), at("id=\"waiting\""));
  EXPECT_LT(at("id=\"waiting\""), at("id=\"ok\""));
  EXPECT_THAT(page, HasSubstr("<dt>No arriben</dt><dd><span class=\"big\"><a href=\"/sources?state=failing\">2</a>"));
  EXPECT_THAT(page, HasSubstr("<h1>Les fonts, una per una</h1>"));
}

TEST(SourcesPage, TellsSinceWhenWhyAndWhatToDo) {
  const auto page = page_of(*city_of_sources());
  EXPECT_THAT(page, HasSubstr("Falla des de: diumenge 8 de març. El servidor ha fallat per dins (500). <strong>Remei:</strong> aviseu"));
  EXPECT_THAT(page, HasSubstr("7 intents fallits seguits"));
  EXPECT_THAT(page, HasSubstr("Última lectura bona: diumenge 8 de març, 2.30\u00a0h (fa 4 dies)"));
  EXPECT_THAT(page, HasSubstr("Propera lectura: demà, 5.30\u00a0h (d’aquí a 20 hores)"));
  EXPECT_THAT(page, HasSubstr("No s’hi torna fins que se’n canviï l’adreça."));
  EXPECT_THAT(page, HasSubstr("Hi ha una data que no s’entén. (línia 31) <strong>Remei:</strong>"));
  EXPECT_THAT(page, HasSubstr("iCalendar · 14 actes"));
  EXPECT_THAT(page, HasSubstr("<time datetime=\"2026-03-12T09:30:00+01:00\">"));
  EXPECT_THAT(page_of(*city_of_sources(), {}, {}, "en"), HasSubstr("Next reading: today, 9.55\u00a0am (in 25 minutes)"));
  EXPECT_THAT(page_of(*city_of_sources(), {}, {}, "es"), HasSubstr("7 intentos fallidos seguidos"));
}

TEST(SourcesPage, NoPartOfASecretAddressIsShownInAnyOutput) {
  const auto snapshot = city_of_sources();
  for (const std::string language : {"ca", "es", "en"}) {
    const auto page = page_of(*snapshot, {}, {}, language);
    EXPECT_THAT(page, Not(HasSubstr(kToken))) << language;
    EXPECT_THAT(page, Not(HasSubstr("Reunions internes")));
    EXPECT_THAT(page, HasSubstr("dav.example"));
    EXPECT_THAT(page, HasSubstr("casal.example"));
    EXPECT_THAT(*entity_page(*snapshot, {{}, language, "casal", "/entities/casal"}), Not(HasSubstr(kToken)));
    EXPECT_THAT(*sources_json(*snapshot, {{}, language, "", "/api/v1/sources"}), Not(HasSubstr(kToken)));
  }
}

TEST(SourcesPage, IsFilteredByEntityKindDistrictStateAndWords) {
  const auto snapshot = city_of_sources();
  const auto titles = [&](const std::string& query, std::vector<Standing> standings = {}) {
    std::vector<std::string> out;
    for (const auto* facts : select_sources(*snapshot, *parse_filter(query, *snapshot), standings))
      out.push_back(source_title(*snapshot, *facts));
    return out;
  };
  EXPECT_THAT(titles("entity=ateneu"), ElementsAre("Agenda de l’Ateneu"));
  EXPECT_THAT(titles("district=4"), ElementsAre("Casal de la Maurina", "Casal de la Maurina"));
  EXPECT_THAT(titles("source=mastodon"), ElementsAre("#8M"));
  EXPECT_THAT(titles("source=page"), ElementsAre("Dones del Segle XX"));
  EXPECT_THAT(titles("q=ateneu"), ElementsAre("Agenda de l’Ateneu"));
  EXPECT_THAT(titles("", {Standing::waiting}), ElementsAre("#8M"));
  EXPECT_THAT(titles("entity=ateneu", {Standing::failing}), ElementsAre());
}

TEST(SourcesPage, ALongListIsCutAndSaysSo) {
  auto snapshot = sample::empty_city();
  for (int i = 0; i < 150; ++i) {
    snapshot->sources.push_back(sample::channel(SourceKind::feed, "https://f" + std::to_string(i) + ".example/", "", "", Condition::ok));
  }
  snapshot->build();
  const auto page = page_of(*snapshot);
  EXPECT_EQ(count_of(page, "<li class=\"health\""), 100);
  EXPECT_THAT(page, HasSubstr("Se’n mostren 100 de 150. <a href=\"/sources?limit=1000\">"));
}

TEST(SourcesPage, IsTheSameForTheSameSnapshotAndMovesWithThePolls) {
  const auto snapshot = city_of_sources();
  EXPECT_EQ(page_of(*snapshot), page_of(*city_of_sources()));
  auto later = city_of_sources();
  later->sources.front().state.last_poll = *later->polled_at + std::chrono::hours{1};
  later->build();
  EXPECT_NE(page_of(*snapshot), page_of(*later));
  const auto* page = match_output("/sources")->output;
  EXPECT_EQ(last_modified(*later, *page, {}), *later->polled_at);
  const auto* agenda = match_output("/agenda.ics")->output;
  EXPECT_EQ(last_modified(*later, *agenda, {}), last_modified(*snapshot, *agenda, {}));
}

TEST(SourcesJson, TellsTheStateForPrograms) {
  const auto json = *sources_json(*city_of_sources(), {{}, "ca", "", "/api/v1/sources"});
  EXPECT_THAT(json, HasSubstr("\"total\": 6"));
  EXPECT_THAT(json, HasSubstr("\"state\": \"failing\""));
  EXPECT_THAT(json, HasSubstr("\"code\": \"bad_date\""));
  EXPECT_THAT(json, HasSubstr("\"line\": 31"));
  EXPECT_THAT(json, HasSubstr("\"url\": \"https://ateneu.example/agenda.ics\""));
  EXPECT_THAT(json, HasSubstr("\"last_success\": \"2026-03-12T09:30:00+01:00\""));
}

TEST(PublicAddress, KnowsAKeyWhenItSeesOne) {
  for (const auto* key : {"https://u:p@a.example/", "https://a.example/feed?token=1", "https://a.example/?x=1&feed_token=2",
                          "https://calendar.example/ical/private-5f3a/basic.ics", "https://a.example/?KEY=3"}) {
    EXPECT_TRUE(has_secret(key)) << key;
  }
  for (const auto* open : {"https://a.example/feed", "https://a.example/?q=casal&page=2", "https://a.example/privat/feed"}) {
    EXPECT_FALSE(has_secret(open)) << open;
  }
  EXPECT_EQ(without_secrets("moved to https://a.example/?token=1, it says"), "moved to a.example, it says");
  EXPECT_EQ(without_secrets("see https://a.example/feed."), "see https://a.example/feed.");
  EXPECT_EQ(without_secrets("see (https://a.example/feed)", true), "see (a.example)");
  EXPECT_EQ(without_secrets("http is a word"), "http is a word");
}

TEST(RelativeTime, IsToldInTheLargestWholeUnit) {
  using std::chrono::minutes;
  const Instant now{Seconds{1'000'000'000}};
  EXPECT_EQ(relative_time("ca", now, now), "ara mateix");
  EXPECT_EQ(relative_time("ca", now - minutes{1}, now), "fa 1 minut");
  EXPECT_EQ(relative_time("ca", now - minutes{59}, now), "fa 59 minuts");
  EXPECT_EQ(relative_time("es", now - minutes{90}, now), "hace 1 hora");
  EXPECT_EQ(relative_time("en", now - minutes{60 * 49}, now), "2 days ago");
  EXPECT_EQ(relative_time("ca", now + minutes{25}, now), "d’aquí a 25 minuts");
  EXPECT_EQ(relative_time("es", now + minutes{120}, now), "dentro de 2 horas");
  EXPECT_EQ(relative_time("en", now + Seconds{5}, now), "in a moment");
}

}  // namespace
}  // namespace resso::feeds
