#include "connectors/mastodon/conversation.hpp"

#include "connectors/mastodon/parse.hpp"
#include "connectors/mastodon/query.hpp"
#include "connectors/mastodon/refusal.hpp"
#include "net/cache_rules.hpp"
#include "text/unicode.hpp"

namespace resso::connectors::mastodon {

namespace asio = boost::asio;

namespace {

constexpr Seconds kDay{86400};
constexpr std::size_t kMaxWarnings = 20;

}  // namespace

Conversation::Conversation(PollContext context, Source source, const SourceState& state)
    : cursor(read_cursor(state.cursor)), context_(std::move(context)), source_(std::move(source)) {
  while (source_.url.ends_with('/')) source_.url.pop_back();
  report.harvest.format = "mastodon";
}

Vantage Conversation::vantage() const { return {source_.url, account_domain(source_.url, cursor.domain), context_.now, cursor.domain}; }

std::string Conversation::resource() const { return (source_.kind == SourceKind::mastodon_account ? '@' : '#') + source_.name; }

asio::awaitable<Result<net::FetchReply>> Conversation::ask(std::string url, Validators validators) {
  Result<net::FetchReply> reply = co_await exchange(std::move(url), std::move(validators));
  const bool refused = !reply && reply.error().code == Errc::auth;
  if (reply || refused) note_refusal(refused ? report.outcome.status : 0);
  co_return reply;
}

/// What a server lets us see has changed: the next poll asks it what it says of that.
void Conversation::note_refusal(int status) {
  if (status == cursor.refused) return;
  cursor.refused = status;
  cursor.instance_read = {};
}

asio::awaitable<Result<net::FetchReply>> Conversation::exchange(std::string url, Validators validators) {
  net::FetchRequest request(std::move(url));
  request.headers.add("Accept", "application/json");
  if (source_.credentials && !source_.credentials->token.empty())
    request.headers.add("Authorization", "Bearer " + source_.credentials->token.reveal());
  net::add_conditional(request.headers, validators);
  Result<net::FetchReply> reply = co_await context_.fetcher->fetch(std::move(request));

  const std::uint64_t received = report.outcome.bytes_received;
  report.outcome = outcome_of(reply, context_.now);
  report.outcome.bytes_received += received;
  // The address of an API follows from the server's name: a redirect of one page is no reason to adopt another.
  report.outcome.permanent_target.clear();
  knows_no_such_thing = reply && is_api_not_found(*reply);
  if (!reply) co_return reply;
  const auto refusal = refusal_of(*reply, source_, resource(), context_.now);
  if (refusal) co_return *refusal;
  co_return reply;
}

asio::awaitable<Result<void>> Conversation::meet() {
  if (context_.now - cursor.instance_read < kDay) co_return Result<void>{};
  for (const int version : {2, 1}) {
    const Result<net::FetchReply> reply = co_await exchange(instance_query(source_.url, version), Validators{});
    if (!reply && (report.outcome.status == 0 || reply.error().code == Errc::rate_limited)) co_return reply.error();
    const Result<WireInstance> instance = reply ? parse_instance(reply->body) : Result<WireInstance>(reply.error());
    if (!instance) continue;
    cursor.domain = instance->domain;
    cursor.access = access_of(*instance);
    cursor.version = instance->version;
    cursor.streaming = instance->streaming_url;
    break;
  }
  cursor.instance_read = context_.now;
  co_return Result<void>{};
}

bool Conversation::take(MappedStatus&& status) {
  if (!lines_.insert(status.id).second) return false;
  Harvest& harvest = report.harvest;
  if (!status.problem.empty()) warn(status.problem, "bad_post");
  if (status.boost) harvest.boosts.push_back(std::move(*status.boost));
  if (!status.post || !posts_.insert(status.post->uri).second) return true;
  harvest.posts.push_back(std::move(*status.post));
  harvest.counters.push_back(std::move(*status.counters));
  return true;
}

void Conversation::warn(std::string what, std::string code) {
  if (report.harvest.warnings.size() < kMaxWarnings) report.harvest.warnings.push_back({std::move(what), std::move(code), 0});
}

void Conversation::fail(Error problem) {
  report.outcome.kind = FetchOutcome::Kind::failed;
  report.outcome.problem = std::move(problem);
}

PollReport Conversation::finish() {
  report.cursor = write_cursor(cursor);
  if (!cursor.version.empty()) report.harvest.format += ' ' + text::abridge(text::collapse_space(cursor.version), 60);
  return std::move(report);
}

}  // namespace resso::connectors::mastodon
