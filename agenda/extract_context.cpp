#include "agenda/extract_context.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

bool opens_quote(const Wording& words, std::size_t i) { return words.is_sign(i, 0xAB) || words.is_sign(i, 0x201C); }
bool closes_quote(const Wording& words, std::size_t i) { return words.is_sign(i, 0xBB) || words.is_sign(i, 0x201D); }

}  // namespace

std::size_t MarkContext::sentence_start(std::size_t item) const {
  while (item > 0 && words_.same_sentence(item - 1, item)) --item;
  return item;
}

std::size_t MarkContext::sentence_end(std::size_t item) const {
  std::size_t end = item;
  while (end < words_.size() && words_.same_sentence(end, item)) ++end;
  return end;
}

bool MarkContext::told_before(Role role, const Mark& mark) const {
  return marks_.has_between(role, sentence_start(mark.first), mark.first);
}

bool MarkContext::time_between(std::size_t first, std::size_t last) const {
  return std::any_of(marks_.marks.begin(), marks_.marks.end(),
                     [&](const Mark& mark) { return mark.kind == Mark::Kind::time && mark.first >= first && mark.last <= last; });
}

bool MarkContext::time_starts(std::size_t first, std::size_t last) const {
  return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& mark) {
    return mark.kind == Mark::Kind::time && mark.first >= first && mark.first < last && words_.same_sentence(mark.first, first);
  });
}

bool MarkContext::time_in_sentence(const Mark& mark) const {
  return std::any_of(marks_.marks.begin(), marks_.marks.end(),
                     [&](const Mark& other) { return other.kind == Mark::Kind::time && words_.same_sentence(other.first, mark.first); });
}

bool MarkContext::begins_anew(std::size_t first, std::size_t last) const {
  for (std::size_t i = first; i < last; ++i)
    if (words_.is(i, Role::but) || words_.is_sign(i, ':')) return true;
  return false;
}

/// "xerrada sobre la preinscripció": what an act is about speaks of no date.
bool MarkContext::is_topic_of_act(std::size_t cue) const {
  std::size_t before = cue;
  while (before > 0 && words_.is(before - 1, Role::article) && !words_.is(before - 1, Role::of)) --before;
  if (before == 0 || (!words_.is(before - 1, Role::about) && !words_.is(before - 1, Role::of))) return false;
  for (std::size_t i = before - 1; i-- > 0 && cue - i <= 6 && words_.is_word(i) && words_.same_sentence(i, cue);)
    if (marks_.has_between(Role::act, i, i + 1)) return true;
  return false;
}

/// "La inscripció al torneig es tanca dimarts": the act says of what, and the verb goes with the cue.
bool MarkContext::is_complement(std::size_t cue, std::size_t act, const Mark& mark) const {
  bool joined = false;
  for (std::size_t i = cue + 1; i < act; ++i) {
    if (!words_.is_word(i)) return false;
    joined |= words_.is(i, Role::of) || words_.is(i, Role::at) || words_.is(i, Role::to) || words_.is(i, Role::about) ||
              words_.is(i, Role::article);
  }
  if (joined && is_window_of(cue, act, mark)) return true;
  // "Horari del mercat: els dies 24 i 31, de 8 a 14 h. El 25, tancat"
  if (joined && words_.is(cue, Role::opening) && begins_anew(act, mark.first) && marks_.has(Role::closed)) return true;
  if (!joined || !marks_.has_between(Role::window, act + 1, mark.first)) return false;
  return std::none_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& invite) {
    if (invite.role != Role::invite || invite.item <= act || invite.item >= mark.first) return false;
    return !words_.is(invite.item, Role::window) || is_of_act(act, invite.item);
  });
}

/// "Inscripcions al curs, que comença dimarts": the verb is told of the act, and not of what comes before it.
bool MarkContext::is_of_act(std::size_t act, std::size_t verb) const {
  for (std::size_t i = act + 1; i < verb; ++i)
    if (!words_.is_word(i) || words_.is(i, Role::told_of)) return true;
  return false;
}

