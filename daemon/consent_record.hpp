// The consent of accounts that are not enrolled, on its way through the store: flags told and in force, the ledger, opting out.
#pragma once

#include "agenda/rules.hpp"
#include "model/source.hpp"
#include "store/store.hpp"

#include <string>

namespace resso::daemon {

/// "host[:port]" of a server's address.
std::string server_of(const Source& source);

/// Notes what the source's server told of the post's author, and gives the flags to judge by.
ConsentFlags hear_consent(store::Transaction& transaction, const Post& said, const Source& source, Instant now);
/// After it was judged: into the ledger, in the transaction of the post itself.
void record_consent(store::Transaction& transaction, const Post& judged, const Source& source, Instant now);

/// Whoever is on the opt-out list goes for good: what is held of them is emptied, the events found in it are not told any more, what comes
/// later is not let in (ingest). True: a citizen's view changed.
bool forget_opted_out(store::Transaction& transaction, const config::Settings& settings, const agenda::Rules& rules, Instant now);

}  // namespace resso::daemon
