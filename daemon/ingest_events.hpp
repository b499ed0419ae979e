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

/// The same when rules have changed and the post has not: an act that was misread is gone, as if it had never been told.
void derive_said_events(store::Transaction& transaction, const Post& post, const Source& source, const agenda::Rules& rules, Instant now,
                        IngestResult& result);

/// A statement of a source's own, as the rules read it now.
void derive_stated_event(store::Transaction& transaction, StatedEvent stated, const Source& source, const agenda::Rules& rules, Instant now,
                         IngestResult& result);

/// The event that a statement belongs to, as the rules see it now. Returns whether it moved.
bool derive_home(store::Transaction& transaction, const StatedEvent& stated, const agenda::Rules& rules, Instant now, IngestResult& result);

/// After a decision about a post: what was found in it is shown no more and no less than the post itself.
void judge_events_of(store::Transaction& transaction, const Post& post, const agenda::Rules& rules, Instant now, IngestResult& result);

}  // namespace resso::daemon
