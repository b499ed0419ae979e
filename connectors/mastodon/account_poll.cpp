#include "connectors/mastodon/parse.hpp"
#include "connectors/mastodon/poll.hpp"
#include "connectors/mastodon/timeline_walk.hpp"

namespace resso::connectors::mastodon {

namespace asio = boost::asio;

namespace {

constexpr Seconds kDay{86400};

Result<void> learn(Conversation& talk, const net::FetchReply& reply) {
  const Result<WireAccount> wire = parse_account(reply.body);
  if (!wire) return Error{wire.error().code, wire.error().what, reply.final_url, "see whether the server is of the Mastodon family", 0};
  if (wire->suspended.value_or(false))
    return Error{Errc::gone, "the server has suspended " + talk.resource(), reply.final_url,
                 "ask the association whether it has another account", 0};
  const Account account = to_account(*wire, talk.vantage());
  talk.cursor.account_id = wire->id;
  talk.cursor.account_read = talk.context().now;
  talk.report.harvest.title = account.display_name;
  talk.report.harvest.account = account.acct;
  talk.report.harvest.followers.push_back(to_follower_sample(*wire, talk.vantage()));
  if (!account.moved_to.empty())
    talk.warn(talk.resource() + " has moved to " + account.moved_to + ": put that account into the configuration", "account_moved");
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

asio::awaitable<Result<void>> read_account(Conversation& talk, Validators validators) {
  Result<void> done = co_await talk.meet();
  if (!done) co_return done;
  const bool known = !talk.cursor.account_id.empty() && talk.context().now - talk.cursor.account_read < kDay;
  if (!known) {
    done = co_await look_up(talk);
    if (!done) co_return done;
  }
  done = co_await read_statuses(talk, validators);
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

}  // namespace

asio::awaitable<PollReport> poll_account(PollContext context, Source source, SourceState state) {
  Conversation talk(std::move(context), std::move(source), state);
  const Result<void> done = co_await read_account(talk, state.validators);
  if (!done) talk.fail(done.error());
  co_return talk.finish();
}

}  // namespace resso::connectors::mastodon
