// Sums by day and month, kept beside the posts so that a question about a million posts is a small read.
//
// A post counts when it is approved and not deleted; replies count. What a post adds is the same function of its facts when it comes, when
// it changes (old facts out, new ones in) and when everything is made anew, so nothing is counted twice. Changes of one transaction gather
// here and are written at its end, each row once.
#pragma once

#include "model/time.hpp"

#include <cstdint>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace resso::store {

class Database;

inline constexpr std::int64_t kUnknownAudience = -1;

enum class Grain { day, month };

/// Month of the rollups: year * 12 + month - 1.
std::int64_t month_bucket(LocalDate day);
std::int64_t day_bucket(LocalDate day);

/// Sums of a cell. `boosters`: boosts counted by the server, or the accounts known when they are more.
struct Measures {
  std::int64_t posts = 0, tracked = 0, replies = 0, boosts = 0, favourites = 0, quotes = 0, boosters = 0, boosters_known = 0;
  std::int64_t counted_at = 0;  ///< newest; a maximum, so it does not go back when a post leaves the cell
  std::int64_t interactions() const { return replies + boosts + favourites + quotes; }
};

/// What one account, with one size of audience, did in a cell. Interactions: with its own posts.
struct AudienceMeasures {
  std::int64_t posts = 0, boosts = 0, interactions = 0;
};

struct PostFacts {
  struct Booster {
    std::int64_t account = 0, followers = kUnknownAudience;
  };
  bool counts = false;
  LocalDate day{};
  int hour = 0;
  std::int64_t entity = 0, language = 0, kind = 0, author = 0, followers = kUnknownAudience;
  Measures measures;
  std::vector<std::int64_t> slices;  ///< terms of its topics and hashtags
  std::vector<Booster> boosters;
};

class Rollups {
 public:
  void add(const PostFacts& facts) { change(facts, 1); }
  void remove(const PostFacts& facts) { change(facts, -1); }
  void flush(Database& database);
  bool is_large() const { return audiences_.size() > 200'000; }  ///< time to flush, to keep memory small

 private:
  struct Cell {
    std::int64_t slice, grain, bucket, entity, language, kind;
    auto operator<=>(const Cell&) const = default;
  };
  struct AudienceCell {
    Cell cell;
    std::int64_t account, followers;
    auto operator<=>(const AudienceCell&) const = default;
  };
  struct HourCell {
    std::int64_t day, hour, entity;
    auto operator<=>(const HourCell&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Cell& cell) const;
    std::size_t operator()(const AudienceCell& cell) const;
    std::size_t operator()(const HourCell& cell) const;
  };
  struct FigureChange {
    Measures sums;
    std::int64_t counted_before = 0;
  };

  void change(const PostFacts& facts, int sign);
  void change_cell(const Cell& cell, const PostFacts& facts, int sign);
  void flush_figures(Database& database);
  void flush_audiences(Database& database);
  void flush_hours(Database& database);

  std::unordered_map<Cell, FigureChange, Hash> figures_;
  std::unordered_map<AudienceCell, AudienceMeasures, Hash> audiences_;
  std::unordered_map<HourCell, AudienceMeasures, Hash> hours_;
};

}  // namespace resso::store
