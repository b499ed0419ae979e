// What every output is made of: one version of the agenda, immutable. An output is a pure function of (Snapshot, Filter, language);
// nothing in it may look at the clock: `today` and `as_of` come from the data and the day.
#pragma once

#include "feeds/agenda_index.hpp"
#include "model/entity.hpp"
#include "model/event.hpp"
#include "model/filter.hpp"
#include "model/post.hpp"
#include "model/source.hpp"
#include "model/visibility.hpp"
#include "text/zone.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace resso::feeds {

struct CityFacts {
  std::string name;
  std::string timezone;
  std::vector<std::string> languages;
  std::string public_url;  ///< no final slash
  std::string host;        ///< of public_url: suffix of UIDs and tag: URIs
  std::string contact;
  std::string accent;          ///< "#rrggbb"; empty: ours
  std::string logo_path = {};  ///< "/logo.svg" or "/logo.png"; empty: none
  std::string logo = {};       ///< its bytes
  Filter default_filter = {};  ///< what pages show until somebody chooses (Output::takes_default)
};

/// A source as the public may see it: no secret, no cursor.
struct SourceFacts {
  Source source;  ///< credentials removed
  SourceState state;
  bool closed = false;  ///< it had credentials: its address is of no use to the public
};

struct Snapshot {
  std::uint64_t version = 0;
  Instant as_of{};                   ///< when the newest change in it was stored
  LocalDate today{};                 ///< day of the city that this snapshot is for
  std::optional<Instant> polled_at;  ///< when the newest poll of its sources was: what is told of their health is told as of then
  CityFacts city;
  std::vector<District> districts;
  std::vector<Topic> topics;
  std::vector<Entity> entities;
  std::vector<Campaign> campaigns;
  std::vector<CommemorativeDay> days;   ///< in the order of the year
  std::vector<std::string> hashtags;    ///< tracked, display form
  std::vector<Event> events;            ///< approved, with an occurrence from 30 days back to 400 days on; by id
  std::vector<Occurrence> occurrences;  ///< of those, by (start, event id)
  std::vector<Post> posts;              ///< approved, public, no replies, newest first, as many as the daemon keeps at hand
  std::vector<SourceFacts> sources;
  std::optional<VisibilityReport> visibility;  ///< last 28 whole days by entity, for the entity pages; unset: not measured yet

  /// Set where the site is files, which answer no question: the folder of each filter that has a page (feeds/site_views).
  std::optional<std::map<std::string, std::string, std::less<>>> folders;

  // looked up often; build() fills them
  std::unordered_map<std::string_view, std::size_t> event_index, entity_index, topic_index, district_index;
  text::Zone zone = text::Zone::utc();
  AgendaIndex agenda;

  /// Sorts, and fills polled_at, the indices and the zone. Call once when all else is set; the snapshot does not change (nor move)
  /// afterwards.
  void build();
  const Event* event(std::string_view id) const;
  std::vector<const Occurrence*> dates_of(const Event& event) const;  ///< in order of start; `event` is one of `events`
  const Entity* entity(std::string_view slug) const;
  const Topic* topic(std::string_view id) const;
  const District* district(std::string_view id) const;
};

}  // namespace resso::feeds
