#include "connectors/calendar/content_line.hpp"

#include "text/byte_set.hpp"
#include "text/charset.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::connectors::calendar {
namespace {

constexpr std::size_t kMostParameters = 100;

constexpr text::ByteSet kNameBytes("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
constexpr text::ByteSet kUsualNameBytes("ABCDEFGHIJKLMNOPQRSTUVWXYZ-");
constexpr text::ByteSet kAfterValue(",;:");
constexpr text::ByteSet kAfterName("=;:");

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

std::string_view decode_carets(std::string_view value, IcalText& made) {
  if (value.find('^') == std::string_view::npos) return value;
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
  return made.keep(std::move(result));
}

/// One value from `rest`, up to ',', ';' or ':' outside quotes. An unclosed quote is a character like another.
std::string_view take_value(std::string_view& rest, IcalText& made) {
  if (rest.starts_with('"')) {
    const auto close = rest.find('"', 1);
    if (close != std::string_view::npos) {
      const std::string_view value = rest.substr(1, close - 1);
      rest.remove_prefix(close + 1);
      rest.remove_prefix(std::min(kAfterValue.find_in(rest), rest.size()));  // what stands between the quote and there is nothing
      return decode_carets(value, made);
    }
  }
  const auto end = std::min(kAfterValue.find_in(rest), rest.size());
  const std::string_view value = rest.substr(0, end);
  rest.remove_prefix(end);
  return decode_carets(value, made);
}

/// `TZID=(UTC+01:00) Madrid:20261105T190000`: a colon in an unquoted value. The real one is the last before something like a date.
bool colon_belongs_to_zone(const IcalParameter& parameter, std::string_view rest) {
  if (parameter.name != "TZID" || !rest.starts_with(':')) return false;
  const auto open = parameter.value.find('(');
  return open != std::string_view::npos && parameter.value.find(')', open) == std::string_view::npos &&
         rest.find(')') != std::string_view::npos && rest.find(':', 1) != std::string_view::npos;
}

/// The parameter that begins `rest`, with all of its values.
void take_parameter(std::string_view& rest, IcalText& made, IcalParameters& to) {
  const auto add = [&](const IcalParameter& one) {
    if (to.size() < kMostParameters && !one.name.empty()) to.push_back(one);
  };
  const auto name_end = std::min(kAfterName.find_in(rest), rest.size());
  const std::string_view name = upper_case(text::trim(rest.substr(0, name_end)), made);
  rest.remove_prefix(name_end);
  // vCalendar 1.0: ";QUOTED-PRINTABLE" stands for ";ENCODING=QUOTED-PRINTABLE"
  if (!rest.starts_with('=')) return add({"ENCODING", name});
  do {
    rest.remove_prefix(1);
    IcalParameter parameter{name, take_value(rest, made)};
    if (colon_belongs_to_zone(parameter, rest)) {
      rest.remove_prefix(1);
      parameter.value = made.keep(std::string(parameter.value) + ':' + std::string(take_value(rest, made)));
    }
    add(parameter);
  } while (rest.starts_with(','));
}

}  // namespace

std::string_view upper_case(std::string_view name, IcalText& made) {
  if (std::none_of(name.begin(), name.end(), is_small)) return name;
  std::string upper(name);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return is_small(c) ? static_cast<char>(c - 32) : c; });
  return made.keep(std::move(upper));
}

namespace {

/// The name that begins `rest`, in capitals and without its group; empty: there is none before ';' or ':'.
std::string_view take_name(std::string_view& rest, IcalText& made) {
  const std::string_view line = rest;
  const std::size_t usual = kUsualNameBytes.find_other_in(line);
  if (usual != 0 && usual != std::string_view::npos && (line[usual] == ':' || line[usual] == ';')) {
    rest.remove_prefix(usual);
    return line.substr(0, usual);
  }
  const std::size_t end = std::min(kNameBytes.find_other_in(line), line.size());
  rest.remove_prefix(end);
  while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
  if (!rest.starts_with(';') && !rest.starts_with(':')) return {};
  const std::string_view name = line.substr(0, end);
  return upper_case(name.substr(name.rfind('.') + 1), made);  // npos + 1 is 0
}

}  // namespace

bool read_content_line(std::string_view line, IcalText& made, IcalProperty& property) {
  std::string_view rest = line;
  property.name = take_name(rest, made);
  if (rest.size() == line.size()) return false;
  while (rest.starts_with(';')) {
    rest.remove_prefix(1);
    take_parameter(rest, made, property.parameters);
  }
  if (!rest.starts_with(':')) return false;
  property.value = rest.substr(1);
  return true;
}

std::optional<IcalProperty> parse_content_line(std::string_view line, IcalText& made) {
  std::optional<IcalProperty> property(std::in_place);
  if (!read_content_line(line, made, *property)) property.reset();
  return property;
}

bool is_quoted_printable(const IcalProperty& property) {
  if (property.parameters.empty()) return false;
  const std::string_view encoding = property.parameter("ENCODING");
  return text::iequals(encoding, "QUOTED-PRINTABLE") || text::iequals(encoding, "Q");
}

void decode_quoted_printable(IcalProperty& property, IcalText& made) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  std::string bytes;
  const std::string_view value = property.value;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool escape = value[i] == '=' && i + 2 < value.size() && digit(value[i + 1]) >= 0 && digit(value[i + 2]) >= 0;
    if (!escape) {
      bytes += value[i];
      continue;
    }
    bytes += static_cast<char>(digit(value[i + 1]) * 16 + digit(value[i + 2]));
    i += 2;
  }
  property.value = made.keep(text::decode(bytes, property.parameter("CHARSET"), {}).utf8);
}

}  // namespace resso::connectors::calendar
