#include "store/count_schedule.hpp"
#include "store/post_number.hpp"
#include "store/session.hpp"

#include <algorithm>

namespace resso::store {
namespace {

using std::chrono::hours;

// An unchanged audience is written down twice a day: enough for the snapshot nearest to any midnight.
constexpr Seconds kSameFollowersAgain = hours(12);

std::optional<std::int64_t> told(std::optional<std::int64_t> now, std::optional<std::int64_t> before) {
  return now && *now >= 0 ? now : before;
}

std::optional<std::int64_t> not_negative(std::optional<std::int64_t> value) { return told(value, std::nullopt); }

}  // namespace

void Session::add_counters(const CounterSample& sample) {
  std::int64_t n = 0;
  Counters before;
  bool first = true, by_origin = false, status = true;
  {
    auto rows = db_.query(
        "SELECT n, replies, boosts, favourites, quotes, counted_at, counted_by_origin, kind FROM posts WHERE uri = ? AND deleted = 0",
        sample.post_uri);
    if (!rows.next()) return;
    n = rows.integer(0);
    before = {rows.maybe_integer(1), rows.maybe_integer(2), rows.maybe_integer(3), rows.maybe_integer(4)};
    first = rows.is_null(5);
    by_origin = rows.integer(6) != 0;
    status = rows.integer(7) == static_cast<int>(PostKind::status);
    const bool newer = first || count_of(sample.at) >= rows.integer(5);
    if (sample.from_origin ? by_origin && !newer : by_origin || !newer) return;
  }
  const Counters& s = sample.counters;
  const Counters value{told(s.replies, before.replies), told(s.boosts, before.boosts), told(s.favourites, before.favourites),
                       told(s.quotes, before.quotes)};
  if (first || value != before || sample.from_origin != by_origin)
    db_.run(
        "INSERT INTO counter_samples VALUES(?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET replies = excluded.replies, boosts = excluded.boosts,"
        " favourites = excluded.favourites, quotes = excluded.quotes",
        n, count_of(sample.at), sample.from_origin, value.replies, value.boosts, value.favourites, value.quotes);
  const PostFacts facts = facts_of(n);
  db_.run(
      "UPDATE posts SET replies = ?, boosts = ?, favourites = ?, quotes = ?, counted_at = ?, counted_by_origin = ?, count_next = ? WHERE n "
      "= ?",
      value.replies, value.boosts, value.favourites, value.quotes, count_of(sample.at), sample.from_origin,
      status ? count_of(next_look(published_of(n), sample.at)) : std::nullopt, n);
  count_again(n, facts);
}

void Session::add_followers(const FollowerSample& sample) {
  if (sample.account.empty()) return;
  const auto account = terms_.make(TermKind::account, sample.account);
  const auto followers = not_negative(sample.followers), following = not_negative(sample.following),
             statuses = not_negative(sample.statuses);
  {
    auto rows =
        db_.query("SELECT at, followers, following, statuses FROM follower_samples WHERE account = ? AND at <= ? ORDER BY at DESC LIMIT 1",
                  account, count_of(sample.at));
    if (rows.next() && sample.at - instant_of(rows.integer(0)) < kSameFollowersAgain && rows.maybe_integer(1) == followers &&
        rows.maybe_integer(2) == following && rows.maybe_integer(3) == statuses)
      return;
  }
  db_.run(
      "INSERT INTO follower_samples VALUES(?,?,?,?,?) ON CONFLICT DO UPDATE SET followers = excluded.followers, following = "
      "excluded.following,"
      " statuses = excluded.statuses",
      account, count_of(sample.at), followers, following, statuses);
}

void Session::add_boost(const Boost& boost) {
  if (boost.account.empty()) return;
  std::int64_t n = 0;
  {
    auto rows = db_.query("SELECT n FROM posts WHERE uri = ? AND deleted = 0", boost.post_uri);
    if (!rows.next()) return;
    n = rows.integer(0);
  }
  const auto account = terms_.make(TermKind::account, boost.account);
  const PostFacts facts = facts_of(n);
  // Told again: the first instant stays, and the first audience that was known.
  db_.run(
      "INSERT INTO boosts VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET followers = excluded.followers WHERE followers IS NULL AND"
      " excluded.followers IS NOT NULL",
      n, account, count_of(boost.at), not_negative(boost.followers));
  if (db_.changes() > 0) count_again(n, facts);
}

}  // namespace resso::store
