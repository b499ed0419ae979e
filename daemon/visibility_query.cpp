#include "daemon/visibility_query.hpp"

#include "daemon/responses.hpp"
#include "feeds/filter.hpp"

namespace resso::daemon {
namespace {

using std::chrono::days;

constexpr days kDefaultPeriod{28};
constexpr days kLongestPeriod{3660};

}  // namespace

Result<VisibilityQuery> parse_visibility_query(std::string raw_query, const feeds::Snapshot& snapshot) {
  VisibilityQuery query;
  query.by = Cut::entity;
  if (const std::string by = take_parameter(raw_query, "by"); !by.empty()) {
    const auto cut = cut_named(by);
    if (!cut)
      return Error{Errc::bad_input, "not a cut: “" + by + "”", "by",
                   "use none, entity, district, network, topic, hashtag, campaign, channel_kind, language or day", 0};
    query.by = *cut;
  }
  if (std::string network = take_parameter(raw_query, "network"); !network.empty()) query.networks.push_back(std::move(network));
  const auto filter = feeds::parse_filter(raw_query, snapshot);
  if (!filter) return filter.error();
  query.entities = filter->entities;
  query.districts = filter->districts;
  query.topics = filter->topics;
  query.hashtags = filter->tags;
  query.languages = filter->languages;
  query.period.to = filter->to.value_or(snapshot.today - days(1));
  query.period.from = filter->from.value_or(query.period.to - kDefaultPeriod + days(1));
  if (filter->days) query.period.from = query.period.to - days(*filter->days - 1);
  if (query.period.to < query.period.from) return Error{Errc::bad_input, "the period ends before it begins", "to", "give from ≤ to", 0};
  if (query.period.to - query.period.from > kLongestPeriod)
    return Error{Errc::bad_input, "the period is longer than ten years", "from", "ask for less", 0};
  return query;
}

}  // namespace resso::daemon
