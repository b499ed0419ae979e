// Whether two notices tell of one event: a sum of stated parts, each with its reason. The rules are those that a reader would give:
// one act, one performance, whatever was said about it.
#pragma once

#include "agenda/event_traits.hpp"

#include <string>
#include <vector>

namespace resso::agenda {

struct Part {
  std::string name;  ///< "day", "title"
  double points = 0;
  std::string why;
};

/// Why two records are one event, or what keeps them apart, in words for `resso explain`.
struct Sameness {
  bool same = false;
  double score = 0;  ///< 0-1; same from 0.5 on
  std::vector<Part> parts;
  std::string reason;  ///< the parts that weigh most, in one line
};

Sameness same_event(const EventTraits& a, const EventTraits& b);
Sameness same_event(const Event& a, const Event& b, const MergeRules& rules);

/// The sum of the same parts, without words: above 0, one event. For many pairs.
double sameness(const EventTraits& a, const EventTraits& b);

/// False: they cannot be one event, told from days and hours alone. Cheap, for many pairs.
bool may_be_same(const EventTraits& a, const EventTraits& b);

}  // namespace resso::agenda
