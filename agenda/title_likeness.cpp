#include "agenda/title_likeness.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

constexpr double kOne = 0.8;

// partner[i]: the word of the other title that is this one, -1: none. The likest first, each once.
struct Pairing {
  std::vector<int> of_a, of_b;
};

Pairing pair_words(const Words& a, const Words& b) {
  struct Candidate {
    double likeness;
    int i, j;
  };
  std::vector<Candidate> candidates;
  for (int i = 0; i < static_cast<int>(a.size()); ++i)
    for (int j = 0; j < static_cast<int>(b.size()); ++j)
      if (const double like = likeness(a[static_cast<std::size_t>(i)], b[static_cast<std::size_t>(j)]); like >= kOne)
        candidates.push_back({like, i, j});
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& x, const Candidate& y) { return x.likeness > y.likeness; });
  Pairing pairing{std::vector<int>(a.size(), -1), std::vector<int>(b.size(), -1)};
  for (const auto& [like, i, j] : candidates) {
    auto& of_i = pairing.of_a[static_cast<std::size_t>(i)];
    auto& of_j = pairing.of_b[static_cast<std::size_t>(j)];
    if (of_i < 0 && of_j < 0) of_i = j, of_j = i;
  }
  return pairing;
}

// "#concursdetruites" is the other title written as one word.
bool is_run_together(const Word& word, const Words& other) {
  if (word.text.size() < 8) return false;
  std::size_t covered = 0;
  for (const auto& part : other)
    if (part.text.size() >= 3 && word.text.find(part.text) != std::string::npos) covered += part.text.size();
  return covered * 10 >= word.text.size() * 7;
}

// What is left over on one side.
struct Rest {
  int content = 0;
  bool act = false;
  int at = -1;  // the only word left
  int words = 0;
};

Rest rest_of(const Words& words, const std::vector<int>& partner, const Words& other, bool one_body) {
  Rest rest;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (partner[i] >= 0 || words[i].of_place || (one_body && words[i].of_body) || words[i].has(Sign::cancelled) ||
        words[i].has(Sign::postponed))
      continue;
    if (is_run_together(words[i], other)) continue;
    if (std::any_of(other.begin(), other.end(), [&](const Word& word) { return may_be_slip(words[i], word); })) continue;
    rest.content += is_content(words[i]);
    rest.act = rest.act || (words[i].has(Sign::act) && !words[i].has(Sign::whole));
    rest.at = static_cast<int>(i);
    ++rest.words;
  }
  return rest;
}

// Word for word the same, articles too, but for one: people who reword do not keep the frame.
bool one_word_apart(const Words& a, const Words& b) {
  if (a.size() != b.size()) return false;
  int apart = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    apart += likeness(a[i], b[i]) < kOne && !may_be_slip(a[i], b[i]) && !(a[i].has(Sign::stop) && b[i].has(Sign::stop));
  return apart == 1;
}

}  // namespace

bool is_content(const Word& word) {
  return !word.has(Sign::act) && !word.has(Sign::cancelled) && !word.has(Sign::postponed) && !word.has(Sign::noise);
}

TitleComparison compare_titles(const EventTraits& a, const EventTraits& b, bool one_body) {
  const Pairing pairing = pair_words(a.title, b.title);
  TitleComparison out;
  for (std::size_t i = 0; i < a.title.size(); ++i) {
    if (pairing.of_a[i] < 0) {
      if (is_run_together(a.title[i], b.title)) out.shared += 2;
      continue;
    }
    const Word& other = b.title[static_cast<std::size_t>(pairing.of_a[i])];
    if (a.title[i].of_place || other.of_place || (one_body && (a.title[i].of_body || other.of_body)))
      ++out.shared_known;
    else if (a.title[i].has(Sign::act) && other.has(Sign::act))
      out.shared_act = true;
    else
      ++out.shared;
  }
  for (std::size_t j = 0; j < b.title.size(); ++j)
    if (pairing.of_b[j] < 0 && is_run_together(b.title[j], a.title)) out.shared += 2;
  const Rest left_a = rest_of(a.title, pairing.of_a, b.title, one_body), left_b = rest_of(b.title, pairing.of_b, a.title, one_body);
  out.rest_a = left_a.content;
  out.rest_b = left_b.content;
  out.size_a = out.shared + out.rest_a;
  out.size_b = out.shared + out.rest_b;
  out.acts_left_a = left_a.act;
  out.acts_left_b = left_b.act;
  out.acts_differ = left_a.act && left_b.act && !out.shared_act;
  out.equal = left_a.words == 0 && left_b.words == 0 && !a.title.empty() && !b.title.empty();
  if (left_a.words == 1 && left_b.words == 1 && one_word_apart(a.spoken, b.spoken)) {
    const Word &one = a.title[static_cast<std::size_t>(left_a.at)], &two = b.title[static_cast<std::size_t>(left_b.at)];
    out.one_exchanged = a.title.size() > 1;
    out.exchanged = one.text + " / " + two.text;
    const auto part_of = [](const Word& part, const Word& whole) { return part.has(Sign::part) && whole.has(Sign::act); };
    out.exchanged_part = part_of(one, two) || part_of(two, one);
  }
  return out;
}

std::string words_apart(const Words& a, const Words& b) {
  const auto has = [](const Words& words, const std::pair<int, int>& wanted) {
    return std::any_of(words.begin(), words.end(),
                       [&](const Word& word) { return std::find(word.apart.begin(), word.apart.end(), wanted) != word.apart.end(); });
  };
  for (const auto& one : a)
    for (const auto& two : b)
      for (const auto& x : one.apart)
        for (const auto& y : two.apart)
          if (x.first == y.first && x.second != y.second && !has(a, y) && !has(b, x)) return one.text + " / " + two.text;
  return {};
}

int count_found(const Words& title, const Words& other) {
  int found = 0;
  for (const auto& word : title)
    if (is_content(word) && !word.of_place && !word.of_body)
      found += std::any_of(other.begin(), other.end(), [&](const Word& w) { return likeness(word, w) >= kOne; });
  return found;
}

}  // namespace resso::agenda
