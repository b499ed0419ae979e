// What a reader asks for, the same for every output. Grammar and canonical form: feeds/filter.hpp.
#pragma once

#include "model/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resso {

/// Values of one key are "or", keys are "and". Lists are sorted and without repetition.
struct Filter {
  std::vector<std::string> entities, districts, topics, tags, sources, languages;
  std::string query;                  ///< folded words, all must occur
  std::optional<LocalDate> from, to;  ///< both included, days of the city
  std::optional<int> days;            ///< from today (or `from`), this many days
  std::optional<int> limit;
  bool operator==(const Filter&) const = default;
};

}  // namespace resso
