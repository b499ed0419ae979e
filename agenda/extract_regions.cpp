#include "agenda/extract_regions.hpp"

#include "agenda/extract_weakness.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

std::size_t sentence_start(const Wording& words, std::size_t item) {
  while (item > 0 && words.same_sentence(item - 1, item)) --item;
  return item;
}

/// Where the words of a draft end that tell when it is; 0: there are none.
std::size_t end_of_when(const Marks& marks, const Draft& draft) {
  const int index = draft.time_mark >= 0 ? draft.time_mark : draft.date_mark;
  return index < 0 ? 0 : marks.marks[static_cast<std::size_t>(index)].last;
}

}  // namespace

std::vector<Region> find_regions(const Wording& words, const Marks& marks, const std::vector<Draft>& drafts) {
  std::vector<Region> regions;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const std::size_t own = first_item(words, marks, drafts[i]);
    std::size_t first = i == 0 ? 0 : sentence_start(words, own);
    if (i > 0) {
      if (end_of_when(marks, drafts[i - 1]) > first) first = std::max(end_of_when(marks, drafts[i - 1]), std::min(own, words.size()));
      if (first_item(words, marks, drafts[i - 1]) == own) first = regions.back().first;
    }
    regions.push_back({first, words.size()});
  }
  for (std::size_t i = regions.size(); i-- > 1;) {
    const bool same = regions[i].first == regions[i - 1].first;
    regions[i - 1].last = same ? regions[i].last : std::max(regions[i].first, regions[i - 1].first);
  }
  return regions;
}

}  // namespace resso::agenda::extraction
