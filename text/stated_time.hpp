// A time as a document states it, before one knows on whose clock.
#pragma once

#include "model/time.hpp"

#include <optional>
#include <string_view>

namespace resso::text {

struct StatedTime {
  LocalTime face{};  ///< what its clock shows; midnight where no time of day is stated
  bool has_time = false;
  std::optional<Seconds> offset;  ///< of that clock from UTC, where it is stated
  bool operator==(const StatedTime&) const = default;
};

/// In all the shapes of parse_feed_date but seconds since 1970. Unset too for a month or a year alone.
std::optional<StatedTime> parse_stated_time(std::string_view text);

}  // namespace resso::text
