// The words of the pages, by language: web/phrases.txt, compiled in and read once. What stands in {braces} is a slot.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace resso::feeds {

inline constexpr std::array<std::string_view, 3> kPageLanguages{"ca", "es", "en"};

struct PhraseRow {
  std::string_view key;
  std::array<std::string_view, 3> texts;  ///< in the order of kPageLanguages; empty: missing
};

struct Slot {
  std::string_view name;
  std::string value;
};

/// Reads "[key]" lines followed by "ca = …", "es = …", "en = …"; '#' begins a comment line. Lines it cannot read become a row with their
/// own text as key and no texts, so that the test of the file finds them.
std::vector<PhraseRow> parse_phrases(std::string_view file);
/// Of the file compiled in, sorted by key.
std::span<const PhraseRow> phrase_rows();

/// The phrases of one language; an unknown language is read as the first.
class Phrases {
 public:
  explicit Phrases(std::string_view language);
  std::string_view language() const { return kPageLanguages[language_]; }

  bool has(std::string_view key) const;
  /// A missing key shows as ⟦key⟧: tests look for it.
  std::string operator()(std::string_view key) const;
  std::string operator()(std::string_view key, std::initializer_list<Slot> slots) const;
  /// key.none, key.one or key.many by n; {n} is the number as people write it.
  std::string count(std::string_view key, std::int64_t n) const;

 private:
  std::size_t language_;
};

/// "de Terrassa", "d’Amposta", "de l’Hospitalet"; "of Leeds".
std::string of_name(std::string_view language, std::string_view name);

}  // namespace resso::feeds
