#include "net/field_list.hpp"

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

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::string grouped(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(out.size()) - 3; at > 0; at -= 3) out.insert(static_cast<std::size_t>(at), ",");
  return out;
}

std::pair<std::string, std::string> parse_parameter(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return {lower_case(trim(text)), ""};
  std::string name = lower_case(trim(text.substr(0, equals)));
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
