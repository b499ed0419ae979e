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

}  // namespace resso::daemon
