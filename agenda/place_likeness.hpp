// Whether two places can be one: by the gazetteer, by what they are called, by street and number.
#pragma once

#include "agenda/event_traits.hpp"

namespace resso::agenda {

enum class PlaceVerdict {
  same,
  unknown,     ///< one side says none
  compatible,  ///< a venue and an address: no gazetteer knows every street
  online,      ///< a house and an address in the net: people meet in both
  vague,       ///< a name alone, as of a town, and a place that may be in it
  near,        ///< the same name, another kind of place: the square and the school of one quarter
  differ,
};

PlaceVerdict compare_places(const PlaceTraits& a, const PlaceTraits& b);

}  // namespace resso::agenda
