// The whole store derived again from what was said, after a rule, the gazetteer or the topics changed: posts, newest first; then what
// sources state of events; then which statements are one event. In small transactions, so that polls and readers get their turn; how far
// it has come is written down in the same transactions, so that a restart goes on from there. Ids stay.
#pragma once

#include "agenda/rules.hpp"
#include "daemon/configuration.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <string>

namespace resso::daemon {

struct Rederiving {
  enum class Phase { posts, statements, homes, done };
  Phase phase = Phase::done;
  std::string rules;               ///< Settings::derivation and the program's version, as they were when it began
  store::StatementKey after;       ///< the last that was done; of a post its id, as the key
  std::int64_t done = 0;           ///< steps; a post is one, a statement two
  std::int64_t total = 0;          ///< about: what comes in meanwhile is not counted
  std::int64_t posts_changed = 0;  ///< what a reader sees of them
  std::int64_t events_changed = 0, statements_moved = 0;
  bool finished() const { return phase == Phase::done; }
};

/// How far it is. Begins anew, and writes that down, when the rules are others than those by which the store was derived last, or `again`.
/// A store without a post or a statement has nothing to derive.
Rederiving begin_rederiving(store::Transaction& transaction, const config::Settings& settings, bool again);

/// At most `limit` more of them. Returns whether a citizen would see a difference; the agenda's version has moved then.
bool rederive_some(store::Transaction& transaction, Rederiving& state, const Configuration& configuration, const agenda::Rules& rules,
                   Instant now, std::size_t limit);

/// "1,200 of 5,000 derived again".
std::string describe(const Rederiving& state);

}  // namespace resso::daemon
