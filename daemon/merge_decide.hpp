// What people decide of merging: a statement set apart from the event it was merged into, or put together with another's. Decisions are
// kept (store::MergeDecision) and go before what the score says, also at the next poll.
#pragma once

#include "agenda/rules.hpp"
#include "store/store.hpp"

#include <string>

namespace resso::daemon {

/// The statement becomes an event of its own, apart from every other statement of the event it was in, which keeps its id. Returns the new
/// event's id. Errors: there is no such statement; it is alone already.
Result<std::string> split_statement(store::Transaction& transaction, const store::StatementKey& statement, const agenda::Rules& rules,
                                    const std::string& by, Instant now);

/// The events of both statements become one: the older one's id stays, the other's is gone. Returns the id.
Result<std::string> join_statements(store::Transaction& transaction, const store::StatementKey& a, const store::StatementKey& b,
                                    const agenda::Rules& rules, const std::string& by, Instant now);

/// The same as a person says it: events by their ids.
struct MergeOrder {
  bool join = false;   ///< two events; else one source's statement leaves its event
  std::string event;   ///< id
  std::string other;   ///< to join: the other event's id
  std::string source;  ///< to split: id of the source whose statement leaves
  std::string key;     ///< to split: of the statement, where the source has several in the event
  std::string by;      ///< who decides; needed
};

/// In one transaction. Returns the id of the new event, or of the one that is left. Errors: not_found (an event, or a statement of that
/// source in it), bad_input (nobody is named; the source has several statements there: their keys are told).
Result<std::string> carry_out(store::Store& store, const agenda::Rules& rules, const MergeOrder& order, Instant now);

/// As the admin side is asked: "act=split&event=…&source=…&by=…".
std::string query_of(const MergeOrder& order);
Result<MergeOrder> merge_order_of(std::string query);

}  // namespace resso::daemon
