#include "connectors/calendar/content_line.hpp"

#include "text/charset.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::connectors::calendar {
namespace {

constexpr std::size_t kMostParameters = 100;

bool is_name_char(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

std::string upper(std::string_view text) {
  std::string result(text::trim(text));
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return result;
}

std::string decode_carets(std::string_view value) {
  std::string result;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char next = value[i] == '^' && i + 1 < value.size() ? value[i + 1] : '\0';
    if (next == 'n' || next == '^' || next == '\'') {
      result += next == 'n' ? '\n' : next == '^' ? '^' : '"';
      ++i;
    } else {
      result += value[i];
    }
  }
  return result;
}

/// One value from `rest`, up to ',', ';' or ':' outside quotes. An unclosed quote is a character like another.
std::string take_value(std::string_view& rest) {
  if (rest.starts_with('"')) {
    const auto close = rest.find('"', 1);
    if (close != std::string_view::npos) {
      std::string value = decode_carets(rest.substr(1, close - 1));
      rest.remove_prefix(close + 1);
      const auto end = std::min(rest.find_first_of(",;:"), rest.size());  // what stands between the quote and there is nothing
      rest.remove_prefix(end);
      return value;
    }
  }
  const auto end = std::min(rest.find_first_of(",;:"), rest.size());
  std::string value = decode_carets(rest.substr(0, end));
  rest.remove_prefix(end);
  return value;
}

/// `TZID=(UTC+01:00) Madrid:20261105T190000`: a colon in an unquoted value. The real one is the last before something like a date.
bool colon_belongs_to_zone(const IcalParameter& parameter, std::string_view rest) {
  if (parameter.name != "TZID" || parameter.values.empty() || !rest.starts_with(':')) return false;
  const auto& value = parameter.values.back();
  const auto open = value.find('(');
  return open != std::string::npos && value.find(')', open) == std::string::npos && rest.find(')') != std::string_view::npos &&
         rest.find(':', 1) != std::string_view::npos;
}

}  // namespace

std::optional<IcalProperty> parse_content_line(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && is_name_char(line[end])) ++end;
  std::string_view rest = line.substr(end);
  while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
  if (end == 0 || rest.empty() || (rest.front() != ';' && rest.front() != ':')) return {};
  IcalProperty property;
  property.name = upper(line.substr(0, end));
  if (const auto dot = property.name.rfind('.'); dot != std::string::npos) property.name.erase(0, dot + 1);

  while (rest.starts_with(';')) {
    rest.remove_prefix(1);
    IcalParameter parameter;
    const auto name_end = std::min(rest.find_first_of("=;:"), rest.size());
    parameter.name = upper(rest.substr(0, name_end));
    rest.remove_prefix(name_end);
    if (rest.starts_with('=')) {
      do {
        rest.remove_prefix(1);
        parameter.values.push_back(take_value(rest));
        if (colon_belongs_to_zone(parameter, rest)) {
          rest.remove_prefix(1);
          parameter.values.back() += ":" + take_value(rest);
        }
      } while (rest.starts_with(',') && parameter.values.size() < kMostParameters);
    } else {
      parameter.values.push_back(parameter.name);  // vCalendar 1.0: ";QUOTED-PRINTABLE" stands for ";ENCODING=QUOTED-PRINTABLE"
      parameter.name = "ENCODING";
    }
    if (property.parameters.size() < kMostParameters && !parameter.name.empty()) property.parameters.push_back(std::move(parameter));
  }
  if (!rest.starts_with(':')) return {};
  property.value = rest.substr(1);
  return property;
}

bool is_quoted_printable(const IcalProperty& property) {
  return text::iequals(property.parameter("ENCODING"), "QUOTED-PRINTABLE") || text::iequals(property.parameter("ENCODING"), "Q");
}

void decode_quoted_printable(IcalProperty& property) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  std::string bytes;
  const std::string& value = property.value;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool escape = value[i] == '=' && i + 2 < value.size() && digit(value[i + 1]) >= 0 && digit(value[i + 2]) >= 0;
    if (!escape) {
      bytes += value[i];
      continue;
    }
    bytes += static_cast<char>(digit(value[i + 1]) * 16 + digit(value[i + 2]));
    i += 2;
  }
  property.value = text::decode(bytes, property.parameter("CHARSET"), {}).utf8;
}

}  // namespace resso::connectors::calendar
