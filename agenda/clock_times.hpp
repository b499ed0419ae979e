// The hours that a notice's words name, so that "acreditacions des de les 18.30" explains why another says 19:00.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace resso::agenda {

/// "18.30", "18:30 h", "18h30", "a les 18", "7pm": minutes of the day, in order. "A les 7" is of the morning and of the evening.
/// `before_hour`: words by which a number without more is an hour, as "a les", in small letters.
std::vector<int> clock_times(std::string_view text, std::span<const std::string> before_hour);

/// The text with a space in place of each.
std::string without_clock_times(std::string_view text, std::span<const std::string> before_hour);

}  // namespace resso::agenda
