#include "connectors/calendar/ical_map.hpp"
#include "connectors/calendar/poll.hpp"
#include "connectors/discover.hpp"
#include "connectors/heavy_work.hpp"
#include "text/charset.hpp"
#include "text/digest.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <utility>

namespace resso::connectors::calendar {

namespace asio = boost::asio;

namespace {

/// Many programs write the moment of the request into every DTSTAMP: that alone is no change.
std::string digest_of(std::string_view body) {
  std::string without_stamps;
  without_stamps.reserve(body.size());
  while (!body.empty()) {
    const auto end = body.find('\n');
    const auto line = body.substr(0, end == std::string_view::npos ? end : end + 1);
    if (!line.starts_with("DTSTAMP")) without_stamps += line;
    body.remove_prefix(line.size());
  }
  return text::sha256_hex(without_stamps);
}

bool is_page(const net::FetchReply& reply) {
  const auto begin = reply.body.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  return begin != std::string::npos && reply.body[begin] == '<';
}

/// For a page that names its calendar, the owner of the source needs no search.
Error page_problem(const net::FetchReply& reply, Error problem) {
  problem.line = 0;
  const auto calendars = offered_calendars(reply.body, reply.final_url);
  if (!calendars.empty()) problem.remedy = "its calendar is at " + calendars.front().url + ": put that address into the configuration";
  return problem;
}

struct Reading {
  std::string digest;
  Result<Harvest> harvest;
};

/// `known_digest`: of the body understood last; an equal one is not read again.
Reading read_reply(const net::FetchReply& reply, std::string_view known_digest, const MapOptions& options) {
  Reading reading{digest_of(reply.body), Harvest{}};
  if (reading.digest == known_digest) return reading;
  reading.harvest = read_calendar(reply.body, text::content_type_charset(reply.headers.get("Content-Type")), options);
  if (reading.harvest) return reading;
  Error problem = reading.harvest.error();
  problem.where = reply.final_url;
  reading.harvest = is_page(reply) ? page_problem(reply, std::move(problem)) : std::move(problem);
  return reading;
}

}  // namespace

net::FetchRequest request_for(const Source& source, std::string_view url) {
  net::FetchRequest request;
  const auto parsed = text::parse_url(url);
  request.url = parsed ? parsed->str() : std::string(url);
  if (parsed && !parsed->user.empty()) {
    request.digest_user = parsed->user;
    request.digest_password = parsed->password;
  }
  if (source.credentials && !source.credentials->token.empty()) {
    request.headers.add("Authorization", "Bearer " + source.credentials->token.reveal());
  } else if (source.credentials && !source.credentials->user.empty()) {
    request.digest_user = source.credentials->user;
    request.digest_password = source.credentials->password.reveal();
  }
  return request;
}

asio::awaitable<PollReport> poll_calendar(PollContext context, Source source, SourceState state) {
  PollReport report;
  net::FetchRequest request = request_for(source, state.effective_url.empty() ? source.url : state.effective_url);
  withhold_secrets(request, source);
  request.headers.add("Accept", "text/calendar, text/plain;q=0.5, */*;q=0.1");
  ask_for_news(request, state);
  auto reply = co_await context.fetcher->fetch(std::move(request));
  report.outcome = outcome_of(reply, context.now);
  if (report.outcome.kind != FetchOutcome::Kind::changed) co_return report;

  if (looks_like_login_page(*reply)) {
    report.outcome.kind = FetchOutcome::Kind::failed;
    report.outcome.problem = login_problem(*reply, "give a user and a password in the configuration, or the calendar's public address");
    co_return report;
  }
  const MapOptions options{source.id, reply->final_url, context.city_zone};
  auto work = [page = std::move(*reply), known = state.content_digest, options] { return read_reply(page, known, options); };
  auto reading = co_await run_heavy(context.heavy, std::move(work));
  if (!reading.harvest) {
    report.outcome.kind = FetchOutcome::Kind::failed;
    report.outcome.problem = reading.harvest.error();
    co_return report;
  }
  report.outcome.content_digest = reading.digest;
  if (reading.digest == state.content_digest) {
    report.outcome.kind = FetchOutcome::Kind::unchanged;
    co_return report;
  }
  report.harvest = std::move(*reading.harvest);
  report.outcome.asked_interval = report.harvest.asked_interval;
  co_return report;
}

}  // namespace resso::connectors::calendar