/// "Obrim inscripcions al curs de l'1 al 15 de juliol", "Inscripcions per al curs, de l'1 al 18 de juny": some days from about now, or
/// after a comma, are those in which one asks for it.
bool MarkContext::is_window_of(std::size_t cue, std::size_t act, const Mark& mark) const {
  if (!words_.is(cue, Role::deadline) || mark.kind != Mark::Kind::date || mark.date.kind != DatePhrase::Kind::range) return false;
  if (marks_.has_between(Role::act, act + 1, mark.first) || mark.days.days.empty()) return false;
  const std::size_t before = cue > 3 ? cue - 3 : 0;
  const bool opened = (marks_.has_between(Role::opening, before, act) || marks_.has_between(Role::window, before, act)) &&
                      mark.days.days.front() <= today_ + std::chrono::days(5);
  return opened || words_.is_sign(mark.first - 1, ',');
}

/// An act between the cue and the mark, of which the date is.
bool MarkContext::shields(std::size_t cue, const Mark& mark) const {
  return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& act) {
    return act.role == Role::act && act.item > cue && act.item < mark.first && !is_complement(cue, act.item, mark);
  });
}

/// "la fira obre dissabte", "Fira de Nadal oberta de 10 a 20 h"
bool MarkContext::is_of_exhibition(std::size_t opening) const {
  for (std::size_t i = opening; i-- > 0 && opening - i <= 3 && words_.is_word(i) && words_.same_sentence(i, opening);)
    if (words_.is(i, Role::exhibition)) return true;
  return false;
}

bool MarkContext::governed_by(Role role, const Mark& mark) const {
  const std::size_t start = sentence_start(mark.first);
  std::size_t before = words_.size(), after = words_.size();
  for (const Cue& cue : marks_.cues) {
    if (cue.role != role || !words_.same_sentence(cue.item, mark.first)) continue;
    if (role == Role::opening && is_of_exhibition(cue.item)) continue;
    if (is_dated_aside(cue.item, mark)) continue;
    if (cue.item < mark.first)
      before = cue.item;
    else if (after == words_.size())
      after = cue.item;
  }
  // "Sessió informativa de la tarifa que s'aplicarà el 2027: dijous 3"
  const bool of_act =
      role == Role::effect && before < words_.size() && begins_anew(before, mark.first) && marks_.has_between(Role::act, start, before);
  if (before < words_.size() && !of_act && !is_topic_of_act(before) && !shields(before, mark)) return true;
  return after < words_.size() && !marks_.has_between(Role::act, start, after) && !time_between(mark.last, after);
}

bool MarkContext::asks(const Mark& mark) const {
  const std::size_t end = sentence_end(mark.last > mark.first ? mark.last - 1 : mark.first);
  return end > 0 && words_.is_sign(end - 1, '?');
}

bool MarkContext::has_alternative(const Mark& mark) const {
  const auto joined_by_or = [&](const Mark& first, const Mark& second) {
    if (first.last > second.first || second.first - first.last > 4 || !words_.same_sentence(first.first, second.first)) return false;
    for (std::size_t i = first.last; i < second.first; ++i)
      if (words_.is(i, Role::or_)) return true;
    return false;
  };
  return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& other) {
    return other.kind == mark.kind && &other != &mark && (joined_by_or(mark, other) || joined_by_or(other, mark));
  });
}

bool MarkContext::in_quotes(std::size_t item) const {
  const std::size_t start = sentence_start(item);
  while (item > start && !closes_quote(words_, item - 1)) {
    if (opens_quote(words_, item - 1)) return true;
    --item;
  }
  return false;
}

bool MarkContext::is_quoted(const Mark& mark) const {
  constexpr std::size_t kLongestName = 8;  // items before and after it; a longer quote is somebody's speech
  std::size_t open = mark.first, close = mark.last;
  while (open > 0 && mark.first - open < kLongestName && words_.same_sentence(open - 1, mark.first) && !opens_quote(words_, open)) --open;
  while (close < mark.last + kLongestName && words_.same_sentence(close, mark.first) && !closes_quote(words_, close)) ++close;
  if (!opens_quote(words_, open) || !closes_quote(words_, close)) return false;
  for (std::size_t i = open + 1; i < close; ++i)
    if (closes_quote(words_, i) || opens_quote(words_, i)) return false;
  // «Dissabte 28, 20 h, tothom a l'Ateneu!»: who calls with a day and an hour announces.
  const auto told_within = [&](bool hours) {
    return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& each) {
      return (each.kind == Mark::Kind::time) == hours && each.first > open && each.last <= close;
    });
  };
  return !(told_within(true) && told_within(false));
}

