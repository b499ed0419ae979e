#include "feeds/rrule_write.hpp"

#include <array>

namespace resso::feeds {
namespace {

using std::chrono::days;

constexpr std::array<std::string_view, 7> kFrequencies{"SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
constexpr std::array<std::string_view, 7> kWeekdays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};

std::string_view weekday_text(int weekday) { return kWeekdays[static_cast<std::size_t>(weekday) % 7]; }

std::string until_text(const text::RuleUntil& until, bool all_day, const IcalClock& clock) {
  if (all_day) return ical_date(until.utc ? clock.told.to_local(Instant{until.at.time_since_epoch()}) : until.at);
  if (until.utc) return ical_utc(Instant{until.at.time_since_epoch()});
  // A day includes all that begins on it.
  const auto last = until.date_only ? std::chrono::floor<days>(until.at) + days{1} - Seconds{1} : until.at;
  return ical_utc(clock.moment(last));
}

void append_numbers(std::string& out, std::string_view name, const std::vector<int>& values) {
  if (values.empty()) return;
  out.append(";").append(name).append("=");
  for (std::size_t i = 0; i < values.size(); ++i) out += (i == 0 ? "" : ",") + std::to_string(values[i]);
}

}  // namespace

std::string rrule_text(const text::RecurrenceRule& rule, bool all_day, const IcalClock& clock) {
  std::string out;
  if (rule.skip != text::Skip::omit) out += "RSCALE=GREGORIAN;";
  out.append("FREQ=").append(kFrequencies[static_cast<std::size_t>(rule.frequency)]);
  if (rule.interval != 1) out += ";INTERVAL=" + std::to_string(rule.interval);
  if (rule.count) out += ";COUNT=" + std::to_string(*rule.count);
  if (rule.until) out += ";UNTIL=" + until_text(*rule.until, all_day, clock);
  append_numbers(out, "BYMONTH", rule.months);
  append_numbers(out, "BYWEEKNO", rule.week_numbers);
  append_numbers(out, "BYYEARDAY", rule.year_days);
  append_numbers(out, "BYMONTHDAY", rule.month_days);
  for (std::size_t i = 0; i < rule.days.size(); ++i) {
    out += i == 0 ? ";BYDAY=" : ",";
    if (rule.days[i].nth != 0) out += std::to_string(rule.days[i].nth);
    out += weekday_text(rule.days[i].weekday);
  }
  if (!all_day) {
    append_numbers(out, "BYHOUR", rule.hours);
    append_numbers(out, "BYMINUTE", rule.minutes);
    append_numbers(out, "BYSECOND", rule.seconds);
  }
  append_numbers(out, "BYSETPOS", rule.positions);
  if (rule.week_start != 1) out.append(";WKST=").append(weekday_text(rule.week_start));
  if (rule.skip != text::Skip::omit) out += rule.skip == text::Skip::backward ? ";SKIP=BACKWARD" : ";SKIP=FORWARD";
  return out;
}

}  // namespace resso::feeds
