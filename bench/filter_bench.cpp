// Filters that nobody asked before, over an agenda of 100,000 events: what an output needs of the snapshot, the whole of one page of it,
// and the pages that people open.
#include "bench/measure.hpp"
#include "feeds/output.hpp"
#include "text/unicode.hpp"

#include <cstdio>
#include <random>

namespace resso::bench {
namespace {

using namespace std::chrono;
using feeds::Snapshot;

constexpr std::size_t kEvents = 100'000, kEntities = 2'000, kWords = 4'000, kFilters = 1'000;
constexpr double kTargetMs = 10;

/// Few words are common, most are rare, as in any language.
std::string word(std::mt19937& random) {
  const double share = std::uniform_real_distribution<double>(0, 1)(random);
  const auto rank = static_cast<std::size_t>(static_cast<double>(kWords) * share * share * share);
  constexpr std::string_view kConsonants = "bcdfglmnprstvxz", kVowels = "aeiou";
  std::string out;
  for (std::size_t rest = rank + 7; rest > 0; rest /= 60) {
    out += kConsonants[rest % kConsonants.size()];
    out += kVowels[rest / kConsonants.size() % kVowels.size()];
  }
  return out + (rank % 3 == 0 ? "s" : "");
}

std::unique_ptr<Snapshot> agenda(std::mt19937& random) {
  auto snapshot = std::make_unique<Snapshot>();
  snapshot->city = {"Terrassa", "Europe/Madrid", {"ca", "es", "en"}, "https://agenda.example.cat", "agenda.example.cat", "", ""};
  snapshot->today = LocalDate{year{2026} / 3 / 12};
  const auto text_of = [](const char* kind, std::size_t i) { return kind + std::to_string(i); };
  for (std::size_t i = 0; i < 8; ++i) snapshot->districts.push_back({text_of("", i), text_of("Districte ", i)});
  for (std::size_t i = 0; i < 25; ++i) snapshot->topics.push_back({text_of("t", i), {{"ca", text_of("Tema ", i)}}, {}, {}, {}});
  for (std::size_t i = 0; i < kEntities; ++i) {
    Entity entity;
    entity.slug = text_of("e", i);
    entity.name = text_of("Entitat ", i);
    snapshot->entities.push_back(std::move(entity));
  }
  for (std::size_t i = 0; i < kEvents; ++i) {
    Event event;
    event.id = text_of("event", i);
    event.uid = event.id + "@agenda.example.cat";
    event.title = word(random) + ' ' + word(random) + ' ' + word(random);
    for (int k = 0; k < 30; ++k) event.summary += word(random) + ' ';
    event.entity = text_of("e", random() % kEntities);
    event.districts = {text_of("", random() % 8)};
    event.hashtags = {text_of("Tag", random() % 500)};
    event.topics = {{text_of("t", random() % 25), ""}};
    event.language = random() % 4 == 0 ? "es" : "ca";
    event.search_text = text::fold_words(event.title + ' ' + event.summary);
    event.moderation.state = ModerationState::approved;
    EventSource source;
    source.source_id = "calendar:https://" + event.entity + ".example/agenda.ics";
    source.kind = random() % 5 == 0 ? SourceKind::feed : SourceKind::calendar;
    event.sources = {source};
    Occurrence date;
    date.event_id = event.id;
    date.local_start = LocalTime{snapshot->today + days(static_cast<int>(random() % 430) - 30)} + hours(8 + random() % 14);
    date.local_end = date.local_start + hours(2);
    date.start = Instant{date.local_start.time_since_epoch() - hours(1)};
    date.end = date.start + hours(2);
    event.times = {date.local_start, date.local_end, "Europe/Madrid", false};
    event.created = event.modified = date.start - days(60);
    snapshot->as_of = std::max(snapshot->as_of, *event.modified);
    snapshot->occurrences.push_back(std::move(date));
    snapshot->events.push_back(std::move(event));
  }
  snapshot->build();
  return snapshot;
}

std::string query(std::size_t i, std::mt19937& random) {
  switch (i % 9) {
    case 0: return "entity=e" + std::to_string(random() % kEntities);
    case 1: return "q=" + word(random);
    case 2: return "q=" + word(random) + '+' + word(random);
    case 3: return "district=" + std::to_string(random() % 8) + "&days=" + std::to_string(1 + random() % 400);
    case 4: return "tag=tag" + std::to_string(random() % 500);
    case 5: return "source=feed&lang=es&days=" + std::to_string(1 + random() % 60);
    case 6: return "q=" + word(random) + "&district=" + std::to_string(random() % 8);
    case 7: return "topic=t" + std::to_string(random() % 25);
    default: return "from=2026-05-" + std::to_string(10 + random() % 20) + "&days=" + std::to_string(1 + random() % 30);
  }
}

template <class Work>
void report_times(const char* what, const Snapshot& snapshot, Work work) {
  std::mt19937 random(2);
  std::vector<double> times;
  for (std::size_t i = 0; i < kFilters; ++i) {
    const auto filter = feeds::parse_filter(query(i, random), snapshot);
    const double began = cpu_seconds();
    use(work(*filter));
    times.push_back((cpu_seconds() - began) * 1000);
  }
  std::sort(times.begin(), times.end());
  const double p99 = times[kFilters * 99 / 100];
  std::printf("%-52s p50 %6.2f ms  p99 %6.2f ms  longest %6.2f ms  target p99 %.0f ms: %s\n", what, times[kFilters / 2], p99, times.back(),
              kTargetMs, p99 <= kTargetMs ? "met" : "MISSED");
  std::fflush(stdout);
}

void report_page(
    const char* what, const Snapshot& snapshot, std::string_view path, void (*ask)(Filter& filter) = [](Filter&) {}) {
  const auto match = feeds::match_output(path);
  report_times(what, snapshot, [&](Filter filter) {
    ask(filter);
    return match->output->render(snapshot, {filter, "ca", match->subject, std::string(path)})->size();
  });
}

void of_april(Filter& filter) {
  filter.days.reset();
  filter.from = LocalDate{year{2026} / 4 / 1};
  filter.to = LocalDate{year{2026} / 4 / 30};
}

/// An entity's page takes no filter: each time another entity is asked for.
void report_entity_pages(const Snapshot& snapshot) {
  const auto* output = feeds::match_output("/entities/e0")->output;
  std::size_t turn = 0;
  report_times("page: /entities/{slug}", snapshot, [&](const Filter&) {
    const auto slug = "e" + std::to_string(turn++ % kEntities);
    return output->render(snapshot, {{}, "ca", slug, "/entities/" + slug})->size();
  });
}

}  // namespace

void measure_filters() {
  std::mt19937 random(1);
  const double began = cpu_seconds();
  const auto snapshot = agenda(random);
  const double made = cpu_seconds();
  snapshot->build();
  std::printf("%zu events made in %.1f s, indexed in %.2f s\n", kEvents, made - began, cpu_seconds() - made);
  report_times("new filter: all that pass", *snapshot,
               [&](const Filter& filter) { return feeds::select_occurrences(*snapshot, filter, true).size(); });
  for (const char* path : {"/agenda.json", "/agenda.rss", "/api/v1/events"}) {
    const auto match = feeds::match_output(path);
    report_times(("new filter: " + std::string(path) + ", 20 events").c_str(), *snapshot, [&](Filter filter) {
      filter.limit = 20;
      return match->output->render(*snapshot, {filter, "ca", "", path})->size();
    });
  }
  report_page("new filter: page /", *snapshot, "/");
  report_page("new filter: page /, a month", *snapshot, "/", of_april);
  report_page("new filter: page /subscribe", *snapshot, "/subscribe");
  report_page("new filter: page /embed/agenda", *snapshot, "/embed/agenda");
  report_entity_pages(*snapshot);
}

}  // namespace resso::bench
