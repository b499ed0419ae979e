// An invented city on dijous 12 de març de 2026, for the tests of every output: one act of each kind that a list must tell apart.
#pragma once

#include "feeds/snapshot.hpp"
#include "text/unicode.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace resso::feeds::sample {

using namespace std::chrono_literals;

inline LocalDate day(int year, unsigned month, unsigned date) {
  return LocalDate{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{date}};
}
inline LocalTime at(LocalDate date, int hours, int minutes = 0) {
  return LocalTime{date} + std::chrono::hours{hours} + std::chrono::minutes{minutes};
}
inline const LocalDate kToday = day(2026, 3, 12);

inline text::Zone madrid() { return *text::Zone::find("Europe/Madrid"); }

/// A calendar source, seen on the first of March.
inline EventSource source(SourceKind kind, Evidence evidence, std::string url, double confidence = 1) {
  EventSource from;
  from.source_id = source_id(kind, url, "");
  from.kind = kind;
  from.evidence = evidence;
  from.url = std::move(url);
  from.seen = madrid().to_instant(at(day(2026, 3, 1), 9, 30));
  from.confidence = confidence;
  return from;
}

inline Occurrence occurrence_of(const Event& event, LocalTime start, LocalTime end) {
  Occurrence occurrence;
  occurrence.event_id = event.id;
  const auto zone = text::Zone::find(event.times.zone).value_or(text::Zone::utc());
  occurrence.start = zone.to_instant(start);
  occurrence.end = zone.to_instant(end);
  occurrence.local_start = start;
  occurrence.local_end = end;
  occurrence.recurrence_id = start;
  occurrence.all_day = event.times.all_day;
  occurrence.status = event.status;
  return occurrence;
}

/// An act of a calendar at the city's time, with its one occurrence. `end` equal to start: not stated.
inline Event& add_event(Snapshot& snapshot, std::string id, std::string title, LocalTime start, LocalTime end,
                        std::string entity = "ateneu") {
  Event event;
  event.id = std::move(id);
  event.uid = event.id + "@ateneu.example";
  event.title = std::move(title);
  event.times.start = start;
  if (end > start) event.times.end = end;
  event.times.zone = "Europe/Madrid";
  event.times.all_day = start == LocalTime{std::chrono::floor<std::chrono::days>(start)} &&
                        end == LocalTime{std::chrono::floor<std::chrono::days>(end)} && end > start;
  event.place.name = "Ateneu la Llançadora";
  event.place.address = "carrer de la Llançadora, 14";
  event.place.district = "2";
  event.language = "ca";
  event.entity = std::move(entity);
  event.districts = {"2"};
  event.topics = {{"eix-81", "entity"}};
  event.moderation.state = ModerationState::approved;
  event.sources = {source(SourceKind::calendar, Evidence::calendar, "https://ateneu.example/agenda.ics")};
  event.search_text = text::fold_words(event.title + " " + event.place.name);
  event.created = madrid().to_instant(at(day(2026, 3, 1), 9, 30));
  event.modified = madrid().to_instant(at(day(2026, 3, 10), 12, 0));
  snapshot.events.push_back(std::move(event));
  snapshot.occurrences.push_back(occurrence_of(snapshot.events.back(), start, end));
  return snapshot.events.back();
}

inline Event& event_named(Snapshot& snapshot, std::string_view id) {
  for (auto& event : snapshot.events) {
    if (event.id == id) return event;
  }
  std::abort();
}

inline void set_status(Snapshot& snapshot, Event& event, EventStatus status) {
  event.status = status;
  for (auto& occurrence : snapshot.occurrences) {
    if (occurrence.event_id == event.id) occurrence.status = status;
  }
}

inline SourceFacts channel(SourceKind kind, std::string url, std::string name, std::string entity, Condition condition) {
  SourceFacts facts;
  facts.source.id = source_id(kind, url, name);
  facts.source.kind = kind;
  facts.source.url = std::move(url);
  facts.source.name = std::move(name);
  facts.source.entity = std::move(entity);
  facts.state.source_id = facts.source.id;
  facts.state.condition = condition;
  facts.state.last_poll = madrid().to_instant(at(kToday, 9, 30));
  return facts;
}

