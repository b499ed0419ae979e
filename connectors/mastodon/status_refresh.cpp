#include "connectors/mastodon/parse.hpp"
#include "connectors/mastodon/poll.hpp"
#include "connectors/mastodon/query.hpp"
#include "connectors/mastodon/refusal.hpp"
#include "connectors/mastodon/status_read.hpp"

namespace resso::connectors::mastodon {

namespace asio = boost::asio;

Result<std::optional<Post>> read_status(const net::FetchReply& reply, const std::string& asked_uri, const Vantage& vantage) {
  const Result<WireStatus> wire = parse_status(reply.body);
  if (!wire) return Error{wire.error().code, wire.error().what, reply.final_url, {}, 0};
  MappedStatus mapped = map_status(*wire, vantage);
  if (!mapped.problem.empty()) return Error{Errc::bad_input, mapped.problem, reply.final_url, {}, 0};
  // An id that means another post there is no news of ours.
  if (mapped.post && !asked_uri.empty() && mapped.post->uri != asked_uri)
    return Error{Errc::bad_input, "the server answers with another post: " + mapped.post->uri, reply.final_url, {}, 0};
  return std::move(mapped.post);
}

asio::awaitable<Result<std::optional<Post>>> refresh_status(PollContext context, const Source& source, std::string uri_or_id) {
  const bool is_uri = uri_or_id.starts_with("https://") || uri_or_id.starts_with("http://");
  const StatusAddress address = is_uri ? status_address(uri_or_id) : StatusAddress{source.url, uri_or_id};
  if (address.id.empty()) co_return Error{Errc::bad_input, "this address does not tell the post's id at its server", uri_or_id, {}, 0};

  net::FetchRequest request(status_query(address.server, address.id));
  request.headers.add("Accept", "application/json");
  if (address.server == source.url && source.credentials && !source.credentials->token.empty())
    request.headers.add("Authorization", "Bearer " + source.credentials->token.reveal());
  const Result<net::FetchReply> reply = co_await context.fetcher->fetch(std::move(request));
  if (!reply) co_return reply.error();
  if (reply->status == 410 || is_api_not_found(*reply)) co_return std::optional<Post>();
  Source asked = source;
  asked.url = address.server;
  const auto refusal = refusal_of(*reply, asked, uri_or_id, context.now);
  if (refusal) co_return *refusal;
  const Vantage vantage{address.server, account_domain(address.server, {}), context.now, {}};
  co_return read_status(*reply, is_uri ? uri_or_id : std::string(), vantage);
}

}  // namespace resso::connectors::mastodon
