#include "text/recurrence.hpp"

#include "text/recurrence_days.hpp"
#include "text/recurrence_rule.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace resso::text {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::year_month_day;

constexpr int kMostSteps = 100'000;  // without a find: daily that is 270 years, weekly 1,900
constexpr LocalTime kBeginOfTime{LocalDate{std::chrono::year{1} / 1 / 1}};
constexpr LocalTime kEndOfTime{LocalDate{std::chrono::year{10000} / 1 / 1}};

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0); }
std::int64_t ceil_div(std::int64_t a, std::int64_t b) { return -floor_div(-a, b); }
std::int64_t months_of(const year_month_day& date) { return int{date.year()} * 12LL + static_cast<unsigned>(date.month()) - 1; }

/// Seconds of the periods that are a fixed time; 0 for months and years.
std::int64_t unit_seconds(Frequency frequency) {
  static constexpr std::array<std::int64_t, 7> kSeconds{1, 60, 3600, 86400, 7 * 86400, 0, 0};
  return kSeconds[static_cast<std::size_t>(frequency)];
}

bool holds(const std::vector<int>& sorted, int value) { return std::binary_search(sorted.begin(), sorted.end(), value); }

}  // namespace

/// The candidates of one period are days × hours × minutes × seconds, in order: number n of them is plain arithmetic, so neither a
/// rule with every second of a year nor BYSETPOS needs them written out.
struct RuleIterator::State {
  State(RecurrenceRule parsed, LocalTime dtstart, bool all_day, ToInstant convert);

  std::optional<LocalTime> next();
  void advance_to(LocalTime from);

  RecurrenceRule rule;
  DayFilter filter;
  LocalTime start;
  ToInstant to_instant;
  bool date_only;

  // the period loaded: its candidates, and which of them are still to come
  std::vector<LocalDate> period_days;
  std::vector<int> hours, minutes, seconds;
  std::vector<std::int64_t> chosen;  ///< BYSETPOS, as indices
  std::int64_t position = 0, size = 0;

  std::int64_t step = 0;        ///< number of the next period to load, in intervals from DTSTART's
  std::int64_t first_unit = 0;  ///< of DTSTART's period
  LocalTime not_before, last = kEndOfTime;
  std::optional<LocalTime> previous;
  std::int64_t counted = 0;
  int steps = 0;
  bool over = false, limited = false;

 private:
  std::int64_t unit_of(LocalTime at) const;
  bool load_period();
  bool load_calendar_period(std::int64_t unit);
  bool load_clock_period(std::int64_t unit);
  void choose();
  LocalTime candidate(std::int64_t index) const;
  void jump_to(LocalTime at) {
    step = std::max(step + 1, ceil_div(ceil_div(at.time_since_epoch().count(), unit_length()) - first_unit, rule.interval));
  }
  std::int64_t unit_length() const { return unit_seconds(rule.frequency); }
  std::optional<LocalDate> next_day(LocalDate day);
  bool is_past_until(LocalTime at) const;
  bool tired() { return limited = limited || ++steps > kMostSteps; }
};

RuleIterator::State::State(RecurrenceRule parsed, LocalTime dtstart, bool all_day, ToInstant convert)
    : rule(std::move(parsed)),
      filter(rule, floor<days>(dtstart)),
      start(dtstart),
      to_instant(std::move(convert)),
      date_only(all_day),
      not_before(dtstart) {
  const std::chrono::hh_mm_ss clock(dtstart - floor<days>(dtstart));
  const bool heeds_clock = !all_day;
  const auto part = [&](const std::vector<int>& stated, std::int64_t of_start) {
    return heeds_clock && !stated.empty() ? stated : std::vector<int>{static_cast<int>(of_start)};
  };
  hours = part(rule.hours, clock.hours().count());
  minutes = part(rule.minutes, clock.minutes().count());
  seconds = part(rule.seconds, clock.seconds().count());
  if (seconds.back() == 60) {  // a leap second is read as the one before it
    seconds.pop_back();
    if (!holds(seconds, 59)) seconds.push_back(59);
  }
  first_unit = unit_of(dtstart);
}