/// A city without acts: names, topics, entities. Not built yet.
inline std::unique_ptr<Snapshot> empty_city() {
  auto snapshot = std::make_unique<Snapshot>();
  snapshot->version = 7;
  snapshot->today = kToday;
  snapshot->as_of = madrid().to_instant(at(kToday, 9, 42));
  snapshot->city = {
      "Terrassa", "Europe/Madrid", {"ca", "es", "en"}, "https://agenda.example.cat", "agenda.example.cat", "https://example.cat/contacte",
      ""};
  for (const char* id : {"1", "2", "3", "4"}) snapshot->districts.push_back({id, std::string("Districte ") + id});
  const auto topic = [&](std::string id, std::string ca, std::string es, std::string en) {
    snapshot->topics.push_back({std::move(id), {{"ca", std::move(ca)}, {"es", std::move(es)}, {"en", std::move(en)}}, {5}, {}, {}});
  };
  topic("eix-62", "Energia a la llar", "Energía en el hogar", "Energy at home");
  topic("eix-64", "Interculturalitat", "Interculturalidad", "Intercultural city");
  topic("eix-71", "LGTBI+", "LGTBI+", "LGBTI+");
  topic("eix-75", "Feminismes", "Feminismos", "Feminisms");
  topic("eix-81", "Acció comunitària", "Acción comunitaria", "Community action");
  snapshot->entities = {
      {"ateneu", "Ateneu la Llançadora", {"2"}, {"Barris", "Ateneus"}, {"eix-81", "eix-62"}, "https://ateneu.example"},
      {"casal", "Casal de la Maurina", {"4"}, {"Barris"}, {"eix-81"}, "https://casal.example"},
      {"dones", "Dones del Segle XX", {}, {}, {"eix-75"}, ""},
  };
  snapshot->hashtags = {"TerrassaEntitats"};
  return snapshot;
}

