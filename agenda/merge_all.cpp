#include "agenda/merge_all.hpp"

#include "agenda/merge_keys.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace resso::agenda {
namespace {

using std::chrono::days;

constexpr int kLongest = 31;  // days of one event by which it is found

// Notices by UID, by page, and by day and merge_keys; those of two that meet by chance cost a comparison, no more.
class Blocks {
 public:
  // Of the earlier events those worth comparing with, each once, in order.
  std::vector<std::size_t> candidates_for(const EventTraits& event, const MergeKeys& keys) const {
    std::vector<std::size_t> found;
    for (const auto key : spread(event, keys.asked))
      if (const auto block = blocks_.find(key); block != blocks_.end())
        found.insert(found.end(), block->second.begin(), block->second.end());
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  void add(const EventTraits& event, const MergeKeys& keys, std::size_t index) {
    for (const auto key : spread(event, keys.kept)) blocks_[key].push_back(index);
  }

 private:
  static std::size_t hash(std::size_t seed, std::string_view text) {
    return seed * 0x9E3779B97F4A7C15U + std::hash<std::string_view>()(text);
  }

  static std::vector<std::size_t> spread(const EventTraits& event, const std::vector<std::uint32_t>& keys) {
    std::vector<std::size_t> out;
    if (!event.uid.empty()) out.push_back(hash(1, event.uid));
    if (!event.url_key.empty()) out.push_back(hash(2, event.url_key));
    const auto last = std::min(event.last_day, event.first_day + days(kLongest));
    // What begins in the small hours may have been filed under the evening before.
    for (auto day = event.first_day - days(event.in_small_hours()); day <= last; day += days(1))
      for (const auto key : keys) out.push_back((static_cast<std::size_t>(day.time_since_epoch().count()) << 32U) + key);
    return out;
  }

  std::unordered_map<std::size_t, std::vector<std::size_t>> blocks_;
};

// Whoever puts an event off is looked for by its body, whatever the day: few are.
class PutOff {
 public:
  const std::vector<std::size_t>& candidates_for(const EventTraits& event) const {
    static const std::vector<std::size_t> none;
    const auto& among = event.postponed ? by_body_ : put_off_;
    const auto found = among.find(event.entity);
    return event.entity.empty() || found == among.end() ? none : found->second;
  }
  void add(const EventTraits& event, std::size_t index) {
    by_body_[event.entity].push_back(index);
    if (event.postponed) put_off_[event.entity].push_back(index);
  }

 private:
  std::unordered_map<std::string, std::vector<std::size_t>> by_body_, put_off_;
};

}  // namespace

std::vector<std::size_t> merge_all(const std::vector<Event>& events, const MergeRules& rules) {
  std::vector<EventTraits> traits;
  traits.reserve(events.size());
  std::vector<std::size_t> first_of(events.size());
  Blocks blocks;
  PutOff put_off;
  for (std::size_t i = 0; i < events.size(); ++i) {
    traits.push_back(rules.traits_of(events[i]));
    first_of[i] = i;
    double best = 0;
    const auto compare = [&](std::size_t candidate) {
      if (!may_be_same(traits[i], traits[candidate])) return;
      const double points = sameness(traits[i], traits[candidate]);
      if (points <= best) return;
      best = points;
      first_of[i] = first_of[candidate];
    };
    const MergeKeys keys = merge_keys(traits[i]);
    for (const auto candidate : blocks.candidates_for(traits[i], keys)) compare(candidate);
    for (const auto candidate : put_off.candidates_for(traits[i])) compare(candidate);
    blocks.add(traits[i], keys, i);
    put_off.add(traits[i], i);
  }
  return first_of;
}

}  // namespace resso::agenda
