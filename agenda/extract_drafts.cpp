#include "agenda/extract_drafts.hpp"

#include <algorithm>
#include <numeric>

namespace resso::agenda::extraction {
namespace {

using std::chrono::days;

constexpr int kDayMinutes = 24 * 60;

/// The days that the hours which follow are of.
struct Group {
  std::vector<LocalDate> days;  ///< of a range: first and last
  bool range = false;
  int date_mark = -1;
  std::optional<SeriesPhrase> series;
  std::optional<LocalDate> since, until;
  std::vector<Draft> drafts;
  std::optional<int> latest;  ///< start of the last hour so far
  bool old_date = false, explicit_day = false, contradiction = false, far = false;
  std::size_t last_item = 0;
};

class Assembler {
 public:
  Assembler(const Wording& words, LocalDate today, Marks& marks) : words_(words), today_(today), marks_(marks) {}

  std::vector<Draft> run() {
    for (const int index : order()) {
      const Mark& mark = marks_.marks[static_cast<std::size_t>(index)];
      if (!mark.refused.empty()) continue;
      switch (mark.kind) {
        case Mark::Kind::date: on_date(index); break;
        case Mark::Kind::series: on_series(index); break;
        case Mark::Kind::time: on_time(index); break;
        case Mark::Kind::duration: on_duration(mark); break;
      }
    }
    return finish();
  }

 private:
  Mark& mark_at(int index) { return marks_.marks[static_cast<std::size_t>(index)]; }
  std::vector<int> order() const;
  void on_date(int index);
  void on_series(int index);
  void on_time(int index);
  void on_duration(const Mark& mark);
  void on_end(const Mark& mark);
  void apply(int index, Group& group);
  void apply_slot(const Mark& mark, int index, TimeSlot slot, Group& group);
  bool is_after_midnight(const Mark& mark, const TimeSlot& slot) const;
  void add_days(Group& group, const Draft& draft);
  bool refine_series(const Mark& mark);
  bool reopen(const Mark& mark);
  Group group_of(const Mark& mark, int index) const;
  std::optional<LocalDate> opening_day() const;
  void put_off(int index);
  bool is_put_off(const Mark& mark) const;
  void start(Group group);
  void finish_series(Group& group);
  void finish_untimed(Group& group);
  void find_old_date();
  void drop_doors(Group& group);
  void share_hours_of_heading();
  void share_hour_over_days();
  bool takes_the_same_hour(int index);
  void share_hours_of_old_dates();
  std::vector<Draft> finish();
  bool near(std::size_t a, std::size_t b) const { return words_[b].sentence - words_[a].sentence <= 1; }
  bool cue_before(Role role, const Mark& mark, std::size_t within) const;

  const Wording& words_;
  LocalDate today_;
  Marks& marks_;
  std::vector<Group> groups_;
  int current_ = -1;
  int heading_time_ = -1;          ///< the hour that came before all dates
  std::vector<int> more_pending_;  ///< and those after it
  int pending_time_ = -1;          ///< an hour that came before any date
};

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
        if (live(order[i], Mark::Kind::time) && !live(order[i + 1], Mark::Kind::time)) std::swap(order[i], order[i + 1]), ++i;
      }
    }
    begin = end;
  }
  return order;
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

/// A date that tells more of a series: where it begins, where it ends, its next day.
bool Assembler::refine_series(const Mark& mark) {
  if (current_ < 0 || !groups_[static_cast<std::size_t>(current_)].series) return false;
  Group& group = groups_[static_cast<std::size_t>(current_)];
  if (!near(group.last_item, mark.first)) return false;
  const auto& told = mark.days.days;
  if (mark.date.kind == DatePhrase::Kind::range) {
    group.since = told.front();
    group.until = told.back();
  } else if (mark.date.kind == DatePhrase::Kind::until) {
    group.until = told.back();
  } else if (mark.date.kind == DatePhrase::Kind::since || (told.size() == 1 && falls_on(*group.series, told.front()))) {
    group.since = told.front();
  } else {
    return false;
  }
  group.explicit_day = true;
  group.last_item = mark.last;
  return true;
}

