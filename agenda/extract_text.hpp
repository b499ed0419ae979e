// A text as the items that the extraction reads: words with their senses, numbers, signs and line ends, each with its bytes.
#pragma once

#include "agenda/extract.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::agenda::extraction {

struct Item {
  enum class Kind : std::uint8_t { word, number, sign, link, line_end, end };
  Kind kind = Kind::end;
  bool spaced = true;       ///< white space, or nothing, stands before it
  bool capital = false;     ///< begins with a capital letter
  bool hyphened = false;    ///< a hyphen joins it to the word before
  bool line_start = false;  ///< the first word or number of its line
  bool foreign = false;     ///< known, but not in the language of the text
  std::uint8_t digits = 0;
  std::uint32_t number = 0;
  char32_t sign = 0;
  std::uint32_t sentence = 0;
  std::size_t begin = 0, end = 0;             ///< bytes of the text
  std::uint32_t folded = 0, folded_size = 0;  ///< in Wording's folded text
  const Senses* senses = nullptr;
};

/// Positions past the end are an Item of kind `end`.
class Wording {
 public:
  Wording(std::string_view text, const ExtractRules& rules, std::string_view stated_language);

  std::size_t size() const { return items_.size(); }
  const Item& operator[](std::size_t i) const { return i < items_.size() ? items_[i] : end_; }
  std::string_view folded(std::size_t i) const;
  bool is(std::size_t i, Role role) const { return sense(i, role) != nullptr; }
  std::optional<int> value(std::size_t i, Role role) const;
  bool ends_as(std::size_t i, Role role) const;  ///< a word whose ending tells the role in this text's language
  bool is_word(std::size_t i) const { return (*this)[i].kind == Item::Kind::word; }
  bool is_number(std::size_t i) const { return (*this)[i].kind == Item::Kind::number; }
  bool is_sign(std::size_t i, char32_t sign) const { return (*this)[i].kind == Item::Kind::sign && (*this)[i].sign == sign; }
  bool is_dash(std::size_t i) const;
  bool is_break(std::size_t i) const;  ///< line end or end of the text
  bool same_sentence(std::size_t a, std::size_t b) const { return (*this)[a].sentence == (*this)[b].sentence; }
  bool shouts() const { return shouts_; }  ///< nearly all in capitals, so that a capital tells nothing

  const std::string& language() const;
  std::string_view text() const { return text_; }
  /// From the first byte of item `first` to the last of the one before `last`.
  Span span(std::size_t first, std::size_t last) const;

 private:
  const Sense* sense(std::size_t i, Role role) const;
  void read_items();
  void read_word(std::size_t& at);
  void read_number(std::size_t& at);
  void read_sign(std::size_t& at);
  bool read_link(std::size_t& at);
  Item& add(Item::Kind kind, std::size_t begin, std::size_t end);
  void join_phrases();
  std::size_t known_phrase(std::size_t first, Item& item) const;
  void choose_language(std::string_view stated);
  void part_sentences();
  bool ends_sentence(std::size_t i) const;

  std::string_view text_;
  const ExtractRules& rules_;
  std::string folded_;
  std::vector<Item> items_;
  Item end_;
  std::uint8_t language_ = 0;
  bool shouts_ = false;
};

}  // namespace resso::agenda::extraction