std::int64_t RuleIterator::State::unit_of(LocalTime at) const {
  const auto day = floor<days>(at);
  switch (rule.frequency) {
    case Frequency::yearly: return int{year_month_day(day).year()};
    case Frequency::monthly: return months_of(year_month_day(day));
    // 1970-01-01 was a Thursday: counted from the last WKST before it, weeks begin where the rule wants.
    case Frequency::weekly: return floor_div(day.time_since_epoch().count() + (4 - rule.week_start + 7) % 7, 7);
    default: return floor_div(at.time_since_epoch().count(), unit_length());
  }
}

/// The candidates of the period: true when there are any. Moves `step` on, past periods that cannot have any where that is cheap.
bool RuleIterator::State::load_period() {
  if (step > (std::numeric_limits<std::int64_t>::max() / 2) / rule.interval) {
    over = true;
    return false;
  }
  const std::int64_t unit = first_unit + step * rule.interval;
  const bool found = rule.frequency >= Frequency::daily ? load_calendar_period(unit) : load_clock_period(unit);
  if (!found) return false;
  ++step;
  size = static_cast<std::int64_t>(period_days.size() * hours.size() * minutes.size() * seconds.size());
  position = 0;
  choose();
  return size > 0;
}

bool RuleIterator::State::load_calendar_period(std::int64_t unit) {
  period_days.clear();
  if (rule.frequency == Frequency::yearly || rule.frequency == Frequency::monthly) {
    const bool yearly = rule.frequency == Frequency::yearly;
    const std::int64_t year = yearly ? unit : floor_div(unit, 12);
    if (year > 9999) {
      over = true;
      return false;
    }
    const std::chrono::year of(static_cast<int>(year));
    const std::chrono::month month(yearly ? 1U : static_cast<unsigned>(unit - year * 12) + 1);
    over = LocalTime{LocalDate{of / month / 1}} > last;
    if (yearly) {
      steps += 6;  // as long as several others take
      filter.days_of_year(of, period_days);
    } else {
      filter.days_of_month(of / month, period_days);
    }
  } else if (rule.frequency == Frequency::weekly) {
    const LocalDate begin{days(unit * 7 - (4 - rule.week_start + 7) % 7)};
    over = LocalTime{begin} > last;
    for (int day = 0; day < 7 && !over; ++day) {
      if (filter.matches(begin + days(day))) period_days.push_back(begin + days(day));
    }
  } else {
    const LocalDate day{days(unit)};
    over = LocalTime{day} > last;
    if (over) return false;
    if (!filter.matches(day)) {
      if (const auto found = next_day(day + days(1))) jump_to(LocalTime{*found});
      return false;
    }
    period_days.push_back(day);
  }
  return !over;
}

/// HOURLY, MINUTELY, SECONDLY: what is finer than the period comes from the rule or DTSTART, the period itself must pass the rest.
bool RuleIterator::State::load_clock_period(std::int64_t unit) {
  const LocalTime begin{Seconds{unit * unit_length()}};
  over = begin > last;
  if (over) return false;
  const LocalDate day = floor<days>(begin);
  if (!filter.matches(day)) {
    if (const auto found = next_day(day + days(1))) jump_to(LocalTime{*found});
    return false;
  }
  const std::chrono::hh_mm_ss clock(begin - day);
  const int hour = static_cast<int>(clock.hours().count()), minute = static_cast<int>(clock.minutes().count());
  const int second = static_cast<int>(clock.seconds().count());
  const auto misses = [](const std::vector<int>& wanted, int value) { return !wanted.empty() && !holds(wanted, value); };
  if (misses(rule.hours, hour)) {
    jump_to(LocalTime{day} + std::chrono::hours(hour + 1));
    return false;
  }
  period_days.assign(1, day);
  hours.assign(1, hour);
  if (rule.frequency == Frequency::hourly) return true;
  if (misses(rule.minutes, minute)) {
    jump_to(LocalTime{day} + std::chrono::hours(hour) + std::chrono::minutes(minute + 1));
    return false;
  }
  minutes.assign(1, minute);
  if (rule.frequency == Frequency::minutely) return true;
  if (misses(rule.seconds, second) && !(second == 59 && holds(rule.seconds, 60))) {
    ++step;
    return false;
  }
  seconds.assign(1, second);
  return true;
}

