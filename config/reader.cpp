#include "config/reader.hpp"

#include "text/timestamp.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

namespace resso::config {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t factor;
};

constexpr std::array kTimeUnits{Unit{"s", 1},       Unit{"sec", 1},      Unit{"second", 1},  Unit{"seconds", 1},  Unit{"min", 60},
                                Unit{"m", 60},      Unit{"mins", 60},    Unit{"minute", 60}, Unit{"minutes", 60}, Unit{"h", 3600},
                                Unit{"hour", 3600}, Unit{"hours", 3600}, Unit{"d", 86400},   Unit{"day", 86400},  Unit{"days", 86400}};
constexpr std::array kByteUnits{Unit{"b", 1},         Unit{"kb", 1000},     Unit{"mb", 1'000'000}, Unit{"gb", 1'000'000'000},
                                Unit{"kib", 1 << 10}, Unit{"mib", 1 << 20}, Unit{"gib", 1 << 30},  Unit{"k", 1 << 10},
                                Unit{"m", 1 << 20},   Unit{"g", 1 << 30}};

/// "30 min" in the unit of factor 1.
template <std::size_t N>
std::optional<std::int64_t> with_unit(std::string_view words, const std::array<Unit, N>& units) {
  words = text::trim(words);
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), count);
  if (error != std::errc{} || count < 0 || count > 1'000'000'000) return std::nullopt;
  const std::string unit = text::to_lower_ascii(text::trim(words.substr(static_cast<std::size_t>(end - words.data()))));
  const auto found = std::find_if(units.begin(), units.end(), [&](const Unit& row) { return row.name == unit; });
  if (found == units.end()) return std::nullopt;
  return count * found->factor;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string range_words(std::string_view least, std::string_view most) {
  return "give a value from " + std::string(least) + " to " + std::string(most);
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  if (word.size() > 64) return {};
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, std::min<std::size_t>(3, word.size() / 3)) + 1;
  for (const std::string& candidate : known) {
    const std::size_t d = distance(text::to_lower_ascii(word), text::to_lower_ascii(candidate));
    if (d < best_distance) {
      best_distance = d;
      best = candidate;
    }
  }
  return best;
}

std::string in_quotes(std::string_view text) {
  std::string shown = text::abridge(text, 80);
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
  return "“" + shown + "”";
}

std::string listed(const std::vector<std::string>& words, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " " + std::string(last) + " " : ", ";
    out += words[i];
  }
  return out;
}

std::string in_words(Seconds duration) {
  const auto count = duration.count();
  if (count != 0 && count % 86400 == 0 && count > 86400) return std::to_string(count / 86400) + " d";
  if (count != 0 && count % 3600 == 0) return std::to_string(count / 3600) + " h";
  if (count != 0 && count % 60 == 0) return std::to_string(count / 60) + " min";
  return std::to_string(count) + " s";
}

Error Report::error_at(const Spot& at, std::string_view what, std::string_view remedy) const {
  const std::string path = at.path.empty() ? std::string() : at.path + ": ";
  return Error{Errc::bad_input, path + std::string(what), file_.string(), std::string(remedy), at.line};
}

void Report::problem(const Spot& at, std::string_view what, std::string_view remedy) { problems.push_back(error_at(at, what, remedy)); }
void Report::warning(const Spot& at, std::string_view what, std::string_view remedy) { warnings.push_back(error_at(at, what, remedy)); }

Spot Reader::spot(std::string_view key) const {
  const Node* node = table_->find(key);
  if (key.ends_with("[]")) key.remove_suffix(2);  // see parse_toml
  const std::string path = path_.empty() ? std::string(key) : path_ + "." + std::string(key);
  return {path, node != nullptr && node->line > 0 ? node->line : table_->line};
}

const Node* Reader::ask(std::string_view key) {
  asked_.emplace_back(key);
  return table_->find(key);
}

bool Reader::is(const Node& node, Node::Kind kind, const Spot& at, std::string_view remedy) {
  const bool number_for_whole = kind == Node::Kind::number && node.kind == Node::Kind::integer;
  if (node.kind == kind || number_for_whole) return true;
  problem(at, "must be " + std::string(name_of(kind)) + ", not " + std::string(name_of(node.kind)), remedy);
  return false;
}

