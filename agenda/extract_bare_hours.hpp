// Hours that nothing but the text around them tells as such: among the items of a programme, or after an hour that is marked.
#pragma once

#include "agenda/extract_marks.hpp"

namespace resso::agenda::extraction {

class BareHours {
 public:
  explicit BareHours(const Wording& words);

  /// `marks`: what was read before item `i`.
  std::optional<TimePhrase> read(std::size_t i, const std::vector<Mark>& marks) const;

 private:
  bool opens_item(std::size_t i) const;
  bool is_dotted_hour(std::size_t i) const;
  std::optional<TimePhrase> read_item(std::size_t i) const;
  std::optional<TimePhrase> read_following(std::size_t i, const std::vector<Mark>& marks) const;

  const Wording& words_;
  bool dotted_items_ = false;  ///< an item of a programme begins with "18.30"
};

}  // namespace resso::agenda::extraction
