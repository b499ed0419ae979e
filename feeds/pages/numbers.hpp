// Figures as each language writes them: 2.865 · 2865 · 2,865; 12,5; 11 %; 412–2.310.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace resso::feeds {

std::string format_number(std::string_view language, std::int64_t value);
/// "de 12" of a number that follows another: "d’1", "d’11" in Catalan, "of 12" in English.
std::string of_number(std::string_view language, std::int64_t value);
/// At most one decimal, without a final zero.
std::string format_decimal(std::string_view language, double value);
/// "11 %" with a no-break space, "11%" in English.
std::string format_percent(std::string_view language, double value);
/// "412–2.310", or one number when both are the same.
std::string format_interval(std::string_view language, std::int64_t lower, std::int64_t upper);

}  // namespace resso::feeds