std::optional<Found<std::string>> Reader::text(std::string_view key) {
  const Node* node = ask(key);
  if (node == nullptr) return std::nullopt;
  const Spot at = spot(key);
  if (!is(*node, Node::Kind::text, at, "write it between quotes: " + std::string(key) + " = \"…\"")) return std::nullopt;
  const std::string_view value = text::trim(node->text);
  if (value.empty()) return std::nullopt;
  return Found<std::string>{std::string(value), at};
}

std::vector<Found<std::string>> Reader::texts(std::string_view key) {
  std::vector<Found<std::string>> values;
  const Node* node = ask(key);
  if (node == nullptr) return values;
  const Spot at = spot(key);
  if (!is(*node, Node::Kind::array, at, "write it between brackets: " + std::string(key) + " = [\"…\"]")) return values;
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    const Node& item = node->items[i];
    const Spot item_at{at.path + "[" + std::to_string(i) + "]", item.line > 0 ? item.line : at.line};
    if (!is(item, Node::Kind::text, item_at, "write it between quotes")) continue;
    const std::string_view value = text::trim(item.text);
    if (value.empty()) {
      problem(item_at, "is empty", "take it out or fill it in");
    } else {
      values.push_back({std::string(value), item_at});
    }
  }
  return values;
}

std::optional<Found<std::int64_t>> Reader::integer(std::string_view key, std::int64_t least, std::int64_t most) {
  const Node* node = ask(key);
  if (node == nullptr) return std::nullopt;
  const Spot at = spot(key);
  const std::string range = range_words(std::to_string(least), std::to_string(most));
  if (!is(*node, Node::Kind::integer, at, range)) return std::nullopt;
  if (node->integer < least || node->integer > most) {
    problem(at, "is " + std::to_string(node->integer) + ", out of range", range);
    return std::nullopt;
  }
  return Found<std::int64_t>{node->integer, at};
}

std::vector<std::int64_t> Reader::integers(std::string_view key) {
  std::vector<std::int64_t> values;
  const Node* node = ask(key);
  if (node == nullptr) return values;
  const Spot at = spot(key);
  if (!is(*node, Node::Kind::array, at, "write it between brackets: " + std::string(key) + " = [1, 2]")) return values;
  for (const Node& item : node->items) {
    if (is(item, Node::Kind::integer, at)) values.push_back(item.integer);
  }
  return values;
}

std::optional<Found<double>> Reader::number(std::string_view key, double least, double most) {
  const Node* node = ask(key);
  if (node == nullptr) return std::nullopt;
  const Spot at = spot(key);
  const auto words = [](double value) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return std::string(buffer.data(), end);
  };
  const std::string range = range_words(words(least), words(most));
  if (!is(*node, Node::Kind::number, at, range)) return std::nullopt;
  if (!(node->number >= least && node->number <= most)) {
    problem(at, "is " + words(node->number) + ", out of range", range);
    return std::nullopt;
  }
  return Found<double>{node->number, at};
}

std::optional<bool> Reader::flag(std::string_view key) {
  const Node* node = ask(key);
  if (node == nullptr || !is(*node, Node::Kind::flag, spot(key), "write true or false, without quotes")) return std::nullopt;
  return node->flag;
}

