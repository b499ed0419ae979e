#include "store/session.hpp"

namespace resso::store {

std::vector<Subscription> Session::subscriptions() {
  std::vector<Subscription> all;
  auto rows = db_.query(
      "SELECT token, source_id, hub, topic, secret, state, alive_until, pending, next_attempt, last_push, failures, problem"
      " FROM subscriptions ORDER BY token");
  while (rows.next()) {
    Subscription& one = all.emplace_back();
    one.token = rows.text(0), one.source_id = rows.text(1), one.hub = rows.text(2), one.topic = rows.text(3), one.secret = rows.text(4);
    one.state = subscription_state_named(rows.view(5)).value_or(Subscription::State::asked);
    one.alive_until = instant_of(rows.maybe_integer(6)), one.pending = instant_of(rows.maybe_integer(7));
    one.next_attempt = instant_of(rows.maybe_integer(8)), one.last_push = instant_of(rows.maybe_integer(9));
    one.failures = static_cast<int>(rows.integer(10)), one.problem = rows.text(11);
  }
  return all;
}

void Session::save_subscription(const Subscription& one) {
  db_.run("INSERT OR REPLACE INTO subscriptions VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", one.token, one.source_id, one.hub, one.topic,
          one.secret, name_of(one.state), count_of(one.alive_until), count_of(one.pending), count_of(one.next_attempt),
          count_of(one.last_push), static_cast<std::int64_t>(one.failures), one.problem);
}

void Session::remove_subscription(std::string_view token) { db_.run("DELETE FROM subscriptions WHERE token = ?", token); }

}  // namespace resso::store
