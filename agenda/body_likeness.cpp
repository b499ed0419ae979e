#include "agenda/body_likeness.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

constexpr double kOne = 0.95, kAlike = 0.8;  // a body's name is copied, a place's is told

bool has(const Words& words, const Word& wanted, double least) {
  return std::any_of(words.begin(), words.end(), [&](const Word& word) { return likeness(wanted, word) >= least; });
}

bool is_within(const Words& few, const Words& many) {
  return std::any_of(few.begin(), few.end(), [](const Word& word) { return !word.has(Sign::weak) && !word.has(Sign::place); }) &&
         std::all_of(few.begin(), few.end(), [&](const Word& word) { return has(many, word, kOne); });
}

}  // namespace

bool are_one_body(const EventTraits& a, const EventTraits& b) {
  return a.entity == b.entity || is_within(a.entity_words, b.entity_words) || is_within(b.entity_words, a.entity_words);
}

bool names_body_of(const EventTraits& one, const EventTraits& other) {
  constexpr std::size_t kShortest = 3;  // bytes
  return std::any_of(other.entity_words.begin(), other.entity_words.end(), [&](const Word& name) {
    return !name.has(Sign::weak) && name.text.size() >= kShortest && (has(one.summary, name, kOne) || has(one.title, name, kOne));
  });
}

bool names_place_of(const EventTraits& one, const EventTraits& other) {
  const auto told = [&](const Word& name) { return has(one.summary, name, kAlike) || has(one.spoken, name, kAlike); };
  const Words& names = other.place.names;
  return std::any_of(names.begin(), names.end(), [](const Word& name) { return !name.has(Sign::weak) && !name.has(Sign::plain); }) &&
         std::all_of(names.begin(), names.end(), told);
}

bool is_at_home(const EventTraits& one) {
  const auto& place = one.place;
  return !place.names.empty() &&
         std::all_of(place.names.begin(), place.names.end(), [&](const Word& word) { return has(one.entity_words, word, kOne); }) &&
         std::none_of(place.kinds.begin(), place.kinds.end(), [](const Word& kind) { return kind.has(Sign::place); });
}

}  // namespace resso::agenda