/// A day that was told before: what follows is of that group.
bool Assembler::reopen(const Mark& mark) {
  for (std::size_t i = groups_.size(); i-- > 0;) {
    Group& group = groups_[i];
    if (group.series || group.range != (mark.date.kind == DatePhrase::Kind::range) || group.days != mark.days.days) continue;
    current_ = static_cast<int>(i);
    group.explicit_day |= mark.days.explicit_day;
    group.last_item = mark.last;
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
    if (within && last.date_mark >= 0 && mark_at(last.date_mark).date.days[0].weekend) {
      last = std::move(group);
      return;
    }
    const bool put_off_here = is_put_off(mark) && last.date_mark >= 0 && words_.same_sentence(mark_at(last.date_mark).first, mark.first) &&
                              mark_at(last.date_mark).date.kind == DatePhrase::Kind::days;
    if (put_off_here) last.old_date = true;
  }
  start(std::move(group));
}

void Assembler::on_series(int index) {
  const Mark& mark = mark_at(index);
  if (current_ >= 0) {
    Group& last = groups_[static_cast<std::size_t>(current_)];
    const bool single = !last.range && last.days.size() == 1 && !last.series;
    // "primer assaig divendres 18, i tots els divendres": the day told is the first of them.
    const bool since = last.date_mark >= 0 && mark_at(last.date_mark).kind == Mark::Kind::date &&
                       mark_at(last.date_mark).date.kind == DatePhrase::Kind::since && last.drafts.empty();
    if (single && near(last.last_item, mark.first) && (since || falls_on(mark.series, last.days.front())) && !mark.series.daily) {
      last.series = mark.series;
      last.since = last.days.front();
      last.last_item = mark.last;
      return;
    }
    if (last.series && last.series->weekdays.empty() && !last.series->daily) {
      SeriesPhrase series = mark.series;
      series.interval = last.series->interval;
      last.series = series;
      return;
    }
    if (mark.series.weekdays.empty() && !mark.series.daily) {  // "quinzenal", said of the series before
      if (last.series) last.series->interval = mark.series.interval;
      return;
    }
    if (last.range && near(last.last_item, mark.first) && last.drafts.empty()) {
      if (mark.series.daily) return;  // every day of the range is the range
      last.series = mark.series;
      last.since = last.days.front();
      last.until = last.days.back();
      last.last_item = mark.last;
      return;
    }
  } else if (mark.series.weekdays.empty() && !mark.series.daily) {
    return;
  }
  Group group;
  group.series = mark.series;
  group.date_mark = index;
  group.last_item = mark.last;
  start(std::move(group));
}

void Assembler::on_end(const Mark& mark) {
  if (current_ < 0) return;
  Group& group = groups_[static_cast<std::size_t>(current_)];
  if (group.drafts.empty()) return;
  Draft& last = group.drafts.back();
  if (!last.slot || last.slot->end) return;
  int end = mark.time.slots.front().start;
  // "Sortida a les 7 h, tornada a les 17 h": it sets out in the morning.
  if (end <= last.slot->start && mark_at(last.time_mark).time.guessed && last.slot->start >= kDayMinutes / 2 &&
      last.slot->start - kDayMinutes / 2 < end)
    last.slot->start -= kDayMinutes / 2;
  if (end <= last.slot->start && end + kDayMinutes / 2 > last.slot->start && end < kDayMinutes / 2 && end >= 8 * 60) end += kDayMinutes / 2;
  if (end <= last.slot->start) end += kDayMinutes;
  for (Draft& draft : group.drafts)
    if (draft.time_mark == last.time_mark && draft.slot) draft.slot->end = end;
}

