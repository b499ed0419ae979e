#include "connectors/mastodon/home.hpp"

#include "connectors/mastodon/query.hpp"
#include "connectors/mastodon/refusal.hpp"
#include "connectors/mastodon/webfinger_parse.hpp"
#include "text/url.hpp"

namespace resso::connectors::mastodon {

namespace asio = boost::asio;

namespace {

/// "casal" of "acct:casal@casal.example".
std::string name_in(std::string_view subject) {
  if (subject.starts_with("acct:")) subject.remove_prefix(5);
  return std::string(subject.substr(0, subject.find('@')));
}

}  // namespace

bool is_not_here(const Error& problem) {
  return problem.reason == kNoApi || problem.reason == kUnknownName || problem.reason == kPageForPeople;
}

asio::awaitable<std::optional<Home>> find_home(PollContext context, std::string domain, std::string name) {
  net::FetchRequest request(webfinger_query(domain, name));
  request.headers.add("Accept", "application/jrd+json, application/json");
  const Result<net::FetchReply> reply = co_await context.fetcher->fetch(std::move(request));
  if (!reply || reply->status != 200) co_return std::nullopt;
  const Result<WireFinger> finger = parse_webfinger(reply->body);
  if (!finger) co_return std::nullopt;
  const auto here = text::parse_url(domain), actor = text::parse_url(finger->actor);
  if (!here || !actor || actor->origin() == here->origin()) co_return std::nullopt;
  // A domain with TLS does not send us to a place without.
  if (here->scheme == "https" && actor->scheme != "https") co_return std::nullopt;
  const std::string there = name_in(finger->subject);
  co_return Home{actor->origin(), there.empty() ? name : there};
}

}  // namespace resso::connectors::mastodon
