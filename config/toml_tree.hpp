// A TOML document as a plain tree in the file's order, so that toml++ is compiled in one place only.
#pragma once

#include "model/error.hpp"
#include "model/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace resso::config {

struct Node {
  enum class Kind { text, integer, number, flag, date, time, array, table };
  Kind kind = Kind::table;
  int line = 0;      ///< of the value; of a table its header
  std::string key;   ///< in a table
  std::string text;  ///< text
  std::int64_t integer = 0;
  double number = 0;  ///< number, and integer too
  bool flag = false;
  LocalDate date{};         ///< date; a date with a time has kind `time`
  std::vector<Node> items;  ///< of an array in order, of a table as the file has them

  const Node* find(std::string_view name) const;
};

/// The same for trees that mean the same, whatever their lines, comments and the order of their keys.
std::string canonical(const Node& node);

/// "text", "a whole number", … for messages.
std::string_view name_of(Node::Kind kind);

/// Errors: bad_input with line and plain words. `[server]` (ours) and `[[server]]` (the servers we ask) may stand side by side, which plain
/// TOML does not allow: the second is found under the key "server[]".
Result<Node> parse_toml(std::string_view toml);

}  // namespace resso::config
