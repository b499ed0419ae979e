// What is of an event without being it: an act of a festival, a rehearsal, another edition.
#pragma once

#include "agenda/title_likeness.hpp"

namespace resso::agenda {

/// Why one is an act of the other; empty: it is not.
std::string whole_and_part(const EventTraits& a, const EventTraits& b, const TitleComparison& titles);

/// Why one prepares the other; empty: it does not. `same_evening`: the hours differ by what the texts explain.
std::string preparation(const EventTraits& a, const EventTraits& b, const TitleComparison& titles, bool same_evening);

/// Numbers that both titles say and that are not the same: editions, parts, levels ("A2"), distances ("10k"), letters ("categoria B").
std::string numbers_apart(const EventTraits& a, const EventTraits& b);

}  // namespace resso::agenda
