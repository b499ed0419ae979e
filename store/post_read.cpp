#include "store/json.hpp"
#include "store/post_number.hpp"
#include "store/session.hpp"

namespace resso::store {

std::optional<std::int64_t> Session::number_of(std::string_view uri) {
  auto rows = db_.query("SELECT n FROM posts WHERE uri = ?", uri);
  return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

std::optional<Post> Session::load_post(std::int64_t n) {
  auto rows = db_.query(
      "SELECT id, uri, kind, entity, author_followers, state, state_reason, state_by, state_at, deleted, first_seen,"
      " replies, boosts, favourites, quotes, search_text, body FROM posts JOIN post_texts USING(n) WHERE n = ?",
      n);
  if (!rows.next()) return std::nullopt;
  Post post;
  from_json(rows.view(16), post);
  post.id = rows.text(0);
  post.uri = rows.text(1);
  post.kind = static_cast<PostKind>(rows.integer(2));
  post.published = published_of(n);
  post.entity = terms_.text(rows.integer(3));
  post.author.followers = rows.maybe_integer(4);
  post.moderation = {static_cast<ModerationState>(rows.integer(5)), rows.text(6), rows.text(7), instant_of(rows.maybe_integer(8))};
  post.deleted = rows.integer(9) != 0;
  post.first_seen = instant_of(rows.integer(10));
  post.counters = {rows.maybe_integer(11), rows.maybe_integer(12), rows.maybe_integer(13), rows.maybe_integer(14)};
  post.search_text = rows.text(15);
  auto seen = db_.query("SELECT source FROM post_seen WHERE post = ? ORDER BY at, source", n);
  while (seen.next()) post.seen_on.push_back(terms_.text(seen.integer(0)));
  return post;
}

std::optional<Post> Session::post_by_uri(std::string_view uri) {
  const auto n = number_of(uri);
  return n ? load_post(*n) : std::nullopt;
}

std::optional<Post> Session::post_by_id(std::string_view id) {
  auto rows = db_.query("SELECT n FROM posts WHERE id = ?", id);
  return rows.next() ? load_post(rows.integer(0)) : std::nullopt;
}

std::vector<Post> Session::posts_due_for_counters(Instant now, std::size_t limit) {
  std::vector<Post> due;
  auto rows =
      db_.query("SELECT n FROM posts WHERE count_next IS NOT NULL AND count_next <= ? ORDER BY count_next LIMIT ?", count_of(now), limit);
  while (rows.next())
    if (auto post = load_post(rows.integer(0))) due.push_back(std::move(*post));
  return due;
}

LocalTime Session::local_time_of(std::int64_t n) const { return directory_->rules.to_local(published_of(n)); }

PostFacts Session::facts_of(std::int64_t n) {
  PostFacts facts;
  auto rows = db_.query(
      "SELECT entity, language, kind, author, author_followers, tracked, replies, boosts, favourites, quotes, counted_at,"
      " state = 0 AND deleted = 0 FROM posts WHERE n = ?",
      n);
  if (!rows.next() || rows.integer(11) == 0) return facts;
  facts.counts = true;
  const LocalTime local = local_time_of(n);
  facts.day = std::chrono::floor<std::chrono::days>(local);
  facts.hour = static_cast<int>(std::chrono::floor<std::chrono::hours>(local - facts.day).count());
  facts.entity = rows.integer(0), facts.language = rows.integer(1), facts.kind = rows.integer(2), facts.author = rows.integer(3);
  facts.followers = rows.maybe_integer(4).value_or(kUnknownAudience);
  Measures& m = facts.measures;
  m = {1, rows.integer(5), rows.integer(6), rows.integer(7), rows.integer(8), rows.integer(9), 0, 0, rows.integer(10)};
  auto terms = db_.query("SELECT term FROM post_terms JOIN terms ON id = term WHERE post = ? AND kind IN (?, ?)", n,
                         static_cast<int>(TermKind::topic), static_cast<int>(TermKind::hashtag));
  while (terms.next()) facts.slices.push_back(terms.integer(0));
  auto boosters = db_.query("SELECT account, followers FROM boosts WHERE post = ?", n);
  while (boosters.next()) facts.boosters.push_back({boosters.integer(0), boosters.maybe_integer(1).value_or(kUnknownAudience)});
  for (const auto& booster : facts.boosters) m.boosters_known += booster.followers != kUnknownAudience;
  m.boosters = std::max(m.boosts, static_cast<std::int64_t>(facts.boosters.size()));
  return facts;
}

}  // namespace resso::store
