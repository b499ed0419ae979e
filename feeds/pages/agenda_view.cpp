#include "feeds/pages/agenda_view.hpp"

#include <algorithm>
#include <tuple>

namespace resso::feeds {

namespace {

constexpr std::size_t kActsOfPage = 40;
constexpr std::size_t kActsOfFile = 300;  // beyond the measure of a file there is no other page
constexpr std::size_t kActsOfDay = 150;

Filter without_period(Filter filter) {
  filter.from.reset();
  filter.to.reset();
  filter.days.reset();
  filter.limit.reset();
  filter.languages.clear();
  return filter;
}

void fill_days(AgendaView& view, const Snapshot& snapshot, bool upcoming) {
  std::size_t shown = 0;
  const auto most = snapshot.folders ? kActsOfFile : kActsOfPage;
  view.selection->each(view.period, upcoming, [&](const Selected& act, const DaySpan&) {
    // An act that began before stands under the first day of the view.
    const auto day = std::max(std::chrono::floor<std::chrono::days>(city_start(snapshot, *act.occurrence)), view.from);
    const bool new_day = view.days.empty() || view.days.back().date < day;
    if (new_day && shown >= most) {
      view.continues_on = day;
      return false;
    }
    if (new_day) view.days.push_back({day, {}, {}});
    if (view.days.back().acts.size() < kActsOfDay) view.days.back().acts.push_back(act);
    ++shown;
    return true;
  });
}

}  // namespace

Filter with_period(Filter base, const Filter& period) {
  base.from = period.from;
  base.to = period.to;
  base.days = period.days;
  return base;
}

Filter period_of_days(int days) {
  Filter period;
  period.days = days;
  return period;
}

Filter period_between(LocalDate from, LocalDate to) {
  Filter period;
  period.from = from;
  const auto length = (to - from).count() + 1;
  if (length <= 2) {
    period.days = static_cast<int>(length);
  } else {
    period.to = to;
  }
  return period;
}

std::optional<Filter> period_of_month(LocalDate today, std::chrono::year_month month) {
  const LocalDate last{month / std::chrono::last};
  if (last < today) return {};
  return period_between(std::max(LocalDate{month / 1}, today), last);
}

std::pair<LocalDate, LocalDate> weekend(LocalDate today) {
  const std::chrono::weekday weekday{today};
  if (weekday == std::chrono::Sunday) return {today, today};
  const auto saturday = today + (std::chrono::Saturday - weekday);
  return {saturday, saturday + std::chrono::days{1}};
}

std::pair<LocalDate, std::optional<LocalDate>> days_of_period(const Filter& period, LocalDate today) {
  const auto from = period.from.value_or(today);
  auto to = period.to;
  if (period.days) {
    const auto last = from + std::chrono::days{*period.days - 1};
    to = std::min(last, to.value_or(last));
  }
  return {from, to};
}

bool AgendaView::shows(const Filter& other_period, LocalDate today) const {
  return days_of_period(other_period, today) == std::pair{from, to};
}

AgendaView agenda_view(const Snapshot& snapshot, const Filter& filter) {
  AgendaView view;
  view.base = without_period(filter);
  view.period = with_period({}, filter);
  const bool no_period = view.period == Filter{};
  const bool open_end = !filter.query.empty() || !filter.entities.empty() || (snapshot.folders && view.filtered());
  if (no_period && !open_end) view.period = period_of_days(kUsualDays);

  std::tie(view.from, view.to) = days_of_period(view.period, snapshot.today);
  // Who asks for a day that is gone gets it.
  const bool upcoming = view.from >= snapshot.today;
  view.selection = std::make_shared<const Selection>(snapshot, view.base);
  view.by_entity = view.selection->count(snapshot.agenda.entities(), view.period, upcoming);
  view.total = view.by_entity.dates;
  view.entities = view.by_entity.keys();
  fill_days(view, snapshot, upcoming);
  for (auto& day : view.days) {
    std::stable_partition(day.acts.begin(), day.acts.end(), [&](const Selected& act) { return !comes_last(snapshot, act, day.date); });
  }
  add_commemorative_days(view, snapshot);
  return view;
}

}  // namespace resso::feeds
