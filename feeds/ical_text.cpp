#include "feeds/ical_text.hpp"

#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace resso::feeds {
namespace {

constexpr std::size_t kLineOctets = 75;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

void append_folded(std::string& out, std::string_view line) {
  std::size_t room = kLineOctets;
  while (line.size() > room) {
    auto cut = room;
    // A character has at most three continuation bytes; more than that is no UTF-8 and may be cut anywhere.
    for (int back = 0; back < 3 && cut > 1 && is_continuation(line[cut]); ++back) --cut;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = kLineOctets - 1;  // the blank that begins a continuation counts
  }
  out.append(line).append("\r\n");
}

}  // namespace

std::string escape_ical_text(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '\\': out += "\\\\"; break;
      case ';': out += "\\;"; break;
      case ',': out += "\\,"; break;
      case '\n': out += "\\n"; break;
      case '\r':
        if (i + 1 == text.size() || text[i + 1] != '\n') out += "\\n";
        break;
      case '\t': out += ' '; break;
      default:
        if (!is_control(c)) out += c;
    }
  }
  return out;
}

std::string ical_parameter(std::string_view value) {
  std::string out;
  bool quotes = false;
  for (const char c : value) {
    if (c == '^')
      out += "^^";
    else if (c == '"')
      out += "^'";
    else if (c == '\n')
      out += "^n";
    else if (!is_control(c))
      out += c;
    quotes = quotes || c == ':' || c == ';' || c == ',' || c == ' ';
  }
  return quotes ? "\"" + out + "\"" : out;
}

std::string ical_date(LocalTime at) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at)};
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%04d%02u%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text.data();
}

std::string ical_date_time(LocalTime at) {
  const auto seconds = (at - std::chrono::floor<std::chrono::days>(at)).count();
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "T%02d%02d%02d", static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60),
                static_cast<int>(seconds % 60));
  return ical_date(at) + text.data();
}

std::string ical_utc(Instant at) { return ical_date_time(LocalTime{at.time_since_epoch()}) + "Z"; }

std::string ical_offset(Seconds east) {
  const auto total = static_cast<int>(std::abs(east.count()) % 86400);
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%c%02d%02d", east < Seconds{0} ? '-' : '+', total / 3600, total / 60 % 60);
  std::string out = text.data();
  if (total % 60 != 0) {
    std::snprintf(text.data(), text.size(), "%02d", total % 60);
    out += text.data();
  }
  return out;
}

bool is_plain_web_address(std::string_view address) {
  if (!address.starts_with("https://") && !address.starts_with("http://")) return false;
  return std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

void IcalWriter::begin(std::string_view component) { line("BEGIN", component); }
void IcalWriter::end(std::string_view component) { line("END", component); }

void IcalWriter::line(std::string_view name, std::string_view value) {
  std::string whole;
  whole.reserve(name.size() + value.size() + 1);
  whole.append(name).append(":").append(value);
  // Whatever was forgotten above: no value may ever begin a line of its own.
  std::erase_if(whole, is_control);
  append_folded(out_, whole);
}

void IcalWriter::text(std::string_view name, std::string_view value) {
  if (!value.empty()) line(name, escape_ical_text(value));
}

void IcalWriter::uri(std::string_view name, std::string_view address) {
  if (is_plain_web_address(address)) line(name, address);
}

}  // namespace resso::feeds