/// Acts of every kind, posts, channels in every state, measured figures. Built.
inline std::unique_ptr<Snapshot> city() {
  auto snapshot = empty_city();
  auto& s = *snapshot;
  s.events.reserve(32);

  add_event(s, "benvinguda", "Esmorzar de benvinguda per a veïnes i veïns nouvinguts", at(kToday, 10), at(kToday, 12), "casal").topics = {
      {"eix-64", "hashtag"}};
  auto& factura = add_event(s, "factura", "Taller: entenem la factura de la llum", at(kToday, 17, 30), at(kToday, 19));
  factura.topics = {{"eix-62", "words"}, {"eix-81", "entity"}};
  factura.sources.push_back(source(SourceKind::feed, Evidence::structured, "https://ateneu.example/feed"));
  auto& passejada = add_event(s, "passejada", "Passejada amb la gent gran pel parc", at(kToday, 18), at(kToday, 18), "casal");
  set_status(s, passejada, EventStatus::cancelled);
  passejada.cancelled_at = madrid().to_instant(at(kToday, 8, 15));
  auto& cine = add_event(s, "cine", "Cinefòrum: «Les que van aturar els telers»", at(kToday, 19, 30), at(kToday, 19, 30), "dones");
  cine.place = {"Casal de la Maurina", "", "4", std::nullopt, ""};
  cine.topics = {{"eix-75", "words"}};
  cine.sources = {source(SourceKind::mastodon_hashtag, Evidence::extracted, "https://mastodont.example/@dones/1", 0.86)};
  cine.sources[0].post_uri = "https://mastodont.example/users/dones/statuses/1";
  add_event(s, "exposicio", "Exposició «Fil i agulla: cent anys de cosidores»", at(day(2026, 3, 5), 0), at(day(2026, 3, 30), 0), "dones")
      .place.district = "1";
  auto& xerrada = add_event(s, "xerrada", "Xerrada: habitatge, drets i mediació", at(day(2026, 3, 13), 17), at(day(2026, 3, 13), 18, 30));
  set_status(s, xerrada, EventStatus::postponed);
  xerrada.moved_to = EventTimes{at(day(2026, 3, 19), 17), std::nullopt, "Europe/Madrid", false};
  add_event(s, "concert", "Concert solidari", at(day(2026, 3, 13), 20), at(day(2026, 3, 13), 22));
  auto& horta = add_event(s, "horta", "Portes obertes a l’horta comunitària", at(day(2026, 3, 14), 10), at(day(2026, 3, 15), 20), "casal");
  horta.place = {"Torrent de la Grípia", "", "3", GeoPoint{41.56604, 2.02304}, ""};
  auto& colloqui = add_event(s, "colloqui", "Col·loqui «Cosir xarxa, fer barri»", at(day(2026, 3, 14), 18), at(day(2026, 3, 14), 20));
  colloqui.description_html =
      "<p>Quatre entitats expliquen com s’han trobat. <a href=\"https://ateneu.example/cosir\">Més</a></p><ul><li>Entrada lliure</li></ul>";
  colloqui.summary = "Quatre entitats expliquen com s’han trobat.";
  colloqui.url = "https://ateneu.example/cosir";
  auto& talk = add_event(s, "talk", "Open evening: how to help a newcomer", at(day(2026, 3, 15), 19), at(day(2026, 3, 15), 20));
  talk.language = "en";
  set_status(s, talk, EventStatus::tentative);
  talk.place = {"", "", "", std::nullopt, "https://meet.example/evening"};
  auto& conversa = add_event(s, "conversa", "Grup de conversa en català", at(day(2026, 3, 16), 18, 30), at(day(2026, 3, 16), 20), "casal");
  conversa.recurrence.rrules = {"FREQ=WEEKLY;BYDAY=MO"};
  for (int week = 1; week < 14; ++week) {
    const auto shift = std::chrono::days{7 * week};
    s.occurrences.push_back(occurrence_of(conversa, at(day(2026, 3, 16), 18, 30) + shift, at(day(2026, 3, 16), 20) + shift));
  }
  // Told in UTC by its calendar: 17:00Z is six in the evening here.
  auto& utc = add_event(s, "utc", "Sessió en línia amb la xarxa", at(day(2026, 3, 17), 17), at(day(2026, 3, 17), 18));
  utc.times.zone = "UTC";
  s.occurrences.back() = occurrence_of(utc, at(day(2026, 3, 17), 17), at(day(2026, 3, 17), 18));
  add_event(s, "festa", "Festa del barri", at(day(2026, 3, 21), 0), at(day(2026, 3, 22), 0), "casal");

  Post post;
  post.id = "post1";
  post.uri = "https://mastodont.example/users/dones/statuses/1";
  post.url = "https://mastodont.example/@dones/1";
  post.text = "Avui a dos quarts de vuit, cinefòrum al Casal de la Maurina. Veniu! #TerrassaEntitats";
  post.html = "<p>Avui a dos quarts de vuit, cinefòrum al Casal de la Maurina. Veniu! #TerrassaEntitats</p>";
  post.language = "ca";
  post.author.acct = "dones@mastodont.example";
  post.author.display_name = "Dones del Segle XX";
  post.published = madrid().to_instant(at(day(2026, 3, 10), 18, 5));
  post.hashtags = {"TerrassaEntitats"};
  post.counters = {4, 12, 19, std::nullopt};
  post.entity = "dones";
  post.moderation.state = ModerationState::approved;
  post.first_seen = post.published + 5min;
  s.posts.push_back(post);
  Post entry;
  entry.id = "entry1";
  entry.uri = "entry:feed:https://ateneu.example/feed 42";
  entry.kind = PostKind::entry;
  entry.url = "https://ateneu.example/2026/nova-sala";
  entry.title = "Nova sala d’assaig";
  entry.text = "Hem obert una sala d’assaig per als grups del barri.";
  entry.html = "<p>Hem obert una sala d’assaig per als grups del barri.</p>";
  entry.published = madrid().to_instant(at(day(2026, 2, 27), 12, 0));
  entry.entity = "ateneu";
  entry.moderation.state = ModerationState::approved;
  entry.first_seen = entry.published + 40min;
  s.posts.push_back(entry);

  auto good = channel(SourceKind::calendar, "https://ateneu.example/agenda.ics", "", "ateneu", Condition::ok);
  good.state.events = 14;
  good.state.last_change = madrid().to_instant(at(day(2026, 3, 10), 12, 0));
  auto fair = channel(SourceKind::page, "https://ateneu.example", "", "ateneu", Condition::ok);
  fair.state.warnings = {{"a date without a year: “14 de març”", "bad_date", 31}, {"again", "bad_date", 40}};
  auto bad = channel(SourceKind::feed, "https://ateneu.example/feed", "", "ateneu", Condition::failing);
  bad.state.failing_since = madrid().to_instant(at(day(2026, 3, 1), 3, 0));
  bad.state.problem = Error{Errc::not_found, "the server answered 404", "https://ateneu.example/feed", "", 0};
  auto account = channel(SourceKind::mastodon_account, "https://mastodont.example", "ateneu", "ateneu", Condition::unpolled);
  s.sources = {good, fair, bad, account, channel(SourceKind::calendar, "https://casal.example/agenda.ics", "", "casal", Condition::ok)};

  VisibilityReport report;
  report.query.period = {kToday - std::chrono::days{28}, kToday - std::chrono::days{1}};
  report.query.by = Cut::entity;
  report.before = {kToday - std::chrono::days{56}, kToday - std::chrono::days{29}};
  report.whole = {"",   385,  70,   66,   410, 1215, 1240, 0,  madrid().to_instant(at(kToday, 6, 10)), Reach{6200, 60400, 71, 100, 3},
                  1.25, 12.5, 9100, 9124, 196, 41,   385,  133};
  report.whole_before = report.whole;
  report.whole_before.posts = 347;
  report.whole_before.favourites = 1366;
  VisibilityFigures row{"ateneu", 36,   1,   1,   60, 190, 200, 0, report.whole.counted_at, Reach{412, 2310, 9, 12, 0},
                        3.0,      30.3, 388, 412, 20, 1,   36,  14};
  report.rows.push_back(row);
  report.rows.push_back(
      {"dones", 12, 1, 1, 4, 12, 19, 0, std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt, 5, 1, 12, 3});
  row.posts = 31;
  row.favourites = 200;
  report.rows_before.push_back(row);
  report.rows_before.push_back({"dones"});
  s.visibility = report;

  s.build();
  return snapshot;
}

}  // namespace resso::feeds::sample
