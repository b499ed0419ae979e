#include "net/response_read.hpp"

#include "net/field_list.hpp"

#include <algorithm>
#include <array>

namespace resso::net {
namespace {

constexpr std::array<bool, 256> make_token_table() {
  std::array<bool, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = table[static_cast<std::size_t>(c - 32)] = true;
  for (const char c : std::string_view("!#$%&'*+-.^_`|~")) table[static_cast<std::size_t>(c)] = true;
  return table;
}
constexpr std::array<bool, 256> kToken = make_token_table();

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return kToken[static_cast<unsigned char>(c)]; });
}
bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Takes one line off the front, without its end: CR LF, or LF alone.
std::string_view take_line(std::string_view& bytes) {
  const std::size_t lf = bytes.find('\n');
  std::string_view line = bytes.substr(0, lf);
  bytes.remove_prefix(lf == std::string_view::npos ? bytes.size() : lf + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Of "HTTP/1.1 200 OK"; 0: there is none. The reason says nothing to us, and it is often missing with the blank before it.
int read_status(std::string_view line) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (line.size() < 12 || line[8] != ' ' || !std::all_of(line.begin() + 9, line.begin() + 12, is_digit)) return 0;
  if (line.size() > 12 && !is_blank(line[12])) return 0;
  return (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
}

/// A value, or the part of it on one line: control characters are blanks.
std::string clean(std::string_view text) {
  text = trim(text);
  if (std::none_of(text.begin(), text.end(), is_control)) return std::string(text);
  std::string out(text);
  std::replace_if(out.begin(), out.end(), is_control, ' ');
  return std::string(trim(out));
}

void go_on(std::string& value, std::string_view line) {
  const std::string more = clean(line);
  if (!value.empty() && !more.empty()) value += ' ';
  value += more;
}

Headers read_fields(std::string_view lines) {
  Headers::Fields fields;
  fields.reserve(16);
  while (!lines.empty()) {
    const std::string_view line = take_line(lines);
    if (line.empty()) break;
    if (is_blank(line.front())) {  // folded
      if (!fields.empty()) go_on(fields.back().second, line);
      continue;
    }
    const std::size_t colon = line.find(':');
    const std::string_view name = trim(line.substr(0, colon));
    if (colon == std::string_view::npos || !is_token(name)) continue;  // a script's stray output: browsers leave it aside too
    fields.emplace_back(name, clean(line.substr(colon + 1)));
  }
  return Headers(std::move(fields));
}

}  // namespace

std::optional<ResponseHead> read_response_head(std::string_view head) {
  const std::string_view line = take_line(head);
  ResponseHead out;
  out.status = read_status(line);
  if (out.status < 100) return std::nullopt;
  out.minor_version = line.starts_with("HTTP/1.0") ? 0 : 1;
  out.headers = read_fields(head);
  return out;
}

}  // namespace resso::net
