// The city's own colour and logo on the pages. The colour is darkened or lightened until words in it can be read (WCAG 2.2, 1.4.3), on
// light and on dark ground, whatever the configuration says.
#pragma once

#include "feeds/output.hpp"

#include <array>
#include <optional>

namespace resso::feeds {

struct Colour {
  std::array<int, 3> rgb{};  ///< 0 to 255
  bool operator==(const Colour&) const = default;
};

/// "#rrggbb" or "#rgb".
std::optional<Colour> read_colour(std::string_view text);
/// Relative contrast, 1 to 21.
double contrast(Colour one, Colour other);

/// "/city.css": stands after our own sheet and says the roles that the colour fills; empty when the city has no colour of its own.
Result<std::string> write_city_css(const Snapshot& snapshot, const OutputRequest& request);

/// "/logo.svg" and "/logo.png"; not_found when the city has none of that kind.
Result<std::string> write_logo_svg(const Snapshot& snapshot, const OutputRequest& request);
Result<std::string> write_logo_png(const Snapshot& snapshot, const OutputRequest& request);

}  // namespace resso::feeds
