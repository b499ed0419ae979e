#include "net/response_mend.hpp"

#include "net/field_list.hpp"

#include <algorithm>
#include <array>

namespace resso::net {
namespace {

constexpr char kDisguise = '-';

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

/// Takes one line off the front, without its line end.
std::string_view take_line(std::string_view& bytes) {
  const std::size_t lf = bytes.find('\n');
  std::string_view line = bytes.substr(0, lf);
  bytes.remove_prefix(lf == std::string_view::npos ? bytes.size() : lf + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void append_clean(std::string& out, std::string_view text) {
  const auto begin = static_cast<std::ptrdiff_t>(out.size());
  out += text;
  std::replace_if(out.begin() + begin, out.end(), is_control, ' ');
}

/// "HTTP/1.1 200 "; the reason says nothing to us, and it is often missing with the blank before it.
std::string mend_status_line(std::string_view line) {
  std::string out = line.starts_with("HTTP/1.0") ? "HTTP/1.0" : "HTTP/1.1";
  std::string_view status = line.substr(std::min<std::size_t>(line.size(), 8), 5);
  if (status.ends_with('\t')) status.remove_suffix(1);
  return out.append(status).append(" \r\n");
}

}  // namespace

std::string mend_response_head(std::string_view head) {
  std::string out = mend_status_line(take_line(head));
  out.reserve(out.size() + head.size() + head.size() / 8 + 64);
  const std::size_t fields = out.size();
  while (!head.empty()) {
    const std::string_view line = take_line(head);
    if (line.empty()) break;
    if (is_blank(line.front())) {  // goes on with the field before
      if (out.size() == fields) continue;
      out.replace(out.size() - 2, 2, " ");
      append_clean(out, trim(line));
    } else {
      const std::size_t colon = line.find(':');
      const std::string_view name = trim(line.substr(0, colon));
      if (colon == std::string_view::npos || !is_token(name)) continue;  // a script's stray output: browsers leave it aside too
      out.append(1, kDisguise).append(name);
      append_clean(out, line.substr(colon));
    }
    out += "\r\n";
  }
  return out.append("\r\n");
}

}  // namespace resso::net
