#include "connectors/calendar/caldav_client.hpp"

#include "connectors/calendar/poll.hpp"
#include "connectors/heavy_work.hpp"
#include "text/charset.hpp"

#include <utility>

namespace resso::connectors::calendar {

namespace asio = boost::asio;

bool is_refusal(int status) { return status == 401 || status == 429 || (status >= 500 && status != 501); }

asio::awaitable<std::optional<net::FetchReply>> CaldavClient::fetch(net::FetchRequest request) {
  auto reply = co_await context_.fetcher->fetch(std::move(request));
  const std::uint64_t received = outcome.bytes_received;
  outcome = outcome_of(reply, context_.now);
  outcome.bytes_received += received;
  // These are about a single file; our cursor is what validates.
  outcome.validators = {};
  outcome.freshness.reset();
  outcome.permanent_target.clear();
  if (!reply) {
    broken_ = true;
    co_return std::nullopt;
  }
  co_return std::move(*reply);
}

asio::awaitable<std::optional<DavReply>> CaldavClient::ask(std::string method, std::string url, std::string depth, std::string body) {
  net::FetchRequest request = request_for(source_, url);
  request.method = std::move(method);
  request.headers.add("Depth", depth);
  request.headers.add("Content-Type", "application/xml; charset=utf-8");
  request.headers.add("Accept", "application/xml, text/xml;q=0.9");
  request.body = std::move(body);
  auto reply = co_await fetch(std::move(request));
  if (!reply) co_return std::nullopt;
  DavReply answer;
  answer.status = reply->status;
  answer.url = reply->final_url;
  if (looks_like_login_page(*reply)) {
    fail(login_problem(*reply, "give a user and a password in the configuration"));
    co_return std::nullopt;
  }
  if (!answer.ok()) co_return answer;
  auto work = [page = std::move(*reply)] {
    return parse_multistatus(page.body, text::content_type_charset(page.headers.get("Content-Type")));
  };
  auto parsed = co_await run_heavy(context_.heavy, std::move(work));
  if (!parsed) {
    Error problem = parsed.error();
    problem.where = answer.url;
    fail(std::move(problem));
    co_return std::nullopt;
  }
  answer.body = std::move(*parsed);
  co_return answer;
}

void CaldavClient::fail(Error problem) {
  broken_ = true;
  outcome.kind = FetchOutcome::Kind::failed;
  outcome.problem = std::move(problem);
}

}  // namespace resso::connectors::calendar
