// What is known when all marks were read: hours of headings, old and new dates, doors and departures.
#include "agenda/extract_assembler.hpp"

#include <algorithm>

namespace resso::agenda::extraction {

/// The sentence says that something goes from one date to another.
bool Assembler::is_put_off(const Mark& mark) const {
  return marks_.has_in_sentence(words_, Role::postponed, mark.first) || marks_.has_in_sentence(words_, Role::moved, mark.first);
}

/// "Aplazamos la excursión del sábado 21 al sábado 28": not a range, but the old day and the new one.
void Assembler::put_off(int index) {
  const Mark& mark = mark_at(index);
  Group before = group_of(mark, index), after = before;
  before.range = after.range = false;
  before.days = {mark.days.days.front()};
  after.days = {mark.days.days.back()};
  before.old_date = true;
  start(std::move(before));
  start(std::move(after));
}

/// An old date has the hour of the new one, unless that was told with the new date only.
void Assembler::share_hours_of_old_dates() {
  for (std::size_t i = 0; i + 1 < groups_.size(); ++i) {
    Group& old = groups_[i];
    Group& now = groups_[i + 1];
    const bool with_new_date = !now.drafts.empty() && now.drafts[0].time_mark >= 0 && now.date_mark >= 0 &&
                               mark_at(now.drafts[0].time_mark).first <= mark_at(now.date_mark).last + 2;
    if (with_new_date && !marks_.has(Role::same)) {
      if (old.drafts.empty()) finish_untimed(old);
      continue;
    }
    const bool old_timed = !old.drafts.empty() && old.drafts[0].slot, now_timed = !now.drafts.empty() && now.drafts[0].slot;
    if (!old.old_date || old_timed == now_timed) continue;
    Group& from = old_timed ? old : now;
    Group& to = old_timed ? now : old;
    to.drafts.clear();
    for (const Draft& draft : from.drafts) {
      Draft copy = draft;
      copy.date_mark = to.date_mark;
      copy.anchor = to.date_mark >= 0 ? mark_at(to.date_mark).first : draft.anchor;
      add_days(to, copy);
    }
  }
}

/// "… queda ajornada. Nova data: …": the first date is the old one.
void Assembler::find_old_date() {
  if (!marks_.has(Role::postponed) || groups_.size() < 2) return;
  if (std::any_of(groups_.begin(), groups_.end(), [](const Group& group) { return group.old_date; })) return;
  for (std::size_t i = 0; i + 1 < groups_.size(); ++i) {
    if (groups_[i].date_mark < 0 || groups_[i].series ||
        !marks_.has_in_sentence(words_, Role::postponed, mark_at(groups_[i].date_mark).first))
      continue;
    groups_[i].old_date = true;
    return;
  }
}

/// "Portes 21 h"; "22 h puertas, 22.45 concierto": there the word after the hour is of it, and of none that follows.
bool Assembler::is_of_doors(const Mark& mark) const {
  const auto names = [&](const Mark& hour) {
    const bool closed = words_[hour.last + 1].kind == Item::Kind::sign || words_.is_break(hour.last + 1);
    return hour.kind == Mark::Kind::time && closed && words_.is(hour.last, Role::doors);
  };
  if (names(mark)) return true;
  return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    if (cue.role != Role::doors || cue.item >= mark.first || cue.item + 3 < mark.first || !words_.same_sentence(cue.item, mark.first))
      return false;
    if (marks_.has_between(Role::departure, cue.item + 1, mark.first)) return false;  // "amb autocar: sortida a les 8 h"
    return std::none_of(marks_.marks.begin(), marks_.marks.end(),
                        [&](const Mark& before) { return before.last == cue.item && names(before); });
  });
}

/// Doors and registration are no act of their own when the act's hour is told.
void Assembler::drop_doors(Group& group) {
  const bool act = std::any_of(group.drafts.begin(), group.drafts.end(), [](const Draft& draft) { return !draft.doors; });
  if (act) std::erase_if(group.drafts, [](const Draft& draft) { return draft.doors; });
  // "Trobada a les 8.15 h, sortida a les 8.30 h" is one act, at its departure.
  const std::vector<Draft> all = group.drafts;
  std::erase_if(group.drafts, [&](const Draft& meeting) {
    return meeting.gathering && meeting.slot && std::any_of(all.begin(), all.end(), [&](const Draft& act_draft) {
             return act_draft.departure && act_draft.slot && act_draft.slot->start > meeting.slot->start &&
                    act_draft.slot->start <= meeting.slot->start + 45 &&
                    near(mark_at(meeting.time_mark).first, mark_at(act_draft.time_mark).first);
           });
  });
}

