#include "agenda/extract_english.hpp"

namespace resso::agenda::extraction {

bool is_genitive(const Wording& words, std::size_t i) {
  return i > 0 && words.is_word(i) && words.folded(i) == "s" && !words[i].capital && words[i].begin <= words[i - 1].end + 3 &&
         words.text()[words[i].begin - 1] != ' ';  // but not "al Casal s'ajorna"
}

std::size_t numbered_street_end(const Wording& words, std::size_t i) {
  if (words.language() != "en" || !words.is_number(i) || words[i].digits > 3) return i;
  for (std::size_t end = i + 1; end < i + 5 && words.is_word(end) && (words[end].capital || is_genitive(words, end)); ++end)
    if (end > i + 1 && words.is(end, Role::street_last)) return end + 1;
  return i;
}

}  // namespace resso::agenda::extraction
