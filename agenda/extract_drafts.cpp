#include "agenda/extract_assembler.hpp"

#include <algorithm>
#include <numeric>

namespace resso::agenda::extraction {
using std::chrono::days;

/// The order of the text, but that an hour which opens a sentence goes after the date of that sentence: "A les 19 h, dissabte 28, concert".
std::vector<int> Assembler::order() const {
  std::vector<int> order(marks_.marks.size());
  std::iota(order.begin(), order.end(), 0);
  const auto live = [&](int index, Mark::Kind kind) {
    const Mark& mark = marks_.marks[static_cast<std::size_t>(index)];
    return mark.kind == kind && mark.refused.empty();
  };
  const auto sentence = [&](int index) { return words_[marks_.marks[static_cast<std::size_t>(index)].first].sentence; };
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    int times = 0, dates = 0;
    while (end < order.size() && sentence(order[end]) == sentence(order[begin])) {
      times += live(order[end], Mark::Kind::time) && !marks_.marks[static_cast<std::size_t>(order[end])].time.end_only;
      dates += live(order[end], Mark::Kind::date) || live(order[end], Mark::Kind::series);
      ++end;
    }
    const bool time_first = live(order[begin], Mark::Kind::time) && !marks_.marks[static_cast<std::size_t>(order[begin])].time.end_only;
    if (time_first && dates > 0 && times <= dates) {
      for (std::size_t i = begin; i + 1 < end; ++i) {
        if (live(order[i], Mark::Kind::time) && !live(order[i + 1], Mark::Kind::time) && !is_over_list(order[i]))
          std::swap(order[i], order[i + 1]), ++i;
      }
    }
    begin = end;
  }
  return order;
}

/// "Totes a les 18.30 h a la Masia: 16/2 comerç, 23/2 oci": an hour for all that follows the colon.
bool Assembler::is_over_list(int index) const {
  const Mark& mark = marks_.marks[static_cast<std::size_t>(index)];
  if (!cue_before(Role::programme, mark, 4)) return false;
  for (std::size_t i = mark.last; i < words_.size() && words_.same_sentence(i, mark.first) && !marks_.taken[i]; ++i)
    if (words_.is_sign(i, ':')) return true;
  return false;
}

bool Assembler::cue_before(Role role, const Mark& mark, std::size_t within) const {
  return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    return cue.role == role && cue.item < mark.first && cue.item + within >= mark.first &&
           words_[cue.item].sentence == words_[mark.first].sentence;
  });
}

/// "Inauguració: divendres 18. Fins al 31 d'octubre": what is shown is shown from its opening.
std::optional<LocalDate> Assembler::opening_day() const {
  for (const Group& group : groups_) {
    if (group.date_mark < 0 || group.days.size() != 1 || !group.explicit_day) continue;
    const Mark& mark = marks_.marks[static_cast<std::size_t>(group.date_mark)];
    if (marks_.has_in_sentence(words_, Role::inauguration, mark.first)) return group.days.front();
  }
  return std::nullopt;
}

Group Assembler::group_of(const Mark& mark, int index) const {
  Group group;
  group.days = mark.days.days;
  const bool weekend = mark.date.days.size() == 1 && mark.date.days[0].weekend;
  group.range = mark.date.kind == DatePhrase::Kind::range || weekend;
  if (mark.date.kind == DatePhrase::Kind::until && !is_put_off(mark)) {
    group.range = true;
    group.days = {opening_day().value_or(today_), mark.days.days.back()};
  }
  group.date_mark = index;
  group.explicit_day = mark.days.explicit_day;
  group.contradiction = mark.days.contradiction;
  group.far = mark.days.far;
  group.last_item = mark.last;
  return group;
}

void Assembler::start(Group group) {
  groups_.push_back(std::move(group));
  current_ = static_cast<int>(groups_.size()) - 1;
  if (pending_time_ >= 0) {
    const int time = heading_time_ = pending_time_;
    pending_time_ = -1;
    apply(time, groups_.back());
    for (const int more : more_pending_) apply(more, groups_.back());
    more_pending_.clear();
  }
}

/// A day that was told before: what follows is of that group.
bool Assembler::reopen(const Mark& mark) {
  for (std::size_t i = groups_.size(); i-- > 0;) {
    Group& group = groups_[i];
    if (group.series || group.range != (mark.date.kind == DatePhrase::Kind::range) || group.days != mark.days.days) continue;
    current_ = static_cast<int>(i);
    group.explicit_day |= mark.days.explicit_day;
    group.last_item = mark.last;
    // "Amb motiu del 8 de març: dilluns 1, …; dilluns 8, manifestació a les 12 h": what is on is told here
    if (group.drafts.empty() && !group.old_date) group.date_mark = static_cast<int>(&mark - marks_.marks.data());
    return true;
  }
  return false;
}

void Assembler::on_date(int index) {
  const Mark& mark = mark_at(index);
  if (mark.date.kind == DatePhrase::Kind::range && is_put_off(mark)) return put_off(index);
  if (refine_series(mark)) return;
  if (reopen(mark)) return;
  Group group = group_of(mark, index);
  if (current_ >= 0) {
    Group& last = groups_[static_cast<std::size_t>(current_)];
    // "Aquest cap de setmana, dissabte 14 i diumenge 15": the days told more exactly.
    const bool within = last.range && last.drafts.empty() && !last.explicit_day && !group.days.empty() &&
                        group.days.front() >= last.days.front() && group.days.back() <= last.days.back();
    // "Next weekend! Sat 25: …": said of the days below.
    const bool below = last.range && last.drafts.empty() && !last.explicit_day && group.explicit_day && !group.days.empty() &&
                       group.days.front() > last.days.back() && group.days.back() <= last.days.back() + days(7);
    // "This weekend. Friday: …": begun on its eve.
    const bool eve = last.range && last.drafts.empty() && !last.explicit_day && group.days.size() == 1 &&
                     group.days.front() + days(1) == last.days.front();
    if ((within || below || eve) && last.date_mark >= 0 && mark_at(last.date_mark).date.days[0].weekend) {
      last = std::move(group);
      return;
    }
    const bool put_off_here = is_put_off(mark) && last.date_mark >= 0 && words_.same_sentence(mark_at(last.date_mark).first, mark.first) &&
                              mark_at(last.date_mark).date.kind == DatePhrase::Kind::days;
    if (put_off_here) last.old_date = true;
  }
  start(std::move(group));
}

