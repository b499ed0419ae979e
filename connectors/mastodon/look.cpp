#include "connectors/mastodon/look.hpp"

#include "connectors/mastodon/map.hpp"
#include "connectors/mastodon/parse.hpp"
#include "connectors/mastodon/refusal.hpp"
#include "connectors/mastodon/status_read.hpp"

namespace resso::connectors::mastodon {

namespace asio = boost::asio;

namespace {

StatusLook::Answer answer_to(const Error& problem) {
  switch (problem.code) {
    case Errc::auth:
    case Errc::not_found:
    case Errc::gone:
    case Errc::bad_input:
    case Errc::refused: return StatusLook::Answer::closed;
    default: return StatusLook::Answer::unreachable;
  }
}

StatusLook without_answer(Error problem) {
  StatusLook look;
  look.answer = answer_to(problem);
  look.problem = std::move(problem);
  return look;
}

std::string_view local_part(std::string_view acct) { return acct.substr(0, acct.find('@')); }

/// At home an account is named without its host, and the host of accounts need not be the server's: the name that is known stays.
Post as_it_is_now(const Post& known, Post now) {
  if (local_part(now.author.acct) == local_part(known.author.acct)) now.author.acct = known.author.acct;
  if (now.updated && now.updated != known.updated) return now;
  Post same = known;
  same.visibility = now.visibility;
  same.author.consent = now.author.consent;
  same.counters = now.counters;
  return same;
}

net::FetchRequest request_for(std::string url, const LookOptions& options) {
  net::FetchRequest request(std::move(url));
  request.headers.add("Accept", "application/json");
  if (options.credentials && !options.credentials->token.empty())
    request.headers.add("Authorization", "Bearer " + options.credentials->token.reveal());
  return request;
}

void take_boosters(const WireAccounts& accounts, const Vantage& vantage, const std::string& post_uri, StatusLook& look) {
  for (const WireAccount& wire : accounts.accounts) {
    const Account account = to_account(wire, vantage);
    look.harvest.boosts.push_back({post_uri, account.acct, vantage.at, account.followers});
  }
}

StatusLook gone(const Post& known, const LookOptions& options, int status) {
  if (!options.server_is_known && status != 410)
    return without_answer({Errc::not_found, "the server knows no such post, but it has never shown one either", known.uri, {}, 0});
  StatusLook look;
  look.answer = StatusLook::Answer::gone;
  look.harvest.deleted_uris.push_back(known.uri);
  return look;
}

/// The object itself, which servers give to each other (ActivityPub §3.2): some give it to strangers too. `why`: what the API answered.
asio::awaitable<StatusLook> look_at_object(const PollContext& context, const Post& known, const LookOptions& options, Error why) {
  net::FetchRequest request(known.uri);
  request.headers.add("Accept", "application/activity+json");
  const Result<net::FetchReply> reply = co_await context.fetcher->fetch(std::move(request));
  if (!reply) co_return without_answer(reply.error());
  if (reply->status == 404 || reply->status == 410) co_return gone(known, options, reply->status);
  if (reply->status == 429 || reply->status >= 500) co_return without_answer(*outcome_of(*reply, context.now).problem);
  StatusLook look = without_answer(std::move(why));
  if (reply->status == 200 && parse_object_id(reply->body) == known.uri) look.answer = StatusLook::Answer::there;
  co_return look;
}

/// What does not come is left for the next look.
asio::awaitable<void> ask_for_boosters(const PollContext& context, const StatusAddress& home, const LookOptions& options,
                                       std::string post_uri, StatusLook& look) {
  const Vantage vantage{home.server, account_domain(home.server, {}), context.now, {}};
  std::string max_id;
  for (int page = 0; page < options.booster_pages; ++page) {
    auto request = request_for(boosters_query(home.server, home.id, max_id), options);
    ++look.booster_requests;
    const Result<net::FetchReply> reply = co_await context.fetcher->fetch(std::move(request));
    if (!reply || reply->status != 200) co_return;
    const Result<WireAccounts> accounts = parse_accounts(reply->body);
    if (!accounts || accounts->accounts.empty()) co_return;
    take_boosters(*accounts, vantage, post_uri, look);
    max_id = link_parameter(reply->headers, "next", "max_id");
    if (max_id.empty()) co_return;
  }
}

/// What the API says; unset: it is closed to us, which `why` explains.
asio::awaitable<std::optional<StatusLook>> look_by_api(const PollContext& context, const StatusAddress& home, const Post& known,
                                                       const LookOptions& options, Error& why) {
  auto request = request_for(status_query(home.server, home.id), options);
  const Result<net::FetchReply> reply = co_await context.fetcher->fetch(std::move(request));
  if (!reply) co_return without_answer(reply.error());
  if (reply->status == 410 || is_api_not_found(*reply)) co_return gone(known, options, reply->status);
  Source source;
  source.url = home.server;
  source.credentials = options.credentials;
  if (const auto refusal = refusal_of(*reply, source, known.uri, context.now)) {
    why = *refusal;
    if (answer_to(why) == StatusLook::Answer::closed) co_return std::nullopt;
    co_return without_answer(why);
  }
  const Vantage vantage{home.server, account_domain(home.server, {}), context.now, {}};
  Result<std::optional<Post>> now = read_status(*reply, known.uri, vantage);
  if (!now) co_return without_answer(now.error());
  if (!*now) co_return gone(known, options, 410);  // it answers, and not with a public post
  StatusLook look;
  look.answer = StatusLook::Answer::there;
  Post post = as_it_is_now(known, std::move(**now));
  look.harvest.counters.push_back({post.uri, context.now, post.counters, true});
  look.harvest.posts.push_back(std::move(post));
  co_return look;
}

}  // namespace

StatusAddress home_of(const Post& post) {
  StatusAddress home = status_address(post.uri);
  if (!home.id.empty()) return home;
  const StatusAddress by_url = status_address(post.url);
  // An address elsewhere than the identity is of another server's view.
  return by_url.server == home.server ? by_url : home;
}

asio::awaitable<StatusLook> look_at_status(PollContext context, Post known, LookOptions options) {
  const StatusAddress home = home_of(known);
  Error why{Errc::bad_input, "this address does not tell the post's id at its server", known.uri, {}, 0};
  std::optional<StatusLook> look;
  if (!home.id.empty()) look = co_await look_by_api(context, home, known, options, why);
  if (!look) {
    StatusLook object = co_await look_at_object(context, known, options, std::move(why));
    co_return object;
  }
  if (look->answer != StatusLook::Answer::there) co_return std::move(*look);
  const std::int64_t boosts = look->harvest.counters.front().counters.boosts.value_or(0);
  if (boosts > options.boosters_known) co_await ask_for_boosters(context, home, options, known.uri, *look);
  co_return std::move(*look);
}

}  // namespace resso::connectors::mastodon
