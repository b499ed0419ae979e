#include "agenda/merge.hpp"

#include "text/digest.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <sstream>

namespace resso::agenda {
namespace {

std::set<std::string> words_of(std::string_view title) {
  std::set<std::string> words;
  std::istringstream in(text::fold_words(title));
  for (std::string word; in >> word;) words.insert(word);
  return words;
}

// Share of the shorter title's words that the other has too.
double title_overlap(const Event& a, const Event& b) {
  const auto first = words_of(a.title), second = words_of(b.title);
  if (first.empty() || second.empty()) return 1;
  const auto shared = std::count_if(first.begin(), first.end(), [&](const std::string& word) { return second.contains(word); });
  return static_cast<double>(shared) / static_cast<double>(std::min(first.size(), second.size()));
}

bool same_day(const Event& a, const Event& b) {
  return std::chrono::floor<std::chrono::days>(a.times.start) == std::chrono::floor<std::chrono::days>(b.times.start);
}

constexpr double kTitlesAgree = 0.5;

}  // namespace

Sameness same_event(const Event& a, const Event& b) {
  const bool titles = title_overlap(a, b) >= kTitlesAgree;
  const bool days = same_day(a, b);
  if (!a.uid.empty() && a.uid == b.uid) {
    if (titles || days) return {true, titles && days ? 1.0 : 0.9, "uid"};
    return {false, 0.2, "uid, but titles and days differ"};
  }
  if (!a.url.empty() && !b.url.empty() && text::url_key(a.url) == text::url_key(b.url)) {
    if (titles && days) return {true, 0.95, "url"};
    return {false, 0.3, titles ? "url, but the days differ" : "url, but the titles differ"};
  }
  return {};
}

const Event* find_same(const StatedEvent& stated, const std::vector<Event>& candidates) {
  const Event* best = nullptr;
  double best_score = 0;
  for (const auto& candidate : candidates) {
    const auto verdict = same_event(stated.event, candidate);
    if (!verdict.same) continue;
    const bool older = best && candidate.created < best->created;
    if (!best || verdict.score > best_score || (verdict.score == best_score && older)) {
      best = &candidate;
      best_score = verdict.score;
    }
  }
  return best;
}

std::string event_id(const StatedEvent& first) { return text::short_id("event\n" + first.source_id + "\n" + first.key); }

}  // namespace resso::agenda
