// Reading a TOML table key by key, where every slip becomes a problem with its line, path and remedy, and never stops the reading.
#pragma once

#include "config/read.hpp"
#include "config/toml_tree.hpp"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::config {

/// Where a value stands: for messages.
struct Spot {
  std::string path;  ///< "entity[2].feeds[0]"
  int line = 0;
};

template <class T>
struct Found {
  T value;
  Spot at;
};

/// Collects the problems and warnings of one file.
class Report {
 public:
  explicit Report(std::filesystem::path file) : file_(std::move(file)) {}
  void problem(const Spot& at, std::string_view what, std::string_view remedy);
  void warning(const Spot& at, std::string_view what, std::string_view remedy);
  const std::filesystem::path& file() const { return file_; }

  Problems problems, warnings;

 private:
  Error error_at(const Spot& at, std::string_view what, std::string_view remedy) const;
  std::filesystem::path file_;
};

/// One table. A getter returns nothing when the key is absent, and when its value is of the wrong kind or out of range (then it is
/// reported). Keys that nobody asked for are reported by finish().
class Reader {
 public:
  Reader(const Node& table, std::string path, Report& report) : table_(&table), path_(std::move(path)), report_(&report) {}

  std::optional<Found<std::string>> text(std::string_view key);  ///< trimmed; an empty text counts as absent
  std::vector<Found<std::string>> texts(std::string_view key);   ///< a list of texts; empty ones are reported
  std::optional<Found<std::int64_t>> integer(std::string_view key, std::int64_t least, std::int64_t most);
  std::vector<std::int64_t> integers(std::string_view key);  ///< a list of whole numbers
  std::optional<Found<double>> number(std::string_view key, double least, double most);
  std::optional<bool> flag(std::string_view key);
  std::optional<Found<Seconds>> duration(std::string_view key, Seconds least, Seconds most);  ///< "PT30M", "30 min", or whole seconds
  std::optional<Found<std::int64_t>> bytes(std::string_view key, std::int64_t least, std::int64_t most);  ///< "15 MiB", or bytes
  std::optional<Found<LocalDate>> date(std::string_view key);                                             ///< 2026-11-25, bare or as text
  std::optional<Reader> table(std::string_view key);
  std::vector<Reader> tables(std::string_view key);  ///< [[key]]

  /// As text(), and a problem when it is absent.
  std::optional<Found<std::string>> needed(std::string_view key, std::string_view remedy);
  /// The value of a text, or `otherwise`.
  std::string text_or(std::string_view key, std::string otherwise);
  bool has(std::string_view key) const { return table_->find(key) != nullptr; }
  bool is_list(std::string_view key) const;
  bool is_empty(std::string_view key) const;  ///< a list without items

  Spot spot() const { return {path_, table_->line}; }
  Spot spot(std::string_view key) const;  ///< of a key, or of the table when it is absent
  Report& report() { return *report_; }
  void problem(const Spot& at, std::string_view what, std::string_view remedy) { report_->problem(at, what, remedy); }
  void finish();

 private:
  const Node* ask(std::string_view key);
  bool is(const Node& node, Node::Kind kind, const Spot& at, std::string_view remedy = "");

  const Node* table_;
  std::string path_;
  Report* report_;
  std::vector<std::string> asked_;
};

/// The one of `known` that `word` was probably meant to be; empty if none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

/// "“x”" for messages: control characters shown as '?', long texts cut.
std::string in_quotes(std::string_view text);

/// "a, b and c".
std::string listed(const std::vector<std::string>& words, std::string_view last = "and");

/// "15 min", "24 h", "7 d", "90 s".
std::string in_words(Seconds duration);

}  // namespace resso::config
