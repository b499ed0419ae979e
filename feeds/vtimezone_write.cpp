#include "feeds/vtimezone_write.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace resso::feeds {
namespace {

using std::chrono::days;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month_day;
using Transition = text::Zone::Transition;

constexpr int kFirstYear = 1970;
constexpr int kYearsAhead = 10;  // a pattern that holds this long beyond the window is taken for a law
constexpr std::size_t kMostObservances = 400;
constexpr std::array<std::string_view, 7> kWeekdays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};

Instant start_of(int y) { return Instant{std::chrono::sys_days{year{y} / 1 / 1}}; }
int year_of(Instant at) { return static_cast<int>(year_month_day{std::chrono::floor<days>(at)}.year()); }

// Wall clock at the change, as the clock before it shows.
LocalTime onset(const Transition& change) { return LocalTime{(change.at + change.offset_before).time_since_epoch()}; }
year_month_day onset_date(const Transition& change) { return year_month_day{std::chrono::floor<days>(onset(change))}; }
weekday onset_weekday(const Transition& change) { return weekday{std::chrono::floor<days>(onset(change))}; }

int week_of_month(const year_month_day& date) { return (static_cast<int>(static_cast<unsigned>(date.day())) - 1) / 7 + 1; }
bool is_last_week(const year_month_day& date) {
  const year_month_day last{date.year() / date.month() / std::chrono::last};
  return static_cast<unsigned>(date.day()) + 7 > static_cast<unsigned>(last.day());
}

/// "the last Sunday of March at 2": what a change has in common with the one of another year.
struct YearlyRule {
  std::chrono::month month;
  weekday day;
  Seconds time_of_day;
  Seconds offset_before, offset_after;
  bool daylight;
  bool operator==(const YearlyRule&) const = default;
};

YearlyRule rule_of(const Transition& change) {
  const auto at = onset(change);
  return {onset_date(change).month(), onset_weekday(change), at - std::chrono::floor<days>(at),
          change.offset_before,       change.offset_after,   change.daylight};
}

/// The two changes of the first year of a pattern that holds ever since.
struct Regular {
  std::array<Transition, 2> first;
  std::array<int, 2> week;  ///< for BYDAY: 1 to 4, or -1 for the last
  Instant from;             ///< before it the changes are told one by one
};

using Year = std::vector<Transition>;

/// Which ways to count weeks ("the second Sunday", "the last Sunday") fit all years seen so far.
struct WeekCount {
  bool last = true;
  int week = 0;  // 0: none fits

  explicit WeekCount(const Transition& change) : last(is_last_week(onset_date(change))), week(week_of_month(onset_date(change))) {}
  bool fits(const Transition& change) {
    last = last && is_last_week(onset_date(change));
    if (week_of_month(onset_date(change)) != week) week = 0;
    return last || week != 0;
  }
};

// The longest run of years up to the last one whose two changes follow the same rules.
std::optional<Regular> find_regular(const std::vector<Year>& years) {
  if (years.empty() || years.back().size() != 2) return {};
  const auto& model = years.back();
  std::array<WeekCount, 2> counts{WeekCount(model[0]), WeekCount(model[1])};
  auto from = years.size();
  const auto follows = [&](const Year& year) {
    auto trial = counts;
    for (const std::size_t which : {0u, 1u}) {
      if (year.size() != 2 || !(rule_of(year[which]) == rule_of(model[which])) || !trial[which].fits(year[which])) return false;
    }
    counts = trial;
    return true;
  };
  while (from > 0 && follows(years[from - 1])) --from;
  if (years.size() - from < static_cast<std::size_t>(kYearsAhead)) return {};
  Regular regular{{years[from][0], years[from][1]}, {}, years[from][0].at};
  for (const std::size_t which : {0u, 1u}) regular.week[which] = counts[which].last ? -1 : counts[which].week;
  return regular;
}

std::vector<Year> changes_by_year(const text::Zone& zone, int first, int last) {
  std::vector<Year> years(static_cast<std::size_t>(last - first + 1));
  for (auto next = zone.next_transition(start_of(first) - Seconds{1}); next; next = zone.next_transition(next->at)) {
    // By the wall clock: a change on New Year's Eve belongs to the year that people say.
    const auto index = static_cast<int>(onset_date(*next).year()) - first;
    if (index < 0) continue;
    if (index >= static_cast<int>(years.size())) break;
    years[static_cast<std::size_t>(index)].push_back(*next);
  }
  return years;
}

void write_observance(IcalWriter& out, const Transition& change, std::string_view rrule) {
  const std::string_view component = change.daylight ? "DAYLIGHT" : "STANDARD";
  out.begin(component);
  out.line("DTSTART", ical_date_time(onset(change)));
  out.line("TZOFFSETFROM", ical_offset(change.offset_before));
  out.line("TZOFFSETTO", ical_offset(change.offset_after));
  out.text("TZNAME", change.abbreviation);
  if (!rrule.empty()) out.line("RRULE", rrule);
  out.end(component);
}

std::string rrule_of(const Transition& change, int week) {
  return "FREQ=YEARLY;BYMONTH=" + std::to_string(static_cast<unsigned>(onset_date(change).month())) + ";BYDAY=" + std::to_string(week) +
         std::string(kWeekdays[onset_weekday(change).c_encoding()]);
}

// What holds before the first change that is told.
void write_initial(IcalWriter& out, const text::Zone& zone, Instant from) {
  const auto offset = zone.offset_at(from);
  write_observance(out, {from, offset, offset, zone.abbreviation_at(from), zone.daylight_at(from)}, {});
}

void write_changes(IcalWriter& out, const text::Zone& zone, Instant from, Instant to) {
  std::size_t count = 0;
  for (auto next = zone.next_transition(from); next && next->at < to && count < kMostObservances; next = zone.next_transition(next->at)) {
    write_observance(out, *next, {});
    ++count;
  }
}

}  // namespace

void write_vtimezone(IcalWriter& out, std::string_view tzid, const text::Zone& zone, const Window& window) {
  const auto years = changes_by_year(zone, kFirstYear, std::clamp(year_of(window.to), kFirstYear, 9000) + kYearsAhead);
  const auto regular = find_regular(years);
  // One year more than is needed, so that no moment asked for lies before the first observance.
  const auto begin = std::clamp(start_of(year_of(window.from) - 1), start_of(1900), start_of(9000));

  out.begin("VTIMEZONE");
  out.line("TZID", escape_ical_text(tzid));
  if (regular && regular->from <= begin) {
    for (const std::size_t which : {0u, 1u})
      write_observance(out, regular->first[which], rrule_of(regular->first[which], regular->week[which]));
  } else {
    write_initial(out, zone, begin);
    write_changes(out, zone, begin, regular ? regular->from : window.to);
    if (regular) {
      for (const std::size_t which : {0u, 1u}) {
        write_observance(out, regular->first[which], rrule_of(regular->first[which], regular->week[which]));
      }
    }
  }
  out.end("VTIMEZONE");
}

}  // namespace resso::feeds
