#include "config/toml_tree.hpp"

#include "text/unicode.hpp"

#include <toml++/toml.h>

#include <algorithm>

namespace resso::config {
namespace {

int line_of(const toml::source_region& region) { return static_cast<int>(region.begin.line); }

Node convert(const toml::node& from);

Node convert_table(const toml::table& table) {
  Node node;
  for (const auto& [key, value] : table) {
    node.items.push_back(convert(value));
    node.items.back().key = std::string(key.str());
    // A table's own region is that of its braces or header; a dotted key's table has none but its key's.
    if (node.items.back().line == 0) node.items.back().line = line_of(key.source());
  }
  std::stable_sort(node.items.begin(), node.items.end(), [](const Node& a, const Node& b) { return a.line < b.line; });
  return node;
}

Node convert_array(const toml::array& array) {
  Node node;
  node.kind = Node::Kind::array;
  for (const toml::node& item : array) node.items.push_back(convert(item));
  return node;
}

Node convert_date(const toml::date& date) {
  Node node;
  node.kind = Node::Kind::date;
  node.date = LocalDate{std::chrono::local_days{std::chrono::year{date.year} / date.month / date.day}};
  return node;
}

Node convert(const toml::node& from) {
  Node node;
  if (const auto* table = from.as_table()) {
    node = convert_table(*table);
  } else if (const auto* array = from.as_array()) {
    node = convert_array(*array);
  } else if (const auto* words = from.as_string()) {
    node.kind = Node::Kind::text;
    node.text = words->get();
  } else if (const auto* integer = from.as_integer()) {
    node.kind = Node::Kind::integer;
    node.integer = integer->get();
    node.number = static_cast<double>(integer->get());
  } else if (const auto* number = from.as_floating_point()) {
    node.kind = Node::Kind::number;
    node.number = number->get();
  } else if (const auto* flag = from.as_boolean()) {
    node.kind = Node::Kind::flag;
    node.flag = flag->get();
  } else if (const auto* date = from.as_date()) {
    node = convert_date(date->get());
  } else {
    node.kind = Node::Kind::time;
  }
  node.line = line_of(from.source());
  return node;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Is this line the header `[[server]]`?
bool is_server_header(std::string_view line) {
  std::string packed;
  for (const char c : line.substr(0, line.find('#'))) {
    if (!is_blank(c) && c != '\r') packed += c;
  }
  return packed == "[[server]]";
}

std::string with_servers_apart(std::string_view toml) {
  std::string out;
  out.reserve(toml.size() + 64);
  for (std::size_t at = 0; at < toml.size();) {
    const auto end = std::min(toml.find('\n', at), toml.size());
    const std::string_view line = toml.substr(at, end - at);
    if (line.find("[server") == std::string_view::npos && line.find("[ ") == std::string_view::npos) {
      out += line;
    } else {
      out += is_server_header(line) ? std::string_view("[[\"server[]\"]]") : line;
    }
    if (end < toml.size()) out += '\n';
    at = end + 1;
  }
  return out;
}

}  // namespace

const Node* Node::find(std::string_view name) const {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Node& item) { return item.key == name; });
  return kind == Kind::table && found != items.end() ? &*found : nullptr;
}

std::string canonical(const Node& node) {
  const auto counted = [](const std::string& text) { return std::to_string(text.size()) + ':' + text; };
  switch (node.kind) {
    case Node::Kind::text: return 't' + counted(node.text);
    case Node::Kind::integer: return 'i' + std::to_string(node.integer) + ';';
    case Node::Kind::number: return 'n' + std::to_string(node.number) + ';';
    case Node::Kind::flag: return node.flag ? "f1" : "f0";
    case Node::Kind::date: return 'd' + std::to_string(node.date.time_since_epoch().count()) + ';';
    case Node::Kind::time: return "c";
    case Node::Kind::array:
    case Node::Kind::table: break;
  }
  std::vector<std::string> items;
  for (const Node& item : node.items) items.push_back(counted(item.key) + canonical(item));
  if (node.kind == Node::Kind::table) std::sort(items.begin(), items.end());
  std::string out = node.kind == Node::Kind::table ? "{" : "[";
  for (const std::string& item : items) out += item;
  return out + (node.kind == Node::Kind::table ? '}' : ']');
}

std::string_view name_of(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::text: return "text";
    case Node::Kind::integer: return "a whole number";
    case Node::Kind::number: return "a number";
    case Node::Kind::flag: return "true or false";
    case Node::Kind::date: return "a date";
    case Node::Kind::time: return "a time";
    case Node::Kind::array: return "a list";
    case Node::Kind::table: return "a section";
  }
  return "something else";
}

Result<Node> parse_toml(std::string_view toml) {
  if (toml.find('\0') != std::string_view::npos)
    return Error{Errc::bad_input, "it holds a NUL byte: not a text file", "", "save it as plain text, UTF-8", 0};
  if (!text::is_valid_utf8(toml)) return Error{Errc::bad_input, "it is not UTF-8", "", "save it with the encoding UTF-8", 0};
  try {
    const std::string text = with_servers_apart(toml);
    return convert_table(toml::parse(text));
  } catch (const toml::parse_error& error) {
    const auto& begin = error.source().begin;
    const std::string where = " (column " + std::to_string(begin.column) + ")";
    return Error{Errc::bad_input, "not valid TOML: " + std::string(error.description()) + where, "",
                 "mend this line; what comes after it was not read", static_cast<int>(begin.line)};
  }
}

}  // namespace resso::config
