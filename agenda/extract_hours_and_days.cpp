#include "agenda/extract_hours_and_days.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

bool goes_with_hours(std::string_view reason) {
  return !reason.empty() && reason != "denied" && reason != "nearer in the past" && reason != "in a title" && reason != "a week";
}

}  // namespace

bool is_weekday_range(const Mark& mark) {
  return mark.kind == Mark::Kind::date && mark.date.kind == DatePhrase::Kind::range && mark.date.days[0].weekday &&
         !mark.date.days[0].day && !mark.date.days[1].day;
}

std::string_view HoursAndDays::reason_of_before(const Mark& before, const Mark& hour) const {
  if (before.refused.empty() || !words_.same_sentence(before.first, hour.first) || context_.is_aside(before.first, hour)) return {};
  if (marks_.has_between(Role::act, before.last, hour.first)) return {};
  if (is_weekday_range(before) && is_within_weeks(before)) return {};
  if (before.kind != Mark::Kind::time) return goes_with_hours(before.refused) ? before.refused : std::string_view();
  const bool list = words_.is(before.last, Role::and_) && hour.first <= before.last + 2;
  return list && (before.refused == "deadline" || before.refused == "opening hours") ? before.refused : std::string_view();
}

std::string_view HoursAndDays::reason_of_after(const Mark& hour, const Mark& day) const {
  const bool dated = day.kind == Mark::Kind::date || day.kind == Mark::Kind::series;
  if (!dated || !goes_with_hours(day.refused) || day.first > hour.last + 2 || !words_.same_sentence(hour.first, day.first)) return {};
  for (std::size_t i = hour.last; i < day.first; ++i)
    if (!words_.is_word(i)) return {};
  const bool of_another = std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& other) {
    return other.kind != Mark::Kind::time && other.refused.empty() && other.first < hour.first &&
           words_.same_sentence(other.first, hour.first);
  });
  return of_another ? std::string_view() : day.refused;
}

/// "On Saturday the office is closed, but the children's hour goes ahead: 11am"
bool HoursAndDays::goes_ahead(const Mark& mark) const {
  const std::size_t end = context_.sentence_end(mark.first);
  return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    return cue.role == Role::but && cue.item > mark.last && cue.item < end && context_.time_starts(cue.item, end);
  });
}

/// "10 and 11 October: touch a moon rock … The museum closes on 24 December": that closing has a day of its own, and this one a colon.
bool HoursAndDays::is_heading_apart(const Mark& mark) const {
  if (!words_.is_sign(mark.last, ':') || mark.date.kind == DatePhrase::Kind::until || words_.is_break(mark.last + 1)) return false;
  return std::all_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    return cue.role != Role::closed || std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& day) {
             return day.kind == Mark::Kind::date && words_.same_sentence(day.first, cue.item);
           });
  });
}

bool HoursAndDays::is_closed(const Mark& mark) const {
  if (in_sentence(Role::closed, mark)) return !goes_ahead(mark);
  const bool shown = mark.date.kind == DatePhrase::Kind::range && mark.days.explicit_day && marks_.has(Role::exhibition);
  return marks_.has(Role::closed) && !in_sentence(Role::act, mark) && !shown && !is_heading_apart(mark);
}

bool HoursAndDays::is_of_a_limit(const Mark& mark) const {
  return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& hour) {
    if (hour.kind != Mark::Kind::time || hour.last > mark.first || hour.last + 2 < mark.first) return false;
    const bool limit = hour.time.end_only || (hour.first > 0 && words_.is(hour.first - 1, Role::before));
    return limit && words_.same_sentence(hour.first, mark.first) && !words_.is_sign(hour.last, ',');
  });
}

bool HoursAndDays::is_open_day(const Mark& mark) const {
  if (marks_.has_between(Role::deadline, context_.sentence_start(mark.first), mark.first)) return false;
  const auto invites_after = [&](const Mark& day) {
    return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
      return cue.role == Role::invite && cue.item >= day.last && words_.same_sentence(cue.item, day.first) &&
             !words_.is(cue.item, Role::begins);  // "el dia 2 reprenem l'atenció"
    });
  };
  return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& day) {
    if (day.kind != Mark::Kind::date || day.date.kind != DatePhrase::Kind::days || day.days.days.size() != 1) return false;
    if (!words_.same_sentence(day.first, mark.first)) return false;
    if (!day.date.days[0].month) return day.date.days[0].day.has_value() && (opens_with_act(day) || is_for_act(day));
    return invites_after(day) || opens_with_act(day) || opens_with_title(day) || is_for_act(day);
  });
}

/// "Dissabte 5 obrim la nova seu! Festa a partir de les 18 h", "obre les portes diumenge 6: visites a les 11"
bool HoursAndDays::opens_with_act(const Mark& day) const {
  const std::size_t end = context_.sentence_end(day.last), next = context_.sentence_end(end);
  const auto act_at_hour = [&](std::size_t first, std::size_t last) {
    return first < last && marks_.has_between(Role::act, first, last) && context_.time_starts(first, last) &&
           std::none_of(marks_.marks.begin(), marks_.marks.end(),
                        [&](const Mark& other) { return other.kind != Mark::Kind::time && other.first >= first && other.first < last; });
  };
  if (words_.is_sign(day.last, ':')) return act_at_hour(day.last, end);
  return end < words_.size() && act_at_hour(end, next);
}

