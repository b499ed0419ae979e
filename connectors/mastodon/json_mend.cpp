#include "connectors/mastodon/json_mend.hpp"

#include "text/unicode.hpp"

#include <charconv>
#include <optional>

namespace resso::connectors::mastodon {
namespace {

/// Of the "\uXXXX" at `at`.
std::optional<unsigned> unit_at(std::string_view json, std::size_t at) {
  if (json.substr(at, 2) != "\\u" || at + 6 > json.size()) return std::nullopt;
  unsigned unit = 0;
  const char* digits = json.data() + at + 2;
  const auto [end, failure] = std::from_chars(digits, digits + 4, unit, 16);
  if (failure != std::errc() || end != digits + 4) return std::nullopt;
  return unit;
}

bool is_high(unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

std::string mend_json(std::string_view json) {
  if (json.starts_with("\xEF\xBB\xBF")) json.remove_prefix(3);
  const std::string valid = text::repair_utf8(json);
  std::string out;
  out.reserve(valid.size());
  for (std::size_t i = 0; i < valid.size();) {
    if (valid[i] != '\\') {
      out += valid[i++];
      continue;
    }
    const auto unit = unit_at(valid, i);
    std::size_t length = unit ? 6 : std::min<std::size_t>(2, valid.size() - i);
    if (unit && is_high(*unit)) {
      const auto next = unit_at(valid, i + 6);
      if (next && is_low(*next)) length = 12;
    }
    if (unit && length == 6 && (is_high(*unit) || is_low(*unit)))
      out += "\\ufffd";
    else
      out.append(valid, i, length);
    i += length;
  }
  return out;
}

}  // namespace resso::connectors::mastodon