/// "Cinema a la fresca, sempre a les 22 h: 9 de juliol …, 16 de juliol …": an hour over days that tell none is of all of them.
void Assembler::share_hour_over_days() {
  const auto untimed = [](const Group& group) { return !group.series && group.drafts.empty() && group.explicit_day; };
  if (heading_time_ < 0 || groups_.size() < 2 || !std::all_of(groups_.begin() + 1, groups_.end(), untimed)) return;
  if (marks_.has(Role::postponed) || marks_.has(Role::moved)) return;
  const auto sentence = [&](std::size_t item) { return words_[item].sentence; };
  const bool of_all = cue_before(Role::programme, mark_at(heading_time_), 4);  // "Totes a les 18.30 h: 16/2 comerç, 23/2 oci"
  if (!of_all && sentence(mark_at(heading_time_).first) == sentence(mark_at(groups_[0].date_mark).first)) return;
  for (std::size_t i = 1; i < groups_.size(); ++i) apply(heading_time_, groups_[i]);
}

/// Hours that were told of other days, on the days of `group`.
void Assembler::repeat_hours(const std::vector<Draft>& told, Group& group) {
  for (Draft draft : told) {
    draft.date_mark = group.date_mark;
    draft.time_mark = -1;
    draft.gathering = false;
    draft.anchor = mark_at(draft.date_mark).first;
    add_days(group, draft);
  }
}

/// "Cicle (dimarts, 19 h): 3/3 …, 10/3 …, 17/3 …": the weekday of the heading and its hour are those of the days below.
void Assembler::share_hours_of_heading() {
  if (groups_.size() < 3 || groups_[0].series || groups_[0].days.size() != 1 || groups_[0].drafts.empty() || groups_[0].date_mark < 0)
    return;
  const Mark& heading = mark_at(groups_[0].date_mark);
  const bool bare = heading.kind == Mark::Kind::date && heading.date.days[0].weekday && !heading.date.days[0].day;
  // "Dijous de juliol, a les 22 h: el 9, …; el 16, …": the first of them was told again by its number
  if (groups_[0].explicit_day && !(bare && groups_[0].drafts.size() == 1 && groups_[0].last_item > heading.last)) return;
  const int weekday = weekday_of(groups_[0].days[0]);
  const auto below = [&](const Group& group) {
    return !group.series && group.drafts.empty() && group.explicit_day && group.days.size() == 1 && weekday_of(group.days[0]) == weekday;
  };
  if (!std::all_of(groups_.begin() + 1, groups_.end(), below)) return;
  for (std::size_t i = 1; i < groups_.size(); ++i) repeat_hours(groups_[0].drafts, groups_[i]);
  if (!groups_[0].explicit_day) groups_.erase(groups_.begin());
}

/// "… i divendres que ve, a la mateixa hora, concert": the hour of the group before.
void Assembler::take_same_hour(const Group& before, Group& group) {
  if (!group.drafts.empty() || group.date_mark < 0 || group.old_date || before.old_date || before.drafts.empty() || before.series) return;
  const bool same_hour = std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    return cue.role == Role::same && !words_.is(cue.item, Role::same_place) &&
           words_.same_sentence(cue.item, mark_at(group.date_mark).first);
  });
  if (same_hour) repeat_hours(before.drafts, group);
}

/// "Dijous 18 o dijous 25, a les 19.30 h": either of them, at that hour.
void Assembler::share_hour_of_alternatives() {
  for (std::size_t i = 0; i + 1 < groups_.size(); ++i) {
    Group &one = groups_[i], &other = groups_[i + 1];
    if (!one.drafts.empty() || one.series || other.series || other.drafts.empty() || one.date_mark < 0 || other.date_mark < 0) continue;
    const std::size_t first = mark_at(one.date_mark).last, last = mark_at(other.date_mark).first;
    if (first < last && last <= first + 2 && (words_.is(first, Role::or_) || words_.is(last - 1, Role::or_)))
      repeat_hours(other.drafts, one);
  }
}

std::vector<Draft> Assembler::finish() {
  share_hour_of_alternatives();
  find_old_date();
  share_hours_of_heading();
  drop_series_of_list();
  share_hour_over_days();
  if (!marks_.has(Role::postponed) && !marks_.has(Role::moved))
    for (std::size_t i = 1; i < groups_.size(); ++i) take_same_hour(groups_[i - 1], groups_[i]);
  for (Group& group : groups_) drop_doors(group);
  for (Group& group : groups_)
    if (group.drafts.empty() && !group.old_date && !(group.series && group.series->weekdays.empty() && !group.series->daily))
      finish_untimed(group);
  share_hours_of_old_dates();
  for (Group& group : groups_)
    if (group.drafts.empty()) finish_untimed(group);
  std::vector<Draft> drafts;
  for (Group& group : groups_) {
    if (group.series) finish_series(group);
    for (Draft& draft : group.drafts) {
      draft.explicit_day = group.explicit_day;
      draft.contradiction = group.contradiction;
      draft.far = group.far;
      draft.old_date = group.old_date;
      draft.umbrella = (group.range || draft.last_day != draft.first_day) && !draft.slot;
      if (draft.last_day < today_) continue;
      drafts.push_back(draft);
    }
  }
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) { return a.anchor < b.anchor; });
  return drafts;
}

}  // namespace resso::agenda::extraction
