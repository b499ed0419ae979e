// How far the name of a place goes: venues, streets with their numbers, what is told of them in brackets or after a comma.
#pragma once

#include "agenda/extract_text.hpp"

#include <vector>

namespace resso::agenda::extraction {

/// Each `…_end(i)` is the item after a name that begins at `i`, and `i` itself when none does.
class PlaceNames {
 public:
  /// `taken`: items that are part of a date or a time.
  PlaceNames(const Wording& words, const std::vector<bool>& taken) : words_(words), taken_(taken) {}

  bool free(std::size_t i) const { return i < words_.size() && !taken_[i]; }
  bool is_street(std::size_t i) const {
    if (!words_.is(i, Role::street)) return false;
    if (words_[i].folded_size > 3) return true;
    return words_.is_sign(i + 1, '/') || words_.is_sign(i + 1, '.') || (words_[i].folded_size > 1 && words_[i + 1].capital);
  }
  /// The first word of a place's name.
  bool starts_name(std::size_t i) const {
    return free(i) && (words_.is(i, Role::gazetteer) || words_.is(i, Role::venue) || words_.is(i, Role::part) || is_street(i) ||
                       words_.is(i, Role::area));
  }
  bool is_small_word(std::size_t i) const {
    return words_.is(i, Role::of) || words_.is(i, Role::from) || words_.is(i, Role::article) || words_.is(i, Role::plural_article) ||
           words_.is(i, Role::particle);
  }

  /// "moves to the old station", "doors at the mill", "we meet at": a phrase that ends with the word that leads to a place.
  bool leads_within(std::size_t i) const;
  std::size_t name_end(std::size_t i) const;
  std::size_t lone_name_end(std::size_t i) const;
  std::size_t bracketed_end(std::size_t i) const;
  std::size_t plain_place_end(std::size_t i) const;
  std::size_t compound_end(std::size_t i) const;
  std::size_t beside_end(std::size_t i, std::size_t& first) const;  ///< `first` itself when none does
  std::size_t apposition_end(std::size_t i) const;
  std::size_t quoted_name_end(std::size_t i) const;  ///< its closing quote
  /// The end of what tells more of the place that ends at `end`.
  std::size_t join_detail(std::size_t end) const;

 private:
  bool closes(std::size_t i) const;
  std::size_t street_end(std::size_t i) const;
  bool is_dot_of_initials(std::size_t i) const;
  bool goes_on(std::size_t i) const;
  bool is_plain_adjective(std::size_t first) const;
  bool is_plain_link(std::size_t first, std::size_t end, std::size_t next) const;
  std::size_t plain_name_end(std::size_t i) const;
  std::size_t bare_address_end(std::size_t start) const;
  std::size_t of_name_end(std::size_t end) const;

  const Wording& words_;
  const std::vector<bool>& taken_;
};

}  // namespace resso::agenda::extraction
