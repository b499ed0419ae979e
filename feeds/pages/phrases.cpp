#include "feeds/pages/phrases.hpp"

#include "feeds/pages/numbers.hpp"
#include "text/unicode.hpp"
#include "web/files.hpp"

#include <algorithm>

namespace resso::feeds {

namespace {

const PhraseRow* find_row(std::string_view key) {
  const auto rows = phrase_rows();
  const auto at = std::lower_bound(rows.begin(), rows.end(), key, [](const PhraseRow& row, std::string_view k) { return row.key < k; });
  return at != rows.end() && at->key == key ? &*at : nullptr;
}

}  // namespace

std::vector<PhraseRow> parse_phrases(std::string_view file) {
  std::vector<PhraseRow> rows;
  while (!file.empty()) {
    const auto end = file.find('\n');
    const auto line = text::trim(file.substr(0, end));
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[' && line.back() == ']') {
      rows.push_back({line.substr(1, line.size() - 2), {}});
      continue;
    }
    const auto equals = line.find('=');
    const auto language = std::find(kPageLanguages.begin(), kPageLanguages.end(), text::trim(line.substr(0, equals)));
    if (equals == std::string_view::npos || language == kPageLanguages.end() || rows.empty()) {
      rows.push_back({line, {}});
      continue;
    }
    rows.back().texts[static_cast<std::size_t>(language - kPageLanguages.begin())] = text::trim(line.substr(equals + 1));
  }
  return rows;
}

std::span<const PhraseRow> phrase_rows() {
  static const std::vector<PhraseRow> rows = [] {
    auto read = parse_phrases(web::files::phrases_txt);
    std::stable_sort(read.begin(), read.end(), [](const PhraseRow& a, const PhraseRow& b) { return a.key < b.key; });
    return read;
  }();
  return rows;
}

Phrases::Phrases(std::string_view language) {
  const auto found = std::find(kPageLanguages.begin(), kPageLanguages.end(), language.substr(0, 2));
  language_ = found == kPageLanguages.end() ? 0 : static_cast<std::size_t>(found - kPageLanguages.begin());
}

bool Phrases::has(std::string_view key) const { return find_row(key) != nullptr; }

std::string Phrases::operator()(std::string_view key) const {
  const auto* row = find_row(key);
  if (!row || row->texts[language_].empty()) return "⟦" + std::string(key) + "⟧";
  return std::string(row->texts[language_]);
}

std::string Phrases::operator()(std::string_view key, std::initializer_list<Slot> slots) const {
  const auto pattern = (*this)(key);
  std::string filled;
  std::string_view rest = pattern;
  while (!rest.empty()) {
    const auto open = rest.find('{');
    const auto close = rest.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    filled += rest.substr(0, open);
    const auto name = rest.substr(open + 1, close - open - 1);
    const auto slot = std::find_if(slots.begin(), slots.end(), [&](const Slot& s) { return s.name == name; });
    if (slot != slots.end()) {
      filled += slot->value;
    } else {
      filled += "⟦" + std::string(name) + "⟧";
    }
    rest.remove_prefix(close + 1);
  }
  filled += rest;
  return filled;
}

std::string Phrases::count(std::string_view key, std::int64_t n) const {
  const std::string form = std::string(key) + (n == 0 ? ".none" : n == 1 ? ".one" : ".many");
  return (*this)(form, {{"n", format_number(language(), n)}});
}

std::string of_name(std::string_view language, std::string_view name) {
  if (language == "en") return "of " + std::string(name);
  if (language == "es") return "de " + std::string(name);
  const auto folded = text::fold_words(name);
  // "l’Hospitalet" keeps "de"; a vowel or a silent h elides.
  const bool article = folded.starts_with("l ");
  const bool elides = !article && !folded.empty() && std::string_view("aeiouh").find(folded.front()) != std::string_view::npos;
  return (elides ? "d’" : "de ") + std::string(name);
}

}  // namespace resso::feeds
