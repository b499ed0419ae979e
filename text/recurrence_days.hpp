// Which days a recurrence rule means: the BYMONTH … BYDAY half of RFC 5545 §3.3.10, over whole days.
#pragma once

#include "model/time.hpp"
#include "text/recurrence_rule.hpp"

#include <array>
#include <bitset>
#include <vector>

namespace resso::text {

/// Every part filters, whatever the frequency; that the table of RFC 5545 speaks of expanding comes to the same, as what a rule does not
/// say of the day is taken from DTSTART here.
class DayFilter {
 public:
  DayFilter(const RecurrenceRule& rule, LocalDate dtstart);

  bool month_matches(std::chrono::month month) const { return months_[static_cast<unsigned>(month)]; }
  bool matches(LocalDate day) const;

  /// In order, each once. `days` is emptied first.
  void days_of_year(std::chrono::year year, std::vector<LocalDate>& days) const;
  void days_of_month(std::chrono::year_month month, std::vector<LocalDate>& days) const;

 private:
  bool matches(LocalDate day, const std::chrono::year_month_day& date, bool any_month_day) const;
  bool month_day_matches(const std::chrono::year_month_day& date) const;
  bool weekday_matches(LocalDate day, const std::chrono::year_month_day& date) const;
  bool week_matches(LocalDate day) const;
  void add_month(std::chrono::year_month month, std::vector<LocalDate>& days) const;

  enum class NthIn { nothing, month, year };

  std::bitset<13> months_;
  std::bitset<32> month_days_, month_days_from_end_;
  std::bitset<367> year_days_, year_days_from_end_;
  std::bitset<54> weeks_, weeks_from_end_;
  std::bitset<7> weekdays_;
  std::vector<WeekdayNum> nth_weekdays_;
  bool by_month_day_ = false, by_year_day_ = false, by_week_ = false, by_weekday_ = false;
  NthIn nth_in_ = NthIn::nothing;
  int week_start_ = 1;
  Skip skip_ = Skip::omit;
};

}  // namespace resso::text
