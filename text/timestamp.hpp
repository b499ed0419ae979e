// Moments as documents write them.
#pragma once

#include "model/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace resso::text {

/// Any date of any feed: RFC 822/1123/850/asctime, RFC 3339, W3CDTF and ISO 8601 in all its shapes, with the usual mistakes (wrong weekday,
/// two-digit year, named zones, month names of Catalan, Spanish, English and other European languages). Without a zone: UTC. Unset = not a
/// date.
std::optional<Instant> parse_feed_date(std::string_view text);

/// RFC 9110 §5.6.7, all three forms.
std::optional<Instant> parse_http_date(std::string_view text);

/// RFC 3339 only, fraction allowed and dropped: Mastodon's created_at.
std::optional<Instant> parse_rfc3339(std::string_view text);

std::string format_utc(Instant at);                            ///< 2026-11-23T18:30:00Z
std::string format_http_date(Instant at);                      ///< Mon, 23 Nov 2026 18:30:00 GMT (RFC 9110, RFC 822 as RSS wants it)
std::string format_local(LocalTime at);                        ///< 2026-11-23T18:30:00
std::string format_date(LocalDate day);                        ///< 2026-11-23
std::optional<LocalDate> parse_date(std::string_view text);    ///< 2026-11-23 only, and a day that exists
std::optional<LocalTime> parse_local(std::string_view text);   ///< 2026-11-23T18:30[:00]
std::optional<Seconds> parse_duration(std::string_view text);  ///< ISO 8601 / RFC 5545 DURATION: PT30M, P1DT2H, P1W, -PT5M

}  // namespace resso::text
