// The days that the city keeps, as first lines of the agenda's days.
#include "feeds/pages/agenda_view.hpp"
#include "feeds/scope.hpp"

#include <algorithm>
#include <span>

namespace resso::feeds {

namespace {

using std::chrono::days;

// A snapshot's acts lie in these bounds around its day; nothing is to be told beyond.
constexpr days kBack{30}, kOn{400};

bool shares(std::span<const std::string> some, std::span<const std::string> others) {
  return std::any_of(some.begin(), some.end(),
                     [&](const auto& topic) { return std::find(others.begin(), others.end(), topic) != others.end(); });
}

std::vector<const CommemorativeDay*> kept_on(const Snapshot& snapshot, const Filter& filter, LocalDate date) {
  const std::chrono::year_month_day day{date};
  std::vector<const CommemorativeDay*> kept;
  for (const auto& found : std::ranges::equal_range(snapshot.days, day.month() / day.day(), {}, &CommemorativeDay::date)) {
    if (filter.topics.empty() || shares(filter.topics, found.topics)) kept.push_back(&found);
  }
  return kept;
}

bool asks_topics_at_most(Filter filter) {
  filter.topics.clear();
  return filter == Filter{};
}

/// The last day that the page tells of.
LocalDate last_shown(const AgendaView& view) {
  if (view.continues_on) return *view.continues_on - days{1};
  return view.to.value_or(view.days.back().date);
}

}  // namespace

void add_commemorative_days(AgendaView& view, const Snapshot& snapshot) {
  if (snapshot.days.empty() || view.days.empty()) return;
  for (auto& day : view.days) day.kept = kept_on(snapshot, view.base, day.date);
  if (!asks_topics_at_most(view.base)) return;

  const auto from = std::max(view.from, snapshot.today - kBack);
  const auto last = std::min(last_shown(view), snapshot.today + kOn);
  std::vector<AgendaDay> all;
  auto next = view.days.begin();
  for (auto date = from; date <= last; date += days{1}) {
    while (next != view.days.end() && next->date < date) all.push_back(std::move(*next++));
    if (next != view.days.end() && next->date == date) continue;
    if (auto kept = kept_on(snapshot, view.base, date); !kept.empty()) all.push_back({date, {}, std::move(kept)});
  }
  std::move(next, view.days.end(), std::back_inserter(all));
  view.days = std::move(all);
}

void append_commemorative_days(Html& h, const PageContext& context, const AgendaDay& day) {
  for (const auto* kept : day.kept) {
    const auto* title = best_title(context.snapshot, context.language(), kept->titles);
    if (!title) continue;
    const auto sign = kept->topics.empty() ? std::string_view{} : topic_sign(context, kept->topics.front());
    h.raw("<p class=\"special\"><b").attribute(" class", sign.empty() ? "topic" : sign).raw(">").text(context.say("agenda.day_kept"));
    h.raw("</b> <span");
    append_language(h, context, title->first);
    h.raw(">");
    if (kept->url.empty()) {
      h.text(title->second);
    } else {
      h.outward_link(kept->url, title->second);
    }
    h.raw("</span></p>\n");
  }
}

}  // namespace resso::feeds
