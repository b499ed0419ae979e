// Field values that are lists (RFC 9110 §5.6): elements between commas, parameters between semicolons, quoted strings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace resso::net {

std::string_view trim(std::string_view text);  ///< spaces and tabs at both ends

/// Splits at `separator` outside of quoted strings and of <…>; elements trimmed, empty ones left out.
std::vector<std::string_view> split_list(std::string_view value, char separator = ',');

/// "name=value" or "name" with the quotes of the value undone; the name in lower case.
std::pair<std::string, std::string> parse_parameter(std::string_view text);

/// Digits only, clamped so that sums with instants never overflow.
std::optional<std::int64_t> parse_count(std::string_view text);
std::string grouped(std::uint64_t number);  ///< "1,024"

}  // namespace resso::net