void Assembler::on_time(int index) {
  Mark& mark = mark_at(index);
  const bool ends = mark.time.end_only ||
                    (cue_before(Role::ends, mark, 2) && current_ >= 0 && !groups_[static_cast<std::size_t>(current_)].drafts.empty() &&
                     mark.time.slots.size() == 1 && !mark.time.slots[0].end);
  if (ends) return on_end(mark);
  if (current_ < 0) {
    if (pending_time_ < 0)
      pending_time_ = index;
    else
      more_pending_.push_back(index);
    return;
  }
  // "Sempre a les 22 h": of all the days told so far.
  if (cue_before(Role::programme, mark, 4)) {
    for (Group& group : groups_)
      if (group.drafts.empty()) apply(index, group);
    return;
  }
  apply(index, groups_[static_cast<std::size_t>(current_)]);
}

void Assembler::on_duration(const Mark& mark) {
  if (current_ < 0) return;
  Group& group = groups_[static_cast<std::size_t>(current_)];
  if (group.drafts.empty() || !group.drafts.back().slot || group.drafts.back().slot->end) return;
  group.drafts.back().slot->end = group.drafts.back().slot->start + mark.minutes;
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
    const bool into_night = draft.slot && draft.slot->end.value_or(0) > kDayMinutes;  // each of its own
    while (!into_night && last + 1 < group.days.size() && group.days[last + 1] == group.days[last] + days(1)) ++last;
    Draft one = draft;
    one.first_day = group.days[i];
    one.last_day = group.days[last];
    group.drafts.push_back(one);
    i = last + 1;
  }
}

/// "21.30 h sopar, 23 h orquestra, 3 h DJ": a small hour after late ones is of the night.
bool Assembler::is_after_midnight(const Mark& mark, const TimeSlot& slot) const {
  if (slot.end || slot.start < 13 * 60 || slot.start >= 19 * 60) return false;
  for (std::size_t i = mark.first; i < mark.last; ++i)
    if (words_.is_number(i)) return static_cast<int>(words_[i].number) * 60 + kDayMinutes / 2 == slot.start / 60 * 60;
  return false;
}

void Assembler::apply_slot(const Mark& mark, int index, TimeSlot slot, Group& group) {
  if (group.latest && *group.latest >= 21 * 60 && *group.latest < kDayMinutes && is_after_midnight(mark, slot))
    slot.start -= kDayMinutes / 2;
  const bool of_the_night = slot.start < 6 * 60 && group.latest && *group.latest > slot.start && !group.range && *group.latest >= 12 * 60;
  if (of_the_night) {
    slot.start += kDayMinutes;
    if (slot.end) *slot.end += kDayMinutes;
  }
  for (Draft& draft : group.drafts) {
    if (!draft.slot || draft.slot->start != slot.start) continue;
    if (words_[mark.first].line_start && mark_at(draft.time_mark).first != mark.first &&
        words_[mark_at(draft.time_mark).first].line_start && words_[draft.anchor].line_start)
      continue;
    if (!draft.slot->end) draft.slot->end = slot.end;
    return;  // told again
  }
  Draft draft;
  draft.slot = slot;
  draft.date_mark = group.date_mark;
  draft.time_mark = index;
  draft.doors = cue_before(Role::doors, mark, 3);
  draft.gathering = cue_before(Role::gathering, mark, 3);
  draft.departure = cue_before(Role::departure, mark, 3);
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
    apply_slot(mark, index, slot, group);
  }
}

void Assembler::finish_series(Group& group) {
  const LocalDate from = group.since && *group.since > today_ ? *group.since : today_;
  LocalDate first = first_day(*group.series, from);
  std::optional<LocalDate> until = group.until;
  if (group.series->month) {
    std::chrono::year_month_day civil(today_);
    std::chrono::year_month month{civil.year(), std::chrono::month(static_cast<unsigned>(*group.series->month))};
    if (month.month() < civil.month()) month += std::chrono::years(1);
    first = first_day(*group.series, std::max(today_, LocalDate(month / std::chrono::day(1))));
    until = LocalDate(month / std::chrono::last);
  }
  for (Draft& draft : group.drafts) {
    draft.first_day = draft.last_day = first;
    draft.rrule = rrule_of(*group.series, until);
  }
}

