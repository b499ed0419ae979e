#include "agenda/whole_and_part.hpp"

#include <algorithm>
#include <array>

namespace resso::agenda {
namespace {

constexpr auto kLong = std::chrono::hours(6);

bool is_long(const EventTraits& event) { return !event.all_day && event.end && *event.end - event.start >= kLong; }

// What only the part says: another kind of act, "opening", or words after a colon.
bool adds_an_act(const EventTraits& part, bool acts_left, int rest) {
  return acts_left || (rest > 0 && (part.has_colon || part.title_has(Sign::part)));
}

std::string act_of(const EventTraits& whole, const EventTraits& part, bool acts_left, int rest, int whole_rest, bool related) {
  const bool within = part.first_day >= whole.first_day && part.last_day <= whole.last_day;
  if (!within || part.lasts_days() || part.postponed || whole.postponed) return {};
  const bool adds = adds_an_act(part, acts_left, rest);
  if (whole.lasts_days()) {
    if (part.first_day != whole.first_day) return "one lasts days, the other is one act of it";
    if (adds || rest > 0) return "one lasts days, the other is an act of its first day";
    return {};
  }
  if (part.all_day || !related) return {};
  const bool broad = whole.says(Sign::whole) || whole.place.everywhere;
  const bool whole_day = whole.all_day || is_long(whole);
  if (whole_day && broad && adds && !part.cancelled && !whole.cancelled) return "one is the whole day's programme, the other an act of it";
  if (whole.title_has(Sign::whole) && whole_rest == 0 && (part.title_has(Sign::part) || (acts_left && part.has_colon)))
    return "one is the whole, the other an act of it";
  return {};
}

// What both call it is no preparation of the other: "Recollida d'aliments", "Recollim aliments".
bool prepares(const EventTraits& one, const EventTraits& other) {
  return std::any_of(one.spoken.begin(), one.spoken.end(), [&](const Word& word) {
    return word.has(Sign::preparatory) && std::none_of(other.spoken.begin(), other.spoken.end(),
                                                       [&](const Word& its) { return !its.has(Sign::stop) && likeness(word, its) >= 0.8; });
  });
}

// "A2", "P5", "10k", "under-12s": levels, years of school, distances, ages; not "2n", which is written in many ways.
bool is_code(const Word& word) {
  constexpr std::size_t kLongest = 4;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  constexpr std::array<std::string_view, 3> kUnits{"k", "km", "s"};
  const bool measure = digit(word.text.front()) &&
                       std::any_of(kUnits.begin(), kUnits.end(), [&](std::string_view unit) { return word.text.ends_with(unit); });
  const bool level = !digit(word.text.front()) && digit(word.text.back());
  return word.number < 0 && word.text.size() <= kLongest && (measure || level);
}

std::vector<int> numbers_of(const EventTraits& event) {
  std::vector<int> numbers;
  const Word* before = nullptr;
  for (const auto& word : event.title) {
    // "Sala 2" is a room.
    if (word.number >= 0 && (before == nullptr || !before->has(Sign::room))) numbers.push_back(word.number);
    before = &word;
  }
  return numbers;
}

std::string codes_apart(const EventTraits& a, const EventTraits& b) {
  const Word *first = nullptr, *second = nullptr;
  for (const auto& word : a.title)
    if (is_code(word)) first = &word;
  for (const auto& word : b.title)
    if (is_code(word)) second = &word;
  if (first == nullptr || second == nullptr) return {};
  const bool any = std::any_of(a.title.begin(), a.title.end(), [&](const Word& word) {
    return is_code(word) && std::any_of(b.title.begin(), b.title.end(), [&](const Word& other) { return other.text == word.text; });
  });
  return any ? std::string() : first->text + " / " + second->text;
}

}  // namespace

std::string whole_and_part(const EventTraits& a, const EventTraits& b, const TitleComparison& titles) {
  const bool related = titles.shared > 0 || titles.shared_act || titles.shared_known > 0 || titles.shared_setting > 0;
  auto why = act_of(a, b, titles.acts_left_b, titles.rest_b, titles.rest_a, related);
  return why.empty() ? act_of(b, a, titles.acts_left_a, titles.rest_a, titles.rest_b, related) : why;
}

std::string preparation(const EventTraits& a, const EventTraits& b, const TitleComparison& titles, bool same_evening) {
  if (same_evening || titles.equal || prepares(a, b) == prepares(b, a)) return {};
  return "one prepares the other";
}

std::string numbers_apart(const EventTraits& a, const EventTraits& b) {
  if (!a.which.empty() && !b.which.empty() && a.which != b.which) return a.which + " / " + b.which;
  if (auto codes = codes_apart(a, b); !codes.empty()) return codes;
  const auto first = numbers_of(a), second = numbers_of(b);
  if (first.empty() || second.empty()) return {};
  const bool any =
      std::any_of(first.begin(), first.end(), [&](int n) { return std::find(second.begin(), second.end(), n) != second.end(); });
  return any ? std::string() : std::to_string(first.front()) + " / " + std::to_string(second.front());
}

}  // namespace resso::agenda
