#include "feeds/snapshot.hpp"

#include <algorithm>
#include <tuple>

namespace resso::feeds {
namespace {

using Index = std::unordered_map<std::string_view, std::size_t>;

template <class Item, class Key>
void fill(Index& index, const std::vector<Item>& items, Key key) {
  index.clear();
  index.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) index.emplace(key(items[i]), i);
}

template <class Item>
const Item* look_up(const Index& index, const std::vector<Item>& items, std::string_view key) {
  const auto found = index.find(key);
  return found == index.end() ? nullptr : &items[found->second];
}

}  // namespace

void Snapshot::build() {
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.id < b.id; });
  std::sort(occurrences.begin(), occurrences.end(), [](const Occurrence& a, const Occurrence& b) {
    return std::tie(a.start, a.event_id, a.recurrence_id) < std::tie(b.start, b.event_id, b.recurrence_id);
  });
  std::sort(posts.begin(), posts.end(),
            [](const Post& a, const Post& b) { return std::tie(b.published, a.id) < std::tie(a.published, b.id); });
  fill(event_index, events, [](const Event& event) { return std::string_view(event.id); });
  fill(entity_index, entities, [](const Entity& entity) { return std::string_view(entity.slug); });
  fill(topic_index, topics, [](const Topic& topic) { return std::string_view(topic.id); });
  fill(district_index, districts, [](const District& district) { return std::string_view(district.id); });
  zone = text::Zone::find(city.timezone).value_or(text::Zone::utc());
  agenda = AgendaIndex(events, occurrences, zone);
  polled_at.reset();
  for (const auto& facts : sources) polled_at = std::max(polled_at, facts.state.last_poll);
}

const Event* Snapshot::event(std::string_view id) const { return look_up(event_index, events, id); }
std::vector<const Occurrence*> Snapshot::dates_of(const Event& event) const {
  std::vector<const Occurrence*> dates;
  const auto position = static_cast<AgendaIndex::Position>(&event - events.data());
  for (const auto i : agenda.occurrences_of(position)) dates.push_back(&occurrences[i]);
  return dates;
}
const Entity* Snapshot::entity(std::string_view slug) const { return look_up(entity_index, entities, slug); }
const Topic* Snapshot::topic(std::string_view id) const { return look_up(topic_index, topics, id); }
const District* Snapshot::district(std::string_view id) const { return look_up(district_index, districts, id); }

}  // namespace resso::feeds
