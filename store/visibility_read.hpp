// Reads what visibility is computed from: rows of the rollups, whole months where the period has them; followers; events.
#pragma once

#include "store/visibility_tally.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace resso::store {

using Ids = std::vector<std::int64_t>;

/// A stretch of a period, both ends included.
struct Stretch {
  Grain grain{};
  std::int64_t from = 0, to = 0;
};
/// Whole months as months, the rest as days; all as days when `days_only`.
std::vector<Stretch> stretches_of(const Period& period, bool days_only);

/// `entities`: only these; null: all. `slice`: 0, or the term of a topic or hashtag.
struct CellQuery {
  std::int64_t slice = 0;
  std::vector<Stretch> stretches;
  const std::optional<Ids>* entities = nullptr;
};
void read_figures(Database& database, const CellQuery& query, const std::function<void(const FigureRow&)>& take);
void read_audiences(Database& database, const CellQuery& query, const std::function<void(const AudienceRow&)>& take);

/// Followers of one account of an entity at the ends of a period: the snapshots nearest to them, neither further away than half the
/// period, so that one snapshot never tells of both ends.
struct AccountGrowth {
  std::int64_t entity = 0;
  std::optional<std::int64_t> start, end;
};
std::vector<AccountGrowth> read_growth(Database& database, const Window& window, const std::optional<Ids>& entities);

/// An approved event, once for each of its occurrences that touch the window.
struct EventRow {
  std::int64_t event = 0, entity = 0, language = 0;
  std::string_view kind;
  Instant start{};
};
void read_events(Database& database, const Window& window, const std::function<void(const EventRow&)>& take);

/// "[1,2,3]", for json_each.
std::string json_list(const Ids& ids);

}  // namespace resso::store
