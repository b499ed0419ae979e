#include "agenda/merge.hpp"

#include "text/digest.hpp"

namespace resso::agenda {

const Event* find_same(const StatedEvent& stated, const std::vector<Event>& candidates, const MergeRules& rules) {
  return find_same(rules.traits_of(stated.event), candidates, rules);
}

const Event* find_same(const EventTraits& stated, const std::vector<Event>& candidates, const MergeRules& rules) {
  const Event* best = nullptr;
  double most = 0;
  for (const auto& candidate : candidates) {
    const double points = sameness(stated, *rules.remembered_traits_of(candidate));
    const bool older = best != nullptr && points == most && candidate.created < best->created;
    if (points <= most && !older) continue;
    best = &candidate;
    most = points;
  }
  return best;
}

std::string event_id(const StatedEvent& first) { return text::short_id("event\n" + first.source_id + "\n" + first.key); }

}  // namespace resso::agenda