bool MarkContext::follows_phone_number(const Mark& mark) const {
  std::size_t i = mark.first;
  if (i > 0 && (words_.is_sign(i - 1, '(') || words_.is_sign(i - 1, ','))) --i;
  int digits = 0;
  while (i > 0 && words_.is_number(i - 1) && words_.same_sentence(i - 1, mark.first)) digits += words_[--i].digits;
  return digits >= 9;
}

bool MarkContext::is_future(std::size_t item) const {
  return words_.is(item, Role::future) || (words_[item].folded_size >= 4 && words_.ends_as(item, Role::future));
}

bool MarkContext::is_aside(std::size_t item, const Mark& mark) const {
  const std::size_t start = sentence_start(item), end = sentence_end(item);
  std::size_t open = item, close = item;
  while (open > start && !words_.is_sign(open, '(') && !words_.is_sign(open, ')')) --open;
  while (close < end && !words_.is_sign(close, ')') && !words_.is_sign(close, '(')) ++close;
  return words_.is_sign(open, '(') && words_.is_sign(close, ')') && (mark.first > close || mark.last <= open);
}

bool MarkContext::is_dated_aside(std::size_t item, const Mark& mark) const {
  if (!is_aside(item, mark)) return false;
  return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& own) {
    const std::size_t first = std::min(item, own.first), last = std::max(item, own.first);
    if (!words_.same_sentence(own.first, item) || own.kind == Mark::Kind::duration) return false;
    for (std::size_t i = first; i <= last; ++i)
      if (words_.is_sign(i, '(') || words_.is_sign(i, ')')) return false;
    return true;
  });
}

bool MarkContext::tells_past(const Mark& mark) const {
  const std::size_t none = words_.size();
  const auto distance = [&](std::size_t item) { return item < mark.first ? mark.first - item : item + 1 - mark.last; };
  std::size_t past = none, future = none;
  for (const Cue& cue : marks_.cues)
    if (cue.role == Role::past && words_.same_sentence(cue.item, mark.first) && !is_aside(cue.item, mark))
      past = std::min(past, distance(cue.item));
  if (past == none) return false;
  for (std::size_t i = sentence_start(mark.first); i < sentence_end(mark.first); ++i)
    if (!marks_.taken[i] && is_future(i)) future = std::min(future, distance(i));
  return past <= future;
}

bool MarkContext::tells_what_was(const Mark& mark) const {
  if (in_sentence(Role::past, mark)) return tells_past(mark);
  for (std::size_t i = sentence_start(mark.first); i < sentence_end(mark.first); ++i)
    if (words_[i].folded_size >= 5 && words_.ends_as(i, Role::imperfect)) return true;
  return false;
}

/// "aquest dissabte": whatever else is told, this one is ahead.
bool MarkContext::tells_of_this(const Mark& mark) const {
  return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& each) {
    return each.kind == Mark::Kind::date && words_.same_sentence(each.first, mark.first) &&
           std::any_of(each.date.days.begin(), each.date.days.end(), [](const DayWords& day) { return day.this_; });
  });
}

bool MarkContext::is_of_old_year(const Mark& mark, int this_year) const {
  const std::size_t start = sentence_start(mark.first);
  bool year = false;
  for (std::size_t i = start; i < mark.first; ++i) {
    const bool led =
        i > 0 && !in_quotes(i) && (words_.is(i - 1, Role::at) || words_.is(i - 1, Role::article) || words_.is(i - 1, Role::year_words));
    year |= led && words_.is_number(i) && words_[i].digits == 4 && words_[i].number >= 1500 &&
            words_[i].number < static_cast<std::uint32_t>(this_year);
  }
  return year && tells_what_was(mark) && !tells_of_this(mark);
}

}  // namespace resso::agenda::extraction
