#include "agenda/extract_evidence.hpp"

#include <algorithm>
#include <array>

namespace resso::agenda::extraction {
namespace {

/// What one goes to, or is asked to.
constexpr std::array kOfActs{Role::act,     Role::doors,     Role::gathering, Role::departure, Role::invite,     Role::exhibition,
                             Role::meeting, Role::cancelled, Role::postponed, Role::moved,     Role::conditional};

}  // namespace

TextEvidence::TextEvidence(const Wording& words, const Marks& marks) : words_(words), marks_(marks) {
  const bool acts = std::any_of(kOfActs.begin(), kOfActs.end(), [&](Role role) { return marks.has(role); });
  doors_only_ = !acts && (marks.has(Role::closed) || marks.has(Role::opening));
  if (marks.has(Role::tune_in)) {
    broadcast_ = true;
    for (std::size_t i = 0; i < words.size(); ++i) broadcast_ &= !words.is(i, Role::online);
  }
  found_ = std::any_of(marks.cues.begin(), marks.cues.end(), [&](const Cue& cue) { return cue.item <= 1 && cue.role == Role::advert; });
  seeks_ = std::any_of(marks.cues.begin(), marks.cues.end(), [](const Cue& cue) { return cue.item <= 1 && cue.role == Role::job; });
  struct Kind {
    Role role;
    std::string_view name;
  };
  static constexpr std::array kKinds{Kind{Role::opening, "opening hours"}, Kind{Role::closed, "closed"}, Kind{Role::notice, "notice"},
                                     Kind{Role::job, "job offer"}};
  const std::size_t end = heading_end();
  if (end == 0 || marks.has_between(Role::act, 0, end) || marks.has_between(Role::invite, 0, end)) return;
  for (const Kind& kind : kKinds)
    if (heading_.empty() && marks.has_between(kind.role, 0, end)) heading_ = kind.name;
}

/// The first line of several, when it tells no date nor hour; 0: there is none.
std::size_t TextEvidence::heading_end() const {
  std::size_t end = 0;
  while (end < words_.size() && !words_.is_break(end)) ++end;
  if (end + 1 >= words_.size()) return 0;
  for (std::size_t i = 0; i < end; ++i)
    if (marks_.taken[i]) return 0;
  return end;
}

std::string_view TextEvidence::heading_reason(const Mark& mark) const {
  const bool act = marks_.has_in_sentence(words_, Role::act, mark.first) || marks_.has_in_sentence(words_, Role::invite, mark.first);
  return act ? std::string_view() : heading_;
}

bool TextEvidence::is_day_off(const Mark& mark) const {
  std::size_t first = mark.first, last = mark.last;
  while (first > 0 && !words_.is_break(first - 1)) --first;
  while (!words_.is_break(last)) ++last;
  const auto has_hour = [&](std::size_t from, std::size_t to) {
    return std::any_of(marks_.marks.begin(), marks_.marks.end(),
                       [&](const Mark& other) { return other.kind == Mark::Kind::time && other.first >= from && other.first < to; });
  };
  // "DIVENDRES, 11 (festiu)" over a line that begins with an hour: the day of a programme.
  if (has_hour(last + 1, last + 2)) return false;
  // The day alone in its line: what is told in the next one is told of it.
  if (last == mark.last && last + 1 < words_.size() && !marks_.taken[last + 1])
    for (++last; !words_.is_break(last);) ++last;
  if (!marks_.has_between(Role::day_off, first, last)) return false;
  return !has_hour(first, last);
}

}  // namespace resso::agenda::extraction
