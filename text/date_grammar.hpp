// The two grammars of dates in feeds, and the fields they fill. Not for use outside text/.
#pragma once

#include "text/date_fields.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace resso::text::dates {

struct Fields {
  int year = -1, month = -1, day = -1;
  int day_of_year = -1, week = -1, weekday = 1;  // ISO 8601 ordinal and week dates
  int hour = 0, minute = 0, second = 0;
  bool has_time = false;
  enum class Half { none, am, pm } half = Half::none;
  std::optional<int> zone_minutes;
};

int full_year(int year, std::size_t digits);  ///< two digits: RFC 2822 §4.3
/// On the clock's face, whatever its zone; unset: no such day or time.
std::optional<LocalTime> face_of(Fields fields);
std::optional<Instant> moment_of(const Fields& fields);

// Pieces of both grammars; each consumes what it accepts and nothing otherwise.
bool is_digit(char c);
void skip_space(Cursor& in);
std::optional<int> small_number(Cursor& in);  ///< one or two digits
/// 18:30, 18:30:05, 18:30:05.25; also with '.' or 'h' between ("18.30", "18h30") when `separators` has them.
bool read_clock(Cursor& in, Fields& fields, std::string_view separators);
/// +01:00, -0800, +1, +100. One that no clock has is read over: the rest of the date is good.
bool read_offset(Cursor& in, Fields& fields);

/// ISO 8601 and W3CDTF, by position. `text` has single spaces only.
std::optional<Fields> read_iso_date(std::string_view text);
/// Words and numbers in any order.
std::optional<Fields> read_worded_date(std::string_view text);
/// The text without comments ("(CET)"), odd spaces and typographic signs: what both grammars take.
std::string plain_form(std::string_view text);

}  // namespace resso::text::dates
