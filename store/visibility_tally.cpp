#include "store/visibility_tally.hpp"

#include <algorithm>

namespace resso::store {

void Tally::add(const FigureRow& row) {
  const Measures& m = row.measures;
  sums_.posts += m.posts;
  sums_.replies += m.replies, sums_.boosts += m.boosts, sums_.favourites += m.favourites, sums_.quotes += m.quotes;
  sums_.boosters += m.boosters, sums_.boosters_known += m.boosters_known;
  sums_.counted_at = std::max(sums_.counted_at, m.counted_at);
  if (row.entity == 0) return;
  entities_.insert(row.entity);
  entity_posts_ += m.posts;
  entity_tracked_ += m.tracked;
  if (m.tracked > 0) tracking_entities_.insert(row.entity);
}

void Tally::add(const AudienceRow& row) {
  auto& account = accounts_[row.account];
  account.followers = std::max(account.followers, row.followers);
  if (row.measures.posts == 0) return;
  account.author = true;
  account.author_followers = std::max(account.author_followers, row.followers);
  if (row.followers == kUnknownAudience) {
    posts_unknown_ += row.measures.posts;
  } else {
    known_.posts += row.measures.posts;
    known_.interactions += row.measures.interactions;
  }
}

// People, not views: an account's audience counts once, however often it spoke or passed something on. Nobody knows how audiences overlap,
// so at least the largest of them was reached, and at most all of them together.
std::optional<Reach> Tally::reach() const {
  Reach reach{.boosters_known = sums_.boosters_known, .boosters = sums_.boosters, .posts_unknown = posts_unknown_};
  bool known = false;
  for (const auto& [id, account] : accounts_) {
    if (account.followers == kUnknownAudience) continue;
    known = true;
    reach.lower = std::max(reach.lower, account.followers);
    reach.upper += account.followers;
  }
  return known ? std::optional(reach) : std::nullopt;
}

// Over the posts whose author's audience is known; nothing is told of what nobody has counted.
void Tally::add_rates(VisibilityFigures& figures) const {
  std::int64_t followers = 0;
  for (const auto& [id, account] : accounts_) followers += std::max<std::int64_t>(0, account.author_followers);
  if (sums_.counted_at == 0 || followers == 0 || known_.posts == 0) return;
  const auto interactions = static_cast<double>(known_.interactions), audience = static_cast<double>(followers);
  figures.engagement_rate = interactions / static_cast<double>(known_.posts) / audience * 100;
  figures.interactions_per_1k = interactions / audience * 1000;
}

VisibilityFigures Tally::figures() const {
  VisibilityFigures figures;
  figures.posts = sums_.posts;
  figures.authors = std::count_if(accounts_.begin(), accounts_.end(), [](const auto& account) { return account.second.author; });
  figures.active_entities = static_cast<std::int64_t>(entities_.size());
  figures.replies = sums_.replies, figures.boosts = sums_.boosts, figures.favourites = sums_.favourites, figures.quotes = sums_.quotes;
  if (sums_.counted_at != 0) figures.counted_at = Instant(Seconds(sums_.counted_at));
  figures.reach = reach();
  add_rates(figures);
  figures.posts_with_hashtag = entity_tracked_;
  figures.entities_with_hashtag = static_cast<std::int64_t>(tracking_entities_.size());
  figures.entity_posts = entity_posts_;
  return figures;
}

}  // namespace resso::store