void Assembler::on_time(int index) {
  Mark& mark = mark_at(index);
  // "tornada a la una", "a la una ja som de tornada"
  const bool told_after = words_.is(mark.last, Role::ends) && words_.folded(mark.last).find(' ') != std::string_view::npos;
  const bool ends = mark.time.end_only ||
                    ((cue_before(Role::ends, mark, 2) || told_after || is_where_it_ends(mark)) && current_ >= 0 &&
                     !groups_[static_cast<std::size_t>(current_)].drafts.empty() && mark.time.slots.size() == 1 && !mark.time.slots[0].end);
  if (ends) return on_end(mark);
  if (current_ < 0) {
    if (pending_time_ < 0)
      pending_time_ = index;
    else
      more_pending_.push_back(index);
    return;
  }
  // "Sempre a les 22 h", "totes les sessions a les 19 h": of all the days told so far.
  if (cue_before(Role::programme, mark, 4) || is_of_every_act(mark)) {
    for (Group& group : groups_)
      if (group.drafts.empty()) apply(index, group);
    return;
  }
  apply(index, groups_[static_cast<std::size_t>(current_)]);
}

void Assembler::add_days(Group& group, const Draft& draft) {
  if (group.series) {
    group.drafts.push_back(draft);
    return;
  }
  if (group.range) {
    Draft one = draft;
    one.first_day = group.days.front();
    one.last_day = group.days.back();
    group.drafts.push_back(one);
    return;
  }
  for (std::size_t i = 0; i < group.days.size();) {
    std::size_t last = i;
    const bool into_night = draft.slot && draft.slot->end.value_or(0) > kDay;  // each of its own
    while (!into_night && last + 1 < group.days.size() && group.days[last + 1] == group.days[last] + days(1)) ++last;
    Draft one = draft;
    one.first_day = group.days[i];
    one.last_day = group.days[last];
    group.drafts.push_back(one);
    i = last + 1;
  }
}

void Assembler::apply_slot(const Mark& mark, int index, TimeSlot slot, Group& group) {
  if (group.latest && *group.latest >= 21 * 60 && *group.latest < kDay && is_after_midnight(mark, slot)) slot.start -= kNoon;
  const bool of_the_night = slot.start < 6 * 60 && group.latest && *group.latest > slot.start && !group.range && *group.latest >= 12 * 60;
  if (of_the_night) {
    slot.start += kDay;
    if (slot.end) *slot.end += kDay;
  }
  for (Draft& draft : group.drafts) {
    if (!draft.slot || draft.slot->start != slot.start) continue;
    if (words_[mark.first].line_start && mark_at(draft.time_mark).first != mark.first &&
        words_[mark_at(draft.time_mark).first].line_start && words_[draft.anchor].line_start)
      continue;
    if (!draft.slot->end) draft.slot->end = slot.end;
    return;  // told again
  }
  if (pending_length_ != nullptr && !slot.end && is_length_of(*pending_length_, mark)) slot.end = slot.start + pending_length_->minutes;
  Draft draft;
  draft.slot = slot;
  draft.date_mark = group.date_mark;
  draft.time_mark = index;
  draft.doors = is_of_doors(mark);
  draft.gathering = cue_before(Role::gathering, mark, 3) || opens_with(Role::gathering, mark);
  draft.departure = cue_before(Role::departure, mark, 5) || opens_with(Role::departure, mark) ||
                    words_.is(mark.first, Role::departure);  // "inici de la primera ronda a les 9.45 h"
  draft.anchor = group.drafts.empty() && group.date_mark >= 0 ? std::min(mark.first, mark_at(group.date_mark).first) : mark.first;
  group.latest = slot.start;
  add_days(group, draft);
}

void Assembler::apply(int index, Group& group) {
  const Mark& mark = mark_at(index);
  group.last_item = std::max(group.last_item, mark.last);
  // Doors, registration and bibs come before the act: its own hour counts.
  for (TimeSlot slot : mark.time.slots) {
    // Who walks or runs at "6.30 h" does so in the morning.
    if (mark.time.guessed && marks_.has(Role::early) && slot.start >= 17 * 60) slot.start -= 12 * 60;
    if (mark.time.plain && !slot.end && slot.start >= 8 * 60 && slot.start < kNoon && is_of_the_evening(mark)) slot.start += kNoon;
    apply_slot(mark, index, slot, group);
  }
  pending_length_ = nullptr;
}

void Assembler::finish_untimed(Group& group) {
  Draft draft;
  draft.date_mark = group.date_mark;
  draft.anchor = group.date_mark >= 0 ? mark_at(group.date_mark).first : 0;
  add_days(group, draft);
}

std::vector<Draft> make_drafts(const Wording& words, LocalDate today, Marks& marks) { return Assembler(words, today, marks).run(); }

}  // namespace resso::agenda::extraction
