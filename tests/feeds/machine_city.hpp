// A city whose calendars tell everything that a machine format must get right, for golden files and for facts one by one.
// Today is Thursday 12 March 2026.
#pragma once

#include "feeds/output.hpp"
#include "text/recurrence.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>

namespace resso::feeds::machine {

using namespace std::chrono_literals;

inline LocalDate day(int year, unsigned month, unsigned date) {
  return LocalDate{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{date}};
}
inline LocalTime at(LocalDate date, int hours, int minutes = 0) {
  return LocalTime{date} + std::chrono::hours{hours} + std::chrono::minutes{minutes};
}
inline const LocalDate kToday = day(2026, 3, 12);
inline text::Zone zone(std::string_view name) { return *text::Zone::find(name); }
inline Instant madrid(LocalTime local) { return zone("Europe/Madrid").to_instant(local); }

inline Event event(std::string id, std::string title, LocalTime start, std::optional<LocalTime> end,
                   std::string zone_name = "Europe/Madrid") {
  Event out;
  out.id = std::move(id);
  out.uid = out.id + "@ateneu.example";
  out.title = std::move(title);
  out.times = {start, end, std::move(zone_name), false};
  out.place.name = "Ateneu la Llançadora";
  out.entity = "ateneu";
  out.districts = {"2"};
  out.topics = {{"eix-81", "entity"}};
  out.language = "ca";
  out.created = madrid(at(day(2026, 3, 1), 9, 30));
  out.modified = madrid(at(day(2026, 3, 10), 12));
  EventSource source;
  source.source_id = "calendar:https://ateneu.example/agenda.ics";
  source.kind = SourceKind::calendar;
  source.evidence = Evidence::calendar;
  source.seen = *out.created;
  out.sources = {source};
  out.search_text = text::fold_words(out.title + " " + out.place.name);
  out.moderation.state = ModerationState::approved;
  return out;
}

inline Occurrence occurrence(const Event& event, LocalTime start, std::optional<LocalTime> end, std::optional<LocalTime> original = {}) {
  const auto clock = text::Zone::find(event.times.zone).value_or(zone("Europe/Madrid"));
  Occurrence out;
  out.event_id = event.id;
  out.local_start = start;
  out.local_end = end.value_or(start);
  out.start = clock.to_instant(out.local_start);
  out.end = clock.to_instant(out.local_end);
  out.recurrence_id = original.value_or(start);
  out.all_day = event.times.all_day;
  out.status = event.status;
  return out;
}

/// Adds the event with its one date.
inline Event& add(Snapshot& snapshot, Event one) {
  snapshot.occurrences.push_back(occurrence(one, one.times.start, one.times.end));
  snapshot.events.push_back(std::move(one));
  return snapshot.events.back();
}

/// Adds the event with the dates that its first rule gives within the snapshot's window, but for its EXDATEs.
inline Event& add_series(Snapshot& snapshot, Event one) {
  const auto clock = text::Zone::find(one.times.zone).value_or(zone("Europe/Madrid"));
  auto rule = text::RuleIterator::parse(one.recurrence.rrules.front(), one.times.start, one.times.all_day,
                                        [&](LocalTime local) { return clock.to_instant(local); });
  rule->advance_to(kToday - std::chrono::days{30});
  rule->stop_after(kToday + std::chrono::days{400});
  const auto length = one.times.end.value_or(one.times.start) - one.times.start;
  while (const auto start = rule->next()) {
    const auto& out = one.recurrence.exdates;
    if (std::find(out.begin(), out.end(), *start) == out.end()) snapshot.occurrences.push_back(occurrence(one, *start, *start + length));
  }
  snapshot.events.push_back(std::move(one));
  return snapshot.events.back();
}

/// The occurrence whose original start this is.
inline Occurrence& date_of(Snapshot& snapshot, std::string_view id, LocalTime original) {
  return *std::find_if(snapshot.occurrences.begin(), snapshot.occurrences.end(),
                       [&](const Occurrence& o) { return o.event_id == id && o.recurrence_id == original; });
}

inline SourceFacts source(SourceKind kind, std::string url, std::string name, std::string entity, std::string title = {}) {
  SourceFacts facts;
  facts.source.id = source_id(kind, url, name);
  facts.source.kind = kind;
  facts.source.url = std::move(url);
  facts.source.name = std::move(name);
  facts.source.entity = std::move(entity);
  facts.state.condition = Condition::ok;
  facts.state.title = std::move(title);
  return facts;
}

/// Names only; to be built by the caller.
inline std::unique_ptr<Snapshot> empty_city() {
  auto snapshot = std::make_unique<Snapshot>();
  snapshot->version = 7;
  snapshot->today = kToday;
  snapshot->as_of = madrid(at(kToday, 9, 42));
  snapshot->city.name = "Terrassa";
  snapshot->city.timezone = "Europe/Madrid";
  snapshot->city.languages = {"ca", "es", "en"};
  snapshot->city.public_url = "https://agenda.example.cat";
  snapshot->city.host = "agenda.example.cat";
  snapshot->city.accent = "#0b6e4f";
  snapshot->districts = {{"1", "Districte 1"}, {"2", "Districte 2"}, {"4", "Districte 4"}};
  snapshot->topics = {{"eix-71", {{"ca", "LGTBI+"}, {"es", "LGTBI+"}, {"en", "LGBTI+"}}, {5, 10}, {}, {}},
                      {"eix-81", {{"ca", "Acció comunitària"}, {"es", "Acción comunitaria"}, {"en", "Community action"}}, {11}, {}, {}}};
  snapshot->entities = {{"ateneu", "Ateneu la Llançadora", {"2"}, {"ateneus"}, {"eix-81"}, "https://ateneu.example"},
                        {"casal", "Casal de la Maurina", {"4"}, {"barris"}, {}, "https://casal.example"}};
  snapshot->hashtags = {"TerrassaEntitats"};
  return snapshot;
}

inline void add_single_acts(Snapshot& s) {
  auto talk = event("colloqui", "Col·loqui «Cosir xarxa; fer barri, plegats»", at(day(2026, 3, 14), 18), at(day(2026, 3, 14), 20));
  talk.description_html = "<p>Quatre entitats expliquen com s’han trobat.</p><ul><li>Entrada lliure</li><li>Berenar &amp; música</li></ul>";
  talk.summary = "Quatre entitats expliquen com s’han trobat.";
  talk.place.address = "carrer de la Llançadora, 14";
  talk.place.point = GeoPoint{41.56604, 2.02304};
  talk.url = "https://ateneu.example/cosir?a=1&b=2";
  talk.image = Media{"https://ateneu.example/cosir.png", "image/png", "Fils de colors", 48213};
  talk.categories = {"Xerrades"};
  talk.hashtags = {"TerrassaEntitats"};
  talk.sequence = 2;
  add(s, std::move(talk));

  auto feast = event("festa", "Festa del barri", at(day(2026, 3, 21), 0), at(day(2026, 3, 22), 0));
  feast.times.all_day = true;
  feast.entity = "casal";
  feast.districts = {"4"};
  add(s, std::move(feast));

  auto show = event("exposicio", "Exposició «Fil i agulla»", at(day(2026, 3, 5), 0), at(day(2026, 3, 30), 0));
  show.times.all_day = true;
  show.place.district = "1";
  show.topics = {{"eix-71", "category Diversitat"}};
  add(s, std::move(show));

  auto gone = event("passejada", "Passejada amb la gent gran", at(day(2026, 3, 13), 18), std::nullopt);
  gone.status = EventStatus::cancelled;
  gone.cancelled_at = madrid(at(kToday, 8, 15));
  gone.sequence = 1;
  add(s, std::move(gone));

  auto moved = event("xerrada", "Xerrada: habitatge i drets", at(day(2026, 3, 13), 17), at(day(2026, 3, 13), 18, 30));
  moved.status = EventStatus::postponed;
  moved.moved_to = EventTimes{at(day(2026, 3, 19), 17), at(day(2026, 3, 19), 18, 30), "Europe/Madrid", false};
  add(s, std::move(moved));

  auto later = event("concert", "Concert solidari", at(day(2026, 3, 15), 20), at(day(2026, 3, 15), 22));
  later.status = EventStatus::postponed;
  add(s, std::move(later));

  auto online = event("utc", "Sessió en línia", at(day(2026, 3, 17), 17), at(day(2026, 3, 17), 18), "UTC");
  online.place = {"", "", "", std::nullopt, "https://meet.example/sessio"};
  online.sources[0].evidence = Evidence::extracted;
  add(s, std::move(online));

  auto night = event("nit", "Nit de cançons 🎶 " + std::string("amb moltes veus de la ciutat, àvies, néts i tothom que hi vulgui venir"),
                     at(day(2026, 3, 20), 22), at(day(2026, 3, 21), 3), "Europe/London");
  night.language = "en";
  add(s, std::move(night));
}

inline void add_series_of_every_kind(Snapshot& s) {
  auto weekly = event("conversa", "Grup de conversa", at(day(2025, 9, 15), 18, 30), at(day(2025, 9, 15), 20));
  weekly.entity = "casal";
  weekly.recurrence.rrules = {"freq=weekly;until=20260615;byday=MO"};
  weekly.recurrence.exdates = {at(day(2026, 3, 30), 18, 30)};
  weekly.recurrence.overrides.resize(2);
  weekly.recurrence.overrides[0].recurrence_id = at(day(2026, 3, 23), 18, 30);
  weekly.recurrence.overrides[0].times = EventTimes{at(day(2026, 3, 24), 19), at(day(2026, 3, 24), 20, 30), "Europe/Madrid", false};
  weekly.recurrence.overrides[0].title = "Grup de conversa: sortida";
  weekly.recurrence.overrides[1].recurrence_id = at(day(2026, 4, 13), 18, 30);
  weekly.recurrence.overrides[1].status = EventStatus::cancelled;
  add_series(s, std::move(weekly));
  auto& outing = date_of(s, "conversa", at(day(2026, 3, 23), 18, 30));
  outing.override_index = 0;
  outing.local_start = at(day(2026, 3, 24), 19);
  outing.local_end = at(day(2026, 3, 24), 20, 30);
  outing.start = madrid(outing.local_start);
  outing.end = madrid(outing.local_end);
  auto& off = date_of(s, "conversa", at(day(2026, 4, 13), 18, 30));
  off.override_index = 1;
  off.status = EventStatus::cancelled;

  auto ranged = event("coral", "Assaig de la coral", at(day(2026, 3, 4), 20), at(day(2026, 3, 4), 21));
  ranged.recurrence.rrules = {"FREQ=WEEKLY;COUNT=6"};
  ranged.recurrence.overrides.resize(1);
  ranged.recurrence.overrides[0].recurrence_id = at(day(2026, 3, 25), 20);
  ranged.recurrence.overrides[0].this_and_future = true;
  ranged.recurrence.overrides[0].times = EventTimes{at(day(2026, 3, 25), 21), at(day(2026, 3, 25), 22), "Europe/Madrid", false};
  add_series(s, std::move(ranged));
  for (auto original = at(day(2026, 3, 25), 20); original <= at(day(2026, 4, 8), 20); original += std::chrono::days{7}) {
    auto& date = date_of(s, "coral", original);
    date.override_index = 0;
    date.local_start += 1h;
    date.local_end += 1h;
    date.start += 1h;
    date.end += 1h;
  }

  auto excluded = event("ioga", "Ioga al parc", at(day(2026, 3, 16), 9), at(day(2026, 3, 16), 10));
  excluded.recurrence.rrules = {"FREQ=DAILY;COUNT=4"};
  excluded.recurrence.exrules = {"FREQ=DAILY;INTERVAL=3"};
  add_series(s, std::move(excluded));
  for (const auto out : {at(day(2026, 3, 16), 9), at(day(2026, 3, 19), 9)}) {
    std::erase_if(s.occurrences, [&](const Occurrence& o) { return o.event_id == "ioga" && o.recurrence_id == out; });
  }

  auto added = event("mercat", "Mercat d’intercanvi", at(day(2026, 3, 29), 10), at(day(2026, 3, 29), 14));
  added.recurrence.rdates = {{at(day(2026, 4, 26), 10), std::nullopt}, {at(day(2026, 5, 31), 10), at(day(2026, 5, 31), 20)}};
  s.occurrences.push_back(occurrence(added, at(day(2026, 3, 29), 10), at(day(2026, 3, 29), 14)));
  s.occurrences.push_back(occurrence(added, at(day(2026, 4, 26), 10), at(day(2026, 4, 26), 14)));
  s.occurrences.push_back(occurrence(added, at(day(2026, 5, 31), 10), at(day(2026, 5, 31), 20)));
  s.events.push_back(std::move(added));

  auto own = event("ronda", "Ronda de carrers", at(day(2026, 3, 18), 19), at(day(2026, 3, 18), 20), "+05:30");
  own.recurrence.rrules = {"FREQ=WEEKLY;COUNT=2"};
  add_series(s, std::move(own));
}

inline void add_posts(Snapshot& s) {
  Post status;
  status.id = "post1";
  status.uri = "https://mastodont.example/users/casal/statuses/1";
  status.url = "https://mastodont.example/@casal/1";
  status.text = "Demà fem festa al barri. Veniu! #TerrassaEntitats";
  status.html = "<p>Demà fem festa al barri. Veniu! <a href=\"https://mastodont.example/tags/TerrassaEntitats\">#TerrassaEntitats</a></p>";
  status.language = "ca";
  status.author.acct = "casal@mastodont.example";
  status.author.display_name = "Casal de la Maurina";
  status.author.url = "https://mastodont.example/@casal";
  status.published = madrid(at(day(2026, 3, 10), 18, 5));
  status.updated = madrid(at(day(2026, 3, 10), 19));
  status.hashtags = {"TerrassaEntitats"};
  status.media = {{"https://mastodont.example/media/1.jpg", "image", "Nenes amb banderoles", 0}};
  status.entity = "casal";
  status.districts = {"4"};
  status.topics = {{"eix-81", "entity"}};
  status.seen_on = {"hashtag:TerrassaEntitats@https://mastodont.example"};
  status.search_text = text::fold_words(status.text);
  s.posts.push_back(status);

  auto warned = status;
  warned.id = "post2";
  warned.content_warning = "Violència masclista";
  warned.text = "Concentració dimarts <a les 19 h>\n\nPorteu espelmes.";
  warned.html = "<p>Concentració dimarts &lt;a les 19 h&gt;</p><p>Porteu espelmes.</p>";
  warned.published = madrid(at(day(2026, 3, 11), 8));
  warned.updated.reset();
  warned.search_text = text::fold_words(warned.text);
  s.posts.push_back(warned);

  Post entry;
  entry.id = "entry1";
  entry.kind = PostKind::entry;
  entry.url = "https://ateneu.example/2026/sala";
  entry.title = "Nova sala d’assaig & més";
  entry.text = "Hem obert una sala d’assaig.";
  entry.html = "<p>Hem obert una sala d’assaig.</p>";
  entry.summary_text = "Sala <nova>.";
  entry.author.display_name = "Ateneu la Llançadora";
  entry.categories = {"Notícies"};
  entry.published = madrid(at(day(2026, 2, 27), 12));
  entry.entity = "ateneu";
  entry.districts = {"2"};
  entry.seen_on = {"feed:https://ateneu.example/feed"};
  entry.search_text = text::fold_words(entry.title + " " + entry.text);
  s.posts.push_back(entry);
}

inline void add_sources(Snapshot& s) {
  auto closed = source(SourceKind::caldav, "https://dav.example/casal/agenda/", "", "casal");
  closed.closed = true;
  s.sources = {source(SourceKind::feed, "https://ateneu.example/feed", "", "ateneu", "Ateneu, notícies"),
               source(SourceKind::calendar, "https://ateneu.example/agenda.ics", "", "ateneu"),
               source(SourceKind::mastodon_hashtag, "https://mastodont.example", "TerrassaEntitats", ""),
               source(SourceKind::mastodon_account, "https://mastodont.example", "casal", "casal"),
               source(SourceKind::page, "https://casal.example/agenda", "", "casal"),
               source(SourceKind::calendar, "https://calendar.example/ical/casal/private-5f3a/basic.ics", "", "casal"),
               closed};
}

/// Everything, built.
inline std::unique_ptr<Snapshot> city() {
  auto snapshot = empty_city();
  add_single_acts(*snapshot);
  add_series_of_every_kind(*snapshot);
  add_posts(*snapshot);
  add_sources(*snapshot);
  snapshot->build();
  return snapshot;
}

/// As the daemon asks: path and query, the language of the output.
inline Result<std::string> render(const Snapshot& snapshot, std::string_view path, std::string_view query = {},
                                  std::string language = "ca") {
  const auto match = match_output(path);
  if (!match) return Error{Errc::not_found, "no such output", std::string(path), "", 0};
  const auto filter = parse_filter(query, snapshot);
  if (!filter) return filter.error();
  OutputRequest request;
  request.filter = *filter;
  request.language = std::move(language);
  request.subject = match->subject;
  const auto canonical = canonical_query(*filter);
  request.self_path = std::string(path) + (canonical.empty() ? "" : "?" + canonical);
  return match->output->render(snapshot, request);
}

}  // namespace resso::feeds::machine
