// What a host would complain of. Every judge is a function of the visits alone.
#pragma once

#include "tests/manners/visits.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace resso::manners {

struct Figure {
  std::string name;
  std::string definition;
  std::size_t count = 0;
  std::vector<std::string> examples;  ///< the first few, in words
};

/// All of them must be zero. `visits` in order of arrival.
std::vector<Figure> judge(const Visits& visits);

/// The count of one figure, by its name; throws when there is none of that name.
std::size_t count_of(const std::vector<Figure>& figures, std::string_view name);

/// What was seen, not judged: requests, statuses, how many a source and a day.
std::string describe(const Visits& visits, std::size_t sources, double days);
std::string table(const std::vector<Figure>& figures);

}  // namespace resso::manners
