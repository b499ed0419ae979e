// What the date parsers share: digits read in a row, and calendar fields made a moment. Not for use outside text/.
#pragma once

#include "model/time.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace resso::text::dates {

/// Reads from the front of a text; each function consumes what it accepts and nothing otherwise.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  std::string_view rest() const { return rest_; }
  void skip(std::size_t count) { rest_.remove_prefix(count); }
  bool accept(char expected);
  bool accept_any(std::string_view expected);
  bool accept_word(std::string_view expected);   ///< ASCII, without case
  std::optional<int> digits(std::size_t count);  ///< exactly that many, and no more than that
  std::optional<int> two_digits();               ///< the next two, whatever follows
  std::size_t digits_ahead() const;

 private:
  std::string_view rest_;
};

/// Unset when there is no such day or time. 24:00 is the end of the day; a leap second counts as the second before it.
std::optional<LocalTime> local_time(int year, int month, int day, int hour, int minute, int second);

/// 1-12 of the first three letters of an English name ("Nov"), without case; 0: none.
int english_month(std::string_view name);

}  // namespace resso::text::dates
