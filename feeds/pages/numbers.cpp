#include "feeds/pages/numbers.hpp"

#include <cmath>

namespace resso::feeds {

std::string format_number(std::string_view language, std::int64_t value) {
  std::string digits = std::to_string(value);
  const bool negative = value < 0;
  if (negative) digits.erase(0, 1);
  // Spanish leaves four figures together (RAE).
  const bool grouped = digits.size() > (language == "es" ? 4U : 3U);
  if (grouped) {
    for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, language == "en" ? "," : ".");
  }
  return (negative ? "−" : "") + digits;
}

std::string of_number(std::string_view language, std::int64_t value) {
  const auto number = format_number(language, value);
  if (language == "en") return "of " + number;
  // Read aloud: “d’un”, “d’onze”, “d’onze mil”.
  const bool elides = language == "ca" && (value == 1 || value == 11 || value / 1000 == 11);
  return (elides ? "d’" : "de ") + number;
}

std::string format_decimal(std::string_view language, double value) {
  if (!std::isfinite(value) || std::abs(value) > 1e15) return "–";
  const auto tenths = std::llround(std::abs(value) * 10);
  std::string out = (value < 0 && tenths > 0 ? "−" : "") + format_number(language, tenths / 10);
  if (tenths % 10 != 0) out += (language == "en" ? "." : ",") + std::to_string(tenths % 10);
  return out;
}

std::string format_percent(std::string_view language, double value) {
  return format_decimal(language, value) + (language == "en" ? "%" : "\u00a0%");
}

std::string format_interval(std::string_view language, std::int64_t lower, std::int64_t upper) {
  if (lower == upper) return format_number(language, lower);
  return format_number(language, lower) + "–" + format_number(language, upper);
}

}  // namespace resso::feeds
