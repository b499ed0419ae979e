#include "store/rollups.hpp"

#include "store/sqlite.hpp"

#include <algorithm>
#include <initializer_list>

namespace resso::store {
namespace {

std::size_t mix(std::initializer_list<std::int64_t> values) {
  std::uint64_t hash = 0x9e3779b97f4a7c15;
  for (const auto value : values) hash = (hash ^ static_cast<std::uint64_t>(value)) * 0xff51afd7ed558ccd, hash ^= hash >> 32;
  return hash;
}

// Rows in the order of the table: neighbours go into the same page.
template <class Map>
std::vector<const typename Map::value_type*> in_order(const Map& map) {
  std::vector<const typename Map::value_type*> rows;
  rows.reserve(map.size());
  for (const auto& row : map) rows.push_back(&row);
  std::sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
  return rows;
}

}  // namespace

std::int64_t day_bucket(LocalDate day) { return day.time_since_epoch().count(); }

std::int64_t month_bucket(LocalDate day) {
  const std::chrono::year_month_day date(day);
  return static_cast<int>(date.year()) * 12 + static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

std::size_t Rollups::Hash::operator()(const Cell& c) const { return mix({c.slice, c.grain, c.bucket, c.entity, c.language, c.kind}); }
std::size_t Rollups::Hash::operator()(const AudienceCell& c) const {
  return mix({c.cell.slice, c.cell.grain, c.cell.bucket, c.cell.entity, c.cell.language, c.cell.kind, c.account, c.followers});
}
std::size_t Rollups::Hash::operator()(const HourCell& c) const { return mix({c.day, c.hour, c.entity}); }

void Rollups::change(const PostFacts& facts, int sign) {
  if (!facts.counts) return;
  const std::int64_t day = day_bucket(facts.day), month = month_bucket(facts.day);
  const auto change_slice = [&](std::int64_t slice) {
    change_cell({slice, static_cast<int>(Grain::day), day, facts.entity, facts.language, facts.kind}, facts, sign);
    change_cell({slice, static_cast<int>(Grain::month), month, facts.entity, facts.language, facts.kind}, facts, sign);
  };
  change_slice(0);
  for (const auto slice : facts.slices) change_slice(slice);
  auto& hour = hours_[{day, facts.hour, facts.entity}];
  hour.posts += sign;
  hour.interactions += sign * facts.measures.interactions();
}

void Rollups::change_cell(const Cell& cell, const PostFacts& facts, int sign) {
  auto& [sums, counted_before] = figures_[cell];
  const Measures& m = facts.measures;
  sums.posts += sign * m.posts, sums.tracked += sign * m.tracked;
  sums.replies += sign * m.replies, sums.boosts += sign * m.boosts, sums.favourites += sign * m.favourites, sums.quotes += sign * m.quotes;
  sums.boosters += sign * m.boosters, sums.boosters_known += sign * m.boosters_known;
  auto& counted = sign > 0 ? sums.counted_at : counted_before;
  counted = std::max(counted, m.counted_at);
  auto& author = audiences_[{cell, facts.author, facts.followers}];
  author.posts += sign;
  author.interactions += sign * m.interactions();
  for (const auto& booster : facts.boosters) audiences_[{cell, booster.account, booster.followers}].boosts += sign;
}

void Rollups::flush(Database& database) {
  flush_figures(database);
  flush_audiences(database);
  flush_hours(database);
}

void Rollups::flush_figures(Database& database) {
  for (const auto* row : in_order(figures_)) {
    const auto& [cell, change] = *row;
    const Measures& s = change.sums;
    const bool nothing = s.posts == 0 && s.tracked == 0 && s.replies == 0 && s.boosts == 0 && s.favourites == 0 && s.quotes == 0 &&
                         s.boosters == 0 && s.boosters_known == 0;
    if (nothing && s.counted_at <= change.counted_before) continue;
    database.run(
        "INSERT INTO figures VALUES(?,?,?,?,?,?, ?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET posts = posts + excluded.posts,"
        " tracked = tracked + excluded.tracked, replies = replies + excluded.replies, boosts = boosts + excluded.boosts,"
        " favourites = favourites + excluded.favourites, quotes = quotes + excluded.quotes, boosters = boosters + excluded.boosters,"
        " boosters_known = boosters_known + excluded.boosters_known, counted_at = max(counted_at, excluded.counted_at)",
        cell.slice, cell.grain, cell.bucket, cell.entity, cell.language, cell.kind, s.posts, s.tracked, s.replies, s.boosts, s.favourites,
        s.quotes, s.boosters, s.boosters_known, s.counted_at);
    if (s.posts < 0)
      database.run(
          "DELETE FROM figures WHERE slice = ? AND grain = ? AND bucket = ? AND entity = ? AND language = ? AND kind = ? AND posts = 0",
          cell.slice, cell.grain, cell.bucket, cell.entity, cell.language, cell.kind);
  }
  figures_.clear();
}

void Rollups::flush_audiences(Database& database) {
  for (const auto* row : in_order(audiences_)) {
    const auto& [key, sums] = *row;
    const Cell& cell = key.cell;
    if (sums.posts == 0 && sums.boosts == 0 && sums.interactions == 0) continue;
    database.run(
        "INSERT INTO audiences VALUES(?,?,?,?,?,?,?,?, ?,?,?) ON CONFLICT DO UPDATE SET posts = posts + excluded.posts,"
        " boosts = boosts + excluded.boosts, interactions = interactions + excluded.interactions",
        cell.slice, cell.grain, cell.bucket, cell.entity, cell.language, cell.kind, key.account, key.followers, sums.posts, sums.boosts,
        sums.interactions);
    if (sums.posts < 0 || sums.boosts < 0)
      database.run(
          "DELETE FROM audiences WHERE slice = ? AND grain = ? AND bucket = ? AND entity = ? AND language = ? AND kind = ?"
          " AND account = ? AND followers = ? AND posts = 0 AND boosts = 0",
          cell.slice, cell.grain, cell.bucket, cell.entity, cell.language, cell.kind, key.account, key.followers);
  }
  audiences_.clear();
}

void Rollups::flush_hours(Database& database) {
  for (const auto* row : in_order(hours_)) {
    const auto& [cell, sums] = *row;
    if (sums.posts == 0 && sums.interactions == 0) continue;
    database.run(
        "INSERT INTO hours VALUES(?,?,?, ?,?) ON CONFLICT DO UPDATE SET posts = posts + excluded.posts,"
        " interactions = interactions + excluded.interactions",
        cell.day, cell.hour, cell.entity, sums.posts, sums.interactions);
    if (sums.posts < 0)
      database.run("DELETE FROM hours WHERE day = ? AND hour = ? AND entity = ? AND posts = 0", cell.day, cell.hour, cell.entity);
  }
  hours_.clear();
}

}  // namespace resso::store
