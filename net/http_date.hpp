// Dates in HTTP fields (RFC 9110 §5.6.7), read in the three forms there are and a few there should not be.
#pragma once

#include "model/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace resso::net {

/// IMF-fixdate, RFC 850 and asctime forms; weekday optional, numeric offset accepted. Unset: not a date.
std::optional<Instant> parse_http_date(std::string_view text);
std::string format_http_date(Instant instant);  ///< "Sun, 06 Nov 1994 08:49:37 GMT"

/// "2026-03-01T12:00:00.123Z", offset accepted; a fraction is dropped.
std::optional<Instant> parse_iso_instant(std::string_view text);

/// Digits only, clamped so that sums with instants never overflow.
std::optional<std::int64_t> parse_count(std::string_view text);

}  // namespace resso::net
