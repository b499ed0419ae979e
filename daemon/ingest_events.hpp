// ingest.hpp's half for events: statements, their merging, their occurrences.
#pragma once

#include "daemon/ingest.hpp"

namespace resso::daemon {

/// Adds a warning to `state` when the source's occurrences were cut off.
void ingest_events(store::Transaction& transaction, const Source& source, SourceState& state, const connectors::Harvest& harvest,
                   const agenda::Rules& rules, Instant now, IngestResult& result);

/// What a new or edited post announces in words. A post whose source has told events of it in fields (a feed's ev: module) is left to that.
void ingest_said_events(store::Transaction& transaction, const Post& post, const Source& source, const agenda::Rules& rules, Instant now,
                        IngestResult& result);

/// After a decision about a post: what was found in it is shown no more and no less than the post itself.
void judge_events_of(store::Transaction& transaction, const Post& post, const agenda::Rules& rules, Instant now, IngestResult& result);

}  // namespace resso::daemon