/// The first day from `day` on that the rule can mean; unset ends the search (over or limited).
std::optional<LocalDate> RuleIterator::State::next_day(LocalDate day) {
  while (LocalTime{day} <= last && !tired()) {
    const year_month_day date(day);
    if (!filter.month_matches(date.month()))
      day = LocalDate{(date.year() / date.month() + std::chrono::months(1)) / 1};
    else if (filter.matches(day))
      return day;
    else
      day += days(1);
  }
  over = over || !limited;
  return {};
}

void RuleIterator::State::choose() {
  chosen.clear();
  if (rule.positions.empty()) return;
  for (const int wanted : rule.positions) {
    const std::int64_t index = wanted > 0 ? wanted - 1 : size + wanted;
    if (index >= 0 && index < size) chosen.push_back(index);
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  size = static_cast<std::int64_t>(chosen.size());
}

LocalTime RuleIterator::State::candidate(std::int64_t index) const {
  if (!rule.positions.empty()) index = chosen[static_cast<std::size_t>(index)];
  const auto take = [&index](const auto& values) {
    const auto count = static_cast<std::int64_t>(values.size());
    const auto& value = values[static_cast<std::size_t>(index % count)];
    index /= count;
    return value;
  };
  const int second = take(seconds), minute = take(minutes), hour = take(hours);
  return LocalTime{take(period_days)} + Seconds{hour * 3600 + minute * 60 + second};
}

bool RuleIterator::State::is_past_until(LocalTime at) const {
  if (!rule.until) return false;
  const RuleUntil& until = *rule.until;
  if (until.date_only || date_only) {
    const bool past = floor<days>(at) > floor<days>(until.at);
    // For a day UNTIL may well be the moment when it begins here: 20261230T230000Z means the 31st in Madrid.
    if (!past || !until.utc || !to_instant) return past;
  }
  if (!until.utc || !to_instant) return at > until.at;
  const Seconds distance = at - until.at;
  if (distance < -days(2)) return false;  // no zone is that far off: the conversion can be saved
  return distance > days(2) || to_instant(at).time_since_epoch() > until.at.time_since_epoch();
}

std::optional<LocalTime> RuleIterator::State::next() {
  steps = 0;
  while (!over && !limited) {
    if (position >= size) {
      if (!tired()) load_period();
      continue;
    }
    const LocalTime at = candidate(position++);
    if (at < start || (previous && at <= *previous)) {
      tired();
      continue;
    }
    if (at > last || is_past_until(at) || (rule.count && counted >= *rule.count)) {
      over = true;
      break;
    }
    ++counted;
    previous = at;
    if (at >= not_before) return at;
    tired();
  }
  return {};
}

void RuleIterator::State::advance_to(LocalTime from) {
  not_before = std::max(not_before, std::min(from, kEndOfTime));
  if (rule.count) return;
  const std::int64_t target = floor_div(unit_of(not_before) - first_unit, rule.interval);
  if (target < step) return;
  step = target;
  position = size = 0;
}

RuleIterator::RuleIterator(std::unique_ptr<State> state) : state_(std::move(state)) {}
RuleIterator::RuleIterator(RuleIterator&&) noexcept = default;
RuleIterator& RuleIterator::operator=(RuleIterator&&) noexcept = default;
RuleIterator::~RuleIterator() = default;

Result<RuleIterator> RuleIterator::parse(std::string_view rrule, LocalTime dtstart, bool all_day, ToInstant to_instant) {
  auto rule = parse_rule(rrule);
  if (!rule) return rule.error();
  if (all_day && rule->frequency < Frequency::daily) {
    return Error{Errc::bad_input, "the recurrence rule repeats within a day an event that lasts all day", "",
                 "write FREQ=DAILY, or give the event a time", 0};
  }
  if (dtstart < kBeginOfTime || dtstart >= kEndOfTime)
    return Error{Errc::bad_input, "a recurrence starts outside the years 1 to 9999", "", "", 0};
  if (all_day) dtstart = floor<days>(dtstart);
  return RuleIterator(std::make_unique<State>(std::move(*rule), dtstart, all_day, std::move(to_instant)));
}

std::optional<LocalTime> RuleIterator::next() { return state_->next(); }
void RuleIterator::advance_to(LocalTime from) { state_->advance_to(from); }
void RuleIterator::stop_after(LocalTime last) { state_->last = std::min(state_->last, last); }
bool RuleIterator::exhausted_by_limit() const { return state_->limited; }

}  // namespace resso::text
