// From the configuration to the limits of one source's polls.
#pragma once

#include "config/settings.hpp"
#include "connectors/poll_policy.hpp"

namespace resso::connectors {

/// Is `source` the hashtag of a campaign that runs on `today` (from the day before it to the day after; without dates: always)?
bool in_campaign(const Source& source, const std::vector<Campaign>& campaigns, LocalDate today);

/// The interval the source's own configuration asks for is kept as it is: it does not adapt. Otherwise it adapts between min_interval and
/// max_interval, from the default of its kind; a running campaign's hashtag stays at its default. Nothing is below config::interval_floor.
PollLimits poll_limits(const Source& source, const config::Network& network, bool campaign, bool event_today);

/// While a source is also listened to (server-sent events): polls only make sure that nothing was missed, every quarter of an hour.
PollLimits calmer(PollLimits limits);

/// While a hub tells of news, polls are there to find out whether it does: between a quarter of max_interval and the whole.
PollLimits told_by_hub(PollLimits limits);

}  // namespace resso::connectors
