#include "connectors/mastodon/home.hpp"
#include "connectors/mastodon/parse.hpp"
#include "connectors/mastodon/poll.hpp"
#include "connectors/mastodon/refusal.hpp"
#include "connectors/mastodon/timeline_walk.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <utility>

namespace resso::connectors::mastodon {

namespace asio = boost::asio;

namespace {

constexpr Seconds kDay{86400};
constexpr int kMostMoves = 3;  ///< followed one after the other; more is a joke or a loop

std::string host_of(std::string_view acct) {
  const auto at = acct.find('@', 1);
  return at == std::string_view::npos ? std::string() : std::string(acct.substr(at + 1));
}

/// Where an account moved to: a server's address and a name there.
void note_move(Conversation& talk, const WireAccount& wire) {
  Cursor& cursor = talk.cursor;
  const std::string server_before = std::exchange(cursor.moved_server, {}), name_before = std::exchange(cursor.moved_name, {});
  if (wire.moved_acct.empty()) return cursor.followed.clear();
  const auto url = text::parse_url(wire.moved_url);
  const std::string host = host_of(wire.moved_acct);
  cursor.moved_server = host.empty() ? talk.source().url : url ? url->origin() : "https://" + host;
  cursor.moved_name = wire.moved_acct.substr(0, wire.moved_acct.find('@', 1));
  if (cursor.moved_name.starts_with('@')) cursor.moved_name.erase(0, 1);
  if (cursor.moved_server != server_before || cursor.moved_name != name_before) cursor.followed.clear();
}

std::string moved_to(const Cursor& cursor) { return '@' + cursor.moved_name + " at " + cursor.moved_server; }

void stay(Conversation& talk, const std::string& why) {
  talk.warn(talk.resource() + " says that it moved to " + moved_to(talk.cursor) + ", but " + why + ": the old account is read on",
            "account_moved_barred");
  talk.cursor.moved_server.clear();
  talk.cursor.moved_name.clear();
  talk.cursor.followed.clear();
}

Result<void> learn(Conversation& talk, const net::FetchReply& reply) {
  const Result<WireAccount> wire = parse_account(reply.body);
  if (!wire) return not_of_the_family(wire.error(), reply);
  if (wire->suspended.value_or(false)) {
    const std::string what = "the server has suspended " + talk.resource();
    return Error{Errc::gone, what, reply.final_url, "ask the association whether it has another account", 0, "gone_suspended"};
  }
  const Account account = to_account(*wire, talk.vantage());
  talk.cursor.account_id = wire->id;
  talk.cursor.account_read = talk.context().now;
  talk.report.harvest.title = account.display_name;
  talk.report.harvest.account = account.acct;
  talk.report.harvest.followers.push_back(to_follower_sample(*wire, talk.vantage()));
  if (wire->limited.value_or(false))
    talk.warn("the server has limited " + talk.resource() + ": few people see what it says there", "account_limited");
  note_move(talk, *wire);
  if (wire->moved_is_barred) stay(talk, "that account is limited or suspended");
  return {};
}

/// The account's id on this server and a snapshot of its audience, once a day.
asio::awaitable<Result<void>> look_up(Conversation& talk) {
  const std::string server = talk.source().url, name = talk.source().name;
  Result<net::FetchReply> reply = co_await talk.ask(lookup_query(server, name));
  if (!reply && talk.knows_no_such_thing) {
    const Error unknown = reply.error();
    reply = co_await talk.ask(account_query(server, name));
    if (!reply && talk.knows_no_such_thing) co_return unknown;
  }
  if (!reply) co_return reply.error();
  co_return learn(talk, *reply);
}

asio::awaitable<Result<void>> read_statuses(Conversation& talk, Validators validators) {
  auto query = [server = talk.source().url, id = talk.cursor.account_id](const Page& page) {
    return account_statuses_query(server, id, page);
  };
  Result<void> walked = co_await walk_timeline(talk, std::move(query), std::move(validators));
  co_return walked;
}

asio::awaitable<Result<void>> read_timeline(Conversation& talk, Validators validators, bool known) {
  Result<void> done = co_await read_statuses(talk, validators);
  if (done || !known || !talk.knows_no_such_thing) co_return done;
  // The id we knew is gone, the name may be not: a server set up anew gives new ids.
  talk.cursor.account_id.clear();
  talk.cursor.newest.clear();
  talk.cursor.before.clear();
  done = co_await look_up(talk);
  if (!done) co_return done;
  done = co_await read_statuses(talk, Validators{});
  co_return done;
}

/// Unset: the account is known from today. An account that moved is followed on even when its old server is gone.
asio::awaitable<Result<void>> meet_and_look_up(Conversation& talk, bool known) {
  Result<void> done{};
  if (known) co_return done;
  done = co_await talk.meet();
  if (!done) co_return done;
  done = co_await look_up(talk);
  co_return done;
}

asio::awaitable<PollReport> poll_moves(PollContext context, Source source, SourceState state, int moves);

/// The new account's own poll, with its own cursor inside ours. The token is the old server's and goes nowhere else.
asio::awaitable<PollReport> follow(Conversation& talk, SourceState state, int moves) {
  Source there = talk.source();
  if (talk.cursor.moved_server != there.url) there.credentials.reset();
  there.url = talk.cursor.moved_server;
  there.name = talk.cursor.moved_name;
  state.cursor = talk.cursor.followed;
  PollReport report = co_await poll_moves(talk.context(), std::move(there), std::move(state), moves + 1);
  co_return report;
}

/// Asks the account's domain where its server is. False: it is at the domain, or nobody says.
asio::awaitable<bool> look_elsewhere(Conversation& talk) {
  const std::optional<Home> home = co_await find_home(talk.context(), talk.source().url, talk.source().name);
  if (!home) co_return false;
  Cursor& cursor = talk.cursor;
  if (cursor.moved_server != home->server || cursor.moved_name != home->name) cursor.followed.clear();
  cursor.moved_server = home->server;
  cursor.moved_name = home->name;
  cursor.elsewhere = true;
  cursor.account_read = talk.context().now;
  co_return true;
}

/// What the old account's daily look brought goes along with what the new account's poll did.
PollReport join(Conversation& talk, PollReport there) {
  Harvest& harvest = there.harvest;
  if (!talk.cursor.elsewhere)
    harvest.warnings.insert(harvest.warnings.begin(), {"the account has moved to " + moved_to(talk.cursor) +
                                                           ", which is read now: put that account into the configuration",
                                                       "account_moved", 0});
  for (FollowerSample& sample : talk.report.harvest.followers) harvest.followers.push_back(std::move(sample));
  there.outcome.bytes_received += talk.report.outcome.bytes_received;
  talk.cursor.followed = there.cursor;
  there.cursor = write_cursor(talk.cursor);
  return there;
}

bool is_barred(const PollReport& there) {
  const auto limited = [](const Warning& warning) { return warning.code == "account_limited"; };
  const auto& warnings = there.harvest.warnings;
  return (there.outcome.problem && there.outcome.problem->code == Errc::gone) || std::any_of(warnings.begin(), warnings.end(), limited);
}

/// The poll of an account whose server is not at its domain, which is asked once a day whether it still is where it was. When the account
/// is not there any more, the next poll begins at the domain again.
asio::awaitable<PollReport> poll_elsewhere(Conversation& talk, SourceState state, int moves) {
  const Instant now = talk.context().now;
  if (now - talk.cursor.account_read >= kDay) {
    talk.cursor.account_read = now;
    co_await look_elsewhere(talk);
  }
  PollReport there = co_await follow(talk, std::move(state), moves);
  const bool lost = there.outcome.problem && is_not_here(*there.outcome.problem);
  PollReport report = join(talk, std::move(there));
  if (lost) {
    Cursor fresh;
    fresh.account_read = now;  // an empty text would leave the old one in place
    report.cursor = write_cursor(fresh);
  }
  co_return report;
}

asio::awaitable<PollReport> poll_moves(PollContext context, Source source, SourceState state, int moves) {
  Conversation talk(std::move(context), std::move(source), state);
  if (talk.cursor.elsewhere) {
    PollReport report = co_await poll_elsewhere(talk, std::move(state), moves);
    co_return report;
  }
  const bool known = !talk.cursor.account_id.empty() && talk.context().now - talk.cursor.account_read < kDay;
  Result<void> done = co_await meet_and_look_up(talk, known);
  const bool was_moved = !talk.cursor.moved_server.empty();
  if (!done && was_moved) talk.cursor.account_read = talk.context().now;  // the old server is asked again tomorrow
  if (was_moved && moves < kMostMoves && (done || done.error().code != Errc::cancelled)) {
    PollReport there = co_await follow(talk, state, moves);
    if (!is_barred(there)) co_return join(talk, std::move(there));
    stay(talk, "that account is limited or suspended");
  }
  if (!done && !was_moved && moves == 0 && is_not_here(done.error())) {
    const bool found = co_await look_elsewhere(talk);
    if (found) {
      PollReport report = co_await poll_elsewhere(talk, std::move(state), moves);
      co_return report;
    }
  }
  if (done && known) done = co_await talk.meet();
  if (done) done = co_await read_timeline(talk, state.validators, known);
  if (!done) talk.fail(done.error());
  co_return talk.finish();
}

}  // namespace

asio::awaitable<PollReport> poll_account(PollContext context, Source source, SourceState state) {
  PollReport report = co_await poll_moves(std::move(context), std::move(source), std::move(state), 0);
  co_return report;
}

}  // namespace resso::connectors::mastodon
