// Through the agenda and into the store: what one poll brought, in one transaction with the source's new state.
#pragma once

#include "agenda/rules.hpp"
#include "connectors/harvest.hpp"
#include "model/source.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <vector>

namespace resso::daemon {

struct IngestResult {
  std::int64_t posts_new = 0, posts_changed = 0, posts_deleted = 0;
  std::int64_t events_new = 0, events_changed = 0, events_cancelled = 0;  ///< cancelled: of those changed
  std::vector<Seconds> lags;                                              ///< of the new posts: from being said to being seen
  bool visible = false;                                                   ///< a citizen would see a difference: the agenda's version moved
};

/// Posts that would be old enough to go (`days`, as Transaction::prune; 0: none ever is): a feed may show them for years, and they would
/// come back with each poll.
void leave_out_expired(connectors::Harvest& harvest, int days, Instant now);

/// `state` is what poll_policy made of the poll; a warning is added to it when the source's occurrences were cut off.
IngestResult ingest(store::Transaction& transaction, const Source& source, SourceState& state, const connectors::Harvest& harvest,
                    const agenda::Rules& rules, Instant now);

/// What a look at posts where they were said brought: like a poll, but that no source's state moves.
IngestResult ingest_look(store::Transaction& transaction, const Source& source, const connectors::Harvest& harvest,
                         const agenda::Rules& rules, Instant now);

/// Recurring events reach on as time goes: makes their occurrences up to `now` + 400 days. Returns how many events were done (at most
/// `limit`).
std::int64_t expand_further(store::Transaction& transaction, const agenda::Rules& rules, Instant now, std::size_t limit);

}  // namespace resso::daemon
