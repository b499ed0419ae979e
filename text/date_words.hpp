// What the words in dates mean, in the languages of Europe's feeds. Data for feed_date.cpp.
#pragma once

#include <optional>
#include <string_view>

namespace resso::text::dates {

struct Word {
  enum class Kind { month, weekday, month_or_weekday, zone, am, pm, filler, korean };
  std::string_view text;  ///< folded: lower case, no accents
  Kind kind{};
  int value = 0;  ///< month: 1-12; zone: minutes east; korean: 1 = morning, 2 = afternoon
};

std::optional<Word> find_word(std::string_view folded);

}  // namespace resso::text::dates
