// What two titles weigh for one event or against it, and why: what same_event reads of what compare_titles found.
#pragma once

#include "agenda/title_likeness.hpp"

#include <string>
#include <string_view>

namespace resso::agenda {

struct Weight {
  double points = 0;
  std::string_view why;
  int words = 0;              ///< how many agree, where that is why
  bool summary_told = false;  ///< and the summary says of it what the other does
};

struct Announcers {
  bool one_body = false;         ///< the same body announces both
  bool one_names_other = false;  ///< asked only of two bodies
};

Weight weigh_titles(const EventTraits& a, const EventTraits& b, const TitleComparison& titles, const Announcers& announcers);

/// Why, for people to read.
std::string in_words(const Weight& weight);

/// Titles in two languages, of which the words agree less.
bool in_other_languages(const EventTraits& a, const EventTraits& b);

/// Words that one title and the other's summary say.
int count_told(const EventTraits& a, const EventTraits& b);

}  // namespace resso::agenda
