// What a poll came to, in words: for `resso poll`, for the log, for metrics.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/poll_policy.hpp"
#include "daemon/ingest.hpp"

#include <exception>
#include <optional>
#include <string>
#include <string_view>

namespace resso::daemon {

std::string_view outcome_name(const connectors::FetchOutcome& outcome);  ///< "changed", "unchanged", or the error's code

/// "3 new posts, 1 changed event", "unchanged", "failed: …".
std::string poll_words(const connectors::FetchOutcome& outcome, const IngestResult& result);

/// Why somebody who asks for a poll right now must wait; empty: nothing against it. Manners hold for people too.
std::string why_not_before(const SourceState& state, const connectors::PollLimits& limits, std::optional<Instant> host_held_until,
                           Instant now);

void log_poll(const Source& source, const connectors::PollReport& report, const SourceState& state, const IngestResult& result,
              double seconds);
void log_exception(std::string_view where, std::exception_ptr failure);

}  // namespace resso::daemon
