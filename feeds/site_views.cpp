#include "feeds/site_views.hpp"

#include "feeds/filter.hpp"
#include "feeds/pages/agenda_view.hpp"
#include "text/timestamp.hpp"

#include <algorithm>
#include <set>

namespace resso::feeds {
namespace {

using std::chrono::days;
using std::chrono::year_month;
using std::chrono::year_month_day;

constexpr int kDaysAhead = 60;

/// Without what a page of files does not look at: the period of a filter that has values, the way in which a period is said.
std::string site_key(const Snapshot& snapshot, Filter filter) {
  const auto period = with_period({}, filter);
  filter = with_period(lasting(std::move(filter)), {});
  filter.languages.clear();
  if (filter != Filter{} || period == Filter{}) return canonical_query(filter);
  std::tie(filter.from, filter.to) = days_of_period(period, snapshot.today);
  return filter.from == snapshot.today && filter.to == snapshot.today + days{kUsualDays - 1} ? "" : canonical_query(filter);
}

year_month month_of(LocalDate day) {
  const year_month_day date{day};
  return date.year() / date.month();
}

std::string month_folder(year_month month) { return "/months/" + text::format_date(LocalDate{month / 1}).substr(0, 7); }

void add_parts(std::vector<SiteView>& views, const Snapshot& snapshot) {
  std::set<std::string_view> busy;
  for (const auto& act : select_events(snapshot, {}, true)) {
    for (const auto& mark : act.event->topics) busy.insert(mark.topic);
  }
  const auto add = [&](std::string_view kind, std::vector<std::string> Filter::*values, const std::string& id) {
    SiteView view{"/" + std::string(kind) + "/" + id, {}};
    view.filter.*values = {id};
    views.push_back(std::move(view));
  };
  for (const auto& district : snapshot.districts) add("districts", &Filter::districts, district.id);
  for (const auto& topic : snapshot.topics) {
    if (busy.contains(topic.id)) add("topics", &Filter::topics, topic.id);
  }
}

void add_periods(std::vector<SiteView>& views, const Snapshot& snapshot) {
  const auto today = snapshot.today;
  const auto [first, last] = weekend(today);
  if (first != last) views.push_back({"/weekend", period_between(first, last)});
  std::set<LocalDate> on{today};
  std::set<year_month> in{month_of(today)};
  for (const auto& act : select_occurrences(snapshot, {}, true)) {
    const auto span = days_of(snapshot, *act.occurrence);
    for (auto day = std::max(span.first, today); day <= std::min(span.last, today + days{kDaysAhead}); day += days{1}) on.insert(day);
    in.insert(month_of(std::max(span.first, today)));
  }
  for (const auto day : on) views.push_back({"/days/" + text::format_date(day), period_between(day, day)});
  for (const auto month : in) views.push_back({month_folder(month), *period_of_month(today, month)});
}

}  // namespace

std::vector<SiteView> site_views(const Snapshot& snapshot) {
  std::vector<SiteView> views;
  if (snapshot.city.default_filter != Filter{}) views.push_back({"/all", {}, true});
  add_parts(views, snapshot);
  add_periods(views, snapshot);
  return views;
}

void publish_as_files(Snapshot& snapshot) {
  auto& folders = snapshot.folders.emplace();
  for (const auto& view : site_views(snapshot)) folders.emplace(site_key(snapshot, view.filter), view.folder);
  for (const auto& entity : snapshot.entities) {
    Filter only;
    only.entities = {entity.slug};
    folders.emplace(site_key(snapshot, only), "/entities/" + entity.slug);
  }
  folders.emplace(site_key(snapshot, snapshot.city.default_filter), "/");
}

std::optional<std::string> site_folder(const Snapshot& snapshot, const Filter& filter) {
  const auto known = [&](const std::string& key) -> std::optional<std::string> {
    const auto at = snapshot.folders->find(key);
    return at == snapshot.folders->end() ? std::nullopt : std::optional(at->second);
  };
  if (const auto own = known(site_key(snapshot, filter))) return own;
  const auto [from, to] = days_of_period(filter, snapshot.today);
  if (with_period(filter, {}) != Filter{} || from != to || from < snapshot.today) return {};
  return known(site_key(snapshot, *period_of_month(snapshot.today, month_of(from))));
}

std::string site_page(std::string_view folder, std::string_view language) {
  std::string page(folder);
  if (!page.ends_with('/')) page += '/';
  return language.empty() ? page : page + "index." + std::string(language) + ".html";
}

}  // namespace resso::feeds