/// "El huerto abre sus puertas el domingo 18 de 11 a 14 h con taller de semillas", but not "por la fiesta del barrio"
bool HoursAndDays::is_for_act(const Mark& day) const {
  const std::size_t end = context_.sentence_end(day.first);
  return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    if (cue.role != Role::act || cue.item < day.last || cue.item >= end || !context_.time_between(day.last, cue.item)) return false;
    return words_.is(cue.item - 1, Role::with) || (words_.is(cue.item - 1, Role::indefinite) && words_.is(cue.item - 2, Role::with));
  });
}

/// "El teatre reobre divendres 4 a les 21 h amb «L'avar»"
bool HoursAndDays::opens_with_title(const Mark& day) const {
  if (!context_.time_in_sentence(day)) return false;
  for (std::size_t i = day.last; i < context_.sentence_end(day.first); ++i)
    if (words_.is_sign(i, 0xAB) || words_.is_sign(i, 0x201C)) return true;
  return false;
}

bool HoursAndDays::is_of_opening_at(const Mark& day, const Mark& hour) const {
  if (hour.kind != Mark::Kind::time || hour.refused != "opening hours" || !words_.same_sentence(day.first, hour.first)) return false;
  return marks_.has_between(Role::opening, std::max(day.last, hour.first - std::min<std::size_t>(hour.first, 2)), hour.first) &&
         !marks_.has_between(Role::act, context_.sentence_start(day.first), day.first);
}

bool HoursAndDays::is_after_opening_at(const Mark& hour, const Mark& day) const {
  return hour.kind == Mark::Kind::time && hour.refused == "opening hours" && day.first <= hour.last + 1 &&
         words_.same_sentence(day.first, hour.first) && !marks_.has_between(Role::act, context_.sentence_start(hour.first), hour.first);
}

bool HoursAndDays::is_labelled(const Mark& mark) const {
  if (mark.first < 2 || !words_.is_sign(mark.first - 1, ':') || !words_.is(mark.first - 2, Role::opening)) return false;
  const Item& label = words_[mark.first - 2];
  if (!label.line_start) return false;
  bool told = false;
  for (const Mark& other : marks_.marks) {
    if (other.kind == Mark::Kind::time || other.kind == Mark::Kind::duration) continue;
    if (words_.same_sentence(other.first, mark.first)) return false;
    if (other.first < mark.first && other.refused.empty())
      told = other.kind == Mark::Kind::date && other.days.explicit_day && other.days.days.size() == 1;
  }
  return told;
}

bool HoursAndDays::was_planned_then(const Mark& hour) const {
  if (!marks_.has(Role::moved_hour) && !marks_.has(Role::moved)) return false;
  const std::size_t before = hour.first - std::min<std::size_t>(hour.first, 3);
  return marks_.has_between(Role::arranging, before, hour.first) && words_.same_sentence(before, hour.first) &&
         !context_.time_between(before, hour.first);
}

bool HoursAndDays::ends_series(const Mark& until) const {
  const Mark* day = nullptr;
  for (const Mark& mark : marks_.marks)
    if (mark.first < until.first && (mark.kind == Mark::Kind::date || mark.kind == Mark::Kind::series)) day = &mark;
  if (day == nullptr || day->kind != Mark::Kind::series || !day->refused.empty()) return false;
  const bool near = words_[until.first].sentence - words_[day->first].sentence <= 1;
  return near && !in_sentence(Role::deadline, until) && !in_sentence(Role::office, until) && !in_sentence(Role::opening, until);
}

bool HoursAndDays::is_of_a_closing(const Mark& mark) const {
  for (std::size_t i = mark.first; i-- > 0 && i + 2 >= mark.first && words_.same_sentence(i, mark.first);)
    if (words_.is(i, Role::shuts)) return true;
  return false;
}

bool HoursAndDays::has_day_of_its_own(const Mark& mark) const {
  return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& other) {
    const bool day = other.kind == Mark::Kind::date || other.kind == Mark::Kind::series;
    if (!day || !words_.same_sentence(other.first, mark.first)) return false;
    return other.first > mark.first || !marks_.has_between(Role::deadline, other.last, mark.first);
  });
}

bool HoursAndDays::is_hours_of_act(const Mark& mark) const {
  return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& day) {
    return day.kind == Mark::Kind::date && day.refused.empty() && day.days.explicit_day && day.last <= mark.first &&
           words_.same_sentence(day.first, mark.first) && marks_.has_between(Role::act, context_.sentence_start(mark.first), day.last);
  });
}

bool HoursAndDays::is_within_weeks(const Mark& mark) const {
  if (marks_.has(Role::exhibition)) return false;  // those are its visiting hours
  return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& other) {
    return other.kind == Mark::Kind::date && other.date.kind == DatePhrase::Kind::range && other.days.explicit_day &&
           other.refused.empty() && other.first < mark.first && words_[mark.first].sentence - words_[other.first].sentence <= 1;
  });
}

}  // namespace resso::agenda::extraction
