#include "agenda/merge_keys.hpp"

#include "agenda/title_likeness.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace resso::agenda {
namespace {

using Keys = std::vector<std::uint32_t>;

// Kept by all and asked by whom anything may be; kept by whom anything may be and asked by all.
constexpr std::uint32_t kAll = 0, kAnything = 1;

enum class Of : unsigned char { body, word, act_alone, act_of_more, place, hour_of_body, hour_of_stranger };

// FNV-1a: the same in every build, for it is kept.
std::uint32_t key(Of of, std::string_view text) {
  std::uint32_t hash = 2166136261U;
  const auto add = [&](unsigned char byte) { hash = (hash ^ byte) * 16777619U; };
  add(static_cast<unsigned char>(of));
  for (const char c : text) add(static_cast<unsigned char>(c));
  return hash;
}

std::string name_of(int meaning) { return "#" + std::to_string(meaning); }

// How it begins, and what it means.
std::vector<std::string> names_of(const Word& word) {
  constexpr std::size_t kBeginning = 4;  // bytes
  std::vector<std::string> names;
  if (!word.skeleton.empty()) names.push_back(word.skeleton.substr(0, kBeginning));
  for (const int meaning : word.meanings) names.push_back(name_of(meaning));
  return names;
}

void add_both(MergeKeys& keys, std::uint32_t key) {
  keys.kept.push_back(key);
  keys.asked.push_back(key);
}

void add_body(MergeKeys& keys, const EventTraits& traits) {
  if (!traits.entity.empty()) add_both(keys, key(Of::body, traits.entity));
  // "Creu Roja" is "Red Cross": bodies are one by what their names mean, too.
  for (const auto& word : traits.entity_words)
    if (!word.has(Sign::weak) && !word.has(Sign::place)) {
      add_both(keys, key(Of::body, word.skeleton));
      for (const int meaning : word.meanings) add_both(keys, key(Of::body, name_of(meaning)));
    }
}

// A kind of act alone makes two one where one of them says no more; else the title must share a word of what it is about.
void add_title(MergeKeys& keys, const EventTraits& traits) {
  const auto tells = [](const Word& word) { return (is_content(word) || word.has(Sign::setting)) && !word.of_place; };
  const bool bare = std::none_of(traits.title.begin(), traits.title.end(), [](const Word& word) { return is_content(word); });
  for (const auto& word : traits.title) {
    for (const auto& name : names_of(word)) {
      if (tells(word)) add_both(keys, key(Of::word, name));
      keys.kept.push_back(key(bare ? Of::act_alone : Of::act_of_more, name));
      keys.asked.push_back(key(Of::act_alone, name));
      if (bare) keys.asked.push_back(key(Of::act_of_more, name));
    }
  }
}

constexpr const char* kNoHour = "-";

// What agrees in nothing but place and hour: within the two hours before, of, and after its own.
void add_place(MergeKeys& keys, const EventTraits& traits) {
  std::vector<std::string> names;
  for (const auto& word : traits.place.names.empty() ? traits.place.kinds : traits.place.names)
    if (!word.has(Sign::weak) && !word.has(Sign::everywhere))
      for (auto& name : names_of(word)) names.push_back(std::move(name));
  if (traits.place.gazetteer >= 0) names.push_back("line " + std::to_string(traits.place.gazetteer));
  const auto slot = traits.start.time_since_epoch().count() / 7200;
  for (const auto& name : names) {
    const auto at = [&](const std::string& when) { return key(Of::place, std::string(name).append(" ").append(when)); };
    if (!traits.has_hour()) {
      keys.kept.push_back(at(kNoHour));
      keys.asked.insert(keys.asked.end(), {at(kNoHour), at("any")});
      continue;
    }
    keys.kept.insert(keys.kept.end(), {at("any"), at(std::to_string(slot))});
    keys.asked.push_back(at(kNoHour));
    for (const auto near : {slot - 1, slot, slot + 1}) keys.asked.push_back(at(std::to_string(near)));
  }
}

// Who names no body agrees with whoever is at that hour, and with whoever names none.
void add_hours(MergeKeys& keys, const EventTraits& traits) {
  const std::string hour = traits.has_hour() ? std::to_string(traits.start.time_since_epoch().count()) : kNoHour;
  if (traits.entity.empty()) {
    keys.kept.insert(keys.kept.end(), {key(Of::hour_of_stranger, hour), key(Of::hour_of_stranger, kNoHour)});
    keys.asked.insert(keys.asked.end(), {key(Of::hour_of_stranger, hour), key(Of::hour_of_body, hour), key(Of::hour_of_body, kNoHour)});
  } else {
    keys.kept.push_back(key(Of::hour_of_body, hour));
    keys.asked.push_back(key(Of::hour_of_stranger, hour));
  }
}

void sort(Keys& keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

}  // namespace

MergeKeys merge_keys(const EventTraits& traits) {
  MergeKeys keys;
  add_body(keys, traits);
  add_title(keys, traits);
  add_place(keys, traits);
  add_hours(keys, traits);
  keys.kept.push_back(kAll);
  keys.asked.push_back(kAnything);
  if (traits.title.empty() || (traits.entity.empty() && !traits.has_hour())) {
    keys.kept.push_back(kAnything);
    keys.asked.push_back(kAll);
  }
  sort(keys.kept);
  sort(keys.asked);
  return keys;
}

bool asks_for(std::span<const std::uint32_t> asked, std::span<const std::uint32_t> kept) {
  auto one = asked.begin();
  for (auto other = kept.begin(); one != asked.end() && other != kept.end();) {
    if (*one == *other) return true;
    if (*one < *other)
      ++one;
    else
      ++other;
  }
  return false;
}

}  // namespace resso::agenda
