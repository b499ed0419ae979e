// What the figures of one period and one key are made of, and the figures themselves. Rows of the rollups and single posts go in alike.
#pragma once

#include "store/rollups.hpp"

#include "model/visibility.hpp"

#include <unordered_map>
#include <unordered_set>

namespace resso::store {

struct FigureRow {
  std::int64_t day = 0;  ///< of rows of months: their month
  std::int64_t entity = 0, language = 0, kind = 0;
  Measures measures;
};

struct AudienceRow {
  std::int64_t day = 0;
  std::int64_t entity = 0, language = 0, kind = 0;
  std::int64_t account = 0, followers = kUnknownAudience;
  AudienceMeasures measures;
};

class Tally {
 public:
  void add(const FigureRow& row);
  void add(const AudienceRow& row);
  /// Without what is no sum over posts: followers at the ends of the period, events, key.
  VisibilityFigures figures() const;

 private:
  struct Account {
    std::int64_t followers = kUnknownAudience;         ///< the largest that was told in the period
    std::int64_t author_followers = kUnknownAudience;  ///< … with a post of its own
    bool author = false;
  };
  struct Rate {
    std::int64_t posts = 0, interactions = 0;
  };
  std::optional<Reach> reach() const;
  void add_rates(VisibilityFigures& figures) const;

  Measures sums_;
  std::int64_t entity_posts_ = 0, entity_tracked_ = 0, posts_unknown_ = 0;
  Rate known_;  ///< of posts whose author's audience is known
  std::unordered_set<std::int64_t> entities_, tracking_entities_;
  std::unordered_map<std::int64_t, Account> accounts_;
};

}  // namespace resso::store
