#include "connectors/feed/poll.hpp"

#include "connectors/discover.hpp"
#include "connectors/feed/feed_parse.hpp"
#include "connectors/feed/map.hpp"
#include "connectors/feed/query.hpp"
#include "connectors/heavy_work.hpp"
#include "net/cache_rules.hpp"
#include "text/digest.hpp"
#include "text/url.hpp"

#include <utility>

namespace resso::connectors::feed {

namespace asio = boost::asio;

namespace {

/// What the heavy side makes of one reply.
struct Understood {
  FeedReading::Found found = FeedReading::Found::empty;
  std::optional<Harvest> harvest;
  std::optional<Error> problem;
  std::string offered;  ///< a feed's address, when the reply is a web page that has one
};

Error not_a_feed(FeedReading::Found found, const std::string& url) {
  Error error{Errc::bad_input, "this is " + std::string(name_of(found)) + ", not a feed", url, {}, 0, "bad_input_no_feed"};
  error.remedy = "look at the address in a browser and correct it in the configuration";
  switch (found) {
    case FeedReading::Found::html:
      error.reason = "bad_input_page";
      error.remedy = "it offers no feed; give the feed's own address, or configure it as a page";
      break;
    case FeedReading::Found::calendar:
      error.reason = "bad_input_is_calendar";
      error.remedy = "configure it as a calendar";
      break;
    case FeedReading::Found::opml:
      error.reason = "bad_input_is_list";
      error.remedy = "take the addresses of the feeds in it";
      break;
    case FeedReading::Found::empty: error.reason = "bad_input_empty"; break;
    default: break;
  }
  return error;
}

/// What the server says of hub and topic goes before what the document says (WebSub §4).
void hear_of_hub(Harvest& harvest, const net::FetchReply& reply) {
  const std::string hub = net::link_target(reply.headers, "hub"), self = net::link_target(reply.headers, "self");
  if (hub.empty()) return;
  harvest.hub = text::resolve_url(reply.final_url, hub);
  if (!self.empty()) harvest.self = text::resolve_url(reply.final_url, self);
}

Understood understand(const net::FetchReply& reply, const std::string& source_id, const std::string& city_zone) {
  const FeedOrigin origin{reply.final_url, std::string(reply.headers.get("Content-Type")),
                          std::string(reply.headers.get("Content-Location")), std::string(reply.headers.get("Content-Language"))};
  const FeedReading reading = read_feed(reply.body, origin);
  Understood result;
  result.found = reading.found;
  if (!reading.document) {
    Offers offers;
    if (reading.found == FeedReading::Found::html) {
      offers = offers_of(reply.body, reply.final_url);
      if (!offers.feeds.empty()) result.offered = offers.feeds.front().url;
    }
    result.problem = not_a_feed(reading.found, reply.final_url);
    if (claims_jsonfeed(reply.body))
      result.problem =
          Error{Errc::bad_input, "the JSON feed is broken or breaks off", reply.final_url, "tell who runs the site", 0, "bad_input_json"};
    if (offers.feeds.empty() && !offers.calendars.empty())
      result.problem->remedy = "it offers no feed, but a calendar: configure " + offers.calendars.front().url + " as a calendar";
    return result;
  }
  const FeedDocument& feed = *reading.document;
  Harvest harvest = to_harvest(feed, source_id, city_zone);
  if (!reading.well_formed && harvest.posts.empty() && harvest.events.empty()) {
    const int line = feed.warnings.empty() ? 0 : feed.warnings.front().line;
    const std::string fault = feed.warnings.empty() ? std::string() : ": " + feed.warnings.front().what;
    const std::string what = "the feed is broken before its first entry" + fault;
    result.problem = Error{Errc::bad_input, what, reply.final_url, "tell who runs the site", line, "bad_input_broken"};
    return result;
  }
  result.harvest = std::move(harvest);
  hear_of_hub(*result.harvest, reply);
  return result;
}

asio::awaitable<Understood> understand_apart(const PollContext& context, net::FetchReply reply, std::string source_id) {
  auto work = [reply = std::move(reply), id = std::move(source_id), zone = context.city_zone] { return understand(reply, id, zone); };
  auto understood = co_await run_heavy(context.heavy, std::move(work));
  co_return understood;
}

void fail(PollReport& report, Error problem) {
  report.outcome.kind = FetchOutcome::Kind::failed;
  report.outcome.problem = std::move(problem);
}

/// A date far ahead is the event's, not the entry's.
void drop_future_dates(Harvest& harvest, Instant now) {
  for (Post& post : harvest.posts) {
    if (post.published > now + std::chrono::hours{24}) post.published = Instant{};
  }
}

/// The outcome of a good reply, so far: what the bytes alone can tell. True: there is something to read.
bool has_news(PollReport& report, const Result<net::FetchReply>& reply, const SourceState& state, Instant now) {
  report.outcome = outcome_of(reply, now);
  if (report.outcome.kind != FetchOutcome::Kind::changed) return false;
  if (looks_like_login_page(*reply)) {
    fail(report, login_problem(*reply, "give a user and a password in the configuration, or the address of a public feed"));
    return false;
  }
  report.outcome.content_digest = text::sha256_hex(reply->body);
  if (report.outcome.content_digest == state.content_digest) {
    report.outcome.kind = FetchOutcome::Kind::unchanged;
    return false;
  }
  return true;
}

/// A feed that was found on a page and is there no more must not end the source: the page is asked again.
void forget_found(PollReport& report) {
  report.cursor = write_cursor({Whereabouts::Kind::rediscover, {}});
  report.outcome.permanent_target.clear();
  if (report.outcome.problem && report.outcome.problem->code == Errc::gone) report.outcome.problem->code = Errc::not_found;
}

bool leads_nowhere(const FetchOutcome& outcome) {
  if (!outcome.problem) return false;
  const Errc code = outcome.problem->code;
  return code == Errc::gone || code == Errc::not_found || code == Errc::bad_input || code == Errc::auth;
}

}  // namespace

Result<Harvest> read_delivery(const net::FetchReply& delivery, const std::string& source_id, const std::string& city_zone, Instant now) {
  Understood understood = understand(delivery, source_id, city_zone);
  if (!understood.harvest) return *understood.problem;
  understood.harvest->events_are_all = false;  // a hub may send what is new and nothing else
  drop_future_dates(*understood.harvest, now);
  return std::move(*understood.harvest);
}

asio::awaitable<PollReport> poll_feed(PollContext context, Source source, SourceState state) {
  PollReport report;
  const bool found_before = read_cursor(state.cursor).kind == Whereabouts::Kind::found;
  auto request = feed_request(source, state);
  auto reply = co_await context.fetcher->fetch(std::move(request));
  if (has_news(report, reply, state, context.now)) {
    auto understood = co_await understand_apart(context, std::move(*reply), source.id);
    Whereabouts where;
    if (found_before) where = read_cursor(state.cursor);
    const bool follow = !understood.offered.empty() && !found_before;
    if (follow) {
      where = {Whereabouts::Kind::found, understood.offered};
      auto second = unconditional_request(source, understood.offered);
      auto feed_reply = co_await context.fetcher->fetch(std::move(second));
      const std::uint64_t page_bytes = report.outcome.bytes_received;
      const bool news = has_news(report, feed_reply, state, context.now);
      report.outcome.bytes_received += page_bytes;
      report.outcome.permanent_target.clear();  // it is not the source's own address that moved
      if (!news) {
        if (report.outcome.kind == FetchOutcome::Kind::unchanged) report.cursor = write_cursor(where);
        co_return report;
      }
      auto of_feed = co_await understand_apart(context, std::move(*feed_reply), source.id);
      understood = std::move(of_feed);
    }
    if (understood.harvest) {
      report.harvest = std::move(*understood.harvest);
      drop_future_dates(report.harvest, context.now);
      report.cursor = write_cursor(where);
    } else {
      fail(report, std::move(*understood.problem));
    }
  }
  if (found_before) {
    report.outcome.permanent_target.clear();
    if (leads_nowhere(report.outcome)) forget_found(report);
  }
  co_return report;
}

}  // namespace resso::connectors::feed
