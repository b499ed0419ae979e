// The names and order of the figures, once for JSON and CSV.
#pragma once

#include "feeds/snapshot.hpp"

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace resso::feeds {

/// monostate: not known.
using FigureValue = std::variant<std::monostate, std::int64_t, double, std::string>;

struct Figure {
  std::string_view name;
  FigureValue (*read)(const VisibilityFigures&);
};
std::span<const Figure> figures();

/// The value of a cut as people know it: an entity's name, a district's, a topic's title.
std::string cut_label(const Snapshot& snapshot, Cut cut, std::string_view key);

}  // namespace resso::feeds