void Assembler::finish_untimed(Group& group) {
  Draft draft;
  draft.date_mark = group.date_mark;
  draft.anchor = group.date_mark >= 0 ? mark_at(group.date_mark).first : 0;
  add_days(group, draft);
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
                    words_.same_sentence(mark_at(act_draft.time_mark).first, mark_at(meeting.time_mark).first);
           });
  });
}

/// "Cinema a la fresca, sempre a les 22 h: 9 de juliol …, 16 de juliol …": an hour over days that tell none is of all of them.
void Assembler::share_hour_over_days() {
  const auto untimed = [](const Group& group) { return !group.series && group.drafts.empty() && group.explicit_day; };
  if (heading_time_ < 0 || groups_.size() < 2 || !std::all_of(groups_.begin() + 1, groups_.end(), untimed)) return;
  if (marks_.has(Role::postponed) || marks_.has(Role::moved)) return;
  const auto sentence = [&](std::size_t item) { return words_[item].sentence; };
  if (sentence(mark_at(heading_time_).first) == sentence(mark_at(groups_[0].date_mark).first)) return;
  for (std::size_t i = 1; i < groups_.size(); ++i) apply(heading_time_, groups_[i]);
}

/// "Cicle (dimarts, 19 h): 3/3 …, 10/3 …, 17/3 …": the weekday of the heading and its hour are those of the days below.
void Assembler::share_hours_of_heading() {
  if (groups_.size() < 3 || groups_[0].series || groups_[0].explicit_day || groups_[0].days.size() != 1 || groups_[0].drafts.empty())
    return;
  const int weekday = weekday_of(groups_[0].days[0]);
  const auto below = [&](const Group& group) {
    return !group.series && group.drafts.empty() && group.explicit_day && group.days.size() == 1 && weekday_of(group.days[0]) == weekday;
  };
  if (!std::all_of(groups_.begin() + 1, groups_.end(), below)) return;
  for (std::size_t i = 1; i < groups_.size(); ++i) {
    for (Draft draft : groups_[0].drafts) {
      draft.date_mark = groups_[i].date_mark;
      draft.time_mark = -1;
      draft.gathering = false;
      draft.anchor = mark_at(draft.date_mark).first;
      add_days(groups_[i], draft);
    }
  }
  groups_.erase(groups_.begin());
}

/// "… i divendres que ve, a la mateixa hora, concert": the hour of the group before.
bool Assembler::takes_the_same_hour(int index) {
  if (index == 0) return false;
  Group& group = groups_[static_cast<std::size_t>(index)];
  const Group& before = groups_[static_cast<std::size_t>(index) - 1];
  if (!group.drafts.empty() || group.date_mark < 0 || group.old_date || before.old_date || before.drafts.empty() || before.series)
    return false;
  if (!marks_.has_in_sentence(words_, Role::same, mark_at(group.date_mark).first)) return false;
  for (Draft draft : before.drafts) {
    draft.date_mark = group.date_mark;
    draft.time_mark = -1;
    draft.gathering = false;
    draft.anchor = mark_at(group.date_mark).first;
    add_days(group, draft);
  }
  return true;
}

std::vector<Draft> Assembler::finish() {
  find_old_date();
  share_hours_of_heading();
  share_hour_over_days();
  if (!marks_.has(Role::postponed) && !marks_.has(Role::moved))
    for (std::size_t i = 1; i < groups_.size(); ++i) takes_the_same_hour(static_cast<int>(i));
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

}  // namespace

std::vector<Draft> make_drafts(const Wording& words, LocalDate today, Marks& marks) { return Assembler(words, today, marks).run(); }

}  // namespace resso::agenda::extraction
