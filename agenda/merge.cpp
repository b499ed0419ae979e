#include "agenda/merge.hpp"

#include "text/digest.hpp"

namespace resso::agenda {
const Event* find_same(const StatedEvent& stated, const std::vector<Event>& candidates, const MergeRules& rules) {
  const EventTraits wanted = rules.traits_of(stated.event);
  const Event* best = nullptr;
  double best_score = 0;
  for (const auto& candidate : candidates) {
    const auto verdict = same_event(wanted, *rules.remembered_traits_of(candidate));
    if (!verdict.same) continue;
    const bool older = best && candidate.created < best->created;
    if (!best || verdict.score > best_score || (verdict.score == best_score && older)) {
      best = &candidate;
      best_score = verdict.score;
    }
  }
  return best;
}

std::string event_id(const StatedEvent& first) { return text::short_id("event\n" + first.source_id + "\n" + first.key); }

}  // namespace resso::agenda
