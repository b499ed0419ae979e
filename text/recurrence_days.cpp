#include "text/recurrence_days.hpp"

#include <algorithm>

namespace resso::text {
namespace {

using std::chrono::days;
using std::chrono::January;
using std::chrono::last;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

template <std::size_t N>
void mark(const std::vector<int>& values, std::bitset<N>& from_start, std::bitset<N>& from_end) {
  for (const int value : values) (value > 0 ? from_start : from_end).set(static_cast<std::size_t>(std::abs(value)));
}

int length_of(year_month month) {
  return static_cast<int>(static_cast<unsigned>(year_month_day_last(month.year(), month.month() / last).day()));
}
int length_of(std::chrono::year year) { return year.is_leap() ? 366 : 365; }
int weekday_of(LocalDate day) { return static_cast<int>(std::chrono::weekday(day).c_encoding()); }

}  // namespace

DayFilter::DayFilter(const RecurrenceRule& rule, LocalDate dtstart) : week_start_(rule.week_start), skip_(rule.skip) {
  mark(rule.month_days, month_days_, month_days_from_end_);
  mark(rule.year_days, year_days_, year_days_from_end_);
  mark(rule.week_numbers, weeks_, weeks_from_end_);
  by_month_day_ = !rule.month_days.empty();
  by_year_day_ = !rule.year_days.empty();
  by_week_ = !rule.week_numbers.empty();
  by_weekday_ = !rule.days.empty();

  if (rule.frequency == Frequency::monthly || (rule.frequency == Frequency::yearly && !rule.months.empty()))
    nth_in_ = NthIn::month;
  else if (rule.frequency == Frequency::yearly && !by_week_)
    nth_in_ = NthIn::year;
  for (const WeekdayNum& day : rule.days) {
    // "The second Monday" of a week or a day means nothing: what is left is "Monday".
    if (day.nth == 0 || nth_in_ == NthIn::nothing)
      weekdays_.set(static_cast<std::size_t>(day.weekday));
    else
      nth_weekdays_.push_back(day);
  }

  // What the rule leaves open is as in DTSTART (RFC 5545 §3.3.10, "Information, not contained in the rule").
  const year_month_day start(dtstart);
  bool start_month = false;
  if (!by_week_ && !by_year_day_ && !by_month_day_ && !by_weekday_) {
    if (rule.frequency == Frequency::yearly || rule.frequency == Frequency::monthly) {
      month_days_.set(static_cast<unsigned>(start.day()));
      by_month_day_ = true;
      start_month = rule.frequency == Frequency::yearly && rule.months.empty();
    }
  }
  const bool day_of_week_open = rule.frequency == Frequency::weekly || (rule.frequency == Frequency::yearly && by_week_);
  if (day_of_week_open && !by_year_day_ && !by_month_day_ && !by_weekday_) {
    weekdays_.set(static_cast<std::size_t>(weekday_of(dtstart)));
    by_weekday_ = true;
  }
  if (start_month) months_.set(static_cast<unsigned>(start.month()));
  for (const int month : rule.months) months_.set(static_cast<std::size_t>(month));
  if (months_.none()) months_.set();
}

bool DayFilter::month_day_matches(const year_month_day& date) const {
  const unsigned day = static_cast<unsigned>(date.day());
  const int from_end = length_of(date.year() / date.month()) - static_cast<int>(day) + 1;
  return month_days_[day] || month_days_from_end_[static_cast<std::size_t>(from_end)];
}

bool DayFilter::weekday_matches(LocalDate day, const year_month_day& date) const {
  const int weekday = weekday_of(day);
  if (weekdays_[static_cast<std::size_t>(weekday)]) return true;
  if (nth_weekdays_.empty()) return false;
  int from_start = static_cast<int>(static_cast<unsigned>(date.day())), length = 0;
  if (nth_in_ == NthIn::month) {
    length = length_of(date.year() / date.month());
  } else {
    from_start = static_cast<int>((day - LocalDate{date.year() / January / 1}).count()) + 1;
    length = length_of(date.year());
  }
  const int nth = (from_start - 1) / 7 + 1, nth_from_end = (length - from_start) / 7 + 1;
  return std::any_of(nth_weekdays_.begin(), nth_weekdays_.end(), [&](const WeekdayNum& wanted) {
    return wanted.weekday == weekday && (wanted.nth == nth || -wanted.nth == nth_from_end);
  });
}

/// Week 1 is the first with at least four days in the year: the one that holds the year's first "fourth day of a week".
bool DayFilter::week_matches(LocalDate day) const {
  const LocalDate fourth = day - days((weekday_of(day) - week_start_ + 7) % 7) + days(3);
  const auto year = year_month_day(fourth).year();
  const int index = static_cast<int>((fourth - LocalDate{year / January / 1}).count());
  const int number = index / 7 + 1;
  const int from_end = (length_of(year) - 1 - index) / 7 + 1;
  return weeks_[static_cast<std::size_t>(number)] || weeks_from_end_[static_cast<std::size_t>(from_end)];
}

bool DayFilter::matches(LocalDate day, const year_month_day& date, bool any_month_day) const {
  if (!any_month_day && by_month_day_ && !month_day_matches(date)) return false;
  if (by_year_day_) {
    const int index = static_cast<int>((day - LocalDate{date.year() / January / 1}).count()) + 1;
    const int from_end = length_of(date.year()) - index + 1;
    if (!year_days_[static_cast<std::size_t>(index)] && !year_days_from_end_[static_cast<std::size_t>(from_end)]) return false;
  }
  if (by_weekday_ && !weekday_matches(day, date)) return false;
  return !by_week_ || week_matches(day);
}

bool DayFilter::matches(LocalDate day) const {
  const year_month_day date(day);
  return month_matches(date.month()) && matches(day, date, false);
}

void DayFilter::add_month(year_month month, std::vector<LocalDate>& found) const {
  if (!month_matches(month.month())) return;
  const int length = length_of(month);
  const LocalDate first{month / 1};
  for (int day = 1; day <= length; ++day) {
    const LocalDate at = first + days(day - 1);
    if (matches(at, month / day, false)) found.push_back(at);
  }
  if (skip_ == Skip::omit) return;
  for (int day = length + 1; day <= 31; ++day) {
    if (!month_days_[static_cast<std::size_t>(day)]) continue;
    const LocalDate instead = first + days(skip_ == Skip::backward ? length - 1 : length);
    if (matches(instead, year_month_day(instead), true)) found.push_back(instead);
  }
}

void DayFilter::days_of_month(year_month month, std::vector<LocalDate>& found) const {
  found.clear();
  add_month(month, found);
  if (skip_ == Skip::omit) return;
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
}

void DayFilter::days_of_year(std::chrono::year year, std::vector<LocalDate>& found) const {
  found.clear();
  for (unsigned month = 1; month <= 12; ++month) add_month(year / std::chrono::month(month), found);
  if (skip_ == Skip::omit) return;
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
}

}  // namespace resso::text
