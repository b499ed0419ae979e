// The words of config/merge_words.toml, indexed, and texts cut into words that know what they mean.
#pragma once

#include "config/settings.hpp"
#include "model/string_map.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace resso::agenda {

/// What the data file says of a word, beside what it means: the roles of the file.
enum class Sign : std::uint32_t {
  meaning = 1,
  act = 2,
  place = 4,
  apart = 8,
  doors = 16,
  session = 32,
  postponed = 64,
  cancelled = 128,
  whole = 256,
  part = 512,
  preparatory = 1024,
  weak = 2048,
  everywhere = 4096,
  noise = 8192,
  stop = 16384,
  room = 32768,
  plain = 65536,
  moved_place = 131072,
  moved_hour = 262144,
  hybrid = 524288,
  online = 1048576,
  setting = 2097152,
  several = 4194304,
  beside = 8388608,
  address = 16777216,
  street = 33554432,
  counted = 67108864,
  undecided = 134217728,
  who = 268435456,
  name = 536870912,
};

struct Word {
  std::string text;                        ///< folded
  std::string skeleton;                    ///< what is left when spelling, accents and the three languages' endings are taken away
  std::vector<int> meanings;               ///< rows of the data file, sorted; empty: only what it spells
  std::uint32_t signs = 0;                 ///< of Sign
  std::vector<std::pair<int, int>> apart;  ///< (set, row): of one set, two rows never tell of one event
  int number = -1;
  bool of_place = false, of_body = false;  ///< it names the place or the body: it tells little of the act
  bool of_person = false;                  ///< of the name of somebody whom the title names
  bool may_be_elided = false;              ///< it begins like an article of which the apostrophe was forgotten: "datura"
  bool has(Sign sign) const { return (signs & static_cast<std::uint32_t>(sign)) != 0; }
};

using Words = std::vector<Word>;

class MergeLexicon {
 public:
  MergeLexicon() = default;
  explicit MergeLexicon(const std::vector<config::MergeWord>& rows);

  /// In order. A form of several words is one word ("taula_rodona"); "#AplecDeSardanes" is three.
  Words words_of(std::string_view text) const;

 private:
  struct Entry {
    std::vector<int> meanings;
    std::uint32_t signs = 0;
    std::vector<std::pair<int, int>> apart;
  };
  void add(const std::string& form, const config::MergeWord& row, int number);
  const Entry* find(std::string_view text) const;

  StringMap<Entry> entries_;                     ///< by folded form
  StringMap<std::string> by_skeleton_;           ///< to a form, where only one has it
  StringMap<std::vector<std::size_t>> lengths_;  ///< first word to how many words its phrases have, longest first
  std::unordered_map<std::string, int> sets_;
  std::string elided_;  ///< first letters of such words
};

/// How much two words are one: 1 the same, 0 nothing. Meanings, then spelling: cognates, endings, abbreviations, slips of the finger.
double likeness(const Word& a, const Word& b);

/// Could be one word badly written or cut short: too little to recognise a word by, enough not to call it another.
bool may_be_slip(const Word& a, const Word& b);

std::string skeleton_of(std::string_view folded);

}  // namespace resso::agenda
