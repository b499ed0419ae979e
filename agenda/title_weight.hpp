// What two titles weigh for one event or against it, and why: what same_event reads of what compare_titles found.
#pragma once

#include "agenda/title_likeness.hpp"

#include <string>

namespace resso::agenda {

struct Weight {
  double points = 0;
  std::string why;
};

struct Announcers {
  bool one_body = false;         ///< the same body announces both
  bool one_names_other = false;  ///< asked only of two bodies
};

Weight weigh_titles(const EventTraits& a, const EventTraits& b, const TitleComparison& titles, const Announcers& announcers);

/// Titles in two languages, of which the words agree less.
bool in_other_languages(const EventTraits& a, const EventTraits& b);

/// Words that one title and the other's summary say.
int count_told(const EventTraits& a, const EventTraits& b);

}  // namespace resso::agenda
