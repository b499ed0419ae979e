// Looks at posts where they were said: which are due, and what came of them.
#include "store/count_schedule.hpp"
#include "store/post_number.hpp"
#include "store/session.hpp"

#include <algorithm>
#include <array>

namespace resso::store {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// Less than the hour and the day that are promised: a look takes its time, and the round that does it comes by every minute.
constexpr Seconds kHourly = minutes(45), kDaily = hours(23), kWeekly = days(7) - hours(1);
constexpr Seconds kTryAgain = hours(1);
constexpr std::array<std::string_view, 4> kAnswers{"there", "gone", "closed", "unreachable"};

}  // namespace

std::vector<Post> Session::posts_to_look_at(Instant now, std::size_t limit) {
  std::vector<std::int64_t> due;
  {
    auto rows = db_.query(
        "SELECT coalesce(l.at, 0) AS asked, p.n FROM posts p LEFT JOIN post_looks l ON l.post = p.n"
        " WHERE p.entity = 0 AND p.listed = 1 AND p.kind = ?1"
        " AND (l.at IS NULL OR (l.at <= ?2 AND p.n >= ?3) OR (l.at <= ?4 AND p.n >= ?5) OR l.at <= ?6)"
        " UNION SELECT 0, p.n FROM posts p LEFT JOIN post_looks l ON l.post = p.n"
        " WHERE p.state = ?7 AND p.entity = 0 AND p.deleted = 0 AND p.kind = ?1 AND l.at IS NULL"
        " ORDER BY asked, 2 DESC LIMIT ?8",
        static_cast<int>(PostKind::status), count_of(now - kHourly), first_number(now - days(30)), count_of(now - kDaily),
        first_number(now - days(90)), count_of(now - kWeekly), static_cast<int>(ModerationState::pending), limit);
    while (rows.next()) due.push_back(rows.integer(1));
  }
  std::vector<Post> posts;
  for (const auto n : due)
    if (auto post = load_post(n)) posts.push_back(std::move(*post));
  return posts;
}

std::optional<LookAnswer> Session::last_look(std::string_view uri) {
  auto rows = db_.query("SELECT answer FROM post_looks JOIN posts ON n = post WHERE uri = ?", uri);
  if (!rows.next()) return std::nullopt;
  const auto found = std::find(kAnswers.begin(), kAnswers.end(), rows.view(0));
  return found == kAnswers.end() ? std::nullopt : std::optional(static_cast<LookAnswer>(found - kAnswers.begin()));
}

std::int64_t Session::boosters_known(std::string_view uri) {
  return db_.number("SELECT count(*) FROM boosts JOIN posts ON n = post WHERE uri = ?", uri);
}

void Session::note_look(std::string_view uri, LookAnswer answer, Instant now) {
  const auto n = number_of(uri);
  if (!n) return;
  db_.run("INSERT INTO post_looks VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at, answer = excluded.answer", *n, count_of(now),
          kAnswers.at(static_cast<std::size_t>(answer)));
  // A server that does not let us count must not stand at the head of the queue for ever.
  const auto next = answer == LookAnswer::unreachable ? std::optional(now + kTryAgain) : next_look(published_of(*n), now);
  db_.run("UPDATE posts SET count_next = ? WHERE n = ? AND count_next <= ?", count_of(next), *n, count_of(now));
}

}  // namespace resso::store
