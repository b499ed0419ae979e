#include "daemon/snapshot_load.hpp"

#include "daemon/default_filter.hpp"
#include "feeds/site_views.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <unordered_set>

namespace resso::daemon {
namespace {

using std::chrono::days;

constexpr int kPostsAtHand = 500;
constexpr int kPostsOfEntity = 40;
constexpr std::size_t kEntitiesWithPosts = 2000;
constexpr days kVisibilityPeriod{28};

text::Zone zone_of(const config::Settings& settings) { return text::Zone::find(settings.city.timezone).value_or(text::Zone::utc()); }

/// The file as it is now; one that went away since the configuration was read is no logo.
void load_logo(feeds::CityFacts& facts, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (path.empty() || !file) return;
  facts.logo.assign(std::istreambuf_iterator<char>(file), {});
  facts.logo_path = text::to_lower_ascii(path).ends_with(".png") ? "/logo.png" : "/logo.svg";
}

feeds::CityFacts facts_of(const config::City& city) {
  feeds::CityFacts facts;
  facts.name = city.name;
  facts.timezone = city.timezone;
  facts.languages = city.languages;
  facts.public_url = city.public_url;
  if (const auto url = text::parse_url(city.public_url)) facts.host = url->host;
  facts.contact = city.contact;
  facts.accent = city.accent;
  load_logo(facts, city.logo);
  return facts;
}

// Cancelled events are told for 30 days, then they go (outputs.md, `/agenda.ics`).
bool is_forgotten(const Event& event, const Window& window) {
  return event.status == EventStatus::cancelled && event.cancelled_at && *event.cancelled_at < window.from;
}

void load_events(store::Reader& reader, feeds::Snapshot& snapshot, const Window& window) {
  store::EventQuery query;
  query.window = window;
  for (auto& stored : reader.events(query)) {
    if (is_forgotten(stored.event, window)) continue;
    for (auto& occurrence : stored.occurrences)
      if (occurrence.start < window.to && std::max(occurrence.end, occurrence.start + Seconds(1)) > window.from)
        snapshot.occurrences.push_back(std::move(occurrence));
    snapshot.events.push_back(std::move(stored.event));
  }
}

void load_posts(store::Reader& reader, feeds::Snapshot& snapshot, const config::Settings& settings) {
  std::unordered_set<std::string> known;
  const auto add = [&](const store::PostQuery& query) {
    for (auto& post : reader.posts(query))
      if (known.insert(post.id).second) snapshot.posts.push_back(std::move(post));
  };
  store::PostQuery latest;
  latest.filter.limit = kPostsAtHand;
  add(latest);
  if (settings.entities.size() > kEntitiesWithPosts) return;
  for (const auto& entity : settings.entities) {
    store::PostQuery of_entity;
    of_entity.filter.entities = {entity.slug};
    of_entity.filter.limit = kPostsOfEntity;
    add(of_entity);
  }
}

void load_sources(store::Reader& reader, feeds::Snapshot& snapshot, const config::Settings& settings) {
  std::unordered_map<std::string, SourceState> states;
  for (auto& state : reader.source_states()) states.emplace(state.source_id, std::move(state));
  for (const auto& source : settings.sources) {
    feeds::SourceFacts facts{source, {}};
    facts.closed = source.credentials.has_value();
    facts.source.credentials.reset();
    if (const auto found = states.find(source.id); found != states.end()) facts.state = std::move(found->second);
    facts.state.source_id = source.id;
    facts.state.cursor.clear();
    snapshot.sources.push_back(std::move(facts));
  }
}

}  // namespace

LocalDate city_day(const config::Settings& settings, Instant now) { return std::chrono::floor<days>(zone_of(settings).to_local(now)); }

Window published_window(const config::Settings& settings, Instant now) {
  const auto zone = zone_of(settings);
  const auto today = city_day(settings, now);
  return {zone.to_instant(today - days(30)), zone.to_instant(today + days(400))};
}

std::shared_ptr<const feeds::Snapshot> load_snapshot(store::Reader& reader, const config::Settings& settings, Instant now, bool as_files) {
  auto snapshot = std::make_shared<feeds::Snapshot>();
  snapshot->version = reader.agenda_version();
  snapshot->as_of = reader.agenda_changed_at().value_or(Instant{});
  snapshot->today = city_day(settings, now);
  snapshot->city = facts_of(settings.city);
  snapshot->districts = settings.districts;
  snapshot->topics = settings.topics;
  snapshot->entities = settings.entities;
  snapshot->campaigns = settings.campaigns;
  snapshot->days = settings.days;
  for (const auto& hashtag : settings.hashtags) snapshot->hashtags.push_back(hashtag.name);
  load_events(reader, *snapshot, published_window(settings, now));
  load_posts(reader, *snapshot, settings);
  load_sources(reader, *snapshot, settings);

  VisibilityQuery visibility;
  visibility.period = {snapshot->today - kVisibilityPeriod, snapshot->today - days(1)};
  visibility.by = Cut::entity;
  snapshot->visibility = reader.visibility(visibility);
  snapshot->build();
  // Judged when the configuration was read.
  if (auto filter = read_default_filter(settings.city.default_filter, *snapshot)) snapshot->city.default_filter = std::move(*filter);
  if (as_files) feeds::publish_as_files(*snapshot);
  return snapshot;
}

}  // namespace resso::daemon
