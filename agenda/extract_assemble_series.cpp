// Series among the groups of days: where one begins and ends, what tells it again, and the days below it that are its acts.
#include "agenda/extract_assembler.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
using std::chrono::days;

/// "Tots els dimecres de juliol, 22 h // 8/7 La mula // 15/7 El far": days of the series at the heads of lines, each with what is on.
bool Assembler::is_listed_below(const Mark& mark, const SeriesPhrase& series) const {
  const auto heads_line = [&](const Mark& day) {
    return day.kind == Mark::Kind::date && day.refused.empty() && words_[day.first].line_start && day.date.kind == DatePhrase::Kind::days &&
           day.days.explicit_day && day.days.days.size() == 1 && falls_on(series, day.days.days.front());
  };
  return heads_line(mark) && std::count_if(marks_.marks.begin(), marks_.marks.end(), heads_line) >= 2;
}

/// "l'últim dijous de mes (25 de març)": which one is told, and no habit.
bool Assembler::is_only_day(const Mark& mark, const Group& group) const {
  if (group.date_mark < 0 || !group.drafts.empty() || group.series->ordinals.empty() || mark.days.days.size() != 1 ||
      !mark.days.explicit_day)
    return false;
  const Mark& told = marks_.marks[static_cast<std::size_t>(group.date_mark)];
  const bool next_to_it = words_.is_sign(told.last, '(') || words_.is_sign(told.last, ',');
  return told.kind == Mark::Kind::series && !words_.is(told.first, Role::every) && next_to_it && mark.first <= told.last + 2 &&
         falls_on(*group.series, mark.days.days.front());
}

/// A date that tells more of a series: where it begins, where it ends, its next day.
bool Assembler::refine_series(const Mark& mark) {
  if (current_ < 0 || !groups_[static_cast<std::size_t>(current_)].series) return false;
  Group& group = groups_[static_cast<std::size_t>(current_)];
  const auto begins = [&](std::size_t item) { return item > 0 && words_.is(item - 1, Role::begins); };
  const bool from_then = begins(mark.first) || (words_.is(mark.first - 1, Role::article) && begins(mark.first - 1));
  if (is_only_day(mark, group)) {
    group.series.reset();
    group.days = mark.days.days;
    group.explicit_day = true;
    group.last_item = mark.last;
    return true;
  }
  if (is_listed_below(mark, *group.series) || (!from_then && !near(group.last_item, mark.first))) return false;
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

/// "Tornen els Dimecres de Cinema! Tots els dimecres de març a les 20 h": told again, and now with its hour.
bool Assembler::retell_series(const SeriesPhrase& series) {
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    Group& group = groups_[i];
    if (!group.series || !group.drafts.empty() || group.series->weekdays != series.weekdays || series.weekdays.empty()) continue;
    if (!group.series->ordinals.empty() || group.series->month) continue;
    group.series = series;
    current_ = static_cast<int>(i);
    return true;
  }
  return false;
}

void Assembler::on_series(int index) {
  const Mark& mark = mark_at(index);
  if (retell_series(mark.series)) return;
  if (mark.series.daily && current_ >= 0 && groups_[static_cast<std::size_t>(current_)].range) return;  // "10am to 3pm daily"
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

/// The days of a list have the hours of the series over it, and are told for it.
void Assembler::drop_series_of_list() {
  if (groups_.size() < 3 || !groups_[0].series || groups_[0].drafts.empty()) return;
  const auto below = [&](const Group& group) {
    return !group.series && group.drafts.empty() && group.explicit_day && group.days.size() == 1 &&
           falls_on(*groups_[0].series, group.days[0]);
  };
  if (!std::all_of(groups_.begin() + 1, groups_.end(), below)) return;
  for (std::size_t i = 1; i < groups_.size(); ++i) repeat_hours(groups_[0].drafts, groups_[i]);
  groups_.erase(groups_.begin());
}

}  // namespace resso::agenda::extraction
