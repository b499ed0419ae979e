#include "store/visibility_read.hpp"

#include "store/sqlite.hpp"

#include <algorithm>

namespace resso::store {
namespace {

using std::chrono::days;
using std::chrono::year_month;
using std::chrono::year_month_day;

constexpr std::size_t kFewEntities = 40;  ///< so many are looked up one by one; for more, all rows of the period are read

LocalDate first_of(year_month month) { return LocalDate(std::chrono::local_days(month / 1)); }

constexpr std::string_view kFigureColumns =
    "bucket, entity, language, kind, posts, tracked, replies, boosts, favourites, quotes, boosters, boosters_known, counted_at FROM "
    "figures";
constexpr std::string_view kAudienceColumns =
    "bucket, entity, language, kind, account, followers, posts, boosts, interactions FROM audiences";

// Rows of the period: of each of a few entities by the index, or all and then those asked for.
template <class Take>
void read_cells(Database& database, const CellQuery& query, std::string_view columns, Take take) {
  const auto& entities = *query.entities;
  const std::string select = "SELECT " + std::string(columns);
  const std::string of_slice = select + " WHERE slice = ? AND grain = ? AND bucket BETWEEN ? AND ?";
  const std::string of_entity = select + " WHERE slice = 0 AND entity = ? AND grain = ? AND bucket BETWEEN ? AND ?";
  const bool one_by_one = entities && query.slice == 0 && entities->size() <= kFewEntities;
  for (const auto& stretch : query.stretches) {
    const auto grain = static_cast<int>(stretch.grain);
    if (one_by_one) {
      for (const auto entity : *entities) {
        auto rows = database.query(of_entity, entity, grain, stretch.from, stretch.to);
        while (rows.next()) take(rows);
      }
      continue;
    }
    auto rows = database.query(of_slice, query.slice, grain, stretch.from, stretch.to);
    while (rows.next())
      if (!entities || std::binary_search(entities->begin(), entities->end(), rows.integer(1))) take(rows);
  }
}

std::optional<std::int64_t> nearest_followers(Database& database, std::int64_t account, std::int64_t at, std::int64_t from,
                                              std::int64_t to) {
  std::optional<std::int64_t> followers;
  std::int64_t distance = 0;
  const auto look = [&](std::string_view sql, std::int64_t end) {
    auto rows = database.query(sql, account, at, end);
    if (!rows.next()) return;
    const std::int64_t away = std::abs(rows.integer(0) - at);
    if (followers && away >= distance) return;
    followers = rows.integer(1), distance = away;
  };
  look(
      "SELECT at, followers FROM follower_samples WHERE account = ? AND at <= ? AND at >= ? AND followers IS NOT NULL ORDER BY at DESC "
      "LIMIT 1",
      from);
  look("SELECT at, followers FROM follower_samples WHERE account = ? AND at > ? AND at < ? AND followers IS NOT NULL ORDER BY at LIMIT 1",
       to);
  return followers;
}

}  // namespace

std::vector<Stretch> stretches_of(const Period& period, bool days_only) {
  if (period.to < period.from) return {};
  const auto days_between = [](LocalDate from, LocalDate to) { return Stretch{Grain::day, day_bucket(from), day_bucket(to)}; };
  const year_month_day from(period.from), after(period.to + days(1));
  const year_month first =
      from.day() == std::chrono::day(1) ? from.year() / from.month() : from.year() / from.month() + std::chrono::months(1);
  const year_month end = after.year() / after.month();  // first month that is not whole
  if (days_only || first >= end) return {days_between(period.from, period.to)};
  std::vector<Stretch> stretches;
  if (first_of(first) > period.from) stretches.push_back(days_between(period.from, first_of(first) - days(1)));
  stretches.push_back({Grain::month, month_bucket(first_of(first)), month_bucket(first_of(end)) - 1});
  if (first_of(end) <= period.to) stretches.push_back(days_between(first_of(end), period.to));
  return stretches;
}

void read_figures(Database& database, const CellQuery& query, const std::function<void(const FigureRow&)>& take) {
  read_cells(database, query, kFigureColumns, [&](const Query& row) {
    take({row.integer(0),
          row.integer(1),
          row.integer(2),
          row.integer(3),
          {row.integer(4), row.integer(5), row.integer(6), row.integer(7), row.integer(8), row.integer(9), row.integer(10), row.integer(11),
           row.integer(12)}});
  });
}

void read_audiences(Database& database, const CellQuery& query, const std::function<void(const AudienceRow&)>& take) {
  read_cells(database, query, kAudienceColumns, [&](const Query& row) {
    take({row.integer(0),
          row.integer(1),
          row.integer(2),
          row.integer(3),
          row.integer(4),
          row.integer(5),
          {row.integer(6), row.integer(7), row.integer(8)}});
  });
}

std::vector<AccountGrowth> read_growth(Database& database, const Window& window, const std::optional<Ids>& entities) {
  const auto start = window.from.time_since_epoch().count(), end = window.to.time_since_epoch().count();
  const auto half = (end - start) / 2;
  std::vector<AccountGrowth> accounts;
  const auto add = [&](Query rows) {
    while (rows.next()) {
      const auto account = rows.integer(0);
      accounts.push_back({rows.integer(1), nearest_followers(database, account, start, start - half, start + half),
                          nearest_followers(database, account, end, end - half, end + half)});
    }
  };
  if (entities) {
    add(database.query("SELECT account, entity FROM account_entities WHERE entity IN (SELECT value FROM json_each(?))",
                       json_list(*entities)));
  } else {
    add(database.query("SELECT account, entity FROM account_entities WHERE entity <> 0"));
  }
  return accounts;
}

void read_events(Database& database, const Window& window, const std::function<void(const EventRow&)>& take) {
  const auto run = [&](std::string_view sql) {
    auto rows = database.query(sql, window.from.time_since_epoch().count(), window.to.time_since_epoch().count());
    while (rows.next()) take({rows.integer(0), rows.integer(1), rows.integer(2), rows.view(3), Instant(Seconds(rows.integer(4)))});
  };
  run("SELECT n, entity, language, kind, start_at FROM occurrences CROSS JOIN events ON n = event WHERE state = 0 AND long = 0"
      " AND start_at > ?1 - 172801 AND start_at < ?2 AND max(end_at, start_at + 1) > ?1");
  run("SELECT n, entity, language, kind, start_at FROM occurrences CROSS JOIN events ON n = event WHERE state = 0 AND long = 1"
      " AND start_at < ?2 AND end_at > ?1");
}

std::string json_list(const Ids& ids) {
  std::string list = "[";
  for (const auto id : ids) list += (list.size() > 1 ? "," : "") + std::to_string(id);
  return list + "]";
}

}  // namespace resso::store
