// Content lines of iCalendar (RFC 5545 §3.1): escaping, folding, and the shapes of dates. The one home of iCalendar escaping.
#pragma once

#include "model/time.hpp"

#include <string>
#include <string_view>

namespace resso::feeds {

/// TEXT of §3.3.11: '\', ';', ',' and line ends escaped; other control characters removed.
std::string escape_ical_text(std::string_view text);
/// A parameter's value, in quotes where it needs them; what cannot stand there goes in the circumflex form of RFC 6868.
std::string ical_parameter(std::string_view value);

std::string ical_date(LocalTime at);       ///< 20260314
std::string ical_date_time(LocalTime at);  ///< 20260314T180000
std::string ical_utc(Instant at);          ///< 20260314T170000Z
std::string ical_offset(Seconds east);     ///< +0100, -033015

class IcalWriter {
 public:
  void begin(std::string_view component);
  void end(std::string_view component);
  /// `name` with its parameters; `value` in its final form. Ends with CRLF, folded at 75 octets, never inside a character of UTF-8.
  void line(std::string_view name, std::string_view value);
  /// As TEXT; nothing is written of an empty text.
  void text(std::string_view name, std::string_view value);
  /// As URI, if it is one on the web without blanks and control characters; else nothing is written.
  void uri(std::string_view name, std::string_view address);
  void append(const IcalWriter& other) { out_ += other.out_; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// http or https, of printable ASCII only: safe as a bare value in any format.
bool is_plain_web_address(std::string_view address);

}  // namespace resso::feeds
