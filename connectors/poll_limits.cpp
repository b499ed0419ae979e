#include "connectors/poll_limits.hpp"

#include "config/intervals.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::connectors {
namespace {

Seconds default_of(SourceKind kind, const config::Network& network) {
  switch (kind) {
    case SourceKind::mastodon_hashtag: return network.hashtag_interval;
    case SourceKind::mastodon_account: return network.account_interval;
    case SourceKind::calendar:
    case SourceKind::caldav: return network.calendar_interval;
    case SourceKind::feed:
    case SourceKind::page: return network.feed_interval;
  }
  return network.feed_interval;
}

}  // namespace

bool in_campaign(const Source& source, const std::vector<Campaign>& campaigns, LocalDate today) {
  if (source.kind != SourceKind::mastodon_hashtag) return false;
  constexpr std::chrono::days kAround{1};
  const std::string hashtag = text::fold_hashtag(source.name);
  return std::any_of(campaigns.begin(), campaigns.end(), [&](const Campaign& campaign) {
    return text::fold_hashtag(campaign.hashtag) == hashtag && (!campaign.from || today >= *campaign.from - kAround) &&
           (!campaign.to || today <= *campaign.to + kAround);
  });
}

PollLimits poll_limits(const Source& source, const config::Network& network, bool campaign, bool event_today) {
  const Seconds floor = config::interval_floor(network, source.url, campaign);
  PollLimits limits;
  limits.event_today = event_today;
  if (source.interval || campaign) {
    const Seconds fixed = std::max(source.interval.value_or(default_of(source.kind, network)), floor);
    limits.default_interval = limits.min_interval = limits.max_interval = fixed;
    return limits;
  }
  limits.default_interval = std::max(default_of(source.kind, network), floor);
  limits.min_interval = std::min(limits.default_interval, std::max(network.min_interval, floor));
  limits.max_interval = std::max(limits.default_interval, network.max_interval);
  return limits;
}

PollLimits calmer(PollLimits limits) {
  constexpr Seconds kMakeSure{900};
  for (Seconds* interval : {&limits.default_interval, &limits.min_interval, &limits.max_interval})
    *interval = std::max(*interval, kMakeSure);
  return limits;
}

PollLimits told_by_hub(PollLimits limits) {
  limits.min_interval = limits.default_interval = std::max(limits.default_interval, limits.max_interval / 4);
  limits.event_today = false;
  return limits;
}

}  // namespace resso::connectors