std::optional<Found<Seconds>> Reader::duration(std::string_view key, Seconds least, Seconds most) {
  const Node* node = ask(key);
  if (node == nullptr) return std::nullopt;
  const Spot at = spot(key);
  std::optional<Seconds> value;
  if (node->kind == Node::Kind::integer) {
    value = Seconds{std::clamp<std::int64_t>(node->integer, -1, 1'000'000'000)};
  } else if (is(*node, Node::Kind::text, at, "write it as \"PT30M\" or \"30 min\"")) {
    value = text::parse_duration(text::trim(node->text));
    if (const auto plain = value ? std::nullopt : with_unit(node->text, kTimeUnits)) value = Seconds{*plain};
    if (!value) problem(at, "not a duration: " + in_quotes(node->text), "write it as \"PT30M\" or \"30 min\"");
  }
  if (!value) return std::nullopt;
  if (*value < least || *value > most) {
    problem(at, "is " + in_words(*value) + ", out of range", range_words(in_words(least), in_words(most)));
    return std::nullopt;
  }
  return Found<Seconds>{*value, at};
}

std::optional<Found<std::int64_t>> Reader::bytes(std::string_view key, std::int64_t least, std::int64_t most) {
  const Node* node = table_->find(key);
  if (node == nullptr || node->kind != Node::Kind::text) return integer(key, least, most);
  ask(key);
  const Spot at = spot(key);
  const auto value = with_unit(node->text, kByteUnits);
  if (!value || *value < least || *value > most) {
    problem(at, (value ? "out of range: " : "not a size: ") + in_quotes(node->text),
            "write it as \"15 MiB\" or in bytes, from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
  }
  return Found<std::int64_t>{*value, at};
}

std::optional<Found<LocalDate>> Reader::date(std::string_view key) {
  const Node* node = ask(key);
  if (node == nullptr) return std::nullopt;
  const Spot at = spot(key);
  if (node->kind == Node::Kind::date) return Found<LocalDate>{node->date, at};
  if (!is(*node, Node::Kind::text, at, "write it as 2026-11-25")) return std::nullopt;
  const auto day = text::parse_date(text::trim(node->text));
  if (!day) {
    problem(at, "not a date: " + in_quotes(node->text), "write it as 2026-11-25");
    return std::nullopt;
  }
  return Found<LocalDate>{*day, at};
}

std::optional<Reader> Reader::table(std::string_view key) {
  const Node* node = ask(key);
  if (node == nullptr) return std::nullopt;
  const Spot at = spot(key);
  if (!is(*node, Node::Kind::table, at, "write it as a section of its own: [" + at.path + "]")) return std::nullopt;
  return Reader(*node, at.path, *report_);
}

std::vector<Reader> Reader::tables(std::string_view key) {
  std::vector<Reader> readers;
  const Node* node = ask(key);
  if (node == nullptr) return readers;
  const Spot at = spot(key);
  const std::string remedy = "write it with two brackets: [[" + at.path + "]]";
  if (node->kind != Node::Kind::array) {
    problem(at, "there may be several of these, so it is a list of sections", remedy);
    return readers;
  }
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    const Spot item_at{at.path + "[" + std::to_string(i) + "]", node->items[i].line};
    if (is(node->items[i], Node::Kind::table, item_at, remedy)) readers.emplace_back(node->items[i], item_at.path, *report_);
  }
  return readers;
}

std::optional<Found<std::string>> Reader::needed(std::string_view key, std::string_view remedy) {
  const Node* node = table_->find(key);
  auto value = text(key);
  const bool told = node != nullptr && node->kind != Node::Kind::text;  // of the wrong kind: reported already
  if (!value && !told) {
    const std::string what = node == nullptr ? "“" + std::string(key) + "” is missing" : "“" + std::string(key) + "” is empty";
    problem(node == nullptr ? spot() : Spot{path_, node->line}, what, remedy);
  }
  return value;
}

std::string Reader::text_or(std::string_view key, std::string otherwise) {
  const auto value = text(key);
  return value ? value->value : std::move(otherwise);
}

bool Reader::is_list(std::string_view key) const {
  const Node* node = table_->find(key);
  return node != nullptr && node->kind == Node::Kind::array;
}

bool Reader::is_empty(std::string_view key) const {
  const Node* node = table_->find(key);
  return node != nullptr && node->items.empty();
}

void Reader::finish() {
  for (const Node& item : table_->items) {
    if (std::find(asked_.begin(), asked_.end(), item.key) != asked_.end()) continue;
    const std::string meant = nearest(item.key, asked_);
    std::vector<std::string> known = asked_;
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    const std::string remedy = meant.empty() ? "known here: " + listed(known) : "did you mean “" + meant + "”?";
    problem(spot(item.key), "unknown key", remedy);
  }
}

}  // namespace resso::config
