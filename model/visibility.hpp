// Questions about visibility and their answers (definitions: docs of the figures in feeds/pages and the API).
#pragma once

#include "model/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace resso {

struct Period {
  LocalDate from{}, to{};  ///< both included, days of the city
  bool operator==(const Period&) const = default;
};

enum class Cut { none, entity, district, network, topic, hashtag, campaign, channel_kind, language, day };
std::string_view name_of(Cut cut);
std::optional<Cut> cut_named(std::string_view name);

struct VisibilityQuery {
  Period period;
  std::vector<std::string> entities, districts, networks, topics, hashtags, languages;  ///< "or" within, "and" between; hashtags folded
  Cut by = Cut::none;
  bool operator==(const VisibilityQuery&) const = default;
};

/// Reach can only be bounded (visibility.md): lower = largest single audience, upper = sum of the known ones.
struct Reach {
  std::int64_t lower = 0, upper = 0;
  std::int64_t boosters_known = 0, boosters = 0;  ///< coverage = known / all
  std::int64_t posts_unknown = 0;                 ///< posts whose author's audience is not known: not in the bounds
  bool operator==(const Reach&) const = default;
};

/// All figures for one period and one value of the cut. An unset figure is one the data cannot tell: shown as a gap.
struct VisibilityFigures {
  std::string key;  ///< value of the cut; empty for the whole
  std::int64_t posts = 0, authors = 0, active_entities = 0;
  std::int64_t replies = 0, boosts = 0, favourites = 0, quotes = 0;
  std::int64_t interactions() const { return replies + boosts + favourites + quotes; }
  std::optional<Instant> counted_at;  ///< newest refresh of those counters
  std::optional<Reach> reach;
  std::optional<double> engagement_rate;      ///< interactions / posts / followers × 100
  std::optional<double> interactions_per_1k;  ///< interactions per 1,000 followers
  std::optional<std::int64_t> followers_start, followers_end;
  std::optional<std::int64_t> growth() const {
    return followers_start && followers_end ? std::optional{*followers_end - *followers_start} : std::nullopt;
  }
  std::int64_t posts_with_hashtag = 0, entities_with_hashtag = 0;  ///< of enrolled entities, any tracked hashtag
  std::int64_t entity_posts = 0;                                   ///< denominator of adoption
  std::int64_t events = 0;                                         ///< approved, with an occurrence in the period
  bool operator==(const VisibilityFigures&) const = default;
};

struct VisibilityReport {
  VisibilityQuery query;
  Period before;  ///< the period of the same length just before
  VisibilityFigures whole, whole_before;
  std::vector<VisibilityFigures> rows,
      rows_before;  ///< by the cut, most interactions first; rows_before in the same order, zeros where nothing was
  bool operator==(const VisibilityReport&) const = default;
};

}  // namespace resso
