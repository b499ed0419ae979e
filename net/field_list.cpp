#include "net/field_list.hpp"

#include "text/unicode.hpp"

#include <algorithm>

namespace resso::net {

std::string_view trim(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split_list(std::string_view value, char separator) {
  std::vector<std::string_view> out;
  bool quoted = false, angled = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    if (i < value.size()) {
      const char c = value[i];
      if (quoted) {
        if (c == '\\') {
          ++i;
        } else if (c == '"') {
          quoted = false;
        }
        continue;
      }
      if (angled) {
        angled = c != '>';
        continue;
      }
      quoted = c == '"';
      angled = c == '<';
      if (c != separator) continue;
    }
    const std::string_view element = trim(value.substr(begin, std::min(i, value.size()) - begin));
    if (!element.empty()) out.push_back(element);
    begin = i + 1;
  }
  if (begin < value.size()) {  // a backslash was the last byte
    const std::string_view element = trim(value.substr(begin));
    if (!element.empty()) out.push_back(element);
  }
  return out;
}

std::optional<std::int64_t> parse_count(std::string_view text) {
  constexpr std::int64_t kMost = 1'000'000'000'000'000;
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    if (value < kMost) value = value * 10 + (c - '0');
  }
  return std::min(value, kMost);
}

std::string grouped(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(out.size()) - 3; at > 0; at -= 3) out.insert(static_cast<std::size_t>(at), ",");
  return out;
}

std::pair<std::string, std::string> parse_parameter(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return {text::to_lower_ascii(trim(text)), ""};
  std::string name = text::to_lower_ascii(trim(text.substr(0, equals)));
  std::string_view value = trim(text.substr(equals + 1));
  if (value.size() < 2 || value.front() != '"' || value.back() != '"') return {std::move(name), std::string(value)};
  std::string plain;
  value = value.substr(1, value.size() - 2);
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) ++i;
    plain += value[i];
  }
  return {std::move(name), std::move(plain)};
}

}  // namespace resso::net
